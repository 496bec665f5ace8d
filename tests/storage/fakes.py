"""A store in memory with the manners of the real one, for the tests of the services too."""

import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from app.crypto import KeyRing, Secret
from app.domain.audit import Anchor, AuditRow, Head
from app.domain.claims.authorization import Authorization
from app.domain.claims.claim import Claim
from app.domain.deadlines.deadline import Clock
from app.domain.evidence.evidence import EvidenceRecord
from app.domain.finding.listing import (
    Cursor,
    Interrupted,
    NoteSummary,
    Page,
    PatientQuery,
    PatientRow,
    search_key,
)
from app.domain.guides.answers import Answer
from app.domain.left_open.unfinished import LeftWork
from app.domain.notes.left_out import LeftOut
from app.domain.notes.note import Note
from app.domain.packs.channel import Channel
from app.domain.packs.pack import Pack
from app.domain.payers.payer import CardVersion, PayerCard, Verification
from app.domain.practice.account import Account
from app.domain.practice.people import Coverage, Patient, Practice, Professional, StaffMember
from app.domain.remittances.remit_file import RemitFile, WaitingClaim
from app.domain.requests.amendment_request import AmendmentRequest
from app.domain.requests.record_request import RecordRequest
from app.domain.requests.restriction import Restriction
from app.domain.signing.seal import Proof, Seal, SigningKey, Standing
from app.domain.workstations.elsewhere import Watcher
from app.domain.workstations.opening import Opening
from app.errors import (
    DamagedFile,
    MissingDocument,
    MissingKeyFile,
    PracticeExists,
)
from app.services.ports.backup import BackupRoom
from app.services.ports.live import Spool
from tests.storage.fake_audit import MemoryAudit
from tests.storage.fake_claims import (
    MemoryAuthorizations,
    MemoryClaimReports,
    MemoryClaims,
    MemoryRemittances,
)
from tests.storage.fake_live import MemoryLeftOut, MemoryOpenings
from tests.storage.fake_notes import (
    MemoryAccounts,
    MemoryNotes,
    MemorySeals,
    MemorySigningKeys,
    cut,
    has_words,
    name_key,
)
from tests.storage.fake_packs import (
    MemoryChannels,
    MemoryControlNumbers,
    MemoryDocuments,
    MemoryPacks,
)
from tests.storage.fake_proofs import MemoryProofs
from tests.storage.fake_replies import MemoryReplies
from tests.storage.fake_requests import MemoryKeptFiles, MemoryRequests, MemoryRestrictions
from tests.storage.fake_search import MemorySearch
from tests.storage.fake_unfinished import MemoryUnfinished
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
    payer_cards: dict[str, tuple[CardVersion, ...]] = field(default_factory=dict)
    verifications: dict[str, Verification] = field(default_factory=dict)
    evidence: dict[str, bytes] = field(default_factory=dict)
    documents: dict[str, EvidenceRecord] = field(default_factory=dict)
    packs: dict[str, Pack] = field(default_factory=dict)
    control_numbers: dict[str, str] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    record_requests: dict[str, RecordRequest] = field(default_factory=dict)
    amendment_requests: dict[str, AmendmentRequest] = field(default_factory=dict)
    restrictions: dict[str, Restriction] = field(default_factory=dict)
    sessions: dict[dt.datetime, bool] = field(default_factory=dict)
    remembered: dict[tuple[str, str], Answer] = field(default_factory=dict)
    audit: dict[str, AuditRow] = field(default_factory=dict)
    left_out: dict[int, LeftOut] = field(default_factory=dict)
    openings: dict[tuple[str, str], Opening] = field(default_factory=dict)
    beats: dict[str, int] = field(default_factory=dict)
    seals: dict[str, tuple[Seal, ...]] = field(default_factory=dict)
    standings: dict[str, tuple[Standing, dt.datetime]] = field(default_factory=dict)
    awaited: dict[str, str] = field(default_factory=dict)
    proofs: dict[str, tuple[Proof, ...]] = field(default_factory=dict)
    signing_keys: dict[str, SigningKey] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    unfinished: dict[tuple[str, str], LeftWork] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    claims_due: dict[str, dt.date | None] = field(default_factory=dict)
    claims_clock: dict[str, Clock | None] = field(default_factory=dict)
    authorizations: dict[str, Authorization] = field(default_factory=dict)
    remit_files: dict[str, RemitFile] = field(default_factory=dict)
    remit_waiting: dict[str, WaitingClaim] = field(default_factory=dict)

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

    def of_patients(self, patient_ids: Iterable[str]) -> tuple[Verification, ...]:
        wanted = set(patient_ids)
        return tuple(v for v in self._held.values() if v.patient in wanted)


