"""Whether somebody may do something: services ask before they act, screens before they offer.

A service asks inside the transaction of the act, so that a role taken away on another workstation
counts at once.
"""

from dataclasses import dataclass

from app.domain.practice.authority import Right, managers, rights_of
from app.errors import NotAllowed
from app.services.ports.store import Repositories, Store


def rights(found: Repositories, who: str) -> frozenset[Right]:
    """What somebody (a staff id) may do.

    Whoever begins a practice is not on its staff yet: until somebody has an account, everything.
    """
    staff = found.staff.all()
    member = next((each for each in staff if each.id == who), None)
    if member is not None:
        return rights_of(member, staff)
    return frozenset() if found.accounts.all() else frozenset(Right)


def require(found: Repositories, who: str, right: Right) -> None:
    """Raises NotAllowed unless somebody (a staff id) has the right."""
    if right not in rights(found, who):
        raise NotAllowed


def is_looked_after(found: Repositories) -> bool:
    """Whether somebody with an account looks after people; true while nobody has one."""
    able = {each.id for each in found.accounts.all() if each.closed_at is None}
    return not able or any(each.id in able for each in managers(found.staff.all()))


@dataclass(frozen=True, slots=True)
class Permission:
    """What whoever is at the keyboard (`who`, a staff id) may do, for the screens."""

    store: Store
    who: str

    def rights(self) -> frozenset[Right]:
        """All of it, as of now."""
        with self.store.reading() as found:
            return rights(found, self.who)

    def may(self, right: Right) -> bool:
        """Whether they have a right."""
        return right in self.rights()


def why_not(right: Right) -> str:
    """What a screen says instead of offering an act."""
    return f"Your roles do not let you {right.value}. A manager can change your roles."
