"""The ways to documents: desks for forms, the page of one, moving one; `record_ways` has one."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.audit import Deed
from app.log import Event
from app.services.office.office import Office
from app.services.trail import about_document
from app.ui.dialogs import lists
from app.ui.page_tools import PageTools
from app.ui.pages.documents.document_desk import DocumentDesk
from app.ui.pages.documents.document_moving import DocumentMoving
from app.ui.pages.documents.document_page import DocumentPage
from app.ui.pages.parts.page_support import PageSupport


class DocumentWays(QObject):
    """Makes what shows documents; whoever asks shows it and lets it go."""

    def __init__(self, office: Office, tools: PageTools, window: QWidget) -> None:
        super().__init__(window)
        self._office = office
        self._drawer = office.documents
        self._user = office.charting.user
        self._tools = tools
        self._window = window
        self.moving = DocumentMoving(
            office.documents,
            lambda: lists.patients(office.store),
            office.charting.user,
            tools,
            window,
            self,
        )

    def desk(self, patient_id: str) -> DocumentDesk:
        """The desk for a patient's forms; it belongs to the window until it gets a page."""
        return DocumentDesk(self._drawer, lambda: patient_id, self._user, self._tools, self._window)

    def page(self, document_id: str, support: PageSupport) -> DocumentPage | None:
        """The page of a document; None when there is none of that id."""
        record = self._drawer.get(document_id)
        if record is None:
            return None
        office = self._office
        self._tools.runner.run(
            lambda _report: office.tell(Deed.DOCUMENT_VIEWED, about_document(record)),
            lambda _nothing: None,
            self._on_untold,
        )
        unfinished = office.records.unfinished
        return DocumentPage(
            record, self._drawer, support, unfinished, self._tools, self.moving.ask, self._window
        )

    def _on_untold(self, error: Exception) -> None:
        self.moving.troubled.emit(self._tools.words.of(error, Event.SAVE_FAILED))
