"""What follows claims to their end, together: claims, remittances, and what comes of denials.

The office makes one whenever a page of claims asks for it; it holds nothing of its own.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.claims.reason import Reasons
from app.services.claims.billed_notes import BilledNotes
from app.services.claims.claim_beginning import ClaimBeginning
from app.services.claims.claim_changes import ClaimChanges
from app.services.claims.claim_file import ClaimFiles
from app.services.claims.claims import FollowedClaims
from app.services.denials.appeal_packs import AppealPacks
from app.services.denials.appeal_waiting import AppealsWaiting
from app.services.denials.appeals import Appeals
from app.services.denials.what_now import DenialDesk
from app.services.notes.charting import Charting, Clock
from app.services.notes.print_room import PrintRoom
from app.services.notes.unfinished import Unfinished
from app.services.packs.packing import PackRoom
from app.services.payers.payer_cards import PayerCardDrawer
from app.services.ports.store import Store
from app.services.printing.printing import Printer
from app.services.remittances.eob_entry import EobDesk
from app.services.remittances.remit_posting import ReadRemittance, RemitDesk
from app.services.remittances.remit_waiting import UnmatchedDesk
from app.services.remittances.taking_back import TakingBack
from app.services.trail import Trail
from app.services.work.work_acts import WorkActs


@dataclass(frozen=True, slots=True)
class BillingRoom:
    """Of one practice, as whoever is at the keyboard."""

    store: Store
    charting: Charting
    print_room: PrintRoom
    printer: Printer
    clock: Clock
    trail: Trail
    read_remittance: ReadRemittance
    packs: PackRoom
    cards: PayerCardDrawer
    reasons: Callable[[], Reasons]

    def today(self) -> dt.date:
        """The practice's own day."""
        return self.clock.local().date()

    @property
    def claims(self) -> FollowedClaims:
        """The claims followed here."""
        return FollowedClaims(self.store, self.trail, self.today)

    @property
    def claim_changes(self) -> ClaimChanges:
        """What does the changes of a claim, and keeps those that wait."""
        return ClaimChanges(
            self.claims,
            self.unfinished,
            self.trail.who,
            self.beginning.add_note,
            self.taking_back.take_back,
            WorkActs(self.store, self.trail, self.today),
        )

    @property
    def unfinished(self) -> Unfinished:
        """What is typed and not saved yet."""
        return Unfinished(self.store, self.trail.who, self.trail.now)

    @property
    def claim_files(self) -> ClaimFiles:
        """What gathers a claim with everything around it."""
        return ClaimFiles(BilledNotes(self.store, self.charting, self.clock), self.trail)

    @property
    def beginning(self) -> ClaimBeginning:
        """What begins claims out of notes and of other claims."""
        return ClaimBeginning(self.claims, BilledNotes(self.store, self.charting, self.clock))

    @property
    def denials(self) -> DenialDesk:
        """What tells what a judgment means and what answers it."""
        return DenialDesk(self.store, self.charting, self.clock, self.trail, self.reasons)

    @property
    def appeals(self) -> Appeals:
        """What begins, sends and ends appeals."""
        return Appeals(
            self.store,
            self.charting,
            self.print_room,
            self.packs,
            self.clock,
            self.trail,
            self.reasons,
        )

    @property
    def appeals_waiting(self) -> AppealsWaiting:
        """What keeps what is written for an appeal and is not stored yet."""
        return AppealsWaiting(self.appeals, self.claims, self.unfinished)

    @property
    def appeal_packs(self) -> AppealPacks:
        """What prints and packs their letters."""
        return AppealPacks(
            self.store,
            self.charting,
            self.print_room,
            self.printer,
            self.packs,
            self.clock,
            self.trail,
        )

    @property
    def remittances(self) -> RemitDesk:
        """What takes remittance files over."""
        followed = tuple(self.charting.catalogue.titles())
        return RemitDesk(self.store, self.trail, self.read_remittance, followed, self.today)

    @property
    def eobs(self) -> EobDesk:
        """What posts EOBs that come on paper."""
        return EobDesk(self.store, self.trail, self.unfinished, self.today)

    @property
    def taking_back(self) -> TakingBack:
        """What takes answers back that were posted to a wrong claim."""
        return TakingBack(self.store, self.trail, self.today)

    @property
    def unmatched(self) -> UnmatchedDesk:
        """What waits for somebody to say whose it is, and the files that were read."""
        return UnmatchedDesk(self.store, self.trail)
