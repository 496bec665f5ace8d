"""The ways to the pages of records: patient, practice, payer cards, settings; the window has one.

A page is made when it is asked for and goes when it is closed.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.services.directory import Directory
from app.services.evidence_tray import EvidenceTray
from app.services.office import Office
from app.ui.actions import Do
from app.ui.fields.support import EditorSupport
from app.ui.page_tools import PageTools
from app.ui.pages.channels import ChannelsPage
from app.ui.pages.page_support import PageSupport
from app.ui.pages.patient import PatientPage
from app.ui.pages.payer_card import PayerCardPage
from app.ui.pages.practice import PracticePage
from app.ui.pages.settings import SettingsPage

AnyPage = PatientPage | PracticePage | PayerCardPage | ChannelsPage | SettingsPage


class RecordWays(QObject):
    """Says what to show; the window shows it."""

    shown = Signal(QWidget, object)  # page, Do or None
    closed = Signal(QWidget)
    saved = Signal()
    note_requested = Signal(str)
    new_note_requested = Signal(str)

    def __init__(self, office: Office, tools: PageTools, window: QWidget) -> None:
        super().__init__(window)
        self._records = office.records
        self._cards = office.cards
        self._channels = office.channels
        self._tools = tools
        self._titles = office.charting.catalogue.titles()
        self._support = _support(office, tools)
        self._window = window
        self._page: AnyPage | None = None

    @property
    def page(self) -> AnyPage | None:
        """The page that is open, if one is."""
        return self._page

    def flush(self) -> str:
        """Store everything typed on the page shown; returns what stood in the way."""
        if self._page is None or self._page.flush():
            return ""
        return "Something on this page cannot be saved yet. Mend it, or discard the changes."

    def show_path(self, path: str, patient_id: str, code: str) -> None:
        """Show the record behind a known name, with the caret there."""
        if path.startswith(("patient.", "coverages")) or path == "patient":
            page = self._show_patient(patient_id)
            page.go_to(path, code)
        else:
            self._show_practice().go_to(path)

    def show_patient(self, patient_id: str) -> None:
        """Show a patient's page."""
        self._show_patient(patient_id)

    def add_patient(self) -> None:
        """Show an empty patient's page."""
        self._show_patient("")

    def show_practice(self) -> None:
        """Show the practice and its directory."""
        self._show_practice()

    def show_cards(self) -> None:
        """Show the payer cards."""
        page = PayerCardPage(self._cards, self._support, self._window)
        page.saved.connect(lambda _id: self.saved.emit())
        self._put(page, Do.PAYER_CARDS)

    def show_channels(self) -> None:
        """Show the channels."""
        page = ChannelsPage(self._channels, self._records, self._support, self._window)
        page.saved.connect(lambda _id: self.saved.emit())
        self._put(page, Do.CHANNELS)

    def show_settings(self) -> None:
        """Show the settings."""
        tools = self._tools
        page = SettingsPage(
            tools.settings(), tools.keep_settings, tools.log_folder, self._support, self._window
        )
        self._put(page, Do.SETTINGS)

    def _show_patient(self, patient_id: str) -> PatientPage:
        page = PatientPage(self._records, self._titles, self._support, patient_id, self._window)
        page.patient_requested.connect(self.show_patient)
        page.note_requested.connect(self.note_requested)
        page.new_note_requested.connect(self.new_note_requested)
        page.saved.connect(lambda _id: self.saved.emit())
        self._put(page, Do.PATIENTS)
        return page

    def _show_practice(self) -> PracticePage:
        page = PracticePage(self._records, self._titles, self._support, self._window)
        page.saved.connect(lambda _id: self.saved.emit())
        self._put(page, Do.PRACTICE)
        return page

    def _put(self, page: AnyPage, place: Do | None) -> None:
        page.closed.connect(lambda: self._on_closed(page))
        before, self._page = self._page, page
        self.shown.emit(page, place)
        page.take_focus()
        if before is not None:
            before.deleteLater()

    def _on_closed(self, page: AnyPage) -> None:
        if self._page is page:
            self._page = None
            self.closed.emit(page)
            page.deleteLater()


def _support(office: Office, tools: PageTools) -> PageSupport:
    directory, tray = Directory(office.store), EvidenceTray(office.store)
    editors = EditorSupport(
        icons=tools.icons,
        today=lambda: office.clock.local().date(),
        staff=directory.staff,
        professionals=directory.professionals,
        search_diagnoses=office.diagnoses.search,
        take_in=tray.take_in,
        suggest=lambda _path: "",
    )
    return PageSupport(
        appearance=tools.appearance,
        editors=editors,
        reader=office.reader,
        clock=office.clock,
        tasks=tools.runner,
        keep_documents=tray.keep,
        user=office.charting.user,
    )
