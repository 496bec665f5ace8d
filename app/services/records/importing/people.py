"""Judging rows of providers: the practice's own staff, and professionals outside it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, cast

from app.domain.finding.listing import search_key
from app.domain.ids import NewId
from app.domain.incoming import FIELDS, ImportField, ImportKind, Incoming
from app.domain.practice.people import PersonName, Professional, StaffMember, StaffRole
from app.services.ports.store import Repositories
from app.services.records.importing.patients import NO_NAME
from app.services.records.importing.verdict import (
    AnyEntry,
    FieldChange,
    Outcome,
    SeenRows,
    Verdict,
    changed_values,
    refused,
    repeated,
)

Person = TypeVar("Person", bound=StaffMember | Professional)

_NAME = ("given", "family", "middle", "suffix")
_OTHER_PERSON = "This NPI belongs to somebody of another name."
_OTHER_NPI = "Somebody of this name is here with another NPI."
_NO_NPI = "Somebody of this name is here, and no NPI tells whether it is the same person."
NO_ROLE = (
    "It does not say whether this is a dentist, hygienist, assistant or something else. Add a"
    " column of roles or credentials."
)

# The first word that occurs in role and credential decides.
_ROLES = (
    (StaffRole.HYGIENIST, ("hygien", "rdh")),
    (StaffRole.ASSISTANT, ("assist", "rda", "cda", "efda")),
    (StaffRole.DENTIST, ("dentist", "dds", "dmd", "bds", "orthodont", "endodont", "periodont")),
    (StaffRole.DENTIST, ("prosthodont", "surgeon", "doctor")),
    (StaffRole.COORDINATOR, ("coordinat", "case manag")),
    (StaffRole.BILLER, ("bill", "insurance", "account")),
    (StaffRole.FRONT_DESK, ("front", "reception", "secretar", "scheduler")),
    (StaffRole.MANAGER, ("manag", "admin", "owner")),
)


MakePerson = Callable[[Incoming, PersonName, str], Person | None]
"""A person of a row, their name and a fresh id; None when the row does not say enough."""


class PeopleShelf(Generic[Person]):
    """One directory of people."""

    def __init__(
        self,
        people: Sequence[Person],
        fields: Sequence[ImportField],
        make: MakePerson[Person],
        save: Callable[[Repositories, Person], Person],
        fresh_id: NewId,
    ) -> None:
        self._labels = {field.name: field.label for field in fields if field.name != "role"}
        self._make = make
        self._save = save
        self._fresh_id = fresh_id
        self._seen = SeenRows()
        self._by_npi: dict[str, Person] = {}
        self._by_name: dict[str, Person] = {}
        self._ids = {person.id for person in people}
        for person in reversed(people):
            self._put(person)

    def judge(self, found: Repositories, rows: Sequence[Incoming]) -> Iterator[Verdict]:
        """What each row is to the people there are."""
        del found  # a directory is small: all of it was read at the beginning
        for row in rows:
            yield self._judged(row)

    def keep(self, found: Repositories, entry: AnyEntry) -> None:
        """Keep somebody in the directory. Raises disk failures."""
        kept = self._save(found, cast("Person", entry))
        if entry.id in self._ids:  # somebody new was not here when the check was made either
            self._put(kept)

    def _put(self, person: Person) -> None:
        if person.npi:
            self._by_npi[person.npi] = person
        self._by_name[search_key(person.name.sorted)] = person

    def _judged(self, row: Incoming) -> Verdict:
        name, npi = _name(row), row.text("npi")
        if name is None:
            return refused(row, NO_NAME)
        number, person = f"#{npi}", search_key(name.sorted)
        unnumbered = f"{person}|unnumbered"
        if npi:
            line, same = self._seen.earlier(row, [number, unnumbered], [number, person])
        else:
            line, same = self._seen.earlier(row, [person], [person, unnumbered])
        if line:
            return repeated(row, line, same=same)
        alone = self._make(row, name, self._fresh_id())
        known, why = self._match(name, npi)
        if known is None:
            if alone is None:
                return refused(row, NO_ROLE)
            return Verdict(row.line, Outcome.NEW, name.sorted, entry=alone)
        merged, changes = self._merged(known, row)
        if not changes:
            return Verdict(row.line, Outcome.SAME, name.sorted)
        if why:
            title = name.sorted
            return Verdict(row.line, Outcome.LOOKALIKE, title, why, changes, merged, alone)
        return Verdict(row.line, Outcome.CHANGED, name.sorted, "", changes, merged)

    def _match(self, name: PersonName, npi: str) -> tuple[Person | None, str]:
        """Who is meant, or might be; and why that is not sure."""
        key = search_key(name.sorted)
        if numbered := self._by_npi.get(npi) if npi else None:
            return numbered, "" if search_key(numbered.name.sorted) == key else _OTHER_PERSON
        named = self._by_name.get(key)
        return named, _OTHER_NPI if named and named.npi and npi else _NO_NPI

    def _merged(self, known: Person, row: Incoming) -> tuple[Person, tuple[FieldChange, ...]]:
        old = {**known.model_dump(exclude={"name"}), **known.name.model_dump()}
        values, changes = changed_values(self._labels, old, row)
        name = known.name.model_copy(update={k: v for k, v in values.items() if k in _NAME})
        plain = {k: v for k, v in values.items() if k not in _NAME}
        return cast("Person", known.model_copy(update={**plain, "name": name})), changes


def staff_shelf(found: Repositories, fresh_id: NewId) -> PeopleShelf[StaffMember]:
    """The practice's own staff, as it was when the run began."""
    return PeopleShelf(
        found.staff.all(),
        FIELDS[ImportKind.STAFF],
        _staff_member,
        lambda now, member: now.staff.save(member),
        fresh_id,
    )


def professional_shelf(found: Repositories, fresh_id: NewId) -> PeopleShelf[Professional]:
    """The professionals outside, as they were when the run began."""
    return PeopleShelf(
        found.professionals.all(),
        FIELDS[ImportKind.PROFESSIONALS],
        _professional,
        lambda now, person: now.professionals.save(person),
        fresh_id,
    )


def _staff_member(row: Incoming, name: PersonName, staff_id: str) -> StaffMember | None:
    role = _role(row)
    if role is None:
        return None
    return StaffMember(
        id=staff_id,
        name=name,
        role=role,
        credential=row.text("credential"),
        npi=row.text("npi"),
        license=row.text("license"),
        taxonomy=row.text("taxonomy"),
    )


def _professional(row: Incoming, name: PersonName, person_id: str) -> Professional:
    return Professional(
        id=person_id,
        name=name,
        credential=row.text("credential"),
        specialty=row.text("specialty"),
        organization=row.text("organization"),
        phone=row.text("phone"),
        fax=row.text("fax"),
        npi=row.text("npi"),
    )


def _role(row: Incoming) -> StaffRole | None:
    words = f"{row.text('role')} {row.text('credential')}".casefold().replace(".", "")
    return next((role for role, parts in _ROLES if any(part in words for part in parts)), None)


def _name(row: Incoming) -> PersonName | None:
    parts = {part: row.text(part) for part in _NAME}
    return PersonName(**parts) if parts["given"] and parts["family"] else None
