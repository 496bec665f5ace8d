"""Marks of open sessions: an unended one tells the next start what a crash cut off."""

import datetime as dt

from sqlalchemy import Connection, delete, insert, select, update

from app.domain.finding.listing import Interrupted, NoteRow
from app.storage.notes import note_row, note_rows
from app.storage.tables import notes, sessions


class SessionRepository:
    """Opens and ends the sessions of one workstation; it has one open at a time."""

    def __init__(self, connection: Connection, workstation: str) -> None:
        self._connection = connection
        self._workstation = workstation
        self._ours = sessions.c.workstation.in_((workstation, ""))

    def begin(self, at: dt.datetime) -> Interrupted | None:
        """Mark a session as open; returns the one before when it never ended."""
        open_since = select(sessions.c.began_at).where(self._ours, sessions.c.ended_at.is_(None))
        began_at = self._connection.execute(open_since.order_by("began_at")).scalars().first()
        self._connection.execute(delete(sessions).where(self._ours))
        values = {"workstation": self._workstation, "began_at": at}
        self._connection.execute(insert(sessions).values(values))
        return None if began_at is None else Interrupted(began_at, self._saved_since(began_at))

    def end(self, at: dt.datetime) -> None:
        """Mark what is open as ended."""
        unended = update(sessions).where(self._ours, sessions.c.ended_at.is_(None))
        self._connection.execute(unended.values(ended_at=at))

    def end_all(self, at: dt.datetime) -> None:
        """Mark every open session as ended, of whichever workstation: nobody works on a copy."""
        unended = update(sessions).where(sessions.c.ended_at.is_(None))
        self._connection.execute(unended.values(ended_at=at))

    def _saved_since(self, began_at: dt.datetime) -> tuple[NoteRow, ...]:
        """The drafts saved since, newest first, at a server by others too; a day's work.

        A signed note was safe: nobody was typing in it.
        """
        found = note_rows().where(notes.c.saved_at >= began_at, notes.c.status == "draft")
        rows = self._connection.execute(found.order_by(notes.c.saved_at.desc(), notes.c.id))
        return tuple(note_row(row) for row in rows.mappings())