class MemoryPayerCards:
    def __init__(self, held: dict[str, tuple[CardVersion, ...]]) -> None:
        self._held = held

    def get(self, card_id: str) -> PayerCard | None:
        return self._held[card_id][0].card if card_id in self._held else None

    def of(self, coverage: Coverage) -> PayerCard | None:
        if coverage.payer_card in self._held:
            return self.get(coverage.payer_card)
        name = search_key(coverage.payer)
        same = [card for card in self.all() if search_key(card.payer) == name]
        return same[0] if len(same) == 1 else None

    def put(
        self, card: PayerCard, file_text: str, by: str = "", at: dt.datetime | None = None
    ) -> None:
        older = self.versions(card.id)
        kept = CardVersion(len(older) + 1, card, file_text, by, at)
        self._held[card.id] = (kept, *older)

    def versions(self, card_id: str) -> tuple[CardVersion, ...]:
        return self._held.get(card_id, ())

    def file_text(self, card_id: str) -> str:
        return self._held[card_id][0].text if card_id in self._held else ""

    def all(self) -> tuple[PayerCard, ...]:
        cards = [newest.card for newest, *_ in self._held.values()]
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
        rows = [self._notes.shown(note, summary) for note, summary in self._held.notes.values()]
        since = [row for row in rows if row.saved_at >= unended[0] and row.status == "draft"]
        newest = sorted(since, key=lambda row: (-row.saved_at.timestamp(), row.id))
        return Interrupted(unended[0], tuple(newest))

    def end(self, at: dt.datetime) -> None:
        del at
        for began in self._held.sessions:
            self._held.sessions[began] = True

    def end_all(self, at: dt.datetime) -> None:
        self.end(at)


class MemoryTransaction:
    """The repositories on one copy of what is held."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.notes = MemoryNotes(held)
        self.replies = MemoryReplies(held)
        self.patients = MemoryPatients(held.patients)
        self.staff = MemoryDirectory(held.staff)
        self.professionals = MemoryDirectory(held.professionals)
        self.practice = MemoryPractice(held.practice)
        self.seals = MemorySeals(held)
        self.proofs = MemoryProofs(held.proofs)
        self.signing_keys = MemorySigningKeys(held.signing_keys)
        self.accounts = MemoryAccounts(held.accounts)
        self.unfinished = MemoryUnfinished(held.unfinished)
        self.payer_cards = MemoryPayerCards(held.payer_cards)
        self.verifications = MemoryVerifications(held.verifications)
        self.evidence = MemoryEvidence(held.evidence)
        self.documents = MemoryDocuments(held.documents)
        self.packs = MemoryPacks(held.packs)
        self.control_numbers = MemoryControlNumbers(held.control_numbers)
        self.channels = MemoryChannels(held.channels)
        self.record_requests = MemoryRequests(held.record_requests)
        self.amendment_requests = MemoryRequests(held.amendment_requests)
        self.restrictions = MemoryRestrictions(held.restrictions)
        self.kept_files = MemoryKeptFiles(held.patients, held.notes, held.documents, held.packs)
        self.sessions = MemorySessions(held, self.notes)
        self.remembered = MemoryRemembered(held.remembered)
        self.claims = MemoryClaims(held)
        self.claim_reports = MemoryClaimReports(held, self.claims)
        self.authorizations = MemoryAuthorizations(held.authorizations)
        self.remittances = MemoryRemittances(held.remit_files, held.remit_waiting)
        self.audit = MemoryAudit(held, cut)
        self.left_out = MemoryLeftOut(held.left_out)
        self.openings = MemoryOpenings(held.openings, held.beats, "w1")
        self.search = MemorySearch(held.patients, held.documents)


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

    @property
    def is_file_here(self) -> bool:
        return True

    def backups_in(self, chosen: Path) -> BackupRoom:
        raise NotImplementedError("there is no file to back up to " + str(chosen))

    def spool(self) -> Spool | None:
        return None

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
        if key != self._key:
            raise DamagedFile
        return self._store
