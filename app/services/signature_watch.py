"""Checks signed notes and remembers the outcome for the lists; a new misfit goes into the trail.

The window calls it when a note is opened, and in the background for one after the other. How long
a round of the background takes depends on how many signed notes there are: at the window's pace of
three a second, 10,800 an hour for which it is open, 100,000 take 9 hours and a million almost four
days. Nothing waits for its turn: whatever is opened, printed, exported or packed is checked then.
"""

import datetime as dt
from dataclasses import dataclass

from app.domain.audit import About, Deed
from app.domain.seal import Standing
from app.services.ports import Store
from app.services.standing import standing_of
from app.services.trail import Trail

CHECKED_FOR = dt.timedelta(hours=20)
"""No note has its turn in the background more often than this: a practice of up to some 200,000
signed notes that leaves the window open is gone through once a day, a larger one without a pause.
"""


@dataclass(frozen=True, slots=True)
class SignatureWatch:
    """Checks notes of one practice. May be used from any thread."""

    store: Store
    trail: Trail

    def check(self, note_id: str) -> Standing:
        """How it stands with a note, read anew; lists are told where they show otherwise."""
        with self.store.reading() as found:
            standing, row = standing_of(found, note_id), found.notes.row(note_id)
        if row is not None and standing is not row.standing:
            self._remember({note_id: standing})
        return standing

    def check_next(self, at_most: int) -> int:
        """Check the notes that were longest not checked; returns how many there were."""
        now = self.trail.now()
        with self.store.reading() as found:
            due = found.notes.longest_unchecked(now - CHECKED_FOR, now, at_most)
            standings = {each: standing_of(found, each) for each in due}
        if standings:
            self._remember(standings)
        return len(standings)

    def _remember(self, standings: dict[str, Standing]) -> None:
        now = self.trail.now()
        with self.store.writing() as found:
            for note_id, standing in standings.items():
                before = found.notes.row(note_id)
                found.notes.mark(note_id, standing, now)
                if before and before.standing is not standing and standing.sentence:
                    about = About("note", note_id, before.patient_id, note_id)
                    self.trail.add(found, Deed.NOTE_MISFIT, about, standing=standing.value)
