"""Everything that signing needs in an open practice, as whoever is at the keyboard does it.

The office makes one when it is asked; the pages of the window sign through it.
"""

from dataclasses import dataclass

from app.domain.authority import Right
from app.services.charting import Charting, Clock
from app.services.hand_over import HandOver
from app.services.later_entries import LaterEntries
from app.services.permission import Permission
from app.services.ports import Store
from app.services.signature_watch import SignatureWatch
from app.services.sitting import Sitting
from app.services.trail import Trail


@dataclass(frozen=True, slots=True)
class SigningRoom:
    """`sitting` holds the key of who signs; the rest takes it with each act."""

    store: Store
    charting: Charting
    clock: Clock
    trail: Trail
    sitting: Sitting

    @property
    def user(self) -> str:
        """Who is at the keyboard, a staff id."""
        return self.trail.who

    @property
    def later(self) -> LaterEntries:
        """What is added to signed notes."""
        return LaterEntries(self.store, self.trail, self.clock.zone)

    @property
    def hand_over(self) -> HandOver:
        """Drafts that go to somebody else."""
        return HandOver(self.store, self.trail)

    @property
    def watch(self) -> SignatureWatch:
        """Whether signed notes are what was signed."""
        return SignatureWatch(self.store, self.trail)

    def may(self, right: Right) -> bool:
        """Whether whoever is at the keyboard may do something, as of now."""
        return Permission(self.store, self.user).may(right)
