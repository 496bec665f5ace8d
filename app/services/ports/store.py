"""What the services need from a store, as Protocols; storage and the tests' fakes fit by shape.

Nothing here is imported from the domain at run time: the unlock dialog comes up before it is.

Threads: a `Store` may be used from any thread. What `reading()` and `writing()` hand out belongs
to the thread that entered the block and is dead after it. Writers queue up; readers never wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:  # see the module's docstring
    import datetime as dt
    from pathlib import Path

    from app.domain.audit import (
        Anchor,
        AuditEntry,
        AuditQuery,
        AuditRow,
        Head,
        SignedNote,
    )
    from app.domain.finding.listing import (
        DocumentRow,
        Interrupted,
        NoteQuery,
        NoteRow,
        NoteSummary,
        Page,
        PatientQuery,
        PatientRow,
    )
    from app.domain.notes.note import Note
    from app.domain.packs.channel import Channel
    from app.domain.practice.account import Account
    from app.domain.practice.people import Patient, Practice, Professional, StaffMember
    from app.domain.requests.amendment_request import AmendmentRequest
    from app.domain.requests.record_request import RecordRequest
    from app.domain.signing.seal import Seal, Standing
    from app.domain.workstations.elsewhere import Watcher
    from app.services.ports.backup import BackupRoom
    from app.services.ports.claim import Authorizations, ClaimReports, Claims, Remittances
    from app.services.ports.evidence import ControlNumbers, Documents, EvidenceStore, Packs
    from app.services.ports.live import LeftOutAnswers, Openings, Spool
    from app.services.ports.payer import PayerCards, RememberedAnswers, Verifications
    from app.services.ports.reply import AwaitedReplies
    from app.services.ports.request import KeptFiles, Requests, Restrictions
    from app.services.ports.seal import Proofs, Seals, SigningKeys
    from app.services.ports.unfinished import UnfinishedRows

Record = TypeVar("Record")


class Notes(Protocol):
    """The notes, each one row with what lists show of it."""

    def get(self, note_id: str) -> Note | None:
        """The note, or None when there is none."""
        ...

    def save(self, note: Note, summary: NoteSummary, at: dt.datetime) -> Note:
        """Keep a note and return it with `version` one up and `saved_at` set to `at` (UTC).

        `version` 0 adds it. Raises StaleNote when somebody saved it since it was read, SignedNote
        when the stored note is signed.
        """
        ...

    def sign(self, note: Note, seal: Seal, summary: NoteSummary, at: dt.datetime) -> Note:
        """Keep a note that was signed just now, and its seal. Raises as `save` does."""
        ...

    def mark(self, note_id: str, standing: Standing, at: dt.datetime) -> None:
        """Remember for the lists whether a note was found to be what was signed, or a draft."""
        ...

    def longest_unchecked(
        self, before: dt.datetime, now: dt.datetime, limit: int
    ) -> tuple[str, ...]:
        """Notes not checked between two moments (UTC), the longest unchecked first.

        Drafts too: one may have been signed, and made a draft past the program. A check that is
        said to come after `now` counts for nothing.
        """
        ...

    def row(self, note_id: str) -> NoteRow | None:
        """What lists show of one note, or None when there is none."""
        ...

    def waiting_for(self, person: str, limit: int) -> tuple[NoteRow, ...]:
        """Drafts handed to somebody (a staff id), then signed notes that await their co-signature.

        The longest waiting come first; nobody's id lists what waits for anybody.
        """
        ...

    def left_unsigned(self, person: str, limit: int) -> tuple[NoteRow, ...]:
        """Drafts that somebody (a staff id) began and handed to nobody, the longest left first.

        Nobody's id lists everybody's.
        """
        ...

    def await_co_signature(self, note_id: str, person: str) -> None:
        """Let a note that awaits a co-signature await that of another dentist (a staff id).

        Lists show it; what was signed stays, and the caller tells the trail.
        """
        ...

    def handed_over_by(self, person: str, limit: int) -> tuple[NoteRow, ...]:
        """Drafts that somebody began and that wait for another one, the longest waiting first."""
        ...

    def page(self, query: NoteQuery) -> Page[NoteRow]:
        """One page of the list."""
        ...

    def of_patient(self, patient_id: str) -> tuple[Note, ...]:
        """Every note of a patient, oldest first."""
        ...


class Records(Protocol[Record]):
    """A directory of whole records with a `version`: staff, professionals, verifications."""

    def get(self, record_id: str) -> Record | None:
        """The record, or None when there is none."""
        ...

    def save(self, record: Record) -> Record:
        """Keep a record and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        ...

    def all(self) -> tuple[Record, ...]:
        """Every record, in the order of names."""
        ...


class Patients(Protocol):
    """The patients."""

    def get(self, patient_id: str) -> Patient | None:
        """The patient, or None when there is none."""
        ...

    def some(self, patient_ids: Iterable[str]) -> tuple[Patient, ...]:
        """Those of these patients that there are, in no order."""
        ...

    def save(self, patient: Patient) -> Patient:
        """Keep a patient and return it with `version` one up; 0 adds it. Raises StaleRecord.

        The name in the list of notes follows.
        """
        ...

    def page(self, query: PatientQuery) -> Page[PatientRow]:
        """One page of the list, A to Z."""
        ...


