"""Everything that signing needs in an open practice, as whoever is at the keyboard does it.

The office makes one when it is asked; the pages of the window sign through it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.finding.listing import NoteRow
from app.domain.notes.note import Note
from app.domain.practice.authority import Right, needs_co_signature
from app.services.notes.charting import Charting, Clock
from app.services.notes.hand_over import HandOver
from app.services.notes.unfinished import Unfinished
from app.services.permission import Permission
from app.services.ports.store import Store
from app.services.seals.attesting import unattested
from app.services.seals.later_entries import LaterEntries
from app.services.seals.sealing import co_signer_of
from app.services.signing.signature_watch import SignatureWatch
from app.services.signing.sitting import Sitting
from app.services.trail import Trail

MOST_WAITING = 200
"""Notes that one list of waiting ones shows: more than anybody signs in a day."""


@dataclass(frozen=True, slots=True)
class BeforeSigning:
    """Who would sign a note, who entered something and did not attest it, and who signs after.

    Names, as they are shown; `co_signer` is empty where nobody signs after.
    """

    signer: str
    unattested: tuple[str, ...]
    co_signer: str


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
    def late_after(self) -> dt.timedelta:
        """How long nobody saves a draft before what is entered into it is late."""
        with self.store.reading() as found:
            return dt.timedelta(hours=found.practice.get().late_after_hours)

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

    @property
    def unfinished(self) -> Unfinished:
        """What they typed, and a lock came before they signed it."""
        return Unfinished(self.store, self.trail.who, self.trail.now)

    def before_signing(self, note: Note) -> BeforeSigning:
        """What signing a draft would say of the people. Raises NoSupervisor, DamagedFile."""
        with self.store.reading() as found:
            staff = {each.id: each for each in found.staff.all()}
            names = {each.id: each.name.full for each in staff.values()}
            missing = unattested(note, found.seals.of_note(note.id), self.user)
            me = staff.get(self.user)
            after = co_signer_of(found, note, me) if me else ""
        shown = tuple(names.get(each, "somebody") for each in missing)
        return BeforeSigning(names.get(self.user, "somebody"), shown, names.get(after, ""))

    def waiting(self) -> tuple[NoteRow, ...]:
        """What waits for whoever is at the keyboard, the longest waiting first."""
        with self.store.reading() as found:
            return found.notes.waiting_for(self.user, MOST_WAITING)

    def handed_over(self) -> tuple[NoteRow, ...]:
        """What they handed over, and others have not signed yet."""
        with self.store.reading() as found:
            return found.notes.handed_over_by(self.user, MOST_WAITING)

    def names(self) -> Mapping[str, str]:
        """Who is behind a staff id, "you" for whoever is at the keyboard."""
        with self.store.reading() as found:
            names = {each.id: each.name.full for each in found.staff.all()}
        return {**names, self.user: "you"}

    def is_dentist(self) -> bool:
        """Whether whoever is at the keyboard may co-sign."""
        with self.store.reading() as found:
            member = found.staff.get(self.user)
        return member is not None and not needs_co_signature(member)

    def may(self, right: Right) -> bool:
        """Whether whoever is at the keyboard may do something, as of now."""
        return Permission(self.store, self.user).may(right)
