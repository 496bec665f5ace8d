"""What one patient asked for: records, amendments, restrictions, each a card; with what is done.

`request_ways` shows it, from the list of requests and from the patient's page.
"""

from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.domain.practice.authority import Right
from app.domain.reading.dates import show_date
from app.domain.requests.amendment_request import AmendmentRequest
from app.domain.requests.record_request import RecordRequest
from app.domain.requests.request_window import ACCESS, AMENDMENT
from app.domain.requests.restriction import Restriction
from app.errors import Failure
from app.services.office.request_room import RequestRoom
from app.services.records.record_forms.amendment_request import amendment_request_form
from app.services.records.record_forms.form import RecordForm
from app.services.records.record_forms.record_request import record_request_form
from app.services.records.record_forms.restriction import restriction_form
from app.services.records.records import AnyRecord, Records
from app.services.requests.patient_requests import RequestFile
from app.ui.form.page import Page
from app.ui.models.request_words import request_words, restriction_words
from app.ui.page_tools import PageTools
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.records.record_cards import CardWords, RecordCards, bring_up
from app.ui.pages.records.record_page import RecordPage
from app.ui.pages.records.record_session import RecordSession
from app.ui.pages.requests.request_acts import RequestActs
from app.ui.theme import Face, Role, Space, dress

_RECORDS = (
    f"An answer is due in {ACCESS.days} days, with one extension of {ACCESS.more} that the patient"
    f" is told of in writing ({ACCESS.source}). State law may give less time: then fill in the"
    " earlier day."
)
_AMENDMENTS = (
    f"An answer is due in {AMENDMENT.days} days, with one extension of {AMENDMENT.more}"
    f" ({AMENDMENT.source}). Accepted, the note gets an addendum; denied, the patient may disagree,"
    " and that goes with the note."
)
_RESTRICTIONS = (
    "The patient pays in full and wants nothing of it sent to the plan. While it is in force no"
    " pack goes there (45 CFR 164.522(a)(1)(vi), general knowledge, not looked up here)."
)
_NO_ADDENDUM = "The note has no addendum since. Open it and correct it."
_MAY_NOT = "Your roles do not let you answer patients’ requests. You can read them here."


