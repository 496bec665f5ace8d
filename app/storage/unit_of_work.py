"""An open practice and its transactions; the services hold it as `ports.Store`.

Threads: any may enter `reading()` or `writing()`; each block has a connection of its own, which no
other thread gets meanwhile. Writers take turns by a lock of this program, so that none spins on
SQLite's. Readers see the moment they began at and wait for nobody. A store that was closed stays
closed: who comes late is told so, and who is still in a block leaves no connection behind.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from app.crypto import Secret, derived_key
from app.domain.audit import Anchor
from app.domain.practice.people import Professional, StaffMember
from app.domain.workstations.elsewhere import Watcher
from app.errors import ClosedPractice
from app.storage import tables
from app.storage.accounts import AccountRepository
from app.storage.anchor import AnchorFile
from app.storage.audit import AuditRepository
from app.storage.backup.backup_snapshot import HeldStill, file_of, held_still
from app.storage.claims.claim_reports import ClaimReportRepository
from app.storage.claims.claims import AuthorizationRepository, ClaimRepository, RemittanceRepository
from app.storage.documents import (
    ChannelRepository,
    ControlNumberRepository,
    DocumentRepository,
    PackRepository,
)
from app.storage.engine import WRITES
from app.storage.evidence import EvidenceRepository
from app.storage.failures import driver_failures
from app.storage.left_out import LeftOutRepository
from app.storage.notes import NoteRepository
from app.storage.openings import OpeningRepository
from app.storage.payers import PayerCardRepository, RememberedRepository, VerificationRepository
from app.storage.people import Directory, PatientRepository, PracticeRepository
from app.storage.proofs import ProofRepository
from app.storage.replies import ReplyRepository
from app.storage.requests import (
    KeptFileRepository,
    RestrictionRepository,
    amendment_request_table,
    record_request_table,
)
from app.storage.seals import SealRepository, SigningKeyRepository
from app.storage.search.search import SearchRepository
from app.storage.sessions import SessionRepository
from app.storage.unfinished import UnfinishedRepository

if TYPE_CHECKING:  # a practice is opened more often than it is backed up
    from app.storage.backup.backup_making import BackupRoom
    from app.storage.spool import SpoolFile as Spool


class Transaction:
    """The repositories on one connection, inside one transaction."""

    def __init__(self, connection: Connection, evidence_key: Secret, workstation: str) -> None:
        self.notes = NoteRepository(connection)
        self.replies = ReplyRepository(connection)
        self.patients = PatientRepository(connection)
        self.staff = Directory(connection, tables.staff, StaffMember)
        self.professionals = Directory(connection, tables.professionals, Professional)
        self.practice = PracticeRepository(connection)
        self.seals = SealRepository(connection)
        self.proofs = ProofRepository(connection)
        self.signing_keys = SigningKeyRepository(connection)
        self.accounts = AccountRepository(connection)
        self.payer_cards = PayerCardRepository(connection)
        self.verifications = VerificationRepository(connection)
        self.evidence = EvidenceRepository(connection, evidence_key)
        self.documents = DocumentRepository(connection)
        self.packs = PackRepository(connection)
        self.control_numbers = ControlNumberRepository(connection)
        self.channels = ChannelRepository(connection)
        self.record_requests = record_request_table(connection)
        self.amendment_requests = amendment_request_table(connection)
        self.restrictions = RestrictionRepository(connection)
        self.kept_files = KeptFileRepository(connection)
        self.sessions = SessionRepository(connection, workstation)
        self.remembered = RememberedRepository(connection)
        self.claims = ClaimRepository(connection)
        self.claim_reports = ClaimReportRepository(connection)
        self.authorizations = AuthorizationRepository(connection)
        self.remittances = RemittanceRepository(connection)
        self.unfinished = UnfinishedRepository(connection)
        self.audit = AuditRepository(connection, workstation)
        self.left_out = LeftOutRepository(connection)
        self.openings = OpeningRepository(connection, workstation)
        self.search = SearchRepository(connection)


class SqlStore:
    """A store on an engine whose schema is up to date. `release` lets go of the practice's lock.

    `anchor` keeps the ends of the audit chains outside the database.
    """

    def __init__(
        self, engine: Engine, key: Secret, anchor: AnchorFile, release: Callable[[], None]
    ) -> None:
        self._engine = engine
        self._key = key
        self._anchor = anchor
        self._evidence_key = derived_key(key, "evidence")
        self._release = release
        self._is_closed = threading.Event()
        self.turn = threading.Lock()
        """Who holds it is the one who may write."""

    def reading(self) -> AbstractContextManager[Transaction]:
        """A transaction that sees one moment and writes nothing. Raises ClosedPractice."""
        return self._transaction(writes=False)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One transaction, kept whole or undone whole; on the disk when the block has ended.

        Raises ClosedPractice.
        """
        with self.turn:
            with self._transaction(writes=True) as transaction:
                yield transaction
            if transaction.audit.appended:  # on the disk by now
                self._anchor.move(transaction.audit.appended)

    def anchor(self) -> Anchor:
        """What is kept beside the database about the ends of its audit chains."""
        return self._anchor.read()

    @property
    def is_file_here(self) -> bool:
        """It is: every store is, but that of a server."""
        return True

    def backups_in(self, chosen: Path) -> "BackupRoom":
        """Where this practice is backed up in a folder that somebody chose."""
        from app.storage.backup.backup_making import BackupRoom, shelf_of

        home = file_of(self._engine).parent
        shelf = shelf_of(chosen, home, self._key)
        return BackupRoom(self._held_still, home, self._key, shelf)

    def spool(self) -> "Spool | None":
        """None: a disk that refuses the practice's own file would refuse another one too."""
        return None

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Nobody else changes an embedded practice: there is nothing to tell, and to end."""
        del watcher
        return _nothing

    def close(self) -> None:
        """Let go of the file and its lock, after a write under way.

        SQLite folds its log into the file as the last connection closes.
        """
        with self.turn:
            self._is_closed.set()
            self._engine.dispose()
        self._release()

    @contextmanager
    def _held_still(self) -> Iterator[HeldStill]:
        with self._open_until_the_end(), held_still(self._engine, self.turn) as held:
            yield held

    @contextmanager
    def _open_until_the_end(self) -> Iterator[None]:
        """A connection that comes back when the store is closed would lie open in its pool, which
        `dispose` has emptied already and replaced. Raises ClosedPractice.
        """
        pool = self._engine.pool
        if self._is_closed.is_set():
            raise ClosedPractice
        try:
            yield
        finally:
            if self._is_closed.is_set():  # meanwhile
                for each in (pool, self._engine.pool):
                    each.dispose()

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Transaction]:
        with self._open_until_the_end(), driver_failures(), self._engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: writes})
            with connection.begin():
                yield Transaction(connection, self._evidence_key, self._anchor.workstation)


def _nothing() -> None:
    """There is nothing to end."""
