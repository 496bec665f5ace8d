"""Cards of what is asked of a patient's coverages; benefit checks, authorizations build on it."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.practice.people import Patient
from app.services.records.record_forms.form import RecordForm
from app.services.records.records import AnyRecord, PatientFile, Records
from app.ui.pages.parts.page_support import PageSupport
from app.ui.pages.records.record_cards import CardWords, MakeActs, RecordCards
from app.ui.pages.records.record_session import RecordSession
from app.ui.theme import Face, Role, Space, dress


class CoverageCards(QWidget):
    """Shows what `show_file` was given last. New ones need a stored patient with a coverage.

    Of one kind, `adding` is what adding one is called, `no_coverage` what to do before.
    """

    adding: ClassVar[str]
    no_coverage: ClassVar[str]
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
        self._hint = QLabel(self.no_coverage, self)
        self._hint.setWordWrap(True)
        dress(self._hint, face=Face.CAPTION, tone=Role.MUTED)
        self.list = RecordCards(self.adding, self._open, self._say, support, self, self._offered())
        self.list.came.connect(self.came)
        self.list.grew.connect(self.grew)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._hint)
        column.addWidget(self.list)

    @property
    def can_add(self) -> bool:
        """Whether there is a coverage to ask about."""
        return bool(_coverages(self._file))

    def show_file(self, file: PatientFile) -> None:
        """Show those of a file; open cards stay while the coverages are the same."""
        same_coverages = _coverages(self._file) == _coverages(file)
        sessions = self.list.sessions()
        typed = any(not session.is_saved for session in sessions)
        shown = {session.record_id for session in sessions if session.record}
        self._file = file
        kept = self._of_file(file)
        if not typed and not (same_coverages and shown == {record.id for record in kept}):
            self.list.show_records(kept)
        self.list.refresh()
        self.list.add_button.setVisible(self.can_add)
        self._hint.setVisible(not self.can_add)

    def _open(self, record: AnyRecord | None, parent: QWidget) -> RecordSession:
        assert self._file.patient is not None, "they are of a stored patient"
        base = {"id": self._records.fresh_id(), "patient": self._patient_id}
        form = self._form(self._file.patient)
        return RecordSession(form, record, base, self._records, self._support, parent)

    def _of_file(self, file: PatientFile) -> Sequence[Any]:
        raise NotImplementedError

    def _form(self, patient: Patient) -> RecordForm[Any]:
        raise NotImplementedError

    def _say(self, record: AnyRecord | None) -> CardWords:
        raise NotImplementedError

    def _offered(self) -> MakeActs | None:
        """What can be done with each; nothing unless a kind says so."""
        return None


def _coverages(file: PatientFile) -> tuple[object, ...]:
    return file.patient.coverages if file.patient else ()
