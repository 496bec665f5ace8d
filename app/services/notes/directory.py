"""The people of a practice as the form offers them: copies to put into a note, names by id."""

from collections.abc import Sequence

from app.domain.guides.answers import Person
from app.domain.practice.people import Professional, StaffMember
from app.services.ports.store import Store


class Directory:
    """Staff and professionals, read once and again by `refresh`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._staff: tuple[StaffMember, ...] = ()
        self._professionals: tuple[Professional, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Read the directory again."""
        with self._store.reading() as found:
            self._staff = found.staff.all()
            self._professionals = found.professionals.all()

    def staff(self) -> Sequence[Person]:
        """Who works here, as they would be copied into a note."""
        names = {member.id: member.name.full for member in self._staff}
        return [
            Person(
                member.name.full,
                member.role.value,
                member.credential or member.training,
                names.get(member.supervisor, ""),
                member.id,
            )
            for member in self._staff
            if member.active
        ]

    def professionals(self) -> Sequence[Person]:
        """Medical professionals; the role is the specialty."""
        return [
            Person(each.name.full, each.specialty, each.credential, "", each.id)
            for each in self._professionals
        ]

    def professional(self, entry: str) -> Professional | None:
        """The professional behind an id."""
        return next((each for each in self._professionals if each.id == entry), None)

    def roles_of(self, staff_id: str) -> str:
        """What somebody does here, in words: `Dentist, manager`."""
        roles = next((m.roles for m in self._staff if m.id == staff_id), ())
        return ", ".join(role.value.replace("_", " ") for role in roles).capitalize()

    def name_of(self, staff_id: str) -> str:
        """The name of a staff id."""
        return next((m.name.full for m in self._staff if m.id == staff_id), "somebody")
