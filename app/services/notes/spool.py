"""Saving notes when the server may be gone: what it does not take is kept here and brought later.

The note page saves through it. An embedded practice has no spool: where its disk refuses, another
file on the same disk would be refused too.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.finding.listing import NoteSummary
from app.domain.left_open.unsaved import UnsavedNote, digest_of
from app.domain.notes.note import Content, Note
from app.errors import DamagedFile, Failure, SignedNote, StaleNote
from app.services.notes.charting import Charting, Clock, summary_of
from app.services.notes.conflicts import Conflicts, compare
from app.services.notes.draft import Draft
from app.services.ports.live import Spool

MOST_UNHEARD = 64
"""Contents remembered for a note whose save was never heard of; each retry may add one."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought to the store, and what somebody has to decide about: ids of notes, or names
    of what was left on pages.
    """

    saved: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()


class Keeping:
    """Saves the notes of one practice, as the user of `charting`; for any thread."""

    def __init__(
        self, spool: Spool | None, charting: Charting, conflicts: Conflicts, clock: Clock
    ) -> None:
        self._spool = spool
        self._charting = charting
        self._conflicts = conflicts
        self._clock = clock
        self._turn = threading.Lock()
        self._unheard: dict[str, tuple[str, ...]] = {}

    def as_user(self, charting: Charting, conflicts: Conflicts) -> "Keeping":
        """The same, with somebody else at the keyboard; what was not heard of stays known."""
        other = Keeping(self._spool, charting, conflicts, self._clock)
        other._unheard = self._unheard
        return other

    @property
    def has_spool(self) -> bool:
        """Whether something can be kept on this computer apart from the store."""
        return self._spool is not None

    def save(self, note: Note, summary: NoteSummary) -> Note:
        """As `Charting.save`; remembers what was sent with no word back."""
        try:
            stored = self._charting.save(note, summary)
        except (StaleNote, SignedNote):
            raise
        except Failure:
            self._remember(note)
            raise
        with self._turn:
            self._unheard.pop(note.id, None)
        return stored

    def unsaved(self, base: Note | None, note: Note, summary: NoteSummary) -> UnsavedNote:
        """What is typed in an open note, over what it grew out of; None for a new note."""
        grown_from = base or replace(note, content=Content(), version=0)
        with self._turn:
            unheard = frozenset(self._unheard.get(note.id, ()))
        return UnsavedNote(
            grown_from, note, summary, self._charting.user, self._clock.utc(), unheard
        )

    def keep(self, unsaved: UnsavedNote) -> None:
        """Keep it on this computer; on the disk when this returns. Does nothing without a spool.

        Raises FullSpool, DamagedSpool and disk failures.
        """
        if self._spool is not None:
            self._spool.put(unsaved)

    def drop(self, note_id: str) -> None:
        """Forget what was kept of a note, because the store has it."""
        if self._spool is not None:
            self._spool.drop(note_id)

    def count(self) -> int:
        """How many notes are kept on this computer. Raises DamagedSpool."""
        return sum(1 for _ in self._all())

    def kept(self, note_id: str) -> UnsavedNote | None:
        """What is kept of a note on this computer, if anything. Raises DamagedSpool."""
        return next((each for each in self._all() if each.id == note_id), None)

    def resume(self, draft: Draft) -> Note | None:
        """Go on with what is kept of an opened note; returns what that grew out of, or None.

        A save then finds out whether somebody else changed the note since. Raises DamagedSpool.
        """
        kept = self.kept(draft.note.id)
        if kept is None:
            return None
        with self._turn:
            known = self._unheard.get(kept.id, ())
            self._unheard[kept.id] = (*known, *kept.unheard)[-MOST_UNHEARD:]
        draft.take_over(kept.mine.content)
        draft.saved(kept.mine)
        return kept.base

    def bring(self, but: str = "") -> Brought:
        """Bring what is kept to the store, in order; `but` is the note that is open here.

        Whatever clashes stays kept, and so does what has no place in the store now; neither keeps
        the others waiting. Raises the store's failure when it is gone again; what was brought by
        then is not kept any more.
        """
        saved: list[str] = []
        undecided: list[str] = []
        for unsaved in self._all():
            if unsaved.id == but:
                continue
            if self._bring(unsaved):
                self.drop(unsaved.id)
                saved.append(unsaved.id)
            else:
                undecided.append(unsaved.id)
        return Brought(tuple(saved), tuple(undecided))

    def _bring(self, unsaved: UnsavedNote) -> bool:
        """Save it over what is stored; False where somebody has to decide."""
        charting = self._charting.as_user(unsaved.by)
        try:
            if not charting.knows_people_of(unsaved.mine):
                return False
            stored = self._conflicts.stored(unsaved.id)
            if stored is None:
                charting.save(replace(unsaved.mine, version=0), unsaved.summary)
                return True
            draft = charting.open(unsaved.id)
            comparison = compare(stored, unsaved, draft.guide)
            if comparison.merge.clashes:
                return False
            note = comparison.settled({})
            if note != stored:
                draft.take_over(note.content)
                charting.save(note, summary_of(draft.state))
        except (StaleNote, SignedNote, DamagedFile):  # somebody else's just now, or not readable
            return False
        return True

    def _all(self) -> Iterator[UnsavedNote]:
        yield from self._spool.all() if self._spool is not None else ()

    def _remember(self, note: Note) -> None:
        with self._turn:
            before = self._unheard.get(note.id, ())
            self._unheard[note.id] = (*before, digest_of(note.content))[-MOST_UNHEARD:]
