"""Notes that wait for a reply in memory, with the manners of the real repository."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.domain.deadlines.awaited_reply import WaitingNote, awaited_reply
from app.domain.finding.listing import Cursor, Page
from app.domain.notes.note import Note
from app.domain.signing.seal import SealKind
from tests.storage.fake_claims import NEVER
from tests.storage.fake_notes import Keyed, cut

if TYPE_CHECKING:  # which imports this module
    from tests.storage.fakes import Held

_TOLD = (SealKind.CONTINUATION, SealKind.VOID)


class MemoryReplies:
    def __init__(self, held: "Held") -> None:
        self._held = held

    def page(
        self, person: str, after: Cursor | None, limit: int, gone: Sequence[str] = ()
    ) -> Page[WaitingNote]:
        rows: list[Keyed[WaitingNote]] = []
        for note, _summary in self._held.notes.values():
            row = self._waiting(note)
            of = {note.treating_id, note.author_id}
            if row and (person in {"", *of} or of <= set(gone)):
                rows.append(((row.due.isoformat() if row.due else NEVER, row.id), row))
        return cut(rows, after, limit, newest_first=False)

    def _waiting(self, note: Note) -> WaitingNote | None:
        awaited = awaited_reply(note.content)
        seals = self._held.seals.get(note.id, ())
        if awaited is None or any(seal.kind in _TOLD for seal in seals):
            return None
        patient = self._held.patients.get(note.patient_id)
        return WaitingNote(
            note.id,
            note.patient_id,
            patient.name.sorted if patient else "",
            note.code,
            note.treating_id,
            awaited.due,
            awaited.planned,
        )