class PracticeRecord(Protocol):
    """The one practice of this store."""

    def get(self) -> Practice:
        """The practice; an empty one until it is saved."""
        ...

    def save(self, practice: Practice) -> Practice:
        """Keep it and return it with `version` one up. Raises StaleRecord."""
        ...


class Sessions(Protocol):
    """Marks of open sessions, so that the next start can say what a crash cut off."""

    def begin(self, at: dt.datetime) -> Interrupted | None:
        """Mark a session as open. Returns the one before when it never ended."""
        ...

    def end(self, at: dt.datetime) -> None:
        """Mark the open session as ended."""
        ...

    def end_all(self, at: dt.datetime) -> None:
        """Mark every open session as ended, whoever's: nobody works on a copy out of a backup."""
        ...


class AuditTrail(Protocol):
    """The audit trail: appended to in the transaction of the act that a row tells of."""

    def append(self, entry: AuditEntry) -> AuditRow:
        """Chain an act to the rows of this workstation."""
        ...

    def page(self, query: AuditQuery) -> Page[AuditRow]:
        """One page of rows, newest first."""
        ...

    def chain(self, workstation: str) -> Iterator[tuple[str, AuditRow]]:
        """Every row of a chain in order, with the id it is stored under."""
        ...

    def row_at(self, workstation: str, number: int) -> AuditRow | None:
        """The row at a place of a chain, or None when there is none."""
        ...

    def heads(self) -> tuple[Head, ...]:
        """The end of every chain."""
        ...

    def signed_notes(self) -> Iterator[SignedNote]:
        """Every signed note, with the digest that its row tells of.

        Also what a row tells was signed and is not any more; then no digest is there.
        """
        ...

    def sent_untold(self) -> Iterator[str]:
        """The ids of packs recorded as sent that have no row about it."""
        ...


class Search(Protocol):
    """What is found by words beside notes and patients, whose own lists search the same index."""

    def documents(self, search: str, limit: int) -> tuple[DocumentRow, ...]:
        """Documents whose title or author has every word, the last taken in first."""
        ...

    def names_near(self, word: str, limit: int) -> tuple[str, ...]:
        """Words of patients' names that are spelled nearly like one, the nearest first."""
        ...


class Repositories(Protocol):
    """Everything in the store, inside one transaction."""

    @property
    def notes(self) -> Notes: ...
    @property
    def replies(self) -> AwaitedReplies: ...
    @property
    def patients(self) -> Patients: ...
    @property
    def staff(self) -> Records[StaffMember]: ...
    @property
    def professionals(self) -> Records[Professional]: ...
    @property
    def practice(self) -> PracticeRecord: ...
    @property
    def seals(self) -> Seals: ...
    @property
    def proofs(self) -> Proofs: ...
    @property
    def signing_keys(self) -> SigningKeys: ...
    @property
    def accounts(self) -> Records[Account]: ...
    @property
    def payer_cards(self) -> PayerCards: ...
    @property
    def verifications(self) -> Verifications: ...
    @property
    def evidence(self) -> EvidenceStore: ...
    @property
    def documents(self) -> Documents: ...
    @property
    def packs(self) -> Packs: ...
    @property
    def control_numbers(self) -> ControlNumbers: ...
    @property
    def channels(self) -> Records[Channel]: ...
    @property
    def record_requests(self) -> Requests[RecordRequest]: ...
    @property
    def amendment_requests(self) -> Requests[AmendmentRequest]: ...
    @property
    def restrictions(self) -> Restrictions: ...
    @property
    def kept_files(self) -> KeptFiles: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def remembered(self) -> RememberedAnswers: ...
    @property
    def claims(self) -> Claims: ...
    @property
    def claim_reports(self) -> ClaimReports: ...
    @property
    def authorizations(self) -> Authorizations: ...
    @property
    def remittances(self) -> Remittances: ...
    @property
    def unfinished(self) -> UnfinishedRows: ...
    @property
    def audit(self) -> AuditTrail: ...
    @property
    def left_out(self) -> LeftOutAnswers: ...
    @property
    def openings(self) -> Openings: ...
    @property
    def search(self) -> Search: ...


class Store(Protocol):
    """An open practice."""

    def reading(self) -> AbstractContextManager[Repositories]:
        """A transaction that sees one moment and writes nothing."""
        ...

    def writing(self) -> AbstractContextManager[Repositories]:
        """One transaction: kept whole when the block ends well, undone whole when it raises.

        When the block has ended, what it wrote is on the disk. Raises a `Failure` of `app.errors`
        when the disk refuses.
        """
        ...

    def anchor(self) -> Anchor:
        """What is kept outside the database about the ends of its audit chains."""
        ...

    @property
    def is_file_here(self) -> bool:
        """Whether it is a file on this computer, which is backed up here; a server's is not."""
        ...

    def backups_in(self, chosen: Path) -> BackupRoom:
        """Where this practice is backed up in a folder that somebody chose."""
        ...

    def spool(self) -> Spool | None:
        """What the server does not take is kept there on this computer.

        None for an embedded practice: nobody else changes it, and it is never out of reach.
        """
        ...

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Tell a watcher what other programs change, until the returned function is called.

        What this program saves is not told. Nobody else changes an embedded practice, so its store
        never tells anything.
        """
        ...

    def close(self) -> None:
        """Let go of the files. Nothing may be read or written after."""
        ...
