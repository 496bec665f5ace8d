"""Backing up an open practice: when it is due, how thoroughly, and what is dropped afterwards.

The window and the command line call it, from a worker: it takes seconds to minutes, and nobody who
types waits for it.
"""

import datetime as dt
from contextlib import suppress
from pathlib import Path

from app.domain.audit import Deed
from app.domain.backup import Backup, Report
from app.errors import Failure
from app.server_errors import BackupByServer
from app.services.durability.backup_schedule import is_due, last_good, rests_on, to_drop
from app.services.durability.restoring import RestoreDesk
from app.services.notes.charting import Clock
from app.services.ports.backup import LookThrough
from app.services.ports.store import Store
from app.services.trail import Trail

SAME_DISK = (
    "It lies on the disk of the practice itself: a disk that fails takes both. Choose a folder on"
    " another disk or on a share."
)
"""What is said of a backup whose folder `shares_disk`."""


class Backups:
    """Backs up one open practice. `look` looks through a copy; `restoring` takes one out again."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        trail: Trail,
        look: LookThrough,
        restoring: RestoreDesk | None = None,
    ) -> None:
        self.restoring = restoring
        self._store = store
        self._clock = clock
        self._trail = trail
        self._look = look

    def as_user(self, trail: Trail) -> "Backups":
        """The same, with somebody else at the keyboard."""
        restoring = self.restoring.as_user(trail) if self.restoring else None
        return Backups(self._store, self._clock, trail, self._look, restoring)

    @property
    def why_not(self) -> str:
        """Why this practice is not backed up here, in a sentence; empty when it is."""
        return "" if self._store.is_file_here else BackupByServer.sentence

    def back_up(self, folder: Path, report: Report) -> Backup:
        """Make a backup in a folder that is there, then drop those nobody needs any more.

        Raises MissingBackupFolder, FullBackupFolder, ReadOnlyBackupFolder, BackupUnderWay,
        BusyPractice, DiskFull, and what `report` does; the older backups are whole then.
        """
        room = self._store.backups_in(folder)
        kept, _ = room.shelf.kept()
        now = self._clock.utc()
        made = room.make(now, rests_on(kept, now), self._look, report)
        with self._store.writing() as found:
            self._trail.add(
                found, Deed.BACKED_UP, name=made.name, problems=len(made.facts.problems)
            )
        with suppress(Failure):  # this one is made; what stays too long goes next time
            kept, _ = room.shelf.kept()
            if names := to_drop(kept, made.name):
                room.shelf.drop(names)
        return made

    def last_good(self, folder: Path) -> dt.datetime | None:
        """When the newest good backup in a folder was made (UTC). Raises MissingBackupFolder."""
        kept, _ = self._store.backups_in(folder).shelf.kept()
        return last_good(kept, self._clock.utc())

    def shares_disk(self, folder: Path) -> bool:
        """Whether a folder lies on the disk of the practice. Raises MissingBackupFolder."""
        return self._store.backups_in(folder).shares_disk

    def is_due(self, folder: Path) -> bool:
        """Whether a day has gone by since the last good one. Raises MissingBackupFolder."""
        return is_due(self.last_good(folder), self._clock.utc())
