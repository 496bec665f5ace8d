"""The ways to the pages of records: patient, practice, payer cards, settings; the window has one.

A page is made when it is asked for and goes when it is closed.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.practice.people import StaffMember
from app.server_errors import ServerUnreachable
from app.services.notes.directory import Directory
from app.services.office.office import Office
from app.ui import clipboard
from app.ui.actions import Do
from app.ui.backing_up import BackingUp
from app.ui.dialogs.restore_dialog import RestoreDialog
from app.ui.fields.attaching import NoDesk
from app.ui.fields.support import EditorSupport
from app.ui.icons import Icons
from app.ui.page_tools import PageTools
from app.ui.pages.claims.claim_data import ClaimDataPage
from app.ui.pages.documents.document_page import DocumentPage
from app.ui.pages.importing.import_page import ImportPage
from app.ui.pages.notes.note_papers import NotePapers
from app.ui.pages.notes.note_support import DOCUMENT
from app.ui.pages.parts.billing_page import BillingPage
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.patients.patient_requests import PatientRequestsPage
from app.ui.pages.payers.payer_card import PayerCardPage
from app.ui.pages.payers.payer_card_edit import PayerCardEditPage
from app.ui.pages.people.recovery_acts import RecoveryActs
from app.ui.pages.people.staff_acts import StaffActs
from app.ui.pages.people.staff_asking import StaffWays
from app.ui.pages.practice.backup_row import BackupRow
from app.ui.pages.practice.channels import ChannelsPage
from app.ui.pages.practice.practice import PracticePage
from app.ui.pages.practice.settings import SettingsPage
from app.ui.pages.records.record_page import RecordPage
from app.ui.pages.records.record_session import RecordSession
from app.ui.pages.requests.binder import BinderPage
from app.ui.pages.requests.requests import RequestsPage
from app.ui.pages.requests.retention import RetentionPage
from app.ui.pages.requests.signer_register import SaveRegister
from app.ui.settings_told import SettingsTold
from app.ui.ways.card_ways import CardWays
from app.ui.ways.document_ways import DocumentWays

AnyPage = (
    RecordPage
    | PatientPage
    | DocumentPage
    | PracticePage
    | PayerCardPage
    | PayerCardEditPage
    | ChannelsPage
    | ClaimDataPage
    | SettingsPage
    | ImportPage
    | RequestsPage
    | PatientRequestsPage
    | BinderPage
    | RetentionPage
    | BillingPage
)


Keeps = RecordPage | BillingPage | DocumentPage
"""A page that keeps what cannot be stored, under its `left_name`."""


class RecordWays(QObject):
    """Says what to show; the window shows it."""

    shown = Signal(QWidget, object)  # page, Do or None
    closed = Signal(QWidget)
    saved = Signal()
    note_requested = Signal(str)
    new_note_requested = Signal(str)
    pack_requested = Signal(str, str)  # note id, pack id
    history_requested = Signal(str)  # patient id
    restore_wanted = Signal(object)  # SideCopy
    requests_requested = Signal(str)  # patient id
    left_requested = Signal(str, str, str)  # a page by the parts of its `left_name`
    eob_requested = Signal(str, str)  # claim id, posting id or ""
    call_requested = Signal(str, int, object)  # patient id, coverage, Verification or None

    def __init__(self, office: Office, tools: PageTools, window: QWidget) -> None:
        super().__init__(window)
        self._records = office.records
        self._channels = office.channels
        self._claim_desk = office.claim_desk
        self._what_left = office.what_left
        self._requests = office.requests.desk
        self._signers = office.signers
        self._restoring = office.backups.restoring
        self._told = SettingsTold(office, tools)
        self.backing = BackingUp(office.backups, office.clock, tools, self)
        self._documents = DocumentWays(office, tools, window)
        self._documents.moving.moved.connect(self._on_moved)
        self._documents.moving.troubled.connect(self._say)
        self._tools = tools
        self._titles = office.charting.catalogue.titles()
        self._staff = StaffWays(office.people, tools, window) if office.people else None
        self._support = _support(office, tools)
        self._window = window
        put_cards = partial(self.put, place=Do.PAYER_CARDS)
        self.cards = CardWays(office, self._support, window, put_cards)
        self.cards.saved.connect(self.saved)
        self._page: AnyPage | None = None
        self._importing = office.importing
        self._import: ImportPage | None = None

    @property
    def page(self) -> AnyPage | None:
        """The page that is open, if one is."""
        return self._page

    @property
    def support(self) -> PageSupport:
        """What pages of records are built with."""
        return self._support

    def flush(self) -> str:
        """Store everything typed on the page shown; returns what stood in the way."""
        page = self._page
        if page is None or page.flush():
            return ""
        if isinstance(page, Keeps) and page.is_away:
            return ServerUnreachable.sentence
        return "Something on this page cannot be saved yet. Mend it, or discard the changes."

    def put_by(self) -> bool:
        """Store everything typed on the page shown, or keep it aside; whether nothing is lost."""
        page = self._page
        return page is None or (page.put_by() if isinstance(page, Keeps) else page.flush())

    def reread(self) -> None:
        """Show on the open page what others saved meanwhile."""
        if isinstance(self._page, Keeps):
            self._page.reread()

    def show_path(self, path: str, patient_id: str, code: str) -> None:
        """Show the record behind a known name, with the caret there."""
        if path.startswith(DOCUMENT):
            self.show_document(path.removeprefix(DOCUMENT))
        elif path.startswith(("patient.", "coverages")) or path == "patient":
            page = self._show_patient(patient_id)
            page.go_to(path, code)
        elif path.startswith("card."):
            self.cards.show_card_of(patient_id)
        else:
            self._show_practice().go_to(path)

    def show_patient(self, patient_id: str) -> None:
        """Show a patient's page."""
        self._show_patient(patient_id)

    def show_document(self, document_id: str, back_to: str = "") -> None:
        """Show a document; closing it leads back to a patient's page, if it came from one."""
        page = self._documents.page(document_id, self._support)
        if page is None or self.flush():
            return
        page.saved.connect(lambda _id: self.saved.emit())
        if back_to:
            page.closed.connect(lambda: self._show_patient(back_to).show_documents())
        self.put(page, Do.PATIENTS)

    def add_documents(self, patient_id: str, files: Sequence[Path]) -> None:
        """Show a patient's page and take files in there."""
        page = self._show_patient(patient_id)
        page.show_documents()
        page.documents.intake.take(files)

    def add_patient(self) -> None:
        """Show an empty patient's page."""
        self._show_patient("")

    def show_practice(self) -> None:
        """Show the practice and its directory."""
        self._show_practice()

    def show_cards(self) -> None:
        """Show the payer cards."""
        self.cards.show_cards()

    def show_channels(self) -> None:
        """Show the channels."""
        page = ChannelsPage(self._channels, self._records, self._support, self._window)
        page.saved.connect(lambda _id: self.saved.emit())
        self.put(page, Do.CHANNELS)

    def show_claim_data(self, papers: NotePapers) -> None:
        """Show the claim data of the open note."""
        look = papers.claim_look(self._claim_desk)
        page = ClaimDataPage(look, self._tools, self._window)
        page.print_wished.connect(papers.print_claim_sheet)
        self.put(page, None)

    def show_settings(self) -> None:
        """Show the settings."""
        tools = self._tools
        page = SettingsPage(
            tools.settings(), self._told.keep, tools.log_folder, self._support, self._window
        )
        may_restore = self._restoring is not None and self._restoring.may_restore()
        row = BackupRow(self.backing, tools, page, may_restore=may_restore)
        row.restore_wanted.connect(self.ask_restore)
        page.add_backups(row)
        self.put(page, Do.SETTINGS)

    def show_backups(self) -> None:
        """Show the settings, where the backups are."""
        self.show_settings()
        if isinstance(self._page, SettingsPage):
            self._page.show_backups()

    def ask_restore(self) -> None:
        """Ask which backup to go back to; the practice itself is changed by `application`."""
        desk, tools = self._restoring, self._tools
        if desk is not None:
            dialog = RestoreDialog(desk, self._support.clock.zone, tools, self._window)
            dialog.wanted.connect(self.restore_wanted)
            dialog.show_folder(self.backing.folder)
            dialog.open()

    def show_import(self) -> None:
        """Show the import; one that was begun stands as it was left."""
        if self._import is not None:
            self._bring(self._import, Do.PATIENTS)
            return
        page = ImportPage(self._importing, self._tools, self._window)
        page.saved.connect(self.saved)
        self._import = page
        self.put(page, Do.PATIENTS)

    def stop(self) -> None:
        """End what is under way, because the window goes; clear what was copied."""
        for dialog in self._window.findChildren(RestoreDialog):
            dialog.reject()  # a lock leaves no copy of a backup behind
        clipboard.take_off()
        self.backing.stop()
        if self._import is not None:
            self._import.stop()

    def _show_patient(self, patient_id: str) -> PatientPage:
        patient_id = patient_id or self._records.fresh_id()
        desk = self._documents.desk(patient_id)
        desk.opened.connect(lambda document_id: self.show_document(document_id, patient_id))
        editors = replace(self._support.editors, attaching=desk)
        support = replace(self._support, editors=editors)
        page = PatientPage(
            self._records,
            self._titles,
            support,
            desk,
            self._what_left,
            self._requests,
            self._tools,
            patient_id,
            self._window,
        )
        desk.setParent(page)
        page.move_requested.connect(self._documents.moving.ask)
        page.patient_requested.connect(self.show_patient)
        page.note_requested.connect(self.note_requested)
        page.new_note_requested.connect(self.new_note_requested)
        page.pack_requested.connect(self.pack_requested)
        page.history_requested.connect(self.history_requested)
        page.requests_requested.connect(self.requests_requested)
        page.call_requested.connect(self.call_requested)
        page.saved.connect(lambda _id: self.saved.emit())
        self.put(page, Do.PATIENTS)
        return page

    def _on_moved(self, record: EvidenceRecord) -> None:
        if isinstance(self._page, DocumentPage):
            self._page.session.take_over(record)
        elif isinstance(self._page, PatientPage):
            self._page.desk.list_all()
        self.saved.emit()

    def _say(self, sentence: str) -> None:
        if isinstance(self._page, DocumentPage):
            self._page.say(sentence)
        elif isinstance(self._page, PatientPage):
            self._page.documents.say(sentence)

    def _show_practice(self) -> PracticePage:
        ways, icons = self._staff, self._tools.icons
        acts = partial(_staff_acts, ways, icons) if ways else None
        page = PracticePage(self._records, self._titles, self._support, self._window, acts)
        if ways:
            _join_staff(page, ways, icons)
        page.saved.connect(lambda _id: self.saved.emit())
        if self._signers.is_offered:
            say = page.notice.say
            page.head.add_after_title(SaveRegister(self._signers, self._tools, say, page.head))
        self.put(page, Do.PRACTICE)
        return page

    def put(self, page: AnyPage, place: Do | None) -> None:
        """Show a page in place of the one before; what is typed on it is saved on leaving."""
        page.closed.connect(lambda: self._on_closed(page))
        self._bring(page, place)

    def _bring(self, page: AnyPage, place: Do | None) -> None:
        before, self._page = self._page, page
        self.shown.emit(page, place)
        page.take_focus()
        if before not in (None, page, self._import):
            before.deleteLater()

    def _on_closed(self, page: AnyPage) -> None:
        if self._import is page:
            self._import = None
        if self._page is page:
            self._page = None
            self.closed.emit(page)
            page.deleteLater()


def _staff_acts(
    ways: StaffWays, icons: Icons, session: RecordSession, parent: QWidget
) -> StaffActs:
    """What stands below the card of somebody on the staff."""
    record = session.record
    return StaffActs(record if isinstance(record, StaffMember) else None, ways, icons, parent)


def _join_staff(page: PracticePage, ways: StaffWays, icons: Icons) -> None:
    """What is done for people shows on the page, and below them stands the recovery key."""
    page.staff.add_foot(RecoveryActs(ways, icons, page.staff))
    ways.changed.connect(page.show_staff_anew)


def _support(office: Office, tools: PageTools) -> PageSupport:
    directory = Directory(office.store)
    editors = EditorSupport(
        icons=tools.icons,
        today=lambda: office.clock.local().date(),
        staff=directory.staff,
        professionals=directory.professionals,
        search_diagnoses=office.diagnoses.search,
        attaching=NoDesk(),
        suggest=lambda _path: "",
    )
    return PageSupport(
        appearance=tools.appearance,
        editors=editors,
        reader=office.reader,
        clock=office.clock,
        tasks=tools.runner,
        user=office.charting.user,
        files=tools.files,
    )
