"""`chartproof backup` and `chartproof restore`: backups made, checked and taken out again.

`app.cli` adds the verbs. They work on the practice of this computer, which must not be open in a
window, or on a backup alone, with its passphrase or recovery key.
"""

import argparse
import datetime as dt
import getpass
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from app.verbs.console import DONE, NEEDED, UNREADABLE, Verbs, complain
from app.verbs.practice import practice_here
from app.verbs.sign_in import Guest, begun_trail, require_right, sign_in

if TYPE_CHECKING:  # a verb imports what it needs when it runs
    from app.crypto import Secret
    from app.domain.backup import Backup, Difference, Progress
    from app.storage.backup.restoring import SideCopy
    from app.storage.folder import EmbeddedFolder


def add_to(verbs: Verbs) -> None:
    """Declare the verbs and what does them."""
    backup = verbs.add_parser("backup", help="back up this computer's practice, or check backups")
    backup.add_argument("--to", type=Path, metavar="DIR", help="the folder that backups go to")
    backup.set_defaults(run=_back_up)
    more = backup.add_subparsers(title="verbs", metavar="VERB")
    check = more.add_parser("check", help="read, open and look through every backup in a folder")
    check.add_argument("folder", type=Path, metavar="DIR")
    check.set_defaults(run=_check)
    restore = verbs.add_parser("restore", help="take a practice out of a backup")
    restore.add_argument(
        "folder",
        type=Path,
        metavar="DIR",
        help="a backup, or where backups are: the newest good one",
    )
    where = restore.add_mutually_exclusive_group(required=True)
    where.add_argument("--into", type=Path, metavar="FOLDER", help="a new or empty folder")
    where.add_argument(
        "--here",
        action="store_true",
        help="in place of this computer's practice, which is kept beside; asks before",
    )
    restore.set_defaults(run=_restore)


def _back_up(chosen: argparse.Namespace) -> int:
    """Returns DONE, or NEEDED for a backup that shows something wrong with the practice."""
    from app.bootstrap import make_backups
    from app.services.durability.backups import SAME_DISK

    if chosen.to is None:
        complain("Name the folder that backups go to: chartproof backup --to DIR.")
        return UNREADABLE
    guest = _open_practice()
    if guest is None:
        return UNREADABLE
    with closing(guest.store) as store:
        backups, folder = make_backups(store, guest.begin()), chosen.to.absolute()
        made = backups.back_up(folder, _Said())
        shares_disk = backups.shares_disk(folder)
    print(f"{made.name}: {_megabytes(made.facts.written)} new of {_megabytes(made.facts.size)}.")
    if shares_disk:
        complain(SAME_DISK)
    return _told(made)


def _check(chosen: argparse.Namespace) -> int:
    """Returns DONE when every backup is whole and good, NEEDED when one is not."""
    import tempfile

    from app.bootstrap import look_through
    from app.errors import DamagedBackup
    from app.storage.backup.backup_shelf import backups_below
    from app.storage.backup.restoring import restore_into

    found = backups_below(chosen.folder.absolute())
    key, code, said = _key(found, _typed_secret()), DONE, _Said()
    for backup in found:
        with tempfile.TemporaryDirectory(prefix="chartproof-") as apart:
            try:
                copy = restore_into(Path(apart) / "copy", backup, key, look_through(), said)
            except DamagedBackup as failure:
                print(f"{backup.name}: {failure}")
                code = NEEDED
                continue
        print(f"{backup.name}: whole.{''.join(f' {each}' for each in copy.problems)}")
        code = NEEDED if copy.problems else code
    return code


def _restore(chosen: argparse.Namespace) -> int:
    """Returns DONE, or NEEDED when the practice was not replaced or not in order when backed up."""
    from app.bootstrap import look_through_restored
    from app.services.people.recovery_key import read_recovery_key
    from app.storage.backup.backup_shelf import backups_below
    from app.storage.backup.restoring import restore_into

    found = backups_below(chosen.folder.absolute())
    typed = _typed_secret()
    key = _key(found, typed)
    backup = _newest_good(found, key)
    if chosen.here:
        return _restore_here(backup, key, by_recovery=read_recovery_key(typed)[0] is not None)
    target = chosen.into.absolute()
    copy = restore_into(target, backup, key, look_through_restored(), _Said())
    print(f"{target}: the practice as of {_when(copy)}.")
    return _problems_of(copy)


