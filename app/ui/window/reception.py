"""Receives the patient whom the practice system shows: opens the page, or asks who is meant.

The main window has one. Nothing is stored before somebody has pressed the button that says so.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.finding.listing import PatientRow
from app.domain.practice.people import Patient
from app.domain.reading.dates import show_date
from app.services.office.office import Office
from app.services.records.arrivals import Arrivals, Recognized, unpacked
from app.ui.dialogs.add_patient import AddPatient
from app.ui.page_tools import PageTools
from app.ui.pages.parts.notice import Ways

_ALIKE = "Somebody of this name and birth date is listed. Press Enter again to add one more."
_MOST_OFFERED = 2


class Reception(QObject):
    """What to show goes out by signal; `asked` carries a sentence and the ways to answer it."""

    patient_picked = Signal(str)  # patient id
    asked = Signal(str, object)  # one sentence, Ways
    troubled = Signal(str)

    def __init__(self, office: Office, tools: PageTools, window: QWidget) -> None:
        super().__init__(window)
        self._office = office
        self._arrivals = Arrivals(office.store, office.records.fresh_id)
        self._tools = tools
        self._window = window
        self._dialog: AddPatient | None = None

    def receive(self, message: bytes) -> None:
        """Look for who is named in a message; one that names nobody is dropped."""
        arrival = unpacked(message)
        if arrival is None:
            return
        if self._dialog is not None:  # the practice system has gone on to somebody else
            self._dialog.reject()
        task = self._tools.runner.run(
            lambda _report: self._arrivals.receive(arrival), self._on_recognized, self._on_failed
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def _on_recognized(self, found: Recognized) -> None:
        if found.known:
            self.patient_picked.emit(found.known)
        elif found.alike or found.fresh is None:
            self.asked.emit(f"From the practice system: {found.why}", self._ways(found))
        else:
            self._add(found.fresh)

    def _on_failed(self, error: Exception) -> None:
        self.troubled.emit(self._tools.words.of(error))

    def _ways(self, found: Recognized) -> Ways:
        ways: Ways = tuple(
            (f"Open {_words(row)}", lambda row=row: self._open(row))  # type: ignore[misc] # bound now
            for row in found.alike[:_MOST_OFFERED]
        )
        fresh = found.fresh
        if fresh is not None:
            ways = (*ways, ("Add a new patient…", lambda: self._add_after(fresh)))
        return (*ways, ("Not now", lambda: self.asked.emit("", ())))

    def _open(self, row: PatientRow) -> None:
        self.asked.emit("", ())
        self.patient_picked.emit(row.id)

    def _add_after(self, fresh: Patient) -> None:
        self.asked.emit("", ())
        self._add(fresh)

    def _add(self, fresh: Patient) -> None:
        records = self._office.records
        dialog = AddPatient(
            "",
            fresh.id,
            self._office.clock.local().date(),
            lambda patient: _ALIKE if records.lookalikes(patient) else "",
            self._window,
            fresh,
        )
        self._dialog = dialog
        dialog.made.connect(self._on_made)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _on_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _on_made(self, patient: Patient) -> None:
        try:
            self._office.records.save(patient)
        except Exception as error:  # noqa: BLE001 - said like every failed save
            self.troubled.emit(self._tools.words.of(error))
            return
        self.patient_picked.emit(patient.id)


def _words(row: PatientRow) -> str:
    return f"{row.name}, born {show_date(row.birth_date)}" if row.birth_date else row.name
