"""What patients ask for: kept, listed by the day it is due, and guarded by rights.

`services.records.records` saves the records of this kind with the others, the requests pages list
them.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from app.domain.audit import About, Kind
from app.domain.finding.listing import NoteQuery, NoteRow
from app.domain.practice.authority import Right
from app.domain.practice.people import Patient
from app.domain.requests.amendment_request import AmendmentRequest
from app.domain.requests.record_request import RecordRequest
from app.domain.requests.request_window import days_left_words
from app.domain.requests.restriction import Restriction
from app.domain.signing.seal import SealKind
from app.errors import DamagedFile
from app.services.permission import rights
from app.services.ports.store import Repositories, Store

PatientRequest = RecordRequest | AmendmentRequest | Restriction
Asked = TypeVar("Asked", RecordRequest, AmendmentRequest)
REQUESTS = (RecordRequest, AmendmentRequest, Restriction)

_KINDS: dict[type[PatientRequest], Kind] = {
    RecordRequest: "request",
    AmendmentRequest: "amendment",
    Restriction: "restriction",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One open request in the list of all. `patient` is family name first."""

    kind: Literal["Records", "Amendment"]
    id: str
    patient_id: str
    patient: str
    received: dt.date
    due: dt.date
    asked_by: str
    extended: bool

    def left(self, today: dt.date) -> str:
        """How much time there is."""
        return days_left_words(self.due, today)


@dataclass(frozen=True, slots=True)
class RequestFile:
    """Everything a patient's requests page shows. `patient` is None for one not stored.

    `uncorrected` are ids of accepted amendments whose note has no addendum since they came in.
    """

    patient: Patient | None
    records: Sequence[RecordRequest] = ()
    amendments: Sequence[AmendmentRequest] = ()
    restrictions: Sequence[Restriction] = ()
    notes: Sequence[NoteRow] = ()
    uncorrected: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RequestDesk:
    """The requests of one practice's patients; `today` gives its own day, `who` is a staff id."""

    store: Store
    today: Callable[[], dt.date]
    who: str = ""

    def may(self, right: Right) -> bool:
        """Whether who is at the keyboard has a right."""
        with self.store.reading() as found:
            return right in rights(found, self.who)

    def waiting(self) -> tuple[Waiting, ...]:
        """Every open request, the one due first at the top."""
        with self.store.reading() as found:
            asked: tuple[RecordRequest | AmendmentRequest, ...] = (
                *found.record_requests.open(),
                *found.amendment_requests.open(),
            )
            names = {
                patient.id: patient.name.sorted
                for patient in found.patients.some({each.patient for each in asked})
            }
        rows = [_waiting(each, names.get(each.patient, "")) for each in asked]
        return tuple(sorted(rows, key=lambda row: (row.due, row.patient, row.id)))

    def file(self, patient_id: str) -> RequestFile:
        """A patient's requests, the open ones first, and the signed notes one can be about."""
        with self.store.reading() as found:
            query = NoteQuery(patient_id=patient_id, order="service")
            notes = found.notes.page(query).rows
            amendments = _by_urgency(found.amendment_requests.of_patient(patient_id))
            return RequestFile(
                found.patients.get(patient_id),
                _by_urgency(found.record_requests.of_patient(patient_id)),
                amendments,
                found.restrictions.of_patient(patient_id),
                tuple(row for row in notes if row.status == "signed"),
                frozenset(each.id for each in amendments if _lacks_addendum(found, each)),
            )


def stored_request(found: Repositories, record: PatientRequest) -> PatientRequest | None:
    """The request as it stands in the store."""
    match record:
        case RecordRequest():
            return found.record_requests.get(record.id)
        case AmendmentRequest():
            return found.amendment_requests.get(record.id)
        case Restriction():
            return found.restrictions.get(record.id)


def keep_request(found: Repositories, record: PatientRequest) -> PatientRequest:
    """Keep a request inside a transaction. Raises StaleRecord."""
    match record:
        case RecordRequest():
            return found.record_requests.save(record)
        case AmendmentRequest():
            return found.amendment_requests.save(record)
        case Restriction():
            return found.restrictions.save(record)


def about_request(record: PatientRequest) -> About:
    """What the trail calls a request."""
    note = record.note if isinstance(record, AmendmentRequest) else ""
    return About(_KINDS[type(record)], record.id, record.patient, note)


def _lacks_addendum(found: Repositories, request: AmendmentRequest) -> bool:
    """Whether an accepted request has not led to its addendum yet."""
    if request.outcome != "accepted" or not request.note:
        return False
    try:
        seals = found.seals.of_note(request.note)
    except DamagedFile:
        return False  # the note itself says that it is damaged
    return not any(
        seal.kind is SealKind.ADDENDUM and seal.at.date() >= request.received for seal in seals
    )


def _by_urgency(requests: Sequence[Asked]) -> tuple[Asked, ...]:
    """The open ones first, as they are due; then the others in the order they stand in."""
    return tuple(sorted(requests, key=lambda each: each.due if each.is_open else dt.date.max))


def _waiting(asked: RecordRequest | AmendmentRequest, patient: str) -> Waiting:
    return Waiting(
        kind="Records" if isinstance(asked, RecordRequest) else "Amendment",
        id=asked.id,
        patient_id=asked.patient,
        patient=patient,
        received=asked.received,
        due=asked.due,
        asked_by=asked.asker or "Patient",
        extended=asked.extension is not None,
    )
