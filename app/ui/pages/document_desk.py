"""Takes files in for the patient of one form and knows the documents its fields name.

The note page and the record pages make one each and hand it to their editors.
"""

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from app.domain.answers import EvidenceItem
from app.domain.evidence import EvidenceRecord
from app.domain.light_table import Refused, Stopped
from app.domain.offer import Offer, Pasted
from app.errors import Failure
from app.services.documents import DocumentDrawer, NoteDocument, Taken, item_of
from app.ui.dialogs.finder import Finder, Found
from app.ui.fields.attaching import Attaching, Cancel, Ends, Filed, Incoming, Snapshot
from app.ui.fields.document_words import facts_line
from app.ui.page_tools import PageTools
from app.ui.pages.page_pictures import PagePictures

Result = TypeVar("Result")


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
        self._is_looking = False
        self.pictures = PagePictures(drawer, tools.runner, self)
        self.pictures.came.connect(lambda _wanted: self.changed.emit())

    def take_in(self, incoming: Incoming, field_label: str, password: str, ends: Ends) -> Cancel:
        """Take a file in; what is returned stops it, with nothing changed."""
        stopped = threading.Event()
        drawer, patient, user, tasks = self._drawer, self._patient(), self._user, self._tools.runner

        def work(_report: object) -> Taken | Refused:
            return drawer.take_in(
                _offer(incoming),
                patient,
                user,
                field_label,
                password,
                lambda: stopped.is_set() or tasks.is_stopping,
            )

        def done(answer: Taken | Refused) -> None:
            if isinstance(answer, Taken):
                self._known[answer.record.sha256] = Filed(answer.record)
                ends.taken(answer.item, answer.notice)
            elif answer.needs_password:
                ends.locked(answer.why)
            else:
                ends.refused(answer.why)

        def failed(error: Exception) -> None:
            if not isinstance(error, Stopped):
                ends.refused(self._tools.words.of(error))

        task = tasks.run(work, done, failed)
        if task is None:
            return stopped.set
        self.destroyed.connect(task.drop)

        def cancel() -> None:
            stopped.set()
            task.drop()

        return cancel

    def filed(self, item: EvidenceItem) -> Filed | None:
        """What is known of an item; None while it is looked up, `changed` follows."""
        known = self._known.get(item.sha256)
        if known is None:
            self._unknown[item.sha256] = item
            self._look_up()
        return known

    def thumbnail(self, record: EvidenceRecord, width: int) -> QPixmap | None:
        """The first page that is sent, so many pixels wide; None until `changed` says it came."""
        return self.pictures.picture(record, (*record.sent_pages, *record.pages)[0], width)

    def open(self, record: EvidenceRecord) -> None:
        """Show a document whole."""
        self.opened.emit(record.id)

    def refresh(self) -> None:
        """Look everything up again: a document was changed or moved elsewhere."""
        self._known.clear()
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
