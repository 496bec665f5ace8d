"""Checks notes and remembers the outcome for the lists; a new misfit goes into the trail.

The window calls it when a note is opened, and in the background for one after the other: signed
notes, whether they are what was signed, and drafts, whether the trail tells that they were signed.
How long a round of the background takes depends on how many notes there are, and on how often
nobody types: the window checks three a second while somebody does, 10,800 an hour, and some fifty
otherwise, so that a million take less than six quiet hours. Nothing waits for its turn: whatever is
opened, printed, exported or packed is checked then.
"""

import datetime as dt
from dataclasses import dataclass

from app.domain.audit import About, AuditQuery, Deed
from app.domain.signing.seal import SigningKey, Standing
from app.services.audit.trail_check import unexplained_keys
from app.services.ports.store import Store
from app.services.seals.key_standing import untold_keys
from app.services.seals.remembering import listed, remember
from app.services.seals.standing import standing_of
from app.services.trail import Trail

CHECKED_FOR = dt.timedelta(hours=20)
"""No note has its turn in the background more often than this: a practice of up to some 200,000
notes that leaves the window open is gone through once a day, a larger one without a pause.
"""

_TOLD_KEYS = AuditQuery(deeds=(Deed.KEY_MISFIT,), limit=1_000)


@dataclass(frozen=True, slots=True)
class SignatureWatch:
    """Checks notes of one practice. May be used from any thread."""

    store: Store
    trail: Trail

    def check(self, note_id: str) -> Standing:
        """How it stands with a note, read anew; lists are told where they show otherwise."""
        with self.store.reading() as found:
            standing, before = standing_of(found, note_id), listed(found, note_id)
        if before is not None and standing is not before[0]:
            with self.store.writing() as found:
                remember(found, self.trail, {note_id: standing})
        return standing

    def check_next(self, at_most: int) -> int:
        """Check the notes that were longest not checked; returns how many there were."""
        now = self.trail.now()
        with self.store.reading() as found:
            due = found.notes.longest_unchecked(now - CHECKED_FOR, now, at_most)
            standings = {each: standing_of(found, each) for each in due}
        if standings:
            with self.store.writing() as found:
                remember(found, self.trail, standings)
        return len(standings)

    def check_keys(self) -> tuple[SigningKey, ...]:
        """Tell the trail, once, of each signing key that no row tells of.

        Returns those that nobody has explained yet.
        """
        with self.store.reading() as found:
            untold, left = untold_keys(found), unexplained_keys(found)
            told = {row.told.get("key") for row in found.audit.page(_TOLD_KEYS).rows}
        new = [key for key in untold if key.fingerprint not in told]
        if new:
            with self.store.writing() as found:
                for key in new:
                    about = About("staff", key.person)
                    self.trail.add(found, Deed.KEY_MISFIT, about, key=key.fingerprint)
        return left
