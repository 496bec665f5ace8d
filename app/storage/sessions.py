"""Marks of open sessions: an unended one tells the next start what a crash cut off."""

import datetime as dt

from sqlalchemy import Connection, insert, select, update

from app.domain.listing import Interrupted, NoteRow
from app.storage.notes import note_row, note_rows
from app.storage.tables import notes, sessions


class SessionRepository:
    """Opens and ends sessions; one is open at a time, since one program has the file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, at: dt.datetime) -> Interrupted | None:
        """Mark a session as open; returns the one before when it never ended."""
        open_since = select(sessions.c.began_at).where(sessions.c.ended_at.is_(None))
        began_at = self._connection.execute(open_since.order_by(sessions.c.id)).scalars().first()
        self.end(at)
        self._connection.execute(insert(sessions).values(began_at=at))
        return None if began_at is None else Interrupted(began_at, self._saved_since(began_at))

    def end(self, at: dt.datetime) -> None:
        """Mark what is open as ended."""
        unended = update(sessions).where(sessions.c.ended_at.is_(None))
        self._connection.execute(unended.values(ended_at=at))

    def _saved_since(self, began_at: dt.datetime) -> tuple[NoteRow, ...]:
        """The notes of a session, newest first; a day's work, so no pages."""
        found = note_rows().where(notes.c.saved_at >= began_at)
        rows = self._connection.execute(found.order_by(notes.c.saved_at.desc(), notes.c.id))
        return tuple(note_row(row) for row in rows.mappings())
