"""What backing up needs from a store, as Protocols; `app.storage.backup` fits by shape."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.backup import Backup, BackupFacts, Difference, Report

if TYPE_CHECKING:  # ciphers come when they are used
    from app.crypto import Secret

LookThrough = Callable[[Path, "Secret", Mapping[str, int], Report], tuple[str, ...]]
"""Says what is wrong with a database that came out of a backup: its file, its key, and how many
rows each table should have. Bootstrap joins `app.storage.backup_opening` and `record_check`."""


class BackupShelf(Protocol):
    """The backups of one practice in a folder."""

    def kept(self) -> tuple[tuple[Backup, ...], tuple[str, ...]]:
        """The backups, newest first, and the names of damaged ones. Raises MissingBackupFolder."""
        ...

    def drop(self, names: Iterable[str]) -> None:
        """Remove backups, and what only they held. Raises BackupUnderWay and others."""
        ...


class SideCopy(Protocol):
    """A practice out of a backup, checked, beside the one that is open."""

    @property
    def facts(self) -> BackupFacts: ...
    @property
    def problems(self) -> tuple[str, ...]:
        """What was wrong with the practice when it was backed up."""
        ...

    @property
    def database(self) -> Path:
        """Its database, closed."""
        ...

    def discard(self) -> None:
        """Remove it."""
        ...


class BackupRoom(Protocol):
    """An open practice and the shelf of its backups."""

    @property
    def shelf(self) -> BackupShelf: ...
    @property
    def shares_disk(self) -> bool:
        """Whether the shelf lies on the disk of the practice. Raises MissingBackupFolder."""
        ...

    def make(
        self, at: dt.datetime, opened_at: dt.datetime | None, look: LookThrough, report: Report
    ) -> Backup:
        """Back up at a moment (UTC). What is wrong with the practice is in the facts.

        `opened_at` is when backups were last opened and looked through, None to do so now. Raises
        MissingBackupFolder, FullBackupFolder, ReadOnlyBackupFolder, BackupUnderWay, BusyPractice,
        DiskFull, and whatever `report` does; nothing is left over then.
        """
        ...

    def bring_beside(self, name: str, look: LookThrough, report: Report) -> SideCopy:
        """A checked copy of a backup of the shelf beside the practice.

        Raises DamagedBackup, NewerBackup, NewerSchema, OtherPractice, MissingBackupFolder,
        DiskFull, ReadOnlyFolder, and what `report` does; nothing is left over then.
        """
        ...

    def differences(self, database: Path) -> tuple[Difference, ...]:
        """How the practice differs from a database of such a copy. Raises DamagedFile, DiskFull."""
        ...
