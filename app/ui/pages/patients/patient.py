"""The page of one patient: who it is, who speaks and pays, checks, documents, notes, packs."""

from collections.abc import Mapping, Sequence
from itertools import chain

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.guides.answers import Rows
from app.domain.practice.people import Patient
from app.domain.reading.dates import show_date
from app.services.audit.what_left import WhatLeft
from app.services.claims.claims import FollowedClaims
from app.services.notes.change import Change
from app.services.records.record_forms.patient import patient_form
from app.services.records.records import Records
from app.services.requests.patient_requests import RequestDesk
from app.ui.page_tools import PageTools
from app.ui.pages.documents.document_desk import DocumentDesk
from app.ui.pages.notes.lookalike_notice import LOOKED_AT, LookalikeNotice
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.patients.authorization_cards import AuthorizationCards
from app.ui.pages.patients.check_cards import CheckCards
from app.ui.pages.patients.patient_claims import PatientClaims
from app.ui.pages.patients.patient_documents import PatientDocuments
from app.ui.pages.patients.patient_left import PatientLeft
from app.ui.pages.patients.patient_notes import PatientNotes
from app.ui.pages.patients.patient_packs import PatientPacks
from app.ui.pages.patients.patient_paths import spot_of
from app.ui.pages.patients.patient_rights import PatientRights
from app.ui.pages.records.record_body import RecordBody
from app.ui.pages.records.record_cards import bring_up
from app.ui.pages.records.record_page import RecordPage
from app.ui.pages.records.record_session import RecordSession


