"""Making a backup of an open practice; the open store hands a `BackupRoom` to the services.

The database file is held still and its new blocks are copied; then they are read back from where
they were written, and the whole is put together apart, opened and checked. The manifest is written
last: without one there is no backup. What is wrong with the practice itself, such as a signature
that does not match, is said in the manifest: that copy is kept, but not counted as good.
"""

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.crypto import Secret
from app.domain.backup import Backup, BackupFacts, Difference, Report
from app.errors import DamagedBackup
from app.files import rename_whole, write_whole
from app.storage.backup.backup_blocks import (
    Block,
    Known,
    are_there,
    list_text,
    worth_keeping,
    write_new_blocks,
)
from app.storage.backup.backup_failures import backup_folder_failures
from app.storage.backup.backup_manifest import BLOCKS, KEYS, MANIFEST, Manifest
from app.storage.backup.backup_shelf import (
    DATABASE,
    PAGES_END,
    PART,
    PART_END,
    Shelf,
    part_folder,
    remove_parts,
    shelf_folder,
)
from app.storage.backup.backup_snapshot import HeldStill
from app.storage.backup.backup_verdicts import LookThrough
from app.storage.keys import read_keys

if TYPE_CHECKING:
    from app.storage.backup.restoring import SideCopy

Hold = Callable[[], AbstractContextManager[HeldStill]]


@dataclass(frozen=True, slots=True)
class _Copied:
    """The database as blocks on the shelf. `fresh` are those that no older backup holds."""

    blocks: Sequence[Block]
    fresh: Sequence[Block]
    size: int
    written: int
    schema: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BackupRoom:
    """Where an open practice is backed up; fits `app.services.ports.backup.BackupRoom`.

    `hold` holds the database file still, `home` is the practice's folder, `shelf` has its backups.
    """

    hold: Hold
    home: Path
    key: Secret
    shelf: Shelf

    @property
    def shares_disk(self) -> bool:
        """Whether the shelf lies on the disk of the practice: what takes one takes both.

        Two partitions of one disk count as two. Raises MissingBackupFolder.
        """
        with backup_folder_failures():
            return self.shelf.folder.parent.stat().st_dev == self.home.stat().st_dev

    def make(
        self, at: dt.datetime, opened_at: dt.datetime | None, look: LookThrough, report: Report
    ) -> Backup:
        """Back the practice up at a moment (UTC), and say what is wrong with it in its facts.

        `opened_at` is when backups were last opened and looked through, None to do so now. Nothing
        is left over when this raises: what `report` raised, or a failure of `app.errors`.
        """
        with self.shelf.alone():
            remove_parts(self.home)
            try:
                return self._made(at, self._older_blocks(), opened_at, look, report)
            except DamagedBackup:  # what older ones hold is damaged: this one rests on none
                return self._made(at, {}, None, look, report)

    def bring_beside(self, name: str, look: LookThrough, report: Report) -> "SideCopy":
        """A checked copy of a backup beside the practice. Raises as `restoring.copy_beside`."""
        from app.storage.backup.restoring import copy_beside

        return copy_beside(self.home, self.shelf.folder / name, self.key, look, report)

    def differences(self, database: Path) -> tuple[Difference, ...]:
        """How the open practice differs from that of a copy. Raises DamagedFile, DiskFull."""
        from app.storage.backup.comparing import differences

        return differences(self.home / DATABASE, database, self.key)

    def _made(
        self,
        at: dt.datetime,
        known: Known,
        opened_at: dt.datetime | None,
        look: LookThrough,
        report: Report,
    ) -> Backup:
        name = self.shelf.free_name(at)
        pages = self.shelf.pages / f"{name}{PAGES_END}"
        try:
            copied = self._copied(pages, known, report)
            problems: tuple[str, ...] = ()
            if opened_at is None:
                problems = self._looked_through(copied, look, report)
            else:
                self._read_back(copied, report)
            facts = BackupFacts(
                practice=read_keys(self.home / KEYS).practice,
                made_at=at,
                program=__version__,
                schema=copied.schema,
                counts=copied.counts,
                size=copied.size,
                written=copied.written,
                opened_at=opened_at or at,
                problems=problems,
            )
            self._shelve(name, facts, list_text(copied.blocks))
        except BaseException:
            with suppress(OSError):
                if not (self.shelf.folder / name).exists():
                    pages.unlink(missing_ok=True)
            raise
        return Backup(name, facts)

    def _older_blocks(self) -> Known:
        """What the newest backup that can be read has of us already."""
        kept, _ = self.shelf.kept()
        if not kept:
            return {}
        _, blocks = self.shelf.read(kept[0].name)
        with backup_folder_failures():
            return worth_keeping(blocks, self.shelf.pages)

    def _copied(self, pages: Path, known: Known, report: Report) -> _Copied:
        """Write what is new of the database as a `.pages` file, to the disk."""
        with self.hold() as held, backup_folder_failures():
            handle, part = tempfile.mkstemp(prefix=PART, suffix=PART_END, dir=pages.parent)
            try:
                with os.fdopen(handle, "wb") as target, held.file.open("rb") as source:
                    blocks = write_new_blocks(source, held.size, target, pages.name, known, report)
                    target.flush()
                    os.fsync(target.fileno())
                rename_whole(Path(part), pages)
            except BaseException:
                with suppress(OSError):
                    Path(part).unlink()
                raise
            fresh = [block for block in blocks if block.pages == pages.name]
            written = pages.stat().st_size
            return _Copied(blocks, fresh, held.size, written, held.schema, held.counts)

    def _looked_through(
        self, copied: _Copied, look: LookThrough, report: Report
    ) -> tuple[str, ...]:
        """Put everything together, open it and look through it."""
        with part_folder(self.home) as apart:
            file = apart / DATABASE
            self.shelf.write_database(copied.blocks, copied.size, file, report)
            return look(file, self.key, copied.counts, report)

    def _read_back(self, copied: _Copied, report: Report) -> None:
        """Read the new blocks again, and see that the older ones are there."""
        for _ in self.shelf.content(copied.fresh, report, "reading back", copied.written):
            pass
        with backup_folder_failures():
            if not are_there(copied.blocks, self.shelf.pages):
                raise DamagedBackup

    def _shelve(self, name: str, facts: BackupFacts, blocks: bytes) -> None:
        """Let the backup appear, whole."""
        keys = (self.home / KEYS).read_bytes()
        manifest = Manifest.of(facts, keys, blocks).sealed(self.key)
        with backup_folder_failures(), part_folder(self.shelf.folder) as fresh:
            write_whole(fresh / KEYS, keys)
            write_whole(fresh / BLOCKS, blocks)
            write_whole(fresh / MANIFEST, manifest.written_out())
            rename_whole(fresh, self.shelf.folder / name)


def shelf_of(chosen: Path, home: Path, key: Secret) -> Shelf:
    """The shelf of the practice in a folder (`home`), in the folder that was chosen for backups."""
    return Shelf(shelf_folder(chosen, read_keys(home / KEYS).practice), key)
