"""A stored note as its claim sees it, whoever has it open; the claim page's services read by it."""

import datetime as dt
from dataclasses import dataclass

from app.documents.notes.note_view import NoteView
from app.domain.notes.plain import UNREADABLE
from app.errors import DamagedFile
from app.services.notes.charting import Charting, Clock
from app.services.notes.note_views import stored_view
from app.services.ports.store import Store


@dataclass(frozen=True, slots=True)
class BilledNotes:
    """The notes of one practice."""

    store: Store
    charting: Charting
    clock: Clock

    def view(self, note_id: str) -> NoteView | None:
        """The note with its visible answers; None for one that is not there or cannot be read."""
        try:
            draft = self.charting.open(note_id)
        except (KeyError, DamagedFile, *UNREADABLE):
            return None
        made_at: dt.datetime = self.clock.utc()
        with self.store.reading() as found:
            zone = self.clock.zone
            return stored_view(found, draft.note, draft.guide, draft.known, zone, made_at)
