"""The one window: a rail, and beside it the list of notes, an open note, or a page of records.

`application` makes it for an open practice. It decides what is shown; pages do the rest.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.errors import DamagedFile
from app.services.notes.directory import Directory
from app.services.notes.draft import Draft
from app.services.office.office import Office
from app.ui.actions import ACTIONS, Do, make_action
from app.ui.page_tools import PageTools
from app.ui.pages.notes.note_page import NotePage
from app.ui.pages.notes.notes_page import NotesPage
from app.ui.pages.parts.notice import Notice
from app.ui.theme import Role
from app.ui.ways.history_ways import HistoryWays
from app.ui.ways.pack_ways import PackWays
from app.ui.ways.record_ways import RecordWays
from app.ui.window.finding import Finding
from app.ui.window.help_way import HelpWay, Shown
from app.ui.window.note_actions import NOTE_ACTIONS
from app.ui.window.pages import Pages
from app.ui.window.rail import Rail
from app.ui.window.reception import Reception

SMALLEST = (720, 420)  # 1366 x 768 at 150 % leaves 910 x 430
USUAL = (1280, 720)


class MainWindow(QMainWindow):
    """`lock_requested` and `closed` go to `application`."""

    lock_requested = Signal()
    closed = Signal()
    user_chosen = Signal(str)  # staff id
    signed = Signal()  # the open note, or something was added to it

    def __init__(self, office: Office, tools: PageTools) -> None:
        super().__init__()
        self._office = office
        self._tools = tools
        self._leaving_anyway = False
        self.setWindowTitle("Chartproof")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.actions_by_name = {do: make_action(do, self) for do in Do}
        self.addActions(list(self.actions_by_name.values()))
        people = Directory(office.store)
        self.rail = Rail(self.actions_by_name, people, office.charting.user, tools.icons, self)
        self.rail.user_chosen.connect(self.user_chosen)
        self.notice = Notice(tools.icons, self)
        self.pages = Pages(self)
        self.note_page: NotePage | None = None
        codes = tuple(office.charting.catalogue.titles())
        self.notes_page = NotesPage(office.store, codes, office.clock.local, tools, self)
        self._shown: Shown = (self.notes_page, Do.NOTES)
        self.help = HelpWay(self.pages, self._show, self._show_last)
        self.records = RecordWays(office, tools, self)
        self.finding = Finding(office, self.actions_by_name, tools, self)
        self.reception = Reception(office, tools, self)
        self.packs = PackWays(office, tools, self)
        self.history = HistoryWays(office, tools, self)
        self.pages.addWidget(self.notes_page)
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Show the list, and above it what a crash cut off; every way has been joined."""
        if self._office.interrupted:
            self.notes_page.show_restored(self._office.interrupted)
        self.show_notes()

    def show_notes(self) -> None:
        """Show the list; an open note is stored and closed."""
        if not self.leave():
            return
        self._close_note()
        self._show(self.notes_page, Do.NOTES)
        self.notes_page.refresh()
        self.notes_page.table.setFocus()

    def open_note(self, note_id: str) -> None:
        """Open a stored note."""
        if self.note_page and self.note_page.note.id == note_id:
            self._show_note()
            return
        if self.leave() and (draft := _readable(self._office, note_id, self.say)):
            self._open(draft)

    def new_note(self, patient_id: str, code: str) -> None:
        """Open a new note; it is stored with its first edit."""
        if self.leave():
            self._open(self._office.charting.new_note(patient_id, code))

    def flush(self) -> str:
        """Store everything typed anywhere; returns what stood in the way."""
        trouble = self.note_page.flush() if self.note_page else ""
        return trouble or self.records.flush()

    def say(self, sentence: str, role: Role = Role.WARNS) -> None:
        """Say one sentence above whatever is shown; an empty one takes the last away."""
        self.notice.say(sentence, role, (("OK", lambda: self.notice.say("")),))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Store everything first; what cannot be stored keeps the window open."""
        trouble = "" if self._leaving_anyway else self.flush()
        if trouble:
            ways = (("Try again", self._try_to_close), ("Close without saving", self.close_anyway))
            self.notice.say(trouble, Role.BLOCKS, ways)
            event.ignore()
            return
        self._close_note()
        self.records.stop()
        super().closeEvent(event)
        self.closed.emit()

    def _try_to_close(self) -> None:
        self.notice.say("")
        self.close()

    def close_anyway(self) -> None:
        """Close, whatever cannot be stored: it is kept aside, or given up by the user's wish."""
        self._leaving_anyway = True
        self.close()

    def _lay_out(self) -> None:
        middle = QWidget(self)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        column = self.column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.pages.room, 1)
        row.addLayout(column, 1)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        slots: dict[Do, Callable[[], object]] = {
            Do.NEW_NOTE: self.finding.ask_new_note,
            Do.QUICK_OPEN: self.finding.ask_open,
            Do.PALETTE: self.finding.ask_command,
            Do.NOTES: self.show_notes,
            Do.FIND_NOTES: self._find_notes,
            Do.PATIENTS: self.finding.ask_patient,
            Do.ADD_PATIENT: self.records.add_patient,
            Do.IMPORT: self.records.show_import,
            Do.PRACTICE: self.records.show_practice,
            Do.PAYER_CARDS: self.records.show_cards,
            Do.CHANNELS: self.records.show_channels,
            Do.SETTINGS: self.records.show_settings,
            Do.LOCK: self.lock_requested.emit,
            Do.HELP: self._show_help,
            Do.QUIT: self.close,
        }
        for do, slot in slots.items():
            self.actions_by_name[do].triggered.connect(lambda _checked, slot=slot: slot())
        self._connect_note()

    def _connect_note(self) -> None:
        """Actions on the open note; they are off while none is shown."""
        for do, slot in NOTE_ACTIONS.items():
            self.actions_by_name[do].triggered.connect(
                lambda _checked, slot=slot: self.note_page and slot(self.note_page)
            )
        self.actions_by_name[Do.DENTIST_VIEW].toggled.connect(self._show_dentist_view)
        self.actions_by_name[Do.CLAIM_DATA].triggered.connect(self._show_claim_data)

    def _show_dentist_view(self, shown: bool) -> None:
        if self.note_page:
            self.note_page.show_dentist_view(shown)

    def _show(self, page: QWidget, place: Do | None) -> None:
        on_note = page is self.note_page and page is not None
        for do, spec in ACTIONS.items():
            if spec.for_note:
                self.actions_by_name[do].setEnabled(on_note)
        self.pages.setCurrentWidget(page)
        self.rail.show_place(place)
        self._shown = page, place

    def _show_note(self) -> None:
        self.packs.close()
        if self.note_page:
            self._show(self.note_page, None)
            self.note_page.refresh_actions()

    def leave(self) -> bool:
        """Store what is open before something else is shown; False when it cannot be stored."""
        trouble = self.flush()
        self.say(trouble, Role.BLOCKS)
        return not trouble

    def _open(self, draft: Draft) -> None:
        self._close_note()
        page = NotePage(draft, self._office, self.actions_by_name, self._tools, self)
        page.back_requested.connect(self.show_notes)
        page.record_requested.connect(self._show_record)
        page.signing.changed.connect(self.signed)
        self.note_page = page
        self.pages.addWidget(page)
        self._show_note()
        self.history.tell_viewed(page.note)
        page.take_focus()

    def reopen(self) -> None:
        """Open the note anew, as it is stored."""
        if self.note_page:
            note_id = self.note_page.note.id
            self._close_note()
            self._open(self._office.charting.open(note_id))

    def _close_note(self) -> None:
        self.packs.close()
        if self.note_page:
            self.actions_by_name[Do.DENTIST_VIEW].setChecked(False)
            self.note_page.autosave.stop()
            self.pages.removeWidget(self.note_page)
            self.note_page.deleteLater()
            self.note_page = None

    def show_patient(self, patient_id: str) -> None:
        """Show a patient's page."""
        if self.leave():
            self.records.show_patient(patient_id)

    def _find_notes(self) -> None:
        if self.pages.currentWidget() is not self.notes_page:
            self.show_notes()
        self.notes_page.focus_search()

    def _show_help(self) -> None:
        if self.leave():
            self.help.show_over(self._shown)

    def _show_record(self, path: str) -> None:
        if self.note_page and self.leave():
            self.records.show_path(path, self.note_page.note.patient_id, self.note_page.note.code)

    def _show_claim_data(self) -> None:
        if self.note_page and self.leave():
            self.records.show_claim_data(self.note_page.papers)

    def show_pack(self, note_id: str = "", pack_id: str = "") -> None:
        """Show a pack over its note, the open one if none is named; without an id a new one."""
        if note_id:
            self.open_note(note_id)
        if self.note_page and self.leave():
            self.packs.show_packs(self.note_page.note.id, pack_id)

    def show_page(self, page: QWidget, place: Do | None) -> None:
        """Show a page of records, of documents or of packs."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self._show(page, place)

    def close_page(self, page: QWidget) -> None:
        """Let such a page go, and show what lies under it, its caret where it was."""
        self._show_last()
        self.pages.removeWidget(page)

    def _show_last(self) -> None:
        """Show the open pack or note again, or the list when none is open."""
        if self.packs.page:
            self._show(self.packs.page, None)
        elif self.note_page:
            self._show_note()
        else:
            self.show_notes()

    def learn(self) -> None:
        """Take over in the open note what was saved on another page."""
        if self.note_page:
            self.note_page.learn()


def _readable(office: Office, note_id: str, say: Callable[[str, Role], None]) -> Draft | None:
    """A stored note to be opened; one that is damaged beyond reading is said and stays closed."""
    try:
        return office.charting.open(note_id)
    except DamagedFile as failure:
        say(str(failure), Role.BLOCKS)
        return None
