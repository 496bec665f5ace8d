"""Somebody leaves the practice: deactivated, never deleted, and their open work goes to another.

The staff tab calls it. What they signed keeps verifying: public keys are never deleted. A draft
they wrote into and never attest is signed by the dentist as entered by them, not attested. A
co-signature that was awaited of them is given by another dentist: the note's own signature goes on
naming who left, the trail tells to whom it went, the co-signature says who gave it. Open claims go
to whoever lets them leave: on nobody's worklist an appeal window would close unseen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.audit import About, Deed
from app.domain.claims.claim_listing import ClaimQuery, ClaimRow
from app.domain.claims.claim_steps import told
from app.domain.finding.listing import NoteQuery, NoteRow
from app.domain.practice.authority import Right, needs_co_signature, rights_of
from app.domain.practice.people import StaffMember
from app.errors import StaleRecord
from app.services.claims.claim_keeping import keep
from app.services.people.accounts import LAST_MANAGER, Accounts
from app.services.permission import require
from app.services.ports.store import Repositories
from app.services.seals.standing import CO_SIGNATURE
from app.services.trail import about_note

WHO_GOES_ON = "Choose who goes on with the open notes."
WHO_CO_SIGNS = "Choose the dentist who co-signs from now on."
WHO_TREATS = "Choose the dentist with whom new notes begin from now on."


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What somebody leaves behind: drafts, co-signatures awaited, whom they supervise, claims.

    `is_usual_dentist`: new notes begin with them.
    """

    drafts: tuple[NoteRow, ...] = ()
    co_signatures: tuple[NoteRow, ...] = ()
    supervised: tuple[StaffMember, ...] = ()
    is_usual_dentist: bool = False
    claims: tuple[ClaimRow, ...] = ()

    @property
    def needs_dentist(self) -> bool:
        """Whether some of it is a dentist's alone."""
        return bool(self.co_signatures or self.supervised or self.is_usual_dentist)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Lets people leave, as `accounts.trail.who` may."""

    accounts: Accounts

    def open_work(self, person: str) -> OpenWork:
        """What has to go to somebody else when somebody (a staff id) leaves."""
        with self.accounts.store.reading() as found:
            return _open_work(found, person)

    def heirs(self, person: str) -> tuple[StaffMember, ...]:
        """Who can take the drafts over: everybody else who may sign."""
        with self.accounts.store.reading() as found:
            return _heirs(found, person)

    def dentists(self, person: str) -> tuple[StaffMember, ...]:
        """Who can co-sign and supervise from now on: the other dentists."""
        return _dentists(self.heirs(person))

    def leave(self, member: StaffMember, heir: str, dentist: str = "") -> tuple[str, ...]:
        """Deactivate somebody and hand their work on, all in one step.

        Drafts go to `heir`, awaited co-signatures and whom they supervised to `dentist` (staff
        ids), with whom new notes begin if they began with who leaves. Without a dentist nobody
        supervises those any more; where no other one works here, co-signatures stay awaited and
        new notes begin with nobody. Returns what stands in the way. Raises NotAllowed, StaleRecord
        and disk failures.
        """
        accounts, trail = self.accounts, self.accounts.trail
        with accounts.store.writing() as found:
            require(found, trail.who, Right.EDIT_PEOPLE)
            stored = found.staff.get(member.id)
            if stored is None or stored.version != member.version:
                raise StaleRecord
            if accounts.is_last_manager(found, member.id):
                return (LAST_MANAGER,)
            work, heirs = _open_work(found, member.id), _heirs(found, member.id)
            if problems := _problems(work, heirs, heir, dentist):
                return problems
            for row in work.drafts:
                self._hand_on(found, row.id, member.id, heir)
            co_signatures = work.co_signatures if dentist else ()
            for row in co_signatures:
                self._hand_on_co_signature(found, row, member.id, dentist)
            for each in work.supervised:
                self._supervise(found, each, dentist)
            if work.is_usual_dentist:
                self._begin_with(found, dentist)
            for claim in work.claims:
                self._take_claim(found, claim.id, member.id)
            found.staff.save(stored.model_copy(update={"active": False}))
            about = About("staff", member.id)
            notes = len(work.drafts) + len(co_signatures)
            trail.add(found, Deed.RIGHTS_CHANGED, about, roles=[], notes=notes)
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
        note, row, to = found.notes.get(note_id), found.notes.row(note_id), found.staff.get(heir)
        if note is None or row is None or to is None:
            return
        trail = self.accounts.trail
        treats = note.treating_id == person and not needs_co_signature(to)
        treating = heir if treats else note.treating_id
        waiting = replace(note, waits_for=heir, handed_at=trail.now(), treating_id=treating)
        kept = found.notes.save(waiting, row.summary, trail.now())
        trail.add(found, Deed.NOTE_REASSIGNED, about_note(kept), to=heir, before=person)

    def _hand_on_co_signature(
        self, found: Repositories, row: NoteRow, person: str, dentist: str
    ) -> None:
        about = About("note", row.id, row.patient_id, row.id)
        detail = {"what": CO_SIGNATURE, "to": dentist, "before": person}
        found.notes.await_co_signature(row.id, dentist)
        self.accounts.trail.add(found, Deed.NOTE_REASSIGNED, about, **detail)

    def _take_claim(self, found: Repositories, claim_id: str, person: str) -> None:
        claim, trail = found.claims.get(claim_id), self.accounts.trail
        if claim is None:
            return
        owner = "" if trail.who == person else trail.who
        after = told(claim, trail.now(), trail.who, "Taken over from somebody who left.")
        changed = after.model_copy(update={"owner": owner})
        keep(found, trail, changed, Deed.CLAIM_CHANGED, fields=["owner"])

    def _begin_with(self, found: Repositories, dentist: str) -> None:
        practice = found.practice.get()
        detail = {"to": dentist, "before": practice.treating}
        found.practice.save(practice.model_copy(update={"treating": dentist}))
        about = About("practice", "practice")
        self.accounts.trail.add(found, Deed.RECORD_CHANGED, about, fields=["treating"], **detail)

    def _supervise(self, found: Repositories, member: StaffMember, dentist: str) -> None:
        dentist = "" if dentist == member.id else dentist
        found.staff.save(member.model_copy(update={"supervisor": dentist}))
        about, before = About("staff", member.id), member.supervisor
        detail = {"to": dentist, "before": before}
        self.accounts.trail.add(found, Deed.RECORD_CHANGED, about, fields=["supervisor"], **detail)


def _problems(
    work: OpenWork, heirs: tuple[StaffMember, ...], heir: str, dentist: str
) -> tuple[str, ...]:
    dentists = {each.id for each in _dentists(heirs)}
    no_heir = work.drafts and heir not in {each.id for each in heirs}
    needed = bool(dentists) and bool(work.co_signatures or work.is_usual_dentist)
    no_dentist = work.needs_dentist and (needed or dentist) and dentist not in dentists
    who = WHO_CO_SIGNS if work.co_signatures or not work.is_usual_dentist else WHO_TREATS
    return (*((WHO_GOES_ON,) if no_heir else ()), *((who,) if no_dentist else ()))


def _heirs(found: Repositories, person: str) -> tuple[StaffMember, ...]:
    staff = found.staff.all()
    return tuple(
        each for each in staff if each.id != person and Right.SIGN in rights_of(each, staff)
    )


def _dentists(staff: tuple[StaffMember, ...]) -> tuple[StaffMember, ...]:
    return tuple(each for each in staff if not needs_co_signature(each))


def _open_work(found: Repositories, person: str) -> OpenWork:
    began = _rows(found, NoteQuery(status="draft", author_id=person))
    treats = _rows(found, NoteQuery(status="draft", treating_id=person))
    waiting = tuple(_rows(found, NoteQuery(status="waiting")))
    waited_for = (row for row in waiting if row.waits_for == person)
    return OpenWork(
        tuple({row.id: row for row in (*began, *treats, *waited_for)}.values()),
        tuple(row for row in waiting if row.co_signer == person and not row.is_void),
        tuple(each for each in found.staff.all() if each.active and each.supervisor == person),
        found.practice.get().treating == person,
        tuple(_claims(found, ClaimQuery(is_open=True, owner=person))),
    )


def _claims(found: Repositories, query: ClaimQuery) -> Iterator[ClaimRow]:
    while True:
        page = found.claims.page(query)
        yield from page.rows
        if page.after is None:
            return
        query = replace(query, after=page.after)


def _rows(found: Repositories, query: NoteQuery) -> Iterator[NoteRow]:
    while True:
        page = found.notes.page(query)
        yield from page.rows
        if page.after is None:
            return
        query = replace(query, after=page.after)
