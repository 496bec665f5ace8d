"""The backups of one practice in a folder: finding, reading, opening and dropping them.

The folder that somebody chose holds one shelf for each practice, a folder of its own:

    Chartproof backups 1a2b3c4d/
        2026-11-22_063012/     a backup: manifest.json, blocks.txt, practice.keys
        pages/                 the blocks that the lists of backups name (`backup_blocks`)
        .lock                  held while something is written here

`backup_making` adds a backup, `restoring` takes one out. A backup appears by one rename when
everything in it is on the disk, and goes by one rename before anything of it is removed: a program
that is killed leaves only hidden files that end in `.part`, and the next one removes them.
"""

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from app.crypto import KeyRing, Secret
from app.domain.backup import Backup, Report, Stage
from app.errors import (
    BackupUnderWay,
    DamagedBackup,
    DamagedKeyFile,
    MissingBackupFolder,
    MissingKeyFile,
    NewerBackup,
    NoBackup,
    SeveralPractices,
)
from app.files import (
    IN_CHOSEN_PLACE,
    LOCK,
    PRIVATE,
    disk_failures,
    make_part_folder,
    rename_whole,
    write_whole,
)
from app.storage.backup.backup_blocks import Block, list_of, read_blocks
from app.storage.backup.backup_failures import backup_folder_failures
from app.storage.backup.backup_manifest import BLOCKS, KEYS, MANIFEST, Manifest, read_manifest
from app.storage.keys import read_keys

PART, PART_END = ".backup-", ".part"
PAGES_END = ".pages"
DATABASE = "practice.db"
_NAME = "%Y-%m-%d_%H%M%S"


def shelf_folder(chosen: Path, practice: str) -> Path:
    """Where the backups of a practice (its id) lie in the folder that was chosen for backups."""
    short = hashlib.sha256(practice.encode()).hexdigest()[:8]
    return chosen / f"Chartproof backups {short}"


def backups_below(folder: Path) -> tuple[Path, ...]:
    """The backups in a folder, which may be a backup, a shelf or the chosen one; newest first.

    What they are worth is not looked at. Raises NoBackup, SeveralPractices, MissingBackupFolder.
    """
    with backup_folder_failures():
        if not folder.is_dir():
            raise MissingBackupFolder
        manifests = {at for depth in ("", "*/", "*/*/") for at in folder.glob(depth + MANIFEST)}
        found = {at.parent for at in manifests if not at.parent.name.startswith(".")}
    if not found:
        raise NoBackup
    if len({backup.parent for backup in found}) > 1:
        raise SeveralPractices
    return tuple(sorted(found, key=lambda backup: backup.name, reverse=True))


def keys_of(backup: Path) -> KeyRing:
    """The wrapped keys in a backup. Raises DamagedBackup, MissingBackupFolder, NewerKeyFile."""
    try:
        with backup_folder_failures():
            return read_keys(backup / KEYS)
    except (MissingKeyFile, DamagedKeyFile):
        raise DamagedBackup from None


