"""Handing a draft over to who signs it, giving it back and taking it back; the note page asks.

Whoever hands over gives their word for what they entered, if they sign that; else the signed note
says that they did not.
"""

from dataclasses import dataclass, replace

from app.crypto import Secret
from app.domain.audit import AuditQuery, Deed
from app.domain.finding.listing import NoteSummary
from app.domain.notes.note import Note
from app.domain.practice.authority import Right, managers, rights_of
from app.domain.practice.people import StaffMember
from app.errors import NotAllowed
from app.services.ports.store import Repositories, Store
from app.services.seals.sealing import sealed_attestation, signer_of
from app.services.trail import Trail, about_note


@dataclass(frozen=True, slots=True)
class HandOver:
    """Hands drafts over, as `trail.who` (a staff id) does."""

    store: Store
    trail: Trail

    def signers(self, note: Note) -> tuple[StaffMember, ...]:
        """Whom a draft can be handed to: everybody else who may sign, who treats first."""
        with self.store.reading() as found:
            staff = found.staff.all()
        others = (each for each in staff if each.id != self.trail.who)
        may = [each for each in others if Right.SIGN in rights_of(each, staff)]
        return tuple(sorted(may, key=lambda each: each.id != note.treating_id))

    def hand_over(self, note: Note, summary: NoteSummary, to: str, key: Secret | None) -> Note:
        """Keep a stored draft as waiting for somebody (a staff id); returns it as stored.

        With a `key` whoever hands over attests what they entered. Raises StaleNote, SignedNote,
        and with a key what `signer_of` does.
        """
        now = self.trail.now()
        with self.store.writing() as found:
            waiting = replace(note, waits_for=to, handed_at=now)
            kept, about = found.notes.save(waiting, summary, now), about_note(note)
            if key is not None:
                signer = signer_of(found, self.trail.who, key, now)
                seal = sealed_attestation(kept, signer, found.seals.of_note(note.id))
                found.seals.add(seal)
                self.trail.add(found, Deed.NOTE_ATTESTED, about, digest=seal.digest)
            self.trail.add(found, Deed.NOTE_HANDED_OVER, about, to=to)
            return kept

    def giver(self, note: Note) -> StaffMember | None:
        """Who handed over a draft that waits for whoever is at the keyboard; None without one."""
        if note.waits_for != self.trail.who:
            return None
        with self.store.reading() as found:
            return self._giver(found, note)

    def hand_back(self, note: Note, summary: NoteSummary) -> Note:
        """Let a draft wait for who handed it over, because something is theirs to fill in.

        Returns it as stored. Raises StaleNote, SignedNote, and NotAllowed for anybody but whom it
        waits for, and where who gave it works here no more.
        """
        now = self.trail.now()
        with self.store.writing() as found:
            giver = self._giver(found, note)
            if note.waits_for != self.trail.who or giver is None:
                raise NotAllowed
            back = replace(note, waits_for=giver.id, handed_at=now)
            kept = found.notes.save(back, summary, now)
            self.trail.add(found, Deed.NOTE_HANDED_OVER, about_note(note), to=giver.id)
            return kept

    def may_take_back(self, note: Note) -> bool:
        """Whether whoever is at the keyboard handed this draft over, or looks after people."""
        with self.store.reading() as found:
            return self._may_take_back(found, note)

    def take_back(self, note: Note, summary: NoteSummary) -> Note:
        """Go on with a draft that was handed over; returns it as stored. Raises as above.

        Raises NotAllowed for whom it waits: it is theirs to finish. What was attested stays so as
        long as it is not changed.
        """
        with self.store.writing() as found:
            if not self._may_take_back(found, note):
                raise NotAllowed
            back = replace(note, waits_for="", handed_at=None)
            kept = found.notes.save(back, summary, self.trail.now())
            self.trail.add(found, Deed.NOTE_TAKEN_BACK, about_note(note))
            return kept

    def _may_take_back(self, found: Repositories, note: Note) -> bool:
        by = _handed_over_by(found, note)
        return self.trail.who in {by, *(each.id for each in managers(found.staff.all()))}

    def _giver(self, found: Repositories, note: Note) -> StaffMember | None:
        giver = found.staff.get(_handed_over_by(found, note))
        return giver if giver and giver.active and giver.id != self.trail.who else None


def _handed_over_by(found: Repositories, note: Note) -> str:
    """Who handed a draft over last (a staff id); who began it where nobody did."""
    given = AuditQuery(note=note.id, deeds=(Deed.NOTE_HANDED_OVER,), limit=1)
    rows = found.audit.page(given).rows
    return rows[0].who if rows else note.author_id