def _restore_here(backup: Path, key: "Secret", *, by_recovery: bool) -> int:
    """Whoever may restore does, or whoever has the recovery key."""
    from app import paths
    from app.bootstrap import look_through_restored
    from app.storage.backup.comparing import differences
    from app.storage.backup.restoring import copy_beside
    from app.storage.folder import EmbeddedFolder

    home = paths.data_folder()
    folder = EmbeddedFolder(home)
    readable = _is_readable(folder, key)
    if readable is None:
        complain(f"There is no practice on this computer yet. Restore with --into {home}.")
        return UNREADABLE
    who = require_right(folder) if readable and not by_recovery else ""
    copy = copy_beside(home, backup, key, look_through_restored(who), _Said())
    try:
        print(f"The backup is the practice as of {_when(copy)}.")
        if readable:
            for difference in differences(home / copy.database.name, copy.database, key):
                print(_difference(difference))
        else:
            print("The practice file here cannot be read, so nothing is compared.")
        if input("Put it in place of the practice? Type yes: ").strip().lower() != "yes":
            complain("Nothing was changed.")
            return NEEDED
        kept = folder.take_over(copy.database, dt.datetime.now(dt.UTC))
    finally:
        copy.discard()
    with closing(folder.open(key)) as store:
        begun_trail(store, who)  # the trail goes on from here
    print(f"Done. The practice as it was is kept in {kept}.")
    return _problems_of(copy)


def _is_readable(folder: "EmbeddedFolder", key: "Secret") -> bool | None:
    """Whether this computer's practice can be compared; None when there is none.

    Raises LockedFile where a window has it open.
    """
    from app.errors import DamagedFile, MissingPracticeFile

    try:
        if not folder.stands():
            return None
        folder.open(key).close()
    except (DamagedFile, MissingPracticeFile):
        return False
    return True


def _open_practice() -> "Guest | None":
    folder = practice_here()
    if not folder.stands():
        complain("There is no practice on this computer yet. Start Chartproof once.")
        return None
    return sign_in(folder)


def _typed_secret() -> str:
    return getpass.getpass("Passphrase or recovery key: ")


def _key(backups: Sequence[Path], typed: str) -> "Secret":
    """The key of the practice that the newest backup is of, by what was typed."""
    from app.services.durability.restoring import key_by
    from app.storage.backup.backup_shelf import keys_of

    return key_by(typed, keys_of(backups[0]))


def _newest_good(backups: Sequence[Path], key: "Secret") -> Path:
    """The newest that was good when it was made, else the newest. One that was named is taken."""
    from app.storage.backup.backup_shelf import Shelf

    if len(backups) > 1:
        kept, _ = Shelf(backups[0].parent, key).kept()
        for backup in kept:
            if backup.facts.is_good:
                return backups[0].parent / backup.name
    return backups[0]


def _told(made: "Backup") -> int:
    for problem in made.facts.problems:
        complain(problem)
    if made.facts.is_good:
        return DONE
    complain("The copy is kept, but does not count as a good backup.")
    return NEEDED


def _problems_of(copy: "SideCopy") -> int:
    for problem in copy.problems:
        complain(problem)
    return NEEDED if copy.problems else DONE


def _difference(difference: "Difference") -> str:
    if difference.is_none:
        return f"{difference.kind}: the same"
    return (
        f"{difference.kind}: {difference.only_here} only here, {difference.only_there} only in the"
        f" backup, {difference.differing} differ"
    )


def _when(copy: "SideCopy") -> str:
    return f"{copy.facts.made_at.astimezone():%Y-%m-%d %H:%M}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


class _Said:
    """Says each stage of a backup once, apart from the results."""

    def __init__(self) -> None:
        self._stage = ""

    def __call__(self, progress: "Progress") -> None:
        """Take a report."""
        if progress.stage != self._stage:
            self._stage = progress.stage
            complain(f"{progress.stage.capitalize()} …")
