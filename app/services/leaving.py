"""Somebody leaves the practice: deactivated, never deleted, and their open work goes to another.

The staff tab calls it. What they signed keeps verifying: public keys are never deleted. A draft
they wrote into and never attest is signed by the dentist as entered by them, not attested.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.audit import About, Deed
from app.domain.authority import Right, rights_of
from app.domain.listing import NoteQuery, NoteRow
from app.domain.people import StaffMember
from app.errors import NotAllowed, StaleRecord
from app.services.accounts import LAST_MANAGER, Accounts
from app.services.permission import require
from app.services.ports import Repositories
from app.services.trail import about_note


@dataclass(frozen=True, slots=True)
class Leaving:
    """Lets people leave, as `accounts.trail.who` may."""

    accounts: Accounts

    def open_work(self, person: str) -> tuple[NoteRow, ...]:
        """The drafts that somebody (a staff id) began, treats in or is waited for in."""
        with self.accounts.store.reading() as found:
            return _open_work(found, person)

    def heirs(self, person: str) -> tuple[StaffMember, ...]:
        """Who can take the drafts over: everybody else who may sign."""
        with self.accounts.store.reading() as found:
            staff = found.staff.all()
        return tuple(
            each for each in staff if each.id != person and Right.SIGN in rights_of(each, staff)
        )

    def leave(self, member: StaffMember, heir: str) -> tuple[str, ...]:
        """Deactivate somebody and hand their drafts to `heir` (a staff id), all in one step.

        Returns what stands in the way. Raises NotAllowed, StaleRecord and disk failures.
        """
        accounts, trail = self.accounts, self.accounts.trail
        with accounts.store.writing() as found:
            require(found, trail.who, Right.EDIT_PEOPLE)
            stored = found.staff.get(member.id)
            if stored is None or stored.version != member.version:
                raise StaleRecord
            if accounts.is_last_manager(found, member.id):
                return (LAST_MANAGER,)
            drafts = _open_work(found, member.id)
            if drafts and heir not in {each.id for each in self.heirs(member.id)}:
                return ("Choose who goes on with the open notes.",)
            for row in drafts:
                self._hand_on(found, row.id, member.id, heir)
            found.staff.save(stored.model_copy(update={"active": False}))
            about = About("staff", member.id)
            trail.add(found, Deed.RIGHTS_CHANGED, about, roles=[], notes=len(drafts))
            accounts.close(found, member.id)
        return ()

    def come_back(self, member: StaffMember) -> None:
        """Somebody who left works here again; to sign in they need an account anew.

        Raises NotAllowed, StaleRecord and disk failures.
        """
        trail = self.accounts.trail
        with self.accounts.store.writing() as found:
            require(found, trail.who, Right.EDIT_PEOPLE)
            found.staff.save(member.model_copy(update={"active": True}))
            roles = [role.value for role in member.roles]
            trail.add(found, Deed.RIGHTS_CHANGED, About("staff", member.id), roles=roles)

    def _hand_on(self, found: Repositories, note_id: str, person: str, heir: str) -> None:
        note, row = found.notes.get(note_id), found.notes.row(note_id)
        if note is None or row is None:
            return
        trail = self.accounts.trail
        treating = heir if note.treating_id == person and _treats(found, heir) else note.treating_id
        waiting = replace(note, waits_for=heir, handed_at=trail.now(), treating_id=treating)
        kept = found.notes.save(waiting, row.summary, trail.now())
        trail.add(found, Deed.NOTE_REASSIGNED, about_note(kept), to=heir, before=person)


def _open_work(found: Repositories, person: str) -> tuple[NoteRow, ...]:
    began = _rows(found, NoteQuery(status="draft", author_id=person))
    treats = _rows(found, NoteQuery(status="draft", treating_id=person))
    waiting = _rows(found, NoteQuery(status="waiting"))
    waited_for = (row for row in waiting if row.waits_for == person)
    return tuple({row.id: row for row in (*began, *treats, *waited_for)}.values())


def _rows(found: Repositories, query: NoteQuery) -> Iterator[NoteRow]:
    while True:
        page = found.notes.page(query)
        yield from page.rows
        if page.after is None:
            return
        query = replace(query, after=page.after)


def _treats(found: Repositories, person: str) -> bool:
    member = found.staff.get(person)
    if member is None:
        raise NotAllowed
    return any(role.value == "dentist" for role in member.roles)
