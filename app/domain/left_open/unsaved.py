"""What somebody typed into a note and the store has not taken yet; kept on this computer meanwhile.

`services.notes.spool` makes and brings them to the store, `storage.spool` keeps them.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass

from app.domain.finding.listing import NoteSummary
from app.domain.notes.note import Content, Note
from app.domain.notes.plain import canonical, plain_content


@dataclass(frozen=True, slots=True)
class UnsavedNote:
    """A note as it was read from the store or last stored, and as `by` typed it since, at (UTC).

    A new note has grown out of `base` with nothing in it and version 0. `unheard` are the digests
    of contents that were sent to the store with no word back: it may have kept any of them.
    """

    base: Note
    mine: Note
    summary: NoteSummary
    by: str
    at: dt.datetime
    unheard: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The note's id."""
        return self.mine.id


def digest_of(content: Content) -> str:
    """The SHA-256 (hex) by which a content that was sent is known again."""
    return hashlib.sha256(canonical(plain_content(content)).encode("ascii")).hexdigest()
