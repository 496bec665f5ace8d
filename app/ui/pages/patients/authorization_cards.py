"""The predeterminations and prior authorizations of a patient; the patient page holds them."""

from collections.abc import Sequence

from app.domain.claims.authorization import Authorization
from app.domain.practice.people import Patient
from app.domain.reading.dates import show_date
from app.services.cards.authorizations import remark
from app.services.records.record_forms.authorization import DECISIONS, KINDS, authorization_form
from app.services.records.record_forms.form import RecordForm
from app.services.records.records import AnyRecord, PatientFile
from app.ui.pages.patients.coverage_cards import CoverageCards
from app.ui.pages.records.record_cards import CardWords


class AuthorizationCards(CoverageCards):
    """One card for each."""

    adding = "Add a predetermination or prior authorization"
    no_coverage = "An authorization is asked of a coverage’s payer: add a coverage above and save."

    def _of_file(self, file: PatientFile) -> Sequence[Authorization]:
        return file.authorizations

    def _form(self, patient: Patient) -> RecordForm[Authorization]:
        return authorization_form(patient, self._codes)

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
