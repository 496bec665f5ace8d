"""A draft that is gone on with late: who began that, since when, why, and which answers are late.

The note page asks; the spells are saved with the draft and signed with the note.
"""

import datetime as dt
from dataclasses import replace

from app.domain.audit import AuditQuery, Deed
from app.domain.notes.late import LateSpell, spell_of
from app.domain.notes.note import Note
from app.services.ports.store import Repositories
from app.services.trail import Trail, about_note


def gone_on(note: Note, by: str, now: dt.datetime) -> Note:
    """The draft with a new spell, from the edit on that somebody (a staff id) made just now."""
    newest = max((entry.at for entry in note.content.entries.values()), default=now)
    since = newest if note.saved_at is None or newest > note.saved_at else now
    return replace(note, late=(*note.late, LateSpell(since, by, "")))


def with_reason(note: Note, reason: str) -> Note:
    """The draft whose last spell has a reason."""
    *before, last = note.late
    return replace(note, late=(*before, replace(last, reason=reason.strip())))


def late_paths(note: Note) -> frozenset[str]:
    """The answer paths that were entered late."""
    entries = note.content.entries.items()
    return frozenset(path for path, entry in entries if spell_of(note.late, entry.at))


def tell_late(found: Repositories, note: Note, trail: Trail) -> None:
    """Tell the trail of each spell once."""
    if not note.late:
        return
    query = AuditQuery(note=note.id, deeds=(Deed.NOTE_GONE_ON_LATE,))
    for _untold in note.late[len(found.audit.page(query).rows) :]:
        trail.add(found, Deed.NOTE_GONE_ON_LATE, about_note(note), version=note.version)
