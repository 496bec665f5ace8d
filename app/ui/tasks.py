"""Work that must not hold up the window: it runs on worker threads, its end comes back to the GUI.

`application` makes one `Tasks`; pages and the autosave run disk, key and PDF work through it. This
is one of the two places where exceptions stop (the other is the excepthook).
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.errors import Failure
from app.log import Event, EventLog

Result = TypeVar("Result")

WORKERS = 3
"""One may wait for the disk and one for Argon2 while a third prints; there is little to gain by
more, since Python runs one at a time.
"""


class UnexpectedFailure(Failure):
    """The program itself failed while it worked in the background; the log says where."""

    sentence = "Something went wrong inside Chartproof. What you typed is kept. Try again."


class Task(Generic[Result]):
    """One piece of work. Exactly one of `done` and `failed` is called, on the GUI thread."""

    def __init__(
        self,
        future: "Future[Result]",
        done: Callable[[Result], None],
        failed: Callable[[Failure], None],
        log: EventLog,
    ) -> None:
        self._future = future
        self._done = done
        self._failed = failed
        self._log = log
        self._is_open = True

    def drop(self) -> None:
        """Let the work end unheard; what it began is not undone."""
        self._is_open = False

    def finish(self) -> None:
        """Wait for the end and call `done` or `failed` now; later calls do nothing."""
        error = self._future.exception()
        if not self._is_open:
            return
        self._is_open = False
        if error is None:
            self._done(self._future.result())
        elif isinstance(error, Failure):
            self._failed(error)
        else:
            self._log.failure(Event.TASK_FAILED, error)
            self._failed(UnexpectedFailure())


class Tasks(QObject):
    """Runs work on a few threads. `close` waits for what is running."""

    _ended = Signal(object)  # Task, from a worker to the GUI thread

    def __init__(self, log: EventLog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="chartproof")
        self._ended.connect(_finish, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Failure], None],
    ) -> Task[Result]:
        """Begin work; it must touch no widget. `done` gets what it returns."""
        future = self._workers.submit(work)
        task = Task(future, done, failed, self._log)
        future.add_done_callback(lambda _future: self._ended.emit(task))
        return task

    def close(self) -> None:
        """Wait for what is running; nothing may be run after."""
        self._workers.shutdown(wait=True)


def _finish(task: Task[object]) -> None:
    task.finish()
