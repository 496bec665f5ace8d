"""Payment files being read, whichever page is shown meanwhile; the remittance page shows how far.

`remit_ways` has one `RemitReading`, each remittance page a `ReadingBar` of it.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from app.errors import Failure
from app.log import Event
from app.services.remittances.remit_folder import FileRead, FilesRead, read_files
from app.services.remittances.remit_posting import RemitDesk
from app.ui.page_tools import PageTools
from app.ui.theme import Role, Space


class RemitReading(QObject):
    """Reads files one after the other on a worker; those named meanwhile come after them."""

    moved = Signal(int, int)  # done, of
    ended = Signal(str, object, bool)  # sentences, Role, whether something waits

    def __init__(self, desk: Callable[[], RemitDesk], tools: PageTools, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tools = tools
        self._queue: list[Path] = []
        self._stop = threading.Event()
        self.is_running = False

    def read(self, paths: Sequence[Path]) -> None:
        """Read these files."""
        self._queue += paths
        if self._queue and not self.is_running:
            self._begin()

    def stop(self) -> None:
        """Read no more: what is being read is left as if it had not been begun."""
        self._queue.clear()
        self._stop.set()

    def _begin(self) -> None:
        now, self._queue = tuple(self._queue), []
        self._stop = stop = threading.Event()
        desk, runner = self._desk(), self._tools.runner
        task = runner.run(
            lambda report: read_files(desk, now, lambda at, of: report((at, of)), stop.is_set),
            self._on_read,
            self._on_failed,
            lambda news: self.moved.emit(*news),
        )
        if task is not None:
            self.is_running = True
            self.destroyed.connect(task.drop)
            self.moved.emit(0, 0)

    def _on_read(self, read: FilesRead) -> None:
        self.is_running = False
        wrong = any(each.why or (each.taken and each.taken.file.problems) for each in read.files)
        waits = any(each.taken and each.taken.waiting for each in read.files)
        words = " ".join(sentences(read))
        self.ended.emit(words, Role.WARNS if wrong else Role.DONE, waits)
        self.read(())

    def _on_failed(self, error: Exception) -> None:
        self.is_running = False
        self.ended.emit(self._tools.words.of(error, Event.SAVE_FAILED), Role.BLOCKS, False)
        if not isinstance(error, Failure):
            raise error  # a fault of the program: the excepthook writes it down


class ReadingBar(QWidget):
    """How far reading is, and a way to stop it; hidden while nothing is read."""

    def __init__(self, reading: RemitReading, parent: QWidget) -> None:
        super().__init__(parent)
        self._reading = reading
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Reading payment files")
        self.stop = QPushButton("Stop", self)
        self.stop.clicked.connect(self._on_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.bar.setRange(0, 0)
        self.setVisible(reading.is_running)
        reading.moved.connect(self._show)
        reading.ended.connect(self.hide)

    def _show(self, done: int, of: int) -> None:
        if self.isHidden():
            self.stop.setEnabled(True)
            self.stop.setText("Stop")
            self.show()
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop.setText("Stopping…")
        self._reading.stop()


def sentences(read: FilesRead) -> Iterator[str]:
    """What came of the files."""
    taken = [each.taken for each in read.files if each.taken]
    new = [each for each in taken if not each.again]
    if new:
        posted, waiting = sum(len(each.posted) for each in new), sum(each.waiting for each in new)
        files = "1 file read" if len(new) == 1 else f"{len(new)} files read"
        waits = "1 waits for you" if waiting == 1 else f"{waiting} wait for you"
        yield f"{files}: {posted} posted, {waits}."
        if wrong := sum(len(each.file.problems) for each in new):
            problems = "1 problem, at its" if wrong == 1 else f"{wrong} problems, each at its"
            yield f"{problems} place under “Files read”."
    for file in read.files:
        yield from _of_file(file)
    if read.left:
        yield f"Stopped: {read.left} not read, nothing of it was posted."


def _of_file(read: FileRead) -> Iterator[str]:
    if read.taken and read.taken.again:
        yield f"{read.name} was read before; nothing was changed."
    if read.why:
        yield read.why