class PatientRequestsPage(RecordPage):
    """The latest first. New ones need a stored patient."""

    note_requested = Signal(str)  # note id
    binder_requested = Signal(str)  # patient id

    def __init__(
        self,
        patient_id: str,
        room: RequestRoom,
        records: Records,
        support: PageSupport,
        tools: PageTools,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(support, parent)
        self.patient_id = patient_id
        self._room = room
        self._records = records
        self._tools = tools
        self._file: RequestFile = room.desk.file(patient_id)
        self.page = Page(support.appearance, self)
        middle = self.page.middle
        self.records = RecordCards(
            "Take down a request for records",
            self._open_record,
            self._say,
            support,
            middle,
            self._acts,
        )
        self.amendments = RecordCards(
            "Take down a request to amend",
            self._open_amendment,
            self._say,
            support,
            middle,
            self._acts,
        )
        self.restrictions = RecordCards(
            "Take down a restriction", self._open_restriction, self._say, support, middle
        )
        self._lists = (self.records, self.amendments, self.restrictions)
        self._lay_out()
        for cards in self._lists:
            cards.came.connect(self.watch)
            cards.grew.connect(self._chain_stops)
            cards.opened.connect(lambda card: bring_up(card, self.page))
        self.records.show_records(self._file.records)
        self.amendments.show_records(self._file.amendments)
        self.restrictions.show_records(self._file.restrictions)
        self.saved.connect(lambda _id: self._reread())
        self._show_rights()
        self.show_standing()

    def sessions(self) -> Sequence[RecordSession]:
        """Every request and restriction."""
        return tuple(chain.from_iterable(cards.sessions() for cards in self._lists))

    def session_in_use(self) -> RecordSession | None:
        """The one whose card has the focus."""
        in_use = (cards.session_in_use() for cards in self._lists)
        return next((session for session in in_use if session), None)

    def reread(self) -> None:
        """Show what others saved and took down meanwhile, wherever nothing is typed."""
        super().reread()
        try:
            self._reread()
        except Failure:
            return  # the server is gone; all is read again when it is back
        self.records.show_more({each.id: each for each in self._file.records})
        self.amendments.show_more({each.id: each for each in self._file.amendments})
        self.restrictions.show_more({each.id: each for each in self._file.restrictions})

    def discard(self, session: RecordSession) -> None:
        """Drop what was typed and show what is stored."""
        for cards in self._lists:
            cards.reopen(session)
        self.show_standing()

    def show_field(self, session: RecordSession, path: str) -> None:
        """Open one with the caret in a field."""
        for cards in self._lists:
            if card := cards.card_of(session):
                card.go_to(path)

    def go_to(self, path: str) -> None:
        """Open one by its id."""
        for card in chain.from_iterable(cards.cards for cards in self._lists):
            if getattr(card.session.record, "id", "") == path:
                card.go_to()

    def cards_of(self, kind: str) -> RecordCards | None:
        """The list of one kind, as the trail calls it."""
        kinds = {"amendment": self.amendments, "restriction": self.restrictions}
        return self.records if kind == "request" else kinds.get(kind)

    def take_focus(self) -> None:
        """Put the focus on the first card, else on the first way to add one."""
        heads = [card.head for cards in self._lists for card in cards.cards]
        first = heads[0] if heads else self.records.add_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        patient = self._file.patient
        name = patient.name.full if patient else "Patient not stored yet"
        born = patient.birth_date if patient else None
        below = f"Requests and restrictions · born {show_date(born)}" if born else ""
        self.head.show_title(name, below or "Requests and restrictions")
        binder = QPushButton("Audit binder…", self)
        dress(binder, kind="quiet")
        self._tools.icons.put(binder, "book-open", Role.ACCENT)
        binder.clicked.connect(lambda: self.binder_requested.emit(self.patient_id))
        self.head.add_before_close(binder)
        self.binder = binder
        middle, column = self.page.middle, self.page.column
        self.may_not = QLabel(_MAY_NOT, middle)
        self.may_not.setWordWrap(True)
        dress(self.may_not, tone=Role.WARNS)
        column.addWidget(self.may_not)
        titles = ("Requests for records", "Requests to amend the record", "Restrictions")
        intros = (_RECORDS, _AMENDMENTS, _RESTRICTIONS)
        for title, intro, cards in zip(titles, intros, self._lists, strict=True):
            head, words = QLabel(title, middle), QLabel(intro, middle)
            words.setWordWrap(True)
            dress(head, face=Face.LEAD)
            dress(words, face=Face.CAPTION, tone=Role.MUTED)
            for widget in (head, words, cards):
                column.addWidget(widget)
                widget.raise_()  # children in reading order, for Tab
            column.addSpacing(Space.M)
        column.addStretch(1)
        self.column.addWidget(self.page, 1)

    def _reread(self) -> None:
        """Say anew what was stored changes: an amendment accepted still needs its addendum."""
        self._file = self._room.desk.file(self.patient_id)
        for cards in self._lists:
            cards.refresh()

    def _show_rights(self) -> None:
        may = self._room.desk.may(Right.ANSWER_REQUESTS)
        self.may_not.setVisible(not may)
        for cards in self._lists:
            cards.add_button.setVisible(may and self._file.patient is not None)

    def _open_record(self, record: AnyRecord | None, parent: QWidget) -> RecordSession:
        request = record if isinstance(record, RecordRequest) else None
        return self._session(record_request_form(), request, parent)

    def _open_amendment(self, record: AnyRecord | None, parent: QWidget) -> RecordSession:
        request = record if isinstance(record, AmendmentRequest) else None
        notes = {
            row.id: f"{row.code} of {show_date(row.date_of_service)}"
            if row.date_of_service
            else row.code
            for row in self._file.notes
        }
        return self._session(amendment_request_form(notes), request, parent)

    def _open_restriction(self, record: AnyRecord | None, parent: QWidget) -> RecordSession:
        restriction = record if isinstance(record, Restriction) else None
        patient = self._file.patient
        payers = [coverage.payer for coverage in (patient.coverages if patient else ())]
        if restriction:
            payers.append(restriction.payer)
        return self._session(restriction_form(payers), restriction, parent)

    def _session(
        self, form: RecordForm[Any], record: AnyRecord | None, parent: QWidget
    ) -> RecordSession:
        base = {"id": self._records.fresh_id(), "patient": self.patient_id}
        return RecordSession(form, record, base, self._records, self.support, parent)

    def _acts(self, session: RecordSession, parent: QWidget) -> QWidget:
        acts = RequestActs(session, self._room, self._tools, parent)
        acts.note_wanted.connect(self.note_requested)
        acts.answer_wanted.connect(partial(self.show_field, session))
        return acts

    def _say(self, record: AnyRecord | None) -> CardWords:
        match record:
            case AmendmentRequest() if record.id in self._file.uncorrected:
                name, words, _ = request_words(record, self._room.desk.today())
                return CardWords(name, words, _NO_ADDENDUM)
            case RecordRequest() | AmendmentRequest():
                return CardWords(*request_words(record, self._room.desk.today()))
            case Restriction():
                return CardWords(*restriction_words(record))
            case _:
                return CardWords("New", "")

    def _chain_stops(self) -> None:
        """Let Tab follow the reading order; widgets made late would come last."""
        self.page.order_tab()