class PatientPage(RecordPage):
    """`patient_id` is a fresh one for a new patient; `codes` are the codes with guides.

    `desk` takes in and lists the patient's documents, `what_left` tells what left the office,
    `requests` what the patient asked for.
    """

    patient_requested = Signal(str)  # patient id: somebody of the same name and birth date
    note_requested = Signal(str)  # note id
    new_note_requested = Signal(str)  # patient id
    pack_requested = Signal(str, str)  # note id, pack id
    move_requested = Signal(object)  # EvidenceRecord
    history_requested = Signal(str)  # patient id
    requests_requested = Signal(str)  # patient id
    claim_requested = Signal(str)  # claim id
    call_requested = Signal(str, int, object)  # patient id, coverage, Verification or None

    def __init__(
        self,
        records: Records,
        codes: Mapping[str, str],
        support: PageSupport,
        desk: DocumentDesk,
        what_left: WhatLeft,
        requests: RequestDesk,
        tools: PageTools,
        patient_id: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(support, parent)
        self._records = records
        self._codes = codes
        self.desk = desk
        self._what_left = what_left
        self._requests = requests
        self._tools = tools
        self.patient_id = patient_id
        self._followed: FollowedClaims | None = None
        self._build()

    def sessions(self) -> Sequence[RecordSession]:
        """The patient, the benefit checks and the authorizations."""
        return (self.session, *chain.from_iterable(each.sessions() for each in self._lists))

    def session_in_use(self) -> RecordSession:
        """The check or authorization that has the focus, else the patient."""
        in_use = (each.session_in_use() for each in self._lists)
        return next((session for session in in_use if session), self.session)

    def discard(self, session: RecordSession) -> None:
        """Drop what was typed; a patient that was never stored is closed with it."""
        if session is not self.session:
            for each in self._lists:
                each.reopen(session)
            self.show_standing()
        elif session.record is None:
            session.forget()
            self.closed.emit()
        else:
            self._rebuild()

    def show_field(self, session: RecordSession, path: str) -> None:
        """Put the caret into a field of the patient, or of a check or authorization."""
        if session is self.session:
            self.body.go_to(path)
        for each in self._lists:
            if card := each.card_of(session):
                card.go_to(path)

    def go_to(self, path: str, code: str = "") -> None:
        """Put the caret into the editor of a known name; `code` tells which benefit check."""
        spot = spot_of(path)
        if spot.coverage and self.checks.go_to(spot.coverage, code, spot.field):
            return
        if not spot.table and not spot.coverage:
            self.body.go_to(spot.field)
            return
        table = spot.table or "coverages"
        rows = self.session.bridge.answer(table)
        ids = rows.ids if isinstance(rows, Rows) else ()
        if not (spot.table and spot.field and spot.row < len(ids)):
            self.body.go_to(table)
            return
        row = f"{table}/{ids[spot.row]}"
        hidden = self.session.bridge.is_hidden(f"{row}/{spot.field}")
        # The subscriber is asked for only where it is not the patient: that is decided beside it.
        self.body.go_to(f"{row}/relationship" if hidden else f"{row}/{spot.field}")

    def offer_claims(self, claims: FollowedClaims) -> None:
        """List the patient's claims, and those of what is shown here later."""
        self._followed = claims
        self.claims.offer(claims)
        self.body.chain_stops()

    def take_focus(self) -> None:
        """Put the caret into the first field."""
        self.body.take_focus()

    def show_checks(self) -> None:
        """Show the patient's benefit checks, with the focus on the way to the next call."""
        self.body.show_section("checks")
        self.checks.call.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_documents(self) -> None:
        """Show the patient's documents, with the focus on the way to add one."""
        self.body.show_section("documents")
        self.documents.intake.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        file = self._records.patient_file(self.patient_id)
        self.session = RecordSession(
            patient_form(file.cards, file.patient),
            file.patient,
            {"id": self.patient_id},
            self._records,
            self.support,
        )
        self.body = RecordBody(self.session, self.support, self)
        self.session.setParent(self.body)
        middle = self.body.page.middle
        self.alike = LookalikeNotice(self._records, self.support, middle)
        self.checks = CheckCards(self.patient_id, self._records, self._codes, self.support, middle)
        self.authorizations = AuthorizationCards(
            self.patient_id, self._records, self._codes, self.support, middle
        )
        self._lists = (self.checks.list, self.authorizations.list)
        self.documents = PatientDocuments(self.desk, self.support.icons, middle)
        self.notes = PatientNotes(self.support.icons, middle)
        self.packs = PatientPacks(self.support.clock.zone, middle)
        self.claims = PatientClaims(self.patient_id, self._followed, middle)
        self.rights = PatientRights(self.patient_id, self._requests, self.support.icons, middle)
        self.left = PatientLeft(self.patient_id, self._what_left, self._tools, middle)
        self.body.page.column.addWidget(self.alike)
        parts: dict[str, QWidget] = {"checks": self.checks, "authorizations": self.authorizations}
        parts |= {"documents": self.documents, "notes": self.notes}
        parts |= {"claims": self.claims, "packs": self.packs}
        self.body.fill({**parts, "rights": self.rights, "left": self.left})
        self.column.addWidget(self.body, 1)
        self._connect()
        self._show_file()
        self.alike.look(self.patient_id, self.session.bridge.note.content.answers)

    def _connect(self) -> None:
        self.session.bridge.changed.connect(self._on_changed)
        self.session.stored.connect(self._show_file)
        self.session.replaced.connect(self._rebuild)
        for part in (self.checks, self.authorizations):
            part.came.connect(self._on_card_came)
            part.grew.connect(self.body.chain_stops)
            part.list.opened.connect(lambda card: bring_up(card, self.body.page))
        self.checks.call_wished.connect(
            lambda order, check: self.call_requested.emit(self.patient_id, order, check)
        )
        self.alike.patient_requested.connect(self.patient_requested)
        self.documents.grew.connect(self.body.chain_stops)
        self.documents.move_requested.connect(self.move_requested)
        self.claims.claim_requested.connect(self.claim_requested)
        self.packs.pack_requested.connect(self.pack_requested)
        self.rights.wished.connect(lambda: self.requests_requested.emit(self.patient_id))
        self.left.history_wished.connect(lambda: self.history_requested.emit(self.patient_id))
        self.notes.note_requested.connect(self.note_requested)
        self.notes.new_note_requested.connect(lambda: self.new_note_requested.emit(self.patient_id))
        self.watch(self.session)

    def _rebuild(self) -> None:
        """Show what is stored in place of what was typed."""
        old = self.body
        self.column.removeWidget(old)
        old.hide()
        self._build()
        old.deleteLater()
        self.take_focus()

    def _on_card_came(self, session: RecordSession) -> None:
        session.stored.connect(self._show_file)
        self.watch(session)

    def _show_file(self) -> None:
        """Take the file in: what was stored changes titles, remarks and choices."""
        file = self._records.patient_file(self.patient_id)
        self.head.show_title(*_title(file.patient))
        self.checks.show_file(file)
        self.authorizations.show_file(file)
        self.notes.show_rows(file.notes, is_stored=file.patient is not None)
        self.claims.refresh()
        self.packs.show_packs(file.packs)
        self.rights.refresh()
        self.left.refresh()
        self.body.chain_stops()
        self.show_standing()

    def _on_changed(self, change: Change) -> None:
        if not LOOKED_AT.isdisjoint(change.changed):
            self.alike.look(self.patient_id, self.session.bridge.note.content.answers)


def _title(patient: Patient | None) -> tuple[str, str]:
    if patient is None:
        return "New patient", ""
    born = f"Born {show_date(patient.birth_date)}" if patient.birth_date else ""
    chart = f"Chart {patient.chart_number}" if patient.chart_number else ""
    return patient.name.full, " · ".join(part for part in (born, chart) if part)
