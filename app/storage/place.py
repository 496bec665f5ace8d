"""Where this computer's practice is: in a folder here or on a server; every door asks first."""

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.storage.folder import EmbeddedFolder
from app.storage.server_address import ADDRESS_VARIABLE

if TYPE_CHECKING:  # an embedded practice does without
    from app.storage.server import ServerPractice


def practice_at(
    data: Path, setting: str, environ: Mapping[str, str] = os.environ
) -> "EmbeddedFolder | ServerPractice":
    """The practice on the server that an address names, else the one in the data folder.

    `setting` is the address in the settings, empty without one. Nothing is opened yet.
    """
    if not (environ.get(ADDRESS_VARIABLE) or setting):
        return EmbeddedFolder(data)
    from app.storage.server import ServerPractice
    from app.storage.server_login import find_login

    return ServerPractice(data, partial(find_login, setting, environ))
