"""What lets a program work beside others on one practice; bootstrap makes it, the window has it."""

from dataclasses import dataclass

from app.services.notes.charting import Charting, Clock
from app.services.notes.conflicts import Conflicts
from app.services.notes.presence import Presence
from app.services.notes.spool import Keeping
from app.services.ports.store import Store
from app.services.trail import Trail


@dataclass(frozen=True, slots=True)
class Beside:
    """Two versions put together, what the server did not take, who has what open."""

    conflicts: Conflicts
    keeping: Keeping
    presence: Presence

    def as_user(self, charting: Charting, trail: Trail) -> "Beside":
        """The same, with somebody else at the keyboard."""
        conflicts = self.conflicts.as_user(trail)
        keeping = self.keeping.as_user(charting, conflicts)
        return Beside(conflicts, keeping, self.presence.as_user(trail.who))


def work_beside(store: Store, charting: Charting, trail: Trail, clock: Clock) -> Beside:
    """What lets this program work beside others on an open practice."""
    conflicts = Conflicts(store, trail)
    keeping = Keeping(store.spool(), charting, conflicts, clock)
    return Beside(conflicts, keeping, Presence(store, trail.who, clock))
