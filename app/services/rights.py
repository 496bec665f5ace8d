"""Refuses what somebody's roles do not give them; every service that guards an act calls it."""

from app.domain.authority import Right, rights_of
from app.errors import NotAllowed
from app.services.ports import Repositories


def holds(found: Repositories, staff_id: str, right: Right) -> bool:
    """Whether somebody of the practice has a right."""
    member = found.staff.get(staff_id)
    return member is not None and right in rights_of(member, found.staff.all())


def demand(found: Repositories, staff_id: str, right: Right) -> None:
    """Raises NotAllowed unless somebody of the practice has the right."""
    if not holds(found, staff_id, right):
        raise NotAllowed
