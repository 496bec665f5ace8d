"""The predeterminations and prior authorizations of a patient; the patient page holds them."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.authorization import Authorization
from app.domain.people import Patient
from app.domain.reading.dates import show_date
from app.services.authorizations import remark
from app.services.record_forms.authorization import DECISIONS, KINDS, authorization_form
from app.services.records import AnyRecord, PatientFile, Records
from app.ui.pages.page_support import PageSupport
from app.ui.pages.record_cards import CardWords, RecordCards
from app.ui.pages.record_session import RecordSession
from app.ui.theme import Face, Role, Space, dress

_NO_COVERAGE = "An authorization is asked of a coverage’s payer: add a coverage above and save."


class AuthorizationCards(QWidget):
    """Shows what `show_file` was given last. New ones need a stored patient with a coverage."""

    came = Signal(object)  # RecordSession
    grew = Signal()

    def __init__(
        self,
        patient_id: str,
        records: Records,
        codes: Mapping[str, str],
        support: PageSupport,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._patient_id = patient_id
        self._records = records
        self._codes = codes
        self._support = support
        self._file = PatientFile(None)
        self._hint = QLabel(_NO_COVERAGE, self)
        self._hint.setWordWrap(True)
        dress(self._hint, face=Face.CAPTION, tone=Role.MUTED)
        words = "Add a predetermination or prior authorization"
        self.list = RecordCards(words, self._open, self._say, support, self)
        self.list.came.connect(self.came)
        self.list.grew.connect(self.grew)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._hint)
        column.addWidget(self.list)

    def show_file(self, file: PatientFile) -> None:
        """Show those of a file; open cards stay while the coverages are the same."""
        before = self._file
        typed = any(not session.is_saved for session in self.list.sessions())
        shown = {session.record_id for session in self.list.sessions() if session.record}
        same = _coverages(before.patient) == _coverages(file.patient)
        self._file = file
        if not typed and not (same and shown == {record.id for record in file.authorizations}):
            self.list.show_records(file.authorizations)
        self.list.refresh()
        can_add = bool(_coverages(file.patient))
        self.list.add_button.setVisible(can_add)
        self._hint.setVisible(not can_add)

    def _open(self, record: AnyRecord | None, parent: QWidget) -> RecordSession:
        assert self._file.patient is not None, "authorizations are of a stored patient"
        base = {"id": self._records.fresh_id(), "patient": self._patient_id}
        form = authorization_form(self._file.patient, self._codes)
        mine = record if isinstance(record, Authorization) else None
        return RecordSession(form, mine, base, self._records, self._support, parent)

    def _say(self, record: AnyRecord | None) -> CardWords:
        if not isinstance(record, Authorization):
            return CardWords("New", "")
        kind = next(each.label for each in KINDS if each.value == record.kind).partition(" (")[0]
        used = self._file.used.get(record.number, 0)
        parts = (
            record.number,
            ", ".join(record.codes),
            record.payer,
            next((each.label for each in DECISIONS if each.value == record.decision), ""),
            f"through {show_date(record.until)}" if record.until else "",
            f"{used} of {record.units} used" if record.units else "",
        )
        today = self._support.clock.local().date()
        words = " · ".join(part for part in parts if part)
        return CardWords(kind, words, remark(record, used, today))


def _coverages(patient: Patient | None) -> tuple[object, ...]:
    return patient.coverages if patient else ()
