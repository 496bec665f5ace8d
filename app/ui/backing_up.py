"""Backs up behind the open window: at its start when a day has gone by, hourly if that failed, and
when somebody says so. The window has one; the settings page and the banner show how it stands.
"""

import datetime as dt
import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.backup import Backup, Progress
from app.domain.evidence.light_table import Stopped
from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time
from app.services.durability.backup_schedule import is_due, is_late
from app.services.durability.backups import SAME_DISK, Backups
from app.services.notes.charting import Clock
from app.ui.page_tools import PageTools
from app.ui.tasks import Report, Task

LOOKS_MS = 60 * 60 * 1000
"""How soon a folder that could not be reached is tried again."""

HOURS_SAID = 48
"""From this age on, days are said: nobody counts in hundreds of hours."""

NOT_GOOD = "The copy is kept, but does not count as a good backup."

_STAGES = {
    "copying": "Backing up",
    "reading back": "Reading the backup back",
    "checking": "Checking the backup",
}


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a look or a backup ended with; `made` is None when none was due."""

    last_good: dt.datetime | None
    shares_disk: bool
    made: Backup | None = None


class BackingUp(QObject):
    """`changed` whenever what is said about backups does."""

    changed = Signal()

    def __init__(self, backups: Backups, clock: Clock, tools: PageTools, parent: QObject) -> None:
        super().__init__(parent)
        self._backups = backups
        self._clock = clock
        self._tools = tools
        self._last_good: dt.datetime | None = None
        self._has_looked = False
        self._shares_disk = False
        self._progress: Progress | None = None
        self._stopping = threading.Event()
        self._task: Task[_Outcome] | None = None
        self.is_running = False
        self.trouble = ""
        """What went wrong the last time, in a sentence; empty when nothing did."""
        self.why_not = backups.why_not
        """Why nothing is backed up here, as on a server that others back up; empty when it is."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.follow)
        self._timer.start(LOOKS_MS)
        self.follow()

    @property
    def folder(self) -> str:
        """Where backups go; empty while nobody chose, and where none are made."""
        return "" if self.why_not else self._tools.settings().backup_folder

    @property
    def is_late(self) -> bool:
        """Whether the last good backup is older than two days, or there is none."""
        return self._has_looked and is_late(self._last_good, self._clock.utc())

    @property
    def words(self) -> str:
        """How backups stand, in a sentence."""
        if self.why_not:
            return self.why_not
        if not self.folder:
            return "Nothing is backed up. Choose a folder on another disk or on a share."
        if self.is_running:
            return _progress_words(self._progress)
        if self._last_good is None:
            return "There is no good backup in this folder yet." if self._has_looked else ""
        at = self._last_good.astimezone(self._clock.zone)
        said = f"The last good backup is of {show_date(at.date())}, {show_time(at.time())}."
        return f"{said} {SAME_DISK}" if self._shares_disk else said

    @property
    def age_words(self) -> str:
        """How old the last good backup is, in two words at most."""
        if not self.folder:
            return "No backup"
        if self.is_running:
            return "Backing up"
        if self._last_good is None:
            return "No backup" if self._has_looked else "Backup"
        age = self._clock.utc() - self._last_good
        hours = int(age.total_seconds() // 3600)
        if hours < 1:
            return "Backed up"
        return f"Backup {hours} h" if hours < HOURS_SAID else f"Backup {age.days} d"

    def follow(self) -> None:
        """Look when the last good backup was made, and make one when it is due."""
        self._run(only_when_due=True)

    def back_up_now(self) -> None:
        """Make a backup."""
        self._run(only_when_due=False)

    def move(self) -> None:
        """Take over another folder from the settings."""
        self._last_good, self._has_looked, self.trouble = None, False, ""
        self.follow()
        self.changed.emit()

    def stop(self) -> None:
        """End what is under way, because the window goes; nothing half made is left."""
        self._timer.stop()
        self._stopping.set()
        if self._task is not None:
            self._task.drop()

    def _run(self, *, only_when_due: bool) -> None:
        if not self.folder or self.is_running or self._stopping.is_set():
            return
        self.is_running, self._progress = True, None
        folder = Path(self.folder)
        self._task = self._tools.runner.run(
            lambda report: self._work(folder, report, only_when_due=only_when_due),
            self._on_done,
            self._on_failed,
            self._on_progress,
        )
        self.changed.emit()

    def _work(self, folder: Path, report: Report, *, only_when_due: bool) -> _Outcome:
        """On a worker: no widget is touched."""

        def heard(progress: Progress) -> None:
            if self._stopping.is_set():
                raise Stopped
            report(progress)

        shares_disk, last_good = self._backups.shares_disk(folder), self._backups.last_good(folder)
        if only_when_due and not is_due(last_good, self._clock.utc()):
            return _Outcome(last_good, shares_disk)
        made = self._backups.back_up(folder, heard)
        newest = made.facts.made_at if made.facts.is_good else last_good
        return _Outcome(newest, shares_disk, made)

    def _on_progress(self, progress: Progress) -> None:
        if not self._stopping.is_set():  # else the report comes after the window went
            self._progress = progress
            self.changed.emit()

    def _on_done(self, outcome: _Outcome) -> None:
        self.is_running, self._has_looked = False, True
        self._last_good, self._shares_disk = outcome.last_good, outcome.shares_disk
        problems = outcome.made.facts.problems if outcome.made else ()
        self.trouble = " ".join((*problems, NOT_GOOD)) if problems else ""
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.is_running = False
        self.trouble = "" if isinstance(error, Stopped) else self._tools.words.of(error)
        self.changed.emit()


def _progress_words(progress: Progress | None) -> str:
    if progress is None:
        return "Backing up…"
    share = f" {100 * progress.done // progress.of} %" if progress.of else ""
    return f"{_STAGES[progress.stage]}…{share}"
