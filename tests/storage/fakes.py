"""A store in memory with the manners of the real one, for the tests of the services too."""

import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from app.crypto import KeyRing, Secret
from app.domain.answers import Answer
from app.domain.audit import Anchor, AuditRow, Head
from app.domain.channel import Channel
from app.domain.elsewhere import Watcher
from app.domain.evidence import EvidenceRecord
from app.domain.listing import (
    Cursor,
    Interrupted,
    NoteQuery,
    NoteRow,
    NoteSummary,
    Page,
    PatientQuery,
    PatientRow,
    search_key,
)
from app.domain.note import Note
from app.domain.pack import Pack
from app.domain.payer import PayerCard, Verification
from app.domain.people import Patient, PersonName, Practice, Professional, StaffMember
from app.errors import (
    MissingDocument,
    MissingKeyFile,
    PracticeExists,
    SignedNote,
    StaleNote,
)
from app.services.backup_ports import BackupRoom
from tests.storage.fake_audit import MemoryAudit
from tests.storage.fake_packs import (
    MemoryChannels,
    MemoryControlNumbers,
    MemoryDocuments,
    MemoryPacks,
)
from tests.storage.kept import Kept

Person = TypeVar("Person", bound=StaffMember | Professional)
Row = TypeVar("Row")
Keyed = tuple[Cursor, Row]


@dataclass
class Held:
    """Everything a store holds."""

    notes: dict[str, tuple[Note, NoteSummary]] = field(default_factory=dict)
    patients: dict[str, Patient] = field(default_factory=dict)
    staff: dict[str, StaffMember] = field(default_factory=dict)
    professionals: dict[str, Professional] = field(default_factory=dict)
    practice: dict[str, Practice] = field(default_factory=dict)
    payer_cards: dict[str, tuple[PayerCard, str]] = field(default_factory=dict)
    verifications: dict[str, Verification] = field(default_factory=dict)
    evidence: dict[str, bytes] = field(default_factory=dict)
    documents: dict[str, EvidenceRecord] = field(default_factory=dict)
    packs: dict[str, Pack] = field(default_factory=dict)
    control_numbers: dict[str, str] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    sessions: dict[dt.datetime, bool] = field(default_factory=dict)
    remembered: dict[tuple[str, str], Answer] = field(default_factory=dict)
    audit: dict[str, AuditRow] = field(default_factory=dict)

    def copy(self) -> "Held":
        """The same values in maps of their own."""
        return Held(**{name: dict(getattr(self, name)) for name in self.__dataclass_fields__})


class MemoryPatients(Kept[Patient]):
    def some(self, patient_ids: Iterable[str]) -> tuple[Patient, ...]:
        return tuple(self._held[each] for each in set(patient_ids) if each in self._held)

    def save(self, patient: Patient) -> Patient:
        return self.put(patient.id, patient)

    def page(self, query: PatientQuery) -> Page[PatientRow]:
        rows = [
            (
                (name_key(p.name), p.id),
                PatientRow(p.id, p.name.sorted, p.birth_date, p.chart_number),
            )
            for p in self._held.values()
            if has_words(query.search, f"{p.name.full} {p.chart_number}")
        ]
        return cut(rows, query.after, query.limit, newest_first=False)


class MemoryDirectory(Kept[Person]):
    def save(self, person: Person) -> Person:
        return self.put(person.id, person)

    def all(self) -> tuple[Person, ...]:
        return tuple(sorted(self._held.values(), key=lambda p: (name_key(p.name), p.id)))


class MemoryPractice(Kept[Practice]):
    def get(self, record_id: str = "practice") -> Practice:
        return self._held.get(record_id, Practice())

    def save(self, practice: Practice) -> Practice:
        return self.put("practice", practice)


class MemoryVerifications(Kept[Verification]):
    def save(self, verification: Verification) -> Verification:
        return self.put(verification.id, verification)

    def of_patient(self, patient_id: str) -> tuple[Verification, ...]:
        theirs = [v for v in self._held.values() if v.patient == patient_id]
        return tuple(sorted(theirs, key=lambda v: (-v.checked_on.toordinal(), v.id)))


