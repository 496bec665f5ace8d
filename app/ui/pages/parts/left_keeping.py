"""Keeps what stands unsaved on a page that has its own form of it; the page has one.

It is kept within a second on a worker, and at once when the practice is locked, for this person
alone: in the practice, or on this computer while the practice's server is not reached.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.errors import Failure
from app.services.notes.unfinished import Unfinished
from app.ui.autosave import FIRST_WAIT_MS, RETRY_MS
from app.ui.tasks import Task, TaskRunner

AWAY = (
    "This is not saved yet, because the practice’s server is not reached. It is kept on this"
    " computer and saved when the server is back."
)
"""What such a page says while the server is away."""


class LeftKeeping(QObject):
    """`text` gives what is unsaved now, empty for nothing; it is kept under `name`."""

    def __init__(
        self,
        unfinished: Unfinished,
        name: str,
        text: Callable[[], str],
        tasks: TaskRunner,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self._unfinished = unfinished
        self._text = text
        self._tasks = tasks
        self._kept = ""
        self._task: Task[None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)

    def is_kept(self, text: str) -> None:
        """What lies there already."""
        self._kept = text

    def follow(self) -> None:
        """Something may stand differently: keep it within the second."""
        if self._task is None and not self._timer.isActive():
            self._timer.start(FIRST_WAIT_MS)

    def keep_now(self) -> bool:
        """Keep it on this thread, because the page is left or locked; whether nothing gets lost."""
        self._timer.stop()
        if self._task is not None:
            self._task.finish()
            self._timer.stop()
        text = self._text()
        try:
            self._keep(text)
        except Failure:
            return False
        return True

    def _begin(self) -> None:
        text = self._text()
        if text == self._kept:
            return
        unfinished, name = self._unfinished, self.name
        self._task = self._tasks.run(
            lambda _report: _keep(unfinished, name, text),
            lambda _nothing: self._on_kept(text),
            self._on_failed,
        )
        if self._task is not None:
            self.destroyed.connect(self._task.drop)

    def _keep(self, text: str) -> None:
        if text != self._kept:
            _keep(self._unfinished, self.name, text)
            self._kept = text

    def _on_kept(self, text: str) -> None:
        self._task = None
        self._kept = text
        if self._text() != text:
            self.follow()

    def _on_failed(self, _error: Exception) -> None:
        """Saving itself will say what is wrong with the disk; keeping only tries again."""
        self._task = None
        self._timer.start(RETRY_MS)


def _keep(unfinished: Unfinished, name: str, text: str) -> None:
    if text:
        unfinished.keep_text(name, text)
    else:
        unfinished.forget(name)
