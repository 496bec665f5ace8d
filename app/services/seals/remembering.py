"""Keeps for the lists how it stands with notes, as it was found; the watch and every export ask.

A new misfit goes into the trail.
"""

from collections.abc import Mapping

from app.domain.audit import About, Deed
from app.domain.notes.plain import UNREADABLE
from app.domain.signing.seal import Standing
from app.services.ports.store import Repositories
from app.services.trail import Trail


def listed(found: Repositories, note_id: str) -> tuple[Standing | None, str] | None:
    """What lists say of a note, and whose it is; None where there is none.

    A row with a column that cannot be read says nothing.
    """
    try:
        row = found.notes.row(note_id)
    except UNREADABLE:
        return None, ""
    return (row.standing, row.patient_id) if row else None


def remember(found: Repositories, trail: Trail, standings: Mapping[str, Standing]) -> None:
    """Let lists say of notes, by id, what was found just now."""
    now = trail.now()
    for note_id, standing in standings.items():
        before = listed(found, note_id)
        found.notes.mark(note_id, standing, now)
        if before and before[0] is not standing and standing.sentence:
            about = About("note", note_id, before[1], note_id)
            trail.add(found, Deed.NOTE_MISFIT, about, standing=standing.value)
