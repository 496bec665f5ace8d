"""Says calmly that a patient of the same name and birth date is there already; the page has one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.finding.listing import PatientRow
from app.domain.guides.answers import Date, Text
from app.domain.notes.note import Answers
from app.domain.practice.people import Patient, PersonName
from app.services.records.records import Records
from app.ui.pages.parts.notice import Notice
from app.ui.pages.parts.page_support import PageSupport
from app.ui.tasks import Task
from app.ui.theme import Role

LOOKED_AT = frozenset({"name.given", "name.family", "birth_date"})
"""The answers that decide."""


class LookalikeNotice(Notice):
    """Looks on a worker; an answer that comes after the next keystroke is dropped."""

    patient_requested = Signal(str)

    def __init__(self, records: Records, support: PageSupport, parent: QWidget) -> None:
        super().__init__(support.icons, parent)
        self._records = records
        self._support = support
        self._looking: Task[tuple[PatientRow, ...]] | None = None

    def look(self, patient_id: str, answers: Answers) -> None:
        """Look whether somebody else is called and born like these answers say."""
        if self._looking is not None:
            self._looking.drop()
        asked = _asked(patient_id, answers)
        if asked is None:
            self.say("")
            return
        self._looking = self._support.run(
            self, lambda: self._records.lookalikes(asked), self._show, self._on_failed
        )

    def _show(self, rows: tuple[PatientRow, ...]) -> None:
        self._looking = None
        if not rows:
            self.say("")
            return
        other = rows[0]
        chart = f", chart number {other.chart_number}" if other.chart_number else ""
        self.say(
            f"There is a patient with this name and date of birth already{chart}.",
            Role.NEEDED,
            (("Open that patient", lambda: self.patient_requested.emit(other.id)),),
        )

    def _on_failed(self, _error: Exception) -> None:
        """A hint that cannot be given is left out; saving will say what is wrong."""
        self._looking = None


def _asked(patient_id: str, answers: Answers) -> Patient | None:
    given, family = answers.get("name.given"), answers.get("name.family")
    born = answers.get("birth_date")
    if not (isinstance(given, Text) and isinstance(family, Text) and isinstance(born, Date)):
        return None
    if not (given.value.strip() and family.value.strip()):
        return None
    name = PersonName.model_construct(given=given.value.strip(), family=family.value.strip())
    return Patient.model_construct(id=patient_id, name=name, birth_date=born.value)
