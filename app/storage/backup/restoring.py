"""Taking a practice out of a backup: into a folder of its own, or beside the practice it came from.

`app.verbs.backup` and the restore dialog call it. Nothing here writes over anything: the copy is
put together in a hidden folder, checked there, and given its place by one rename.
"""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.crypto import Secret
from app.domain.backup import BackupFacts, Report
from app.errors import DamagedBackup, MissingFolder, OtherPractice, TakenFolder
from app.files import disk_failures, rename_whole
from app.storage.backup.backup_manifest import KEYS
from app.storage.backup.backup_shelf import DATABASE, Shelf
from app.storage.backup.backup_verdicts import FLAWS, LookThrough
from app.storage.keys import read_keys

PART, PART_END = ".restore-", ".part"


@dataclass(frozen=True, slots=True)
class SideCopy:
    """A practice out of a backup, checked, that nobody works with yet.

    `problems` are what was wrong with the practice when it was backed up.
    """

    folder: Path
    facts: BackupFacts
    problems: tuple[str, ...]

    @property
    def database(self) -> Path:
        """Its database, closed and of this version's schema."""
        return self.folder / DATABASE

    def discard(self) -> None:
        """Remove it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def copy_beside(
    home: Path, backup: Path, key: Secret, look: LookThrough, report: Report
) -> SideCopy:
    """A copy in the folder of the practice that the backup was made of, so on the same disk.

    Raises OtherPractice, DamagedBackup, NewerBackup, NewerSchema, MissingBackupFolder, DiskFull,
    ReadOnlyFolder, and what `report` does; nothing is left over then.
    """
    for left in home.glob(f"{PART}*{PART_END}"):  # of a program that was killed
        shutil.rmtree(left, ignore_errors=True)
    copy = _side_copy(home, backup, key, look, report)
    if copy.facts.practice != read_keys(home / KEYS).practice:
        copy.discard()
        raise OtherPractice
    return copy


def restore_into(
    folder: Path, backup: Path, key: Secret, look: LookThrough, report: Report
) -> SideCopy:
    """A practice in a folder that is new or empty.

    Raises TakenFolder, MissingFolder for its parent, and what `copy_beside` does.
    """
    with disk_failures():
        if not folder.parent.is_dir():
            raise MissingFolder
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise TakenFolder
    copy = _side_copy(folder.parent, backup, key, look, report)
    try:
        with disk_failures():
            with suppress(FileNotFoundError):
                folder.rmdir()  # empty: it makes room for the one of that name
            rename_whole(copy.folder, folder)
    except BaseException:
        copy.discard()
        raise
    return SideCopy(folder, copy.facts, copy.problems)


def _side_copy(
    parent: Path, backup: Path, key: Secret, look: LookThrough, report: Report
) -> SideCopy:
    with disk_failures():
        folder = Path(tempfile.mkdtemp(prefix=PART, suffix=PART_END, dir=parent))
    try:
        facts = Shelf(backup.parent, key).put_together(backup.name, folder, report).facts
        problems = look(folder / DATABASE, key, facts.counts, report)
        if FLAWS.intersection(problems):
            raise DamagedBackup
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return SideCopy(folder, facts, problems)
