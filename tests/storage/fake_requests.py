"""Requests, restrictions and the age of records in memory; `fakes` joins them into its store."""

import datetime as dt
from collections.abc import Mapping
from typing import Generic, Protocol, TypeVar

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.finding.listing import NoteSummary, Page
from app.domain.notes.note import Note
from app.domain.packs.pack import Pack
from app.domain.practice.people import Patient
from app.domain.requests.restriction import Restriction
from app.domain.requests.retention import KeptFile
from tests.storage.kept import Kept, Versioned


class Asked(Versioned, Protocol):
    """What both kinds of requests have."""

    @property
    def id(self) -> str: ...
    @property
    def patient(self) -> str: ...
    @property
    def received(self) -> dt.date: ...
    @property
    def due(self) -> dt.date: ...
    @property
    def is_open(self) -> bool: ...


Request = TypeVar("Request", bound=Asked)


class MemoryRequests(Kept[Request], Generic[Request]):
    def save(self, request: Request) -> Request:
        return self.put(request.id, request)

    def of_patient(self, patient_id: str) -> tuple[Request, ...]:
        theirs = [each for each in self._held.values() if each.patient == patient_id]
        return tuple(sorted(theirs, key=lambda r: (-r.received.toordinal(), r.id)))

    def open(self) -> tuple[Request, ...]:
        waiting = [each for each in self._held.values() if each.is_open]
        return tuple(sorted(waiting, key=lambda r: (r.due, r.id)))


class MemoryRestrictions(Kept[Restriction]):
    def save(self, restriction: Restriction) -> Restriction:
        return self.put(restriction.id, restriction)

    def of_patient(self, patient_id: str) -> tuple[Restriction, ...]:
        theirs = [each for each in self._held.values() if each.patient == patient_id]
        return tuple(sorted(theirs, key=lambda r: (-r.asked_on.toordinal(), r.id)))


class MemoryKeptFiles:
    def __init__(
        self,
        patients: Mapping[str, Patient],
        notes: Mapping[str, tuple[Note, NoteSummary]],
        documents: Mapping[str, EvidenceRecord],
        packs: Mapping[str, Pack],
    ) -> None:
        self._patients = patients
        self._notes = notes
        self._documents = documents
        self._packs = packs

    def page(self, after: str = "") -> Page[KeptFile]:
        beyond = sorted(each for each in self._patients if each > after)
        return Page(tuple(self._file(self._patients[each]) for each in beyond), None)

    def _file(self, patient: Patient) -> KeptFile:
        days: list[dt.date] = []
        for note, _ in self._notes.values():
            if note.patient_id == patient.id:
                days += [note.saved_at.date()] if note.saved_at else []
        days += [d.taken_at.date() for d in self._documents.values() if d.patient == patient.id]
        days += [p.made_at.date() for p in self._packs.values() if p.patient == patient.id]
        return KeptFile(patient.id, patient.birth_date, max(days, default=None))