class Shelf:
    """A shelf by its folder, which need not be there. `key` is the practice's database key."""

    def __init__(self, folder: Path, key: Secret) -> None:
        self.folder = folder
        self.pages = folder / "pages"
        self._key = key

    def kept(self) -> tuple[tuple[Backup, ...], tuple[str, ...]]:
        """The backups, newest first, and the names of those that are damaged.

        Raises MissingBackupFolder when the folder that holds the shelf is not there.
        """
        kept, damaged = [], []
        for name in self._names():
            try:
                manifest = self._manifest(name)
            except (DamagedBackup, NewerBackup):
                damaged.append(name)
            else:
                is_ours = name.startswith(manifest.made_at.strftime(_NAME))
                kept.append(Backup(name, manifest.facts, is_ours))
        newest_first = sorted(kept, key=lambda backup: backup.facts.made_at, reverse=True)
        return tuple(newest_first), tuple(damaged)

    def read(self, name: str) -> tuple[Manifest, list[Block]]:
        """A backup's manifest and list of blocks, both checked.

        Raises DamagedBackup, NewerBackup, MissingBackupFolder.
        """
        manifest = self._manifest(name)
        with backup_folder_failures():
            return manifest, list_of((self.folder / name / BLOCKS).read_bytes())

    def content(
        self, blocks: Iterable[Block], report: Report, stage: Stage, size: int
    ) -> Iterator[bytes]:
        """What blocks hold, each checked. Raises DamagedBackup, MissingBackupFolder."""
        with backup_folder_failures():
            yield from read_blocks(blocks, self.pages, report, stage, size)

    def put_together(self, name: str, target: Path, report: Report) -> Manifest:
        """Write a backup's database and key file into a folder that is there.

        Raises DamagedBackup, NewerBackup, MissingBackupFolder, DiskFull, ReadOnlyFolder.
        """
        manifest, blocks = self.read(name)
        with backup_folder_failures():
            keys = (self.folder / name / KEYS).read_bytes()
        self.write_database(blocks, manifest.size, target / DATABASE, report)
        write_whole(target / KEYS, keys)
        return manifest

    def write_database(
        self, blocks: Sequence[Block], size: int, target: Path, report: Report
    ) -> None:
        """Write the file that a list of blocks stands for, to the disk.

        Raises DamagedBackup, MissingBackupFolder, DiskFull, ReadOnlyFolder.
        """
        with disk_failures():
            handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)
        with os.fdopen(handle, "wb") as file:
            for content in self.content(blocks, report, "reading back", size):
                with disk_failures():
                    file.write(content)
            with disk_failures():
                file.flush()
                os.fsync(file.fileno())
                if file.tell() != size:
                    raise DamagedBackup

    def drop(self, names: Iterable[str]) -> None:
        """Remove backups, and the blocks that no backup names any more.

        While any backup is damaged no block is removed: nobody knows what that one names. Raises
        BackupUnderWay, MissingBackupFolder, ReadOnlyBackupFolder.
        """
        with self.alone(), backup_folder_failures():
            for name in names:
                hidden = self.folder / f"{PART}{name}{PART_END}"
                rename_whole(self.folder / name, hidden)
                shutil.rmtree(hidden)
            kept, damaged = self.kept()
            if damaged:
                return
            named = {block.pages for backup in kept for block in self.read(backup.name)[1]}
            for file in self.pages.glob(f"*{PAGES_END}"):
                if file.name not in named:
                    file.unlink()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Write here while no other program does; leftovers of killed ones are gone.

        Makes the shelf where need be. Raises BackupUnderWay, MissingBackupFolder and others.
        """
        from filelock import FileLock, Timeout

        with backup_folder_failures():
            if not self.folder.parent.is_dir():
                raise MissingBackupFolder
            self.pages.mkdir(mode=IN_CHOSEN_PLACE, parents=True, exist_ok=True)
            lock = FileLock(self.folder / ".lock", timeout=0, mode=LOCK, thread_local=False)
            try:
                lock.acquire()
            except Timeout:
                raise BackupUnderWay from None
        try:
            with backup_folder_failures():
                for folder in (self.folder, self.pages):
                    remove_parts(folder)
            yield
        finally:
            with suppress(OSError):  # the share went away, and the lock with it
                lock.release()

    def free_name(self, at: dt.datetime) -> str:
        """A name for a backup made at a moment that no other one has.

        Raises MissingBackupFolder.
        """
        name = plain = at.strftime(_NAME)
        number = 1
        with backup_folder_failures():
            while (self.folder / name).exists() or (self.pages / f"{name}{PAGES_END}").exists():
                number += 1
                name = f"{plain}-{number}"
        return name

    def _names(self) -> list[str]:
        with backup_folder_failures():
            if not self.folder.parent.is_dir():
                raise MissingBackupFolder
            if not self.folder.is_dir():
                return []
            return [
                each.name
                for each in self.folder.iterdir()
                if not each.name.startswith(".")
                and any((each / file).exists() for file in (MANIFEST, BLOCKS, KEYS))
            ]

    def _manifest(self, name: str) -> Manifest:
        with backup_folder_failures():
            if not (self.folder / name / MANIFEST).exists():
                raise DamagedBackup
            return read_manifest(self.folder / name, self._key)


@contextmanager
def part_folder(parent: Path) -> Iterator[Path]:
    """A hidden folder for something half done; gone with all in it when the block ends."""
    with disk_failures():
        folder = make_part_folder(parent, PART, PART_END)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_parts(folder: Path) -> None:
    """Remove what killed programs left half done."""
    for left in folder.glob(f"{PART}*{PART_END}"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with suppress(OSError):
                left.unlink()
