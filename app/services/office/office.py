"""An open practice with everything that works on it; bootstrap makes one for each unlocked store.

The main window keeps it and hands single services on to the pages that need them.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from app.domain.audit import NOTHING, About, Deed
from app.domain.claims.reason import Reasons
from app.domain.codes.icd10 import DiagnosisIndex
from app.domain.finding.listing import Interrupted
from app.domain.practice.authority import Right
from app.errors import Failure
from app.services.audit.history import History
from app.services.audit.trail_start import Misfit
from app.services.audit.what_left import WhatLeft
from app.services.channels.channels import ChannelShelf
from app.services.claims.claim_desk import ClaimDesk
from app.services.documents.documents import DocumentDrawer
from app.services.documents.scanner_folder import MakeWatch
from app.services.durability.backups import Backups
from app.services.notes.answer_reading import AnswerReader
from app.services.notes.beside import Beside
from app.services.notes.charting import Charting, Clock
from app.services.notes.print_room import PrintRoom
from app.services.office.billing_room import BillingRoom
from app.services.office.payer_room import PayerRoom
from app.services.office.people_desk import PeopleDesk
from app.services.office.request_room import RequestRoom
from app.services.office.waiting_pages import WaitingPages
from app.services.office.work_room import WorkRoom
from app.services.packs.packing import PackRoom
from app.services.payers.payer_cards import PayerCardDrawer
from app.services.permission import Permission
from app.services.ports.light_table import LightTable
from app.services.ports.store import Store
from app.services.printing.printing import Printer
from app.services.records.importing.work import Importing
from app.services.records.records import Records
from app.services.remittances.remit_posting import ReadRemittance
from app.services.requests.retention import Rules
from app.services.requests.signer_register import SignerRegister
from app.services.signing.sent_files import SentFiles
from app.services.signing.signing_room import SigningRoom
from app.services.signing.sitting import Sitting, no_sitting
from app.services.trail import Trail


@dataclass(frozen=True, slots=True)
class Office:
    """The services of one practice. `interrupted` is what a crash cut off, if one did.

    `misfit` is how the audit trail differs from what this computer last wrote, if it does.
    """

    store: Store
    clock: Clock
    trail: Trail
    charting: Charting
    beside: Beside
    records: Records
    cards: PayerCardDrawer
    channels: ChannelShelf
    claim_desk: ClaimDesk
    print_room: PrintRoom
    printer: Printer
    light_table: LightTable
    documents: DocumentDrawer
    watch_folder: MakeWatch
    packs: PackRoom
    sent_files: SentFiles
    importing: Importing
    backups: Backups
    history: History
    what_left: WhatLeft
    retention_rules: Rules
    read_remittance: ReadRemittance
    reasons: Callable[[], Reasons]
    diagnoses: DiagnosisIndex
    reader: AnswerReader
    interrupted: Interrupted | None = None
    misfit: Misfit | None = None
    people: PeopleDesk | None = None
    sitting: Sitting = field(default_factory=no_sitting)

    def may(self, right: Right) -> bool:
        """Whether whoever is at the keyboard may do something, as of now."""
        return Permission(self.store, self.trail.who).may(right)

    def as_user(self, staff_id: str) -> "Office":
        """The same practice, with somebody else at the keyboard."""
        self.sitting.end()
        charting, trail = self.charting.as_user(staff_id), self.trail.as_user(staff_id)
        return replace(
            self,
            trail=trail,
            charting=charting,
            beside=self.beside.as_user(charting, trail),
            packs=self.packs.as_user(charting),
            records=self.records.as_user(trail),
            cards=self.cards.as_user(trail),
            claim_desk=self.claim_desk.as_user(trail),
            importing=self.importing.as_user(trail),
            backups=self.backups.as_user(trail),
            print_room=self.print_room.as_user(trail),
            history=self.history.as_user(trail),
            what_left=self.what_left.as_user(trail),
            people=self.people.as_user(trail) if self.people else None,
        )

    @property
    def requests(self) -> RequestRoom:
        """What answers patients and boards."""
        return RequestRoom(
            self.store,
            self.charting,
            self.print_room,
            self.printer,
            self.light_table,
            self.clock,
            self.trail,
            self.retention_rules,
        )

    @property
    def payers(self) -> PayerRoom:
        """What asks payers before the work, and counts what came of it."""
        return PayerRoom(
            self.store,
            self.printer,
            self.documents,
            self.reader,
            self.charting.catalogue,
            self.history.lines,
            self.clock,
            self.trail,
            self.reasons,
        )

    @property
    def billing(self) -> BillingRoom:
        """What follows claims to their end."""
        return BillingRoom(
            self.store,
            self.charting,
            self.print_room,
            self.printer,
            self.clock,
            self.trail,
            self.read_remittance,
            self.packs,
            self.cards,
            self.reasons,
        )

    @property
    def waiting(self) -> WaitingPages:
        """What waits on this computer for the practice's server."""
        billing = self.billing
        return WaitingPages(
            self.beside.keeping,
            billing.claim_changes,
            billing.appeals_waiting,
            billing.unfinished,
        )

    @property
    def work(self) -> WorkRoom:
        """What there is to do."""
        return WorkRoom(self.store, self.clock, self.trail)

    @property
    def signers(self) -> SignerRegister:
        """The register of who signs with which key."""
        return SignerRegister(self.store, self.printer, self.clock, self.trail)

    @property
    def signing(self) -> SigningRoom:
        """What signs, hands over and checks signatures."""
        return SigningRoom(self.store, self.charting, self.clock, self.trail, self.sitting)

    def tell(self, deed: Deed, about: About = NOTHING, **detail: str | int | list[str]) -> None:
        """Tell the trail of an act that changes nothing else. Writes: call on a worker."""
        with self.store.writing() as found:
            self.trail.add(found, deed, about, **detail)

    def close(self) -> None:
        """End the session and let go of the files. Nothing may be saved after."""
        self.sitting.end()
        try:
            self.documents.close()
            self.light_table.close()
            with suppress(Failure), self.store.writing() as found:  # else: cut off, says the next
                found.sessions.end(self.clock.utc())
                self.trail.add(found, Deed.LOCKED)
        finally:
            self.store.close()
