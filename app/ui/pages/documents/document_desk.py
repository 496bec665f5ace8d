"""Takes files in for the patient of one form and knows the documents its fields name.

The note page and the record pages make one each and hand it to their editors.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.evidence.light_table import Refused, Stopped
from app.domain.evidence.offer import Offer, Pasted
from app.domain.guides.answers import EvidenceItem
from app.errors import Failure
from app.services.documents.documents import (
    PICTURE_WIDTH,
    DocumentDrawer,
    NoteDocument,
    Taken,
    item_of,
)
from app.ui.dialogs.finder import Finder
from app.ui.dialogs.finder_rows import Found
from app.ui.fields.attaching import Attaching, Cancel, Ends, Filed, Incoming, Snapshot
from app.ui.fields.document_words import facts_line
from app.ui.file_dialogs import Files
from app.ui.page_tools import PageTools
from app.ui.pages.parts.page_pictures import PagePictures

Result = TypeVar("Result")

_DOCUMENT_FILES = (
    "Documents and pictures (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.webp *.bmp *.gif);;"
    "All files (*)"
)


@dataclass(frozen=True, slots=True, eq=False)
class _Taking:
    """One file on its way in."""

    incoming: Incoming
    field_label: str
    password: str
    ends: Ends
    stopped: threading.Event = field(default_factory=threading.Event)


class DocumentDesk(Attaching):
    """`patient` gives the id of the form's patient, `user` the staff id of who is here."""

    opened = Signal(str)  # document id
    listed = Signal(object)  # every document of the patient: a tuple of EvidenceRecord

    def __init__(
        self,
        drawer: DocumentDrawer,
        patient: Callable[[], str],
        user: str,
        tools: PageTools,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._drawer = drawer
        self._patient = patient
        self._user = user
        self._tools = tools
        self._known: dict[str, Filed] = {}
        self._unknown: dict[str, EvidenceItem] = {}
        self._stale: set[str] = set()
        self._is_looking = False
        self._queue: deque[_Taking] = deque()
        self._taking: _Taking | None = None
        self.pictures = PagePictures(drawer, tools.runner, self)
        self.pictures.came.connect(lambda _wanted: self.changed.emit())

    def take_in(self, incoming: Incoming, field_label: str, password: str, ends: Ends) -> Cancel:
        """Take a file in after those before it; what is returned stops it, with nothing changed."""
        taking = _Taking(incoming, field_label, password, ends)
        self._queue.append(taking)
        self._go_on()

        def cancel() -> None:
            taking.stopped.set()
            if taking in self._queue:
                self._queue.remove(taking)
            elif taking is self._taking:
                self._finish()

        return cancel

    def ask_for_files(self, take: Callable[[Sequence[Path]], object], over: QWidget) -> None:
        """Ask which files to take in."""
        self._tools.files.ask_for_files(
            Files.DOCUMENTS, "Add documents", _DOCUMENT_FILES, take, over
        )

    def _go_on(self) -> None:
        """Begin with the next file; one at a time leaves workers for saving."""
        if self._taking is not None or not self._queue:
            return
        taking = self._taking = self._queue.popleft()
        drawer, patient, user, tasks = self._drawer, self._patient(), self._user, self._tools.runner

        def work(_report: object) -> tuple[Taken | Refused, QImage]:
            answer = drawer.take_in(
                _offer(taking.incoming),
                patient,
                user,
                taking.field_label,
                taking.password,
                lambda: taking.stopped.is_set() or tasks.is_stopping,
            )
            return answer, QImage.fromData(answer.picture if isinstance(answer, Taken) else b"")

        task = tasks.run(
            work,
            lambda made: self._on_taken(taking, *made),
            lambda error: self._on_not_taken(taking, error),
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def _finish(self) -> None:
        self._taking = None
        self._go_on()

    def _on_taken(self, taking: _Taking, answer: Taken | Refused, picture: QImage) -> None:
        if taking is not self._taking:
            return  # canceled too late to stop: it is with the patient, and not in this form
        self._finish()
        if isinstance(answer, Taken):
            record = answer.record
            self._known[record.sha256] = Filed(record)
            self.pictures.put(record, record.pages[0], PICTURE_WIDTH, picture)
            taking.ends.taken(answer.item, answer.notice)
        elif answer.needs_password:
            taking.ends.locked(answer.why)
        else:
            taking.ends.refused(answer.why)

    def _on_not_taken(self, taking: _Taking, error: Exception) -> None:
        if taking is self._taking:
            self._finish()
            if not isinstance(error, Stopped):
                taking.ends.refused(self._tools.words.of(error))

    def filed(self, item: EvidenceItem) -> Filed | None:
        """What is known of an item; None while it is looked up, `changed` follows."""
        known = self._known.get(item.sha256)
        if known is None or item.sha256 in self._stale:
            self._stale.discard(item.sha256)
            self._unknown[item.sha256] = item
            self._look_up()
        return known

    def thumbnail(self, record: EvidenceRecord) -> QPixmap | None:
        """The first page that is sent, small; None until `changed` says it came."""
        page = (*record.sent_pages, *record.pages)[0]
        return self.pictures.picture(record, page, PICTURE_WIDTH)

    def open(self, record: EvidenceRecord) -> None:
        """Show a document whole."""
        self.opened.emit(record.id)

    def refresh(self) -> None:
        """Look everything up again: a document was changed or moved elsewhere."""
        self._stale = set(self._known)
        self.changed.emit()

    def list_all(self) -> None:
        """Read every document of the patient on a worker; `listed` brings them."""
        drawer, patient = self._drawer, self._patient()
        self._run(lambda: drawer.of_patient(patient), self._on_listed)

    def pick(
        self, present: Sequence[EvidenceItem], picked: Callable[[EvidenceItem], None], over: QWidget
    ) -> None:
        """Ask for one of the patient's documents that is not present yet."""
        there = {item.sha256 for item in present}
        records = [r for r in self._drawer.of_patient(self._patient()) if r.sha256 not in there]

        def find(typed: str) -> Sequence[Found]:
            words = typed.casefold()
            return [
                Found(record, record.title, facts_line(record), icon="file-text")
                for record in records
                if words in f"{record.title} {facts_line(record)}".casefold()
            ]

        tools = self._tools
        title = "Documents of this patient"
        finder = Finder(title, "Title or kind", find, tools.appearance, tools.icons, over)
        finder.chosen.connect(lambda record: picked(item_of(record)))
        finder.open_over(over)

    def _look_up(self) -> None:
        """Find out, in one go on a worker, about all that was asked for so far."""
        if self._is_looking or not self._unknown:
            return
        self._is_looking = True
        drawer, patient, items = self._drawer, self._patient(), tuple(self._unknown.values())
        self._unknown.clear()
        self._run(lambda: drawer.join(patient, items), self._on_found)

    def _run(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        task = self._tools.runner.run(lambda _report: work(), done, self._on_failed)
        if task is not None:
            self.destroyed.connect(task.drop)

    def _on_listed(self, records: tuple[EvidenceRecord, ...]) -> None:
        self._known |= {record.sha256: Filed(record) for record in records}
        self.listed.emit(records)

    def _on_found(self, documents: Sequence[NoteDocument]) -> None:
        self._is_looking = False
        for each in documents:
            self._known[each.item.sha256] = Filed(each.record, each.why)
        self.changed.emit()
        self._look_up()

    def _on_failed(self, error: Exception) -> None:
        self._is_looking = False
        if not isinstance(error, Failure | Stopped):
            raise error  # a fault of the program: the excepthook writes it down


def _offer(incoming: Incoming) -> Offer:
    """What the service takes: a picture from the clipboard becomes a file here, on the worker."""
    if not isinstance(incoming, Snapshot):
        return incoming
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    incoming.image.save(buffer, b"PNG")
    return Pasted(incoming.title, bytes(buffer.data().data()))
