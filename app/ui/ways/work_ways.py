"""The ways to the worklist and on to what it names, and back; the window has one."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.work.work_item import WorkItem, WorkKind
from app.services.office.office import Office
from app.ui.actions import Do
from app.ui.page_tools import PageTools
from app.ui.pages.work.work_page import WorkPage
from app.ui.ways.work_reminder import WorkReminder


class WorkWays(QObject):
    """Says what to show; the window shows it. The page stays, with its filters and its place."""

    shown = Signal(QWidget, object)  # page, Do
    claim_requested = Signal(str)  # claim id
    note_requested = Signal(str)  # note id
    patient_requested = Signal(str)  # patient id
    requests_requested = Signal(str)  # patient id
    remittances_requested = Signal()
    list_requested = Signal()

    def __init__(self, office: Office, tools: PageTools, window: QWidget) -> None:
        super().__init__(window)
        self._room = office.work
        self._tools = tools
        self._window = window
        self.page: WorkPage | None = None
        self.reminder = WorkReminder(self._room, tools, window)
        self.reminder.work_wished.connect(self.show)
        self.reminder.counted.connect(lambda _count: self._keep_day())

    def show(self) -> None:
        """Show what there is to do, as it is now."""
        if self.page is None:
            self.page = WorkPage(self._room, self._tools, self._window)
            self.page.opened.connect(self._open)
            self.page.notes_wished.connect(self.list_requested)
            self.page.acted.connect(self.reminder.count)
        self.page.refresh()
        self.shown.emit(self.page, Do.WORK)
        self.page.take_focus()
        self.reminder.count()

    def _keep_day(self) -> None:
        """Group the list anew where it was left open over night."""
        page = self.page
        if page and page.isVisible() and page.model.today != self._room.today():
            page.reread()

    def _open(self, item: WorkItem) -> None:
        """Open what a line names."""
        match item.kind:
            case WorkKind.CLAIM:
                self.claim_requested.emit(item.id)
            case WorkKind.SIGN | WorkKind.REPLY:
                self.note_requested.emit(item.id)
            case WorkKind.REQUEST:
                self.requests_requested.emit(item.patient_id)
            case WorkKind.AUTHORIZATION | WorkKind.CHECK:
                self.patient_requested.emit(item.patient_id)
            case WorkKind.ANSWERS:
                self.remittances_requested.emit()
