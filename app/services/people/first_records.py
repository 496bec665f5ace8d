"""What an empty practice begins with: its name and the first person; bootstrap writes it."""

from app.domain.ids import NewId, new_id
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.services.ports.store import Store

MOST = 120
"""Characters of a name; the line it was typed in has no end."""


def begin_empty(
    store: Store,
    practice: str,
    given: str,
    family: str,
    credential: str,
    *,
    is_dentist: bool,
    fresh_id: NewId = new_id,
) -> str:
    """Keep the practice's name and its first person, who treats if a dentist; returns the id."""
    role = StaffRole.DENTIST if is_dentist else StaffRole.FRONT_DESK
    with store.writing() as found:
        first = found.staff.save(
            StaffMember(
                id=fresh_id(),
                name=PersonName(given=given[:MOST], family=family[:MOST]),
                role=role,
                credential=credential[:MOST],
            )
        )
        treating = first.id if is_dentist else ""
        changes = {"name": practice[:MOST], "treating": treating}
        found.practice.save(found.practice.get().model_copy(update=changes))
    return first.id
