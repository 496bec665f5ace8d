"""The benefit checks of a patient, newest first; the patient page holds them.

A call to the payer has a page of its own, the call sheet; a check that was made otherwise is
recorded here.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.domain.facts.known import is_check_of
from app.domain.payers.payer import Verification
from app.domain.practice.people import Patient
from app.domain.reading.dates import show_date
from app.services.cards.benefit_checks import remark
from app.services.records.record_forms.check import COVERED, check_form, rank_words
from app.services.records.record_forms.form import RecordForm
from app.services.records.records import AnyRecord, PatientFile, Records
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.patients.coverage_cards import CoverageCards
from app.ui.pages.records.record_cards import CardWords, MakeActs
from app.ui.pages.records.record_session import RecordSession
from app.ui.theme import Role, dress


class CheckCards(CoverageCards):
    """One card for each; a call leads to its own page."""

    adding = "Record a benefit check"
    no_coverage = "A benefit check is made for a coverage: add one above and save."
    call_wished = Signal(int, object)  # order of the coverage, Verification or None

    def __init__(
        self,
        patient_id: str,
        records: Records,
        codes: Mapping[str, str],
        support: PageSupport,
        parent: QWidget,
    ) -> None:
        super().__init__(patient_id, records, codes, support, parent)
        self.call = QPushButton("Start a call…", self.list)
        self.call.setToolTip("Opens the call sheet: what to ask the payer, on one screen")
        dress(self.call, kind="primary")
        support.icons.put(self.call, "phone", Role.ON_ACCENT)
        self.call.clicked.connect(lambda _checked: self._start_call())
        self.list.add_way(self.call)

    def show_file(self, file: PatientFile) -> None:
        """Show the checks of a file; open cards stay while the coverages are the same."""
        super().show_file(file)
        self.call.setVisible(self.can_add)

    def go_to(self, order: int, code: str, field: str) -> bool:
        """Put the caret into a check of a coverage, a new one if need be; False without one."""
        for card in self.list.cards:
            check = card.session.record
            if not isinstance(check, Verification) or check.coverage_order != order:
                continue
            if code in ("", check.code):
                card.go_to(field)
                return True
        if not self.can_add:
            return False
        known = {"coverage_order": str(order), "code": code}
        self.list.add(field, {name: value for name, value in known.items() if value})
        return True

    def _start_call(self) -> None:
        """Ask about the one coverage, or let one of several be chosen."""
        patient = self._file.patient
        coverages = sorted(patient.coverages if patient else (), key=lambda each: each.order)
        if len(coverages) == 1:
            self.call_wished.emit(coverages[0].order, None)
            return
        menu = QMenu(self)
        for each in coverages:
            action = menu.addAction(rank_words(each.order, each.payer))
            action.triggered.connect(
                lambda _checked=False, order=each.order: self.call_wished.emit(order, None)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.call.mapToGlobal(self.call.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])  # so that Enter goes on at once

    def _acts(self, session: RecordSession, parent: QWidget) -> QWidget:
        """The way from a stored check to its call sheet, to go on asking or to print it.

        A check of a payer that is gone has none: there is nobody to ask.
        """
        button = QPushButton("Open as a call sheet", parent)
        self._support.icons.put(button, "phone")

        def show_way() -> None:
            button.setVisible(self._order_of(session.record) > 0)

        def open_sheet() -> None:
            if order := self._order_of(session.record):
                self.call_wished.emit(order, session.record)

        session.stored.connect(lambda _saved: show_way())
        show_way()

        button.clicked.connect(lambda _checked: open_sheet())
        return button

    def _order_of(self, record: AnyRecord | None) -> int:
        """The coverage that a stored check speaks of; 0 where there is none any more."""
        patient = self._file.patient
        if patient is None or not isinstance(record, Verification):
            return 0
        return next((c.order for c in patient.coverages if is_check_of(record, c)), 0)

    def _offered(self) -> MakeActs:
        return self._acts

    def _of_file(self, file: PatientFile) -> Sequence[Verification]:
        return file.checks

    def _form(self, patient: Patient) -> RecordForm[Verification]:
        return check_form(patient, self._codes)

    def _say(self, record: AnyRecord | None) -> CardWords:
        if not isinstance(record, Verification):
            return CardWords("New check", "")
        covered = next((o.label for o in COVERED if o.value == record.covered), "")
        parts = (
            rank_words(record.coverage_order, record.payer) if record.payer else "",
            record.code,
            f"Covered: {covered.lower()}" if covered else "",
            f"Ref. {record.reference}" if record.reference else "",
        )
        today = self._support.clock.local().date()
        said = remark(record, self._file.checks, self._file.works, today)
        return CardWords(show_date(record.checked_on), " · ".join(p for p in parts if p), said)
