"""What is typed on the EOB page, with undo, and kept while it is not posted; the page has one."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.claims.claim import Claim
from app.domain.remittances.eob import TypedEob
from app.errors import Failure
from app.services.remittances.eob_entry import EobDesk
from app.ui.autosave import FIRST_WAIT_MS, RETRY_MS
from app.ui.tasks import Task, TaskRunner


class EobDraft(QObject):
    """Undo is a list of earlier values; what is typed into one cell is one step."""

    changed = Signal()

    def __init__(self, typed: TypedEob, parent: QObject) -> None:
        super().__init__(parent)
        self.typed = typed
        self._before: list[TypedEob] = []
        self._after: list[TypedEob] = []
        self._cell = ""

    def edit(self, typed: TypedEob, cell: str) -> None:
        """Take over what was typed into a cell; steps of one cell are joined."""
        if typed == self.typed:
            return
        if cell != self._cell or not self._before:
            self._before.append(self.typed)
        self._cell = cell
        self._after.clear()
        self._show(typed)

    def grow(self, typed: TypedEob) -> None:
        """Take over one more empty row; that is no step."""
        self.typed = typed

    def undo(self) -> None:
        """Take the last step back."""
        if self._before:
            self._after.append(self.typed)
            self._cell = ""
            self._show(self._before.pop())

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._after:
            self._before.append(self.typed)
            self._cell = ""
            self._show(self._after.pop())

    def _show(self, typed: TypedEob) -> None:
        self.typed = typed
        self.changed.emit()


class EobKeeping(QObject):
    """A moment of typing is what a crash can take; `claim` gives the claim as it is shown."""

    def __init__(
        self, desk: EobDesk, claim: Callable[[], Claim], draft: EobDraft, tasks: TaskRunner
    ) -> None:
        super().__init__(draft)
        self._desk = desk
        self._claim = claim
        self._draft = draft
        self._tasks = tasks
        self._kept = draft.typed
        self._task: Task[None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        draft.changed.connect(self._follow)

    def stop(self) -> None:
        """Wait for what is under way and keep nothing more until something else is typed."""
        self._timer.stop()
        if self._task is not None:
            self._task.finish()
        self._timer.stop()

    def keep_now(self) -> bool:
        """Keep it on this thread, because the page is left; whether nothing gets lost."""
        self.stop()
        typed = self._draft.typed
        if typed == self._kept:
            return True
        try:
            self._desk.keep_unposted(self._claim(), typed)
        except Failure:
            return False
        self._kept = typed
        return True

    def posted(self) -> None:
        """What is typed is on the claim now: there is nothing to keep."""
        self._timer.stop()
        self._kept = self._draft.typed

    def _follow(self) -> None:
        if self._task is None and not self._timer.isActive():
            self._timer.start(FIRST_WAIT_MS)

    def _begin(self) -> None:
        typed, claim, desk = self._draft.typed, self._claim(), self._desk
        if typed == self._kept:
            return
        self._task = self._tasks.run(
            lambda _report: desk.keep_unposted(claim, typed),
            lambda _nothing: self._on_kept(typed),
            self._on_failed,
        )
        if self._task is not None:
            self.destroyed.connect(self._task.drop)

    def _on_kept(self, typed: TypedEob) -> None:
        self._task = None
        self._kept = typed
        if self._draft.typed != typed:
            self._follow()

    def _on_failed(self, _error: Exception) -> None:
        """Posting itself will say what is wrong with the disk; keeping only tries again."""
        self._task = None
        self._timer.start(RETRY_MS)
