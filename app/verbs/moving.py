"""`chartproof migrate-to`: moves this computer's practice to a server or back; `app.cli` adds it.

The practice must not be open in a window; nothing counts before every table has been compared.
"""

import argparse
import datetime as dt
import getpass
import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.verbs.console import DONE, NEEDED, UNREADABLE, Verbs, complain
from app.verbs.sign_in import require_right

if TYPE_CHECKING:  # a verb imports what it needs when it runs
    from app.crypto import Secret
    from app.services.ports.folder import PracticeFolder
    from app.services.ports.store import Store


def add_to(verbs: Verbs) -> None:
    """Declare the verb and what does it."""
    moves = verbs.add_parser("migrate-to", help="move the practice to a server, or back")
    moves.add_argument(
        "target",
        metavar="ADDRESS or FOLDER",
        help="postgresql://… of a prepared server, or the folder that the practice goes back to",
    )
    moves.set_defaults(run=_move)


def _move(chosen: argparse.Namespace) -> int:
    if "://" in chosen.target:
        return _to_server(chosen.target)
    return _to_folder(Path(chosen.target).absolute())


def _to_server(text: str) -> int:
    """Returns UNREADABLE for no address, NEEDED without a practice in a file here."""
    from app import paths
    from app.settings import read_settings, write_settings
    from app.storage.folder import EmbeddedFolder
    from app.storage.moving import move_to_server
    from app.storage.server.server import ServerPractice
    from app.storage.server.server_address import read_address
    from app.storage.server.server_login import keep_password, login_of

    given, problems = read_address(text)
    for problem in problems:
        complain(problem)
    if given is None:
        return UNREADABLE
    data = paths.data_folder()
    folder = EmbeddedFolder(data)
    if not folder.stands():
        complain("There is no practice in a file on this computer.")
        return NEEDED
    login, (key, who) = login_of(given, os.environ), _key(folder)
    ring = folder.keys()
    with closing(folder.open(key)) as store:  # so that nobody changes it meanwhile
        _write_down(store, who, "server", is_done=False)
        counts = move_to_server(data, key, ring, login, _say)
    settings, _ = read_settings(data)
    write_settings(data, replace(settings, database=login.address.text))
    if login.password:
        keep_password(login.address, login.password)
    kept = folder.set_aside(dt.datetime.now(dt.UTC))
    with closing(ServerPractice(data, lambda: login).open(key)) as moved:
        _write_down(moved, who, "server", is_done=True)
    _tell(counts)
    print(f"The practice is on {login.address.host} now. Its files as they were: {kept}")
    return DONE


def _to_folder(folder: Path) -> int:
    """Returns NEEDED where this computer works with no server."""
    from app import paths
    from app.settings import read_settings, write_settings
    from app.storage.folder import EmbeddedFolder
    from app.storage.moving import move_to_folder
    from app.storage.server.server import ServerPractice
    from app.storage.server.server_login import find_address, find_login

    data = paths.data_folder()
    settings, _ = read_settings(data)
    if find_address(settings.database, os.environ)[0] is None:
        complain("This computer works with no server, so there is nothing to move back.")
        return NEEDED
    login = find_login(settings.database, os.environ)
    practice = ServerPractice(data, lambda: login)
    (key, who), ring = _key(practice), practice.keys()
    with closing(practice.open(key)) as store:
        _write_down(store, who, "file", is_done=False)
    counts = move_to_folder(login, key, ring, data, folder, _say)
    if folder == data:
        write_settings(data, replace(settings, database=""))
    with closing(EmbeddedFolder(folder).open(key)) as moved:
        _write_down(moved, who, "file", is_done=True)
    _tell(counts)
    print(f"The practice is in {folder} now.")
    print("The server still has it as it was: let no other computer go on working with that.")
    return DONE


def _write_down(store: "Store", who: str, to: str, *, is_done: bool) -> None:
    """Tell the trail of a move: before it, so that both practices have the row, and after it."""
    from app.domain.audit import About, Deed
    from app.services.trail import Trail

    trail = Trail(lambda: dt.datetime.now(dt.UTC), who)
    deed = Deed.MOVED if is_done else Deed.MOVE_BEGUN
    with store.writing() as found:
        trail.add_once(found, deed, About("practice", "practice"), to=to)


def _key(practice: "PracticeFolder") -> "tuple[Secret, str]":
    """The practice's key and whose passphrase it was (a staff id; nobody's: the recovery key).

    For whoever may restore or has the recovery key.

    Raises NotAllowed, WrongPassphrase and WrongRecoveryKey.
    """
    from app.services.durability.restoring import key_by
    from app.services.people.recovery_key import read_recovery_key

    typed = getpass.getpass("Passphrase or recovery key: ")
    key = key_by(typed, practice.keys())
    is_recovery_key = read_recovery_key(typed)[0] is not None
    return key, "" if is_recovery_key else require_right(practice, tells=True)


def _say(table: str) -> None:
    complain(f"{table} …")


def _tell(counts: Mapping[str, int]) -> None:
    rows = sum(counts.values())
    print(f"{rows:,} rows in {len(counts)} tables were copied and compared: they are the same.")
