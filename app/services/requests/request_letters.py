"""Writes the letter that a request calls for as it stands: more time, a denial, an amendment made.

The requests page asks for it, on a worker. The trail tells of the letter.
"""

from dataclasses import dataclass
from pathlib import Path

from app.documents.requests import request_letter
from app.documents.requests.request_letter import LetterKind, RequestLetter
from app.domain.audit import Deed
from app.domain.practice.authority import Right
from app.domain.practice.people import Patient, Practice
from app.domain.reading.dates import show_date
from app.domain.requests.amendment_request import AmendmentRequest
from app.domain.requests.record_request import RecordRequest
from app.files import write_whole
from app.services.notes.charting import Clock
from app.services.permission import require
from app.services.ports.store import Store
from app.services.printing.printing import Printed, Printer
from app.services.requests.patient_requests import about_request
from app.services.trail import Trail, file_digests

FILE_NAME = "letter.pdf"
Asked = RecordRequest | AmendmentRequest


def letter_for(request: Asked) -> LetterKind | None:
    """The letter a request calls for; None while there is nothing to write."""
    is_record = isinstance(request, RecordRequest)
    if request.outcome == "denied":
        return "records_denied" if is_record else "amendment_denied"
    if request.outcome == "accepted":
        return "amendment_made"
    if request.outcome == "open" and request.extension is not None:
        return "extension"
    return None


@dataclass(frozen=True, slots=True)
class RequestLetters:
    """The letters of one practice, written as somebody."""

    store: Store
    printer: Printer
    clock: Clock
    trail: Trail

    def write(self, request: Asked, path: Path) -> Printed:
        """Write the letter a request calls for as a PDF file, whole or not at all.

        Raises NotAllowed, DiskFull, ReadOnlyFolder; ValueError where there is nothing to write.
        """
        kind = letter_for(request)
        if kind is None:
            raise ValueError("this request calls for no letter")
        with self.store.reading() as found:
            require(found, self.trail.who, Right.ANSWER_REQUESTS)
            practice, patient = found.practice.get(), found.patients.get(request.patient)
            note = isinstance(request, AmendmentRequest) and found.notes.row(request.note)
        service = note.date_of_service if note else None
        about = f"{note.code} of {show_date(service)}" if note and service else ""
        letter = self._letter(kind, request, practice, patient, about)
        document = request_letter.build(letter)
        printed = self.printer.render_pdf(document, made_at=self.clock.utc())
        write_whole(path, printed.data)
        with self.store.writing() as found:
            whose, files = about_request(request), file_digests(printed.data)
            self.trail.add(found, Deed.EXPORTED, whose, paper=f"letter-{kind}", files=files)
        return printed

    def _letter(
        self,
        kind: LetterKind,
        request: Asked,
        practice: Practice,
        patient: Patient | None,
        about: str,
    ) -> RequestLetter:
        born = patient.birth_date if patient else None
        name = patient.name.full if patient else ""
        return RequestLetter(
            kind=kind,
            practice=practice,
            to=request.asker or name,
            patient=name,
            born=show_date(born) if born else "",
            today=show_date(self.clock.local().date()),
            received=show_date(request.received),
            due=show_date(request.due),
            about=about,
            reasons=_reasons(kind, request),
        )


def _reasons(kind: LetterKind, request: Asked) -> tuple[str, ...]:
    if kind == "extension":
        return (request.extension.reason,) if request.extension else ()
    if isinstance(request, AmendmentRequest):
        return tuple(f"{ground.label}." for ground in request.grounds) or ("Not given.",)
    return (request.denied_because or "Not given.",)
