"""One document being edited: its record, undo, saving on a worker; the documents page has one.

What the store does not take is kept for the same person, as on other pages: `left_keeping`.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.left_open.unfinished import record_name
from app.errors import Failure, StaleRecord
from app.server_errors import ServerUnreachable
from app.services.documents.documents import DocumentDrawer
from app.services.notes.unfinished import Unfinished
from app.ui.autosave import FIRST_WAIT_MS
from app.ui.failure_words import FailureWords
from app.ui.pages.parts.left_keeping import LeftKeeping
from app.ui.pages.records.record_session import Standing
from app.ui.tasks import Task, TaskRunner

KIND = "document"
"""What is left of a document is kept under; for `left_pages`."""


class DocumentSession(QObject):
    """Edits go in by `edit` as whole records; the original file never changes.

    `user` is the staff id of who edits.
    """

    changed = Signal()  # the record, or how it stands with the disk
    stored = Signal(object)  # EvidenceRecord

    def __init__(
        self,
        record: EvidenceRecord,
        drawer: DocumentDrawer,
        user: str,
        unfinished: Unfinished,
        tasks: TaskRunner,
        words: FailureWords,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.record = record
        self.standing = Standing.SAVED
        self.sentence = ""
        self._drawer = drawer
        self._user = user
        self._tasks = tasks
        self._words = words
        self._undo: list[EvidenceRecord] = []
        self._redo: list[EvidenceRecord] = []
        self._typing = ""
        self._kept = record
        self._task: Task[EvidenceRecord] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FIRST_WAIT_MS)
        self._timer.timeout.connect(self.save)
        name = record_name(KIND, record.id)
        self.kept = LeftKeeping(unfinished, name, self._left, tasks, self)
        self._go_on_with_left(unfinished)
        self.changed.connect(self.kept.follow)

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit to do again."""
        return bool(self._redo)

    @property
    def is_away(self) -> bool:
        """Whether it is the server alone, which was not reached, that the edits wait for."""
        return self.standing is Standing.REFUSED and self.sentence == ServerUnreachable.sentence

    @property
    def is_saved(self) -> bool:
        """Whether every edit is on the disk."""
        return self.record == self._kept

    def edit(self, record: EvidenceRecord, typing: str = "") -> None:
        """Go on with another record; `typing` names the field, whose letters are one undo step."""
        if record == self.record:
            return
        if not typing or typing != self._typing:
            self._undo.append(self.record)
        self._typing = typing
        self._redo.clear()
        self._go_on(record)

    def undo(self) -> None:
        """Take the last edit back."""
        if self._undo:
            self._redo.append(self.record)
            self._typing = ""
            self._go_on(self._undo.pop())

    def redo(self) -> None:
        """Do the edit again that was taken back."""
        if self._redo:
            self._undo.append(self.record)
            self._typing = ""
            self._go_on(self._redo.pop())

    def save(self) -> None:
        """Store what was edited, on a worker; one save at a time."""
        self._timer.stop()
        if self.is_saved or self._task is not None or self.standing is Standing.STALE:
            return
        record, drawer, user = self.record, self._drawer, self._user
        self._tell(Standing.SAVING)
        self._task = self._tasks.run(
            lambda _report: drawer.save(record, user),
            lambda kept: self._on_saved(record, kept),
            self._on_failed,
        )

    def flush(self) -> str:
        """Store everything now; returns what stood in the way, else nothing."""
        if self._task is not None:
            self._task.finish()
        self._timer.stop()
        if not self.is_saved and self.standing is not Standing.STALE:
            record = self.record
            try:
                self._on_saved(record, self._drawer.save(record, self._user))
            except Failure as failure:
                self._on_failed(failure)
        return "" if self.is_saved else self.sentence

    def reread(self) -> None:
        """Store what the server was not there to take, else show what somebody else stored."""
        if self.is_away:
            self.save()
        elif self.is_saved and self._task is None:
            drawer, document_id = self._drawer, self.record.id
            task = self._tasks.run(
                lambda _report: drawer.get(document_id), self._on_read, lambda _error: None
            )
            if task is not None:
                self.destroyed.connect(task.drop)

    def take_over(self, record: EvidenceRecord) -> None:
        """Show what is stored in place of what was edited, by the user's own wish."""
        self._undo.clear()
        self._redo.clear()
        self._kept = self.record = record
        self._tell(Standing.SAVED)

    def give_up(self) -> None:
        """Show what was stored here last, by the user's own wish."""
        self.take_over(self._kept)

    def _left(self) -> str:
        return "" if self.is_saved else self.record.model_dump_json()

    def _go_on_with_left(self, unfinished: Unfinished) -> None:
        """Go on with what was left of this document; over another version it is asked about."""
        try:
            left = unfinished.text(self.kept.name)
            record = EvidenceRecord.model_validate_json(left.body) if left else None
        except (Failure, ValueError):
            return
        if left is None or record is None:
            return
        self.kept.is_kept(left.body)
        if _versioned(record, self._kept) == self._kept:
            self.kept.follow()  # it was stored, and only the word of that got lost
            return
        self._undo.append(self.record)
        self.record = record
        self.standing = Standing.UNSAVED
        self._timer.start()

    def _on_read(self, stored: EvidenceRecord | None) -> None:
        if stored is None or stored.version == self._kept.version or not self.is_saved:
            return
        self.take_over(stored)

    def _go_on(self, record: EvidenceRecord) -> None:
        self.record = _versioned(record, self._kept)
        if self.standing is not Standing.STALE:
            self._timer.start()
            self.standing = Standing.SAVED if self.is_saved else Standing.UNSAVED
        self.changed.emit()

    def _on_saved(self, record: EvidenceRecord, kept: EvidenceRecord) -> None:
        self._task = None
        self._kept = kept
        is_newest = self.record == record
        self.record = kept if is_newest else _versioned(self.record, kept)
        self._tell(Standing.SAVED if self.is_saved else Standing.UNSAVED)
        if not self.is_saved:
            self._timer.start()
        self.stored.emit(kept)

    def _on_failed(self, error: Exception) -> None:
        self._task = None
        stale = isinstance(error, StaleRecord)
        self._tell(Standing.STALE if stale else Standing.REFUSED, self._words.of(error))

    def _tell(self, standing: Standing, sentence: str = "") -> None:
        self.standing, self.sentence = standing, sentence
        self.changed.emit()


def _versioned(record: EvidenceRecord, kept: EvidenceRecord) -> EvidenceRecord:
    return record.model_copy(update={"version": kept.version})
