"""The denied requests that go with a note, in the words it is printed with."""

from app.documents.notes.attached_request import AttachedRequest
from app.domain.notes.note import Note
from app.domain.reading.dates import show_date
from app.domain.requests.amendment_request import AmendmentRequest
from app.services.ports.store import Repositories


def attached_requests(found: Repositories, note: Note) -> tuple[AttachedRequest, ...]:
    """Those about the note and those about the patient's whole record, the earliest first."""
    requests = found.amendment_requests.of_patient(note.patient_id)
    going = (each for each in requests if each.goes_with_note and each.note in ("", note.id))
    return tuple(_words(each) for each in sorted(going, key=lambda each: (each.received, each.id)))


def _words(request: AmendmentRequest) -> AttachedRequest:
    decided = f" by {request.decided_by}" if request.decided_by else ""
    denied = f"{show_date(request.ended_on)}{decided}" if request.ended_on else decided.strip()
    return AttachedRequest(
        asked_by=f"{request.asker} for the patient" if request.asker else "The patient",
        received=show_date(request.received),
        wish=request.wish,
        why=request.why,
        denied=denied,
        reasons=" ".join(f"{ground.label}." for ground in request.grounds),
        statement=request.statement,
        stated=show_date(request.statement_on) if request.statement_on else "",
        rebuttal=request.rebuttal,
        rebutted=show_date(request.rebuttal_on) if request.rebuttal_on else "",
    )
