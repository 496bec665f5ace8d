"""Pictures of pages as they would be sent, made on a worker and kept in memory within bounds.

The desk of an evidence field, the list of a patient's documents and the documents page ask it.
"""

import threading
from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from app.domain.evidence.evidence import EvidenceRecord, PageChoice
from app.domain.evidence.light_table import Stopped
from app.errors import Failure
from app.services.documents.documents import DocumentDrawer
from app.ui.tasks import Task, TaskRunner

MOST_BYTES = 96 * 1024 * 1024
"""Of pictures kept: some seven pages as large as a screen, or thousands of small ones."""

MOST_WAITING = 60
"""Pages asked for and scrolled away from are not worth a worker; they are asked for again."""


class Wanted(NamedTuple):
    """One picture: of which document's page, how it is cut, how many pixels wide."""

    sha256: str
    page: PageChoice
    width: int


class PagePictures(QObject):
    """One picture is made at a time, the one asked for last first. Ends with its parent."""

    came = Signal(object)  # Wanted

    def __init__(self, drawer: DocumentDrawer, tasks: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._drawer = drawer
        self._tasks = tasks
        self._kept: OrderedDict[Wanted, QPixmap] = OrderedDict()
        self._failed: set[Wanted] = set()
        self._waiting: OrderedDict[Wanted, EvidenceRecord] = OrderedDict()
        self._task: Task[QImage] | None = None
        self._over = threading.Event()
        self.destroyed.connect(self._over.set)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being made."""
        return self._task is None

    def picture(self, record: EvidenceRecord, page: PageChoice, width: int) -> QPixmap | None:
        """A page as it would be sent, or None: then it is being made, and `came` tells."""
        wanted = _wanted(record, page, width)
        kept = self._kept.get(wanted)
        if kept is not None:
            self._kept.move_to_end(wanted)
        elif wanted not in self._failed:
            self._waiting.pop(wanted, None)
            self._waiting[wanted] = record
            if len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)
            self._begin()
        return kept

    def put(self, record: EvidenceRecord, page: PageChoice, width: int, image: QImage) -> None:
        """Keep a picture that was made elsewhere; one that is none is left out."""
        if not image.isNull():
            self._kept[_wanted(record, page, width)] = QPixmap.fromImage(image)

    def has_failed(self, record: EvidenceRecord, page: PageChoice, width: int) -> bool:
        """Whether this picture cannot be made."""
        return _wanted(record, page, width) in self._failed

    def close(self) -> None:
        """Make no more; what is being made is given up."""
        self._over.set()
        self._waiting.clear()

    def _begin(self) -> None:
        if self._task is not None or not self._waiting or self._over.is_set():
            return
        wanted, record = self._waiting.popitem()
        drawer, over, tasks = self._drawer, self._over, self._tasks

        def work(_report: object) -> QImage:
            bitmap = drawer.picture(
                record, wanted.page, wanted.width, lambda: over.is_set() or tasks.is_stopping
            )
            return QImage.fromData(bitmap)

        task = tasks.run(
            work,
            lambda image: self._on_made(wanted, image),
            lambda error: self._on_failed(wanted, error),
        )
        self._task = task
        if task is not None:
            self.destroyed.connect(task.drop)

    def _on_made(self, wanted: Wanted, image: QImage) -> None:
        self._task = None
        self._kept[wanted] = QPixmap.fromImage(image)
        while len(self._kept) > 1 and self._bytes() > MOST_BYTES:
            self._kept.popitem(last=False)
        self._waiting.pop(wanted, None)
        self._begin()
        self.came.emit(wanted)

    def _on_failed(self, wanted: Wanted, error: Exception) -> None:
        self._task = None
        self._begin()
        if isinstance(error, Stopped):
            return
        self._failed.add(wanted)
        self.came.emit(wanted)
        if not isinstance(error, Failure):
            raise error  # a fault of the program: the excepthook writes it down

    def _bytes(self) -> int:
        return sum(each.width() * each.height() * 4 for each in self._kept.values())


def _wanted(record: EvidenceRecord, page: PageChoice, width: int) -> Wanted:
    """A page that is left out looks like one that is sent."""
    return Wanted(record.sha256, page.model_copy(update={"included": True}), width)
