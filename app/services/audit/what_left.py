"""What left the office about a patient: listed for the patient page, or saved as a PDF file.

The patient page calls it, on a worker. Saving the list is itself an act that is listed next time.
"""

from pathlib import Path

from app.documents.office import what_left
from app.documents.office.what_left import Left, LeftOf
from app.domain.audit import About, Deed
from app.domain.reading.dates import show_date
from app.files import write_whole
from app.services.audit.history import History, HistoryLine
from app.services.notes.charting import Clock
from app.services.ports.store import Store
from app.services.printing.printing import Printed, Printer
from app.services.trail import Trail, file_digests
from app.services.trail_words import moment_words

FILE_NAME = "what-left-the-office.pdf"


class WhatLeft:
    """Of one practice."""

    def __init__(
        self, store: Store, history: History, printer: Printer, clock: Clock, trail: Trail
    ) -> None:
        self._store = store
        self._history = history
        self._printer = printer
        self._clock = clock
        self._trail = trail

    def as_user(self, trail: Trail) -> "WhatLeft":
        """The same, with somebody else at the keyboard."""
        return WhatLeft(self._store, self._history, self._printer, self._clock, trail)

    def of_patient(self, patient_id: str) -> tuple[HistoryLine, ...]:
        """What of a patient was printed, exported or sent, the newest first."""
        return self._history.what_left(patient_id)

    def save(self, patient_id: str, path: Path) -> Printed:
        """Write the list as a PDF file, whole or not at all, and tell the trail.

        Raises DiskFull, ReadOnlyFolder.
        """
        made_at = self._clock.utc()
        acts = tuple(
            Left(moment_words(each.at), each.who, each.deed, each.about, each.more)
            for each in self.of_patient(patient_id)
        )
        with self._store.reading() as found:
            practice, patient = found.practice.get(), found.patients.get(patient_id)
        born = patient.birth_date if patient else None
        left = LeftOf(
            practice=practice,
            patient=patient.name.full if patient else "",
            born=show_date(born) if born else "",
            chart_number=patient.chart_number if patient else "",
            printed=moment_words(made_at.astimezone(self._clock.zone)),
            acts=acts,
        )
        printed = self._printer.render_pdf(what_left.build(left), made_at=made_at)
        write_whole(path, printed.data)
        with self._store.writing() as found:
            about = About("patient", patient_id, patient_id)
            files, pages = file_digests(printed.data), printed.pages
            self._trail.add(
                found, Deed.EXPORTED, about, paper="what-left", pages=pages, files=files
            )
        return printed
