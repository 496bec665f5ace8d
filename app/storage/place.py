"""Where this computer's practice is: in a folder here or on a server; every door asks first."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app.preparing import Told, unheard
from app.storage.folder import EmbeddedFolder
from app.storage.server.server_address import ADDRESS_VARIABLE

if TYPE_CHECKING:  # an embedded practice does without
    from app.storage.server.server import ServerPractice
    from app.storage.server.server_login import ServerWay


def way_in(setting: str, environ: Mapping[str, str] = os.environ) -> "ServerWay | None":
    """The way into the server that an address names; None where the practice is a file here.

    `setting` is the address in the settings, empty without one.
    """
    if not (environ.get(ADDRESS_VARIABLE) or setting):
        return None
    from app.storage.server.server_login import ServerWay

    return ServerWay(setting, environ)


def practice_at(
    data: Path, way: "ServerWay | None", told: Told = unheard
) -> "EmbeddedFolder | ServerPractice":
    """The practice on the server that a way leads into, else the one in the data folder.

    Nothing is opened yet; `told` will hear how far that is. A server is prepared by its own verb.
    """
    if way is None:
        return EmbeddedFolder(data, told)
    from app.storage.server.server import ServerPractice

    return ServerPractice(data, way.login, way.address)
