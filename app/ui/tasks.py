"""Work that must not hold up the window: it runs on worker threads, its end comes back to the GUI.

`application` makes one `TaskRunner`; pages and the autosave run disk, key and PDF work through it.
This is one of the two places where exceptions stop (the other is the excepthook).
"""

import gc
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

Result = TypeVar("Result")

Report = Callable[[object], None]
"""What work calls to tell how far it is. It raises once the runner stops, which ends the work."""

WORKERS = 3
"""One may wait for the disk and one for Argon2 while a third prints; more gain nothing, since
Python runs one at a time."""


class _Stopped(Exception):  # noqa: N818 - it ends work early; nothing went wrong
    """Raised inside work that reports after the runner was stopped."""


class Task(Generic[Result]):
    """One piece of work. At most one of `done` and `failed` is called, on the GUI thread.

    A method of a widget that went away meanwhile is not called; a function of such a one needs
    `destroyed` joined with `drop`.
    """

    def __init__(
        self,
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        progress: Callable[[Any], None] | None = None,
    ) -> None:
        self._future: Future[Result] = Future()
        self._done = done
        self._failed = failed
        self._progress = progress
        self._is_open = True

    def follow(self, future: "Future[Result]") -> None:
        """Take over where the work runs."""
        self._future = future

    def hear(self, news: object) -> None:
        """Hand on how far the work is, while somebody wants to know."""
        if self._is_open and self._progress is not None and not _is_gone(self._progress):
            self._progress(news)

    def drop(self) -> None:
        """Let the work end unheard; what it began is not undone."""
        self._is_open = False

    def finish(self) -> None:
        """Wait for the end and call `done` or `failed` now; later calls do nothing."""
        error = self._future.exception()
        if not self._is_open:
            return
        self._is_open = False
        if error is not None and not isinstance(error, Exception):
            raise error
        if error is not None and not _is_gone(self._failed):
            self._failed(error)
        elif error is None and not _is_gone(self._done):
            self._done(self._future.result())


def _is_gone(callback: Callable[..., None]) -> bool:
    """Whether a callback is a method of a Qt object that is no more."""
    owner = getattr(callback, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


class TaskRunner(QObject):
    """Runs work on a few threads. Callbacks come to the thread that made the runner."""

    _ended = Signal(object)  # Task
    _reported = Signal(object, object)  # Task, the news

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="chartproof")
        self._stopping = threading.Event()
        self._under_way = 0
        queued = Qt.ConnectionType.QueuedConnection
        self._ended.connect(self._on_ended, queued)
        self._reported.connect(self._on_reported, queued)

    @property
    def is_stopping(self) -> bool:
        """Whether no more work is taken and nobody is called any more."""
        return self._stopping.is_set()

    def run(
        self,
        work: Callable[[Report], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        progress: Callable[[Any], None] | None = None,
    ) -> Task[Result] | None:
        """Begin work, which must touch no widget; None when the runner was stopped.

        `done` gets what it returns, `failed` what it raised, `progress` each report before that.
        """
        if self.is_stopping:
            return None
        task = Task(done, failed, progress)

        def report(news: object) -> None:
            if self.is_stopping:
                raise _Stopped
            if progress is not None:
                self._reported.emit(task, news)

        # A worker that collected garbage would take down Qt objects of the window, and wait for
        # ever for Python's lock while the window waits for Qt's.
        gc.disable()
        self._under_way += 1
        future = self._workers.submit(work, report)
        task.follow(future)
        future.add_done_callback(lambda _future: self._tell_end(task))
        return task

    def stop(self) -> None:
        """Take no more work, wait for what is running, and call nobody from now on."""
        self._stopping.set()
        self._workers.shutdown(wait=True, cancel_futures=True)
        gc.enable()

    def _tell_end(self, task: Task[Any]) -> None:
        if not self.is_stopping:
            self._ended.emit(task)

    def _on_ended(self, task: Task[Any]) -> None:
        self._under_way -= 1
        if not self._under_way:
            gc.enable()
        if not self.is_stopping:
            task.finish()

    def _on_reported(self, task: Task[Any], news: object) -> None:
        if not self.is_stopping:
            task.hear(news)