class MemoryPayerCards:
    def __init__(self, held: dict[str, tuple[PayerCard, str]]) -> None:
        self._held = held

    def get(self, card_id: str) -> PayerCard | None:
        return self._held[card_id][0] if card_id in self._held else None

    def put(self, card: PayerCard, file_text: str) -> None:
        self._held[card.id] = (card, file_text)

    def file_text(self, card_id: str) -> str:
        return self._held[card_id][1] if card_id in self._held else ""

    def all(self) -> tuple[PayerCard, ...]:
        cards = [card for card, _ in self._held.values()]
        return tuple(sorted(cards, key=lambda c: (search_key(c.payer), c.id)))


class MemoryEvidence:
    def __init__(self, held: dict[str, bytes]) -> None:
        self._held = held

    def keep(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self._held[sha256] = content
        return sha256

    def read(self, sha256: str) -> bytes:
        if sha256 not in self._held:
            raise MissingDocument
        return self._held[sha256]

    def all(self) -> Iterator[str]:
        yield from sorted(self._held)


class MemoryRemembered:
    def __init__(self, held: dict[tuple[str, str], Answer]) -> None:
        self._held = held

    def of_payer(self, payer: str) -> Mapping[str, Answer]:
        return {path: a for (key, path), a in self._held.items() if key == search_key(payer)}

    def remember(self, payer: str, path: str, answer: Answer) -> None:
        self._held[search_key(payer), path] = answer


class MemoryNotes:
    def __init__(self, held: Held) -> None:
        self._held = held

    def get(self, note_id: str) -> Note | None:
        found = self._held.notes.get(note_id)
        return found[0] if found else None

    def save(self, note: Note, summary: NoteSummary, at: dt.datetime) -> Note:
        old = self.get(note.id)
        if note.version != (old.version if old else 0):
            raise SignedNote if old and old.status == "signed" else StaleNote
        if old and old.status == "signed":
            raise SignedNote
        kept = replace(note, version=note.version + 1, saved_at=at)
        self._held.notes[note.id] = (kept, summary)
        return kept

    def summarize(self, note_id: str, summary: NoteSummary) -> None:
        if note_id in self._held.notes:
            self._held.notes[note_id] = (self._held.notes[note_id][0], summary)

    def page(self, query: NoteQuery) -> Page[NoteRow]:
        rows = [
            (self._place(query, note), self.row(note, summary))
            for note, summary in self._held.notes.values()
            if self._fits(query, note)
        ]
        return cut(rows, query.after, query.limit, newest_first=query.order != "patient")

    def of_patient(self, patient_id: str) -> tuple[Note, ...]:
        theirs = [note for note, _ in self._held.notes.values() if note.patient_id == patient_id]
        return tuple(sorted(theirs, key=lambda note: (note.created_at, note.id)))

    def row(self, note: Note, summary: NoteSummary) -> NoteRow:
        patient = self._held.patients.get(note.patient_id)
        assert note.saved_at
        return NoteRow(
            note.id,
            note.patient_id,
            patient.name.sorted if patient else "",
            note.code,
            note.date_of_service,
            note.status,
            note.treating_id,
            note.author_id,
            note.saved_at,
            summary,
        )

    def _fits(self, query: NoteQuery, note: Note) -> bool:
        patient = self._held.patients.get(note.patient_id)
        known = f"{patient.name.full} {patient.chart_number}" if patient else ""
        wanted = ((query.status, note.status), (query.code, note.code))
        return (
            has_words(query.search, f"{known} {note.code}")
            and all(not want or want == have for want, have in wanted)
            and query.patient_id in ("", note.patient_id)
        )

    def _place(self, query: NoteQuery, note: Note) -> Cursor:
        patient = self._held.patients.get(note.patient_id)
        day, saved = note.date_of_service, note.saved_at
        keys = {
            "patient": name_key(patient.name) if patient else "",
            "service": day.isoformat() if day else "",
            "saved": saved.astimezone(dt.UTC).isoformat(timespec="microseconds") if saved else "",
        }
        return keys[query.order], note.id


class MemorySessions:
    def __init__(self, held: Held, notes: MemoryNotes) -> None:
        self._held = held
        self._notes = notes

    def begin(self, at: dt.datetime) -> Interrupted | None:
        unended = [began for began, ended in self._held.sessions.items() if not ended]
        self.end(at)
        self._held.sessions[at] = False
        if not unended:
            return None
        rows = [self._notes.row(note, summary) for note, summary in self._held.notes.values()]
        since = [row for row in rows if row.saved_at >= unended[0]]
        newest = sorted(since, key=lambda row: (-row.saved_at.timestamp(), row.id))
        return Interrupted(unended[0], tuple(newest))

    def end(self, at: dt.datetime) -> None:
        del at
        for began in self._held.sessions:
            self._held.sessions[began] = True


class MemoryTransaction:
    """The repositories on one copy of what is held."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.notes = MemoryNotes(held)
        self.patients = MemoryPatients(held.patients)
        self.staff = MemoryDirectory(held.staff)
        self.professionals = MemoryDirectory(held.professionals)
        self.practice = MemoryPractice(held.practice)
        self.payer_cards = MemoryPayerCards(held.payer_cards)
        self.verifications = MemoryVerifications(held.verifications)
        self.evidence = MemoryEvidence(held.evidence)
        self.documents = MemoryDocuments(held.documents)
        self.packs = MemoryPacks(held.packs)
        self.control_numbers = MemoryControlNumbers(held.control_numbers)
        self.channels = MemoryChannels(held.channels)
        self.sessions = MemorySessions(held, self.notes)
        self.remembered = MemoryRemembered(held.remembered)
        self.audit = MemoryAudit(held, cut)


class MemoryStore:
    """An open practice in memory."""

    def __init__(self) -> None:
        self._held = Held()
        self._turn = threading.Lock()
        self._head: Head | None = None

    def reading(self) -> AbstractContextManager[MemoryTransaction]:
        return nullcontext(MemoryTransaction(self._held.copy()))

    @contextmanager
    def writing(self) -> Iterator[MemoryTransaction]:
        with self._turn:
            transaction = MemoryTransaction(self._held.copy())
            yield transaction
            self._held = transaction.held
            self._head = transaction.audit.appended or self._head

    def anchor(self) -> Anchor:
        return Anchor("kept", self._head) if self._head else Anchor("none")

    def backups_in(self, chosen: Path) -> BackupRoom:
        raise NotImplementedError("there is no file to back up to " + str(chosen))

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        del watcher
        return lambda: None

    def close(self) -> None:
        """Nothing to let go of."""


class MemoryFolder:
    """A practice folder in memory; opens for the key it was made with."""

    def __init__(self) -> None:
        self._ring: KeyRing | None = None
        self._key: Secret | None = None
        self._store = MemoryStore()

    def stands(self) -> bool:
        return self._ring is not None

    def keys(self) -> KeyRing:
        if self._ring is None:
            raise MissingKeyFile
        return self._ring

    def replace_keys(self, ring: KeyRing) -> None:
        self._ring = ring

    def create(self, ring: KeyRing, key: Secret) -> MemoryStore:
        if self._ring:
            raise PracticeExists
        self._ring, self._key = ring, key
        return self._store

    def open(self, key: Secret) -> MemoryStore:
        assert key == self._key, "opened with another key"
        return self._store


def name_key(name: PersonName) -> str:
    return search_key(name.sorted)


def has_words(search: str, text: str) -> bool:
    return all(word in search_key(text) for word in search_key(search).split())


def cut(
    rows: Sequence[Keyed[Row]], after: Cursor | None, limit: int, *, newest_first: bool
) -> Page[Row]:
    """One page of rows with their places."""
    ordered = sorted(rows, key=lambda row: row[0], reverse=newest_first)
    beyond: Callable[[Cursor, Cursor], bool] = (
        (lambda place, here: place < here) if newest_first else (lambda place, here: place > here)
    )
    left = [row for row in ordered if after is None or beyond(row[0], after)]
    shown = left[:limit]
    more = shown[-1][0] if len(left) > limit else None
    return Page(tuple(row for _, row in shown), more)
