"""Keeps the open note on the disk while somebody types; the note page makes one for each note.

At most one second passes between the first unsaved edit and the start of its save, also while
typing goes on. One save is in flight at a time, on a worker; what fails is said and tried again.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.finding.listing import NoteSummary
from app.domain.notes.note import Note
from app.errors import SignedNote, StaleNote
from app.log import Event
from app.services.notes.charting import summary_of
from app.ui.draft_bridge import DraftBridge
from app.ui.failure_words import FailureWords
from app.ui.tasks import Task, TaskRunner

FIRST_WAIT_MS = 600
"""From the first unsaved edit to its save. A second is promised; the rest is for slow disks, and
for a save under way that the next one waits for.
"""

RETRY_MS = 5_000

Save = Callable[[Note, NoteSummary], Note]


class Saving(Enum):
    """How it stands with the disk."""

    NEW = "new"  # nothing typed and never saved
    WAITING = "waiting"
    SAVED = "saved"
    FAILED = "failed"  # tried again by itself
    CONFLICT = "conflict"  # stored elsewhere meanwhile: the user decides


@dataclass(frozen=True, slots=True)
class SaveState:
    """What the header says of saving: when (UTC) the note was last stored, or what went wrong."""

    saving: Saving
    saved_at: dt.datetime | None = None
    sentence: str = ""


class Autosave(QObject):
    """Saves the note of a bridge through `save`, which runs on workers and may raise Failure."""

    changed = Signal(object)  # SaveState

    def __init__(
        self,
        bridge: DraftBridge,
        save: Save,
        runner: TaskRunner,
        words: FailureWords,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._save = save
        self._runner = runner
        self._words = words
        self._task: Task[Note] | None = None
        self._is_over = False
        note = bridge.note
        self.base: Note | None = note if note.version else None
        """The note as it was last read from the store or stored; None for one never stored."""
        self._stored = note.content if note.version else None
        self.state = SaveState(Saving.SAVED if note.version else Saving.NEW, note.saved_at)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        bridge.changed.connect(self._on_changed)

    @property
    def is_clean(self) -> bool:
        """Whether everything typed is on the disk."""
        return self._bridge.note.content is self._stored

    def save_soon(self) -> None:
        """Store the note although nothing was typed: it is new, or its treating dentist changed."""
        self._stored = None
        self._wait(0)

    def flush(self) -> str:
        """Store everything now, on this thread; returns what stood in the way, else nothing."""
        self._timer.stop()
        if self._task is not None:
            self._task.finish()
            self._timer.stop()
        if self.state.saving is Saving.CONFLICT:
            return self.state.sentence
        if self.is_clean or self.state.saving is Saving.NEW:
            return ""
        note, summary = self._work()
        try:
            stored = self._save(note, summary)
        except Exception as error:  # noqa: BLE001 - like a task's end: said, and tried again
            self._on_failed(error)
            return self.state.sentence
        self._on_saved(note, stored)
        return ""

    def take_over(self, stored: Note) -> None:
        """Go on with this version as the one on the disk, and store what was typed here over it."""
        self.base = stored
        self._bridge.saved(stored)
        self._tell(SaveState(Saving.WAITING, stored.saved_at))
        self.save_soon()

    def go_on_from(self, base: Note) -> None:
        """Go on with what was kept of this note, which grew out of `base`, and store it soon."""
        self.base = base
        self._tell(SaveState(Saving.WAITING, base.saved_at))
        self.save_soon()

    def is_as_stored(self, stored: Note) -> None:
        """What the draft holds now is what the store has: somebody else saved it, and nothing is
        typed here.
        """
        self._timer.stop()  # showing it began one: two windows would save back and forth for ever
        self.base, self._stored = stored, self._bridge.note.content
        self._bridge.saved(stored)
        self._tell(SaveState(Saving.SAVED, stored.saved_at))

    def try_now(self) -> None:
        """Try at once again what could not be stored: the way to the store is open again."""
        if self.state.saving is Saving.FAILED and self._task is None and not self._is_over:
            self._timer.start(0)

    def stop(self) -> None:
        """Save nothing from now on: the note is signed or closed."""
        self._is_over = True
        self._timer.stop()

    def _on_changed(self) -> None:
        if not self.is_clean:
            self._wait(FIRST_WAIT_MS)

    def _wait(self, milliseconds: int) -> None:
        if self.state.saving is Saving.CONFLICT or self._is_over:
            return
        if not self._timer.isActive() and self._task is None:
            self._timer.start(milliseconds)
        if self.state.saving is not Saving.FAILED:
            self._tell(SaveState(Saving.WAITING, self.state.saved_at))

    def _work(self) -> tuple[Note, NoteSummary]:
        return self._bridge.note, summary_of(self._bridge.state)

    def _begin(self) -> None:
        note, summary = self._work()
        self._task = self._runner.run(
            lambda _report: self._save(note, summary),
            lambda stored: self._on_saved(note, stored),
            self._on_failed,
        )

    def _on_saved(self, note: Note, stored: Note) -> None:
        self._task = None
        self.base, self._stored = stored, note.content
        self._bridge.saved(stored)
        self._tell(SaveState(Saving.SAVED, stored.saved_at))
        if not self.is_clean:
            self._wait(FIRST_WAIT_MS)

    def _on_failed(self, error: Exception) -> None:
        self._task = None
        sentence = self._words.of(error, Event.SAVE_FAILED)
        if isinstance(error, StaleNote | SignedNote):
            self._tell(SaveState(Saving.CONFLICT, self.state.saved_at, sentence))
            return
        self._tell(SaveState(Saving.FAILED, self.state.saved_at, sentence))
        if not self._is_over:
            self._timer.start(RETRY_MS)

    def _tell(self, state: SaveState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)
