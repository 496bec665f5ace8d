"""Notes that wait for a medical professional's reply; saving a note keeps what is asked here."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, func, or_, select

from app.domain.deadlines.awaited_reply import WaitingNote
from app.domain.finding.listing import Cursor, Page
from app.storage.paging import Order, page_of
from app.storage.tables import NEVER, notes, patients

_ORDER = Order(notes.c.reply_due, notes.c.id, newest_first=False)


class ReplyRepository:
    """Lists the notes that wait."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(
        self, person: str, after: Cursor | None, limit: int, gone: Sequence[str] = ()
    ) -> Page[WaitingNote]:
        """One page; see `app.services.ports.reply.AwaitedReplies.page`."""
        columns = notes.c
        query = (
            select(
                columns.id,
                columns.patient_id,
                func.coalesce(patients.c.name, "").label("patient"),
                columns.code,
                columns.treating_id,
                columns.reply_due,
                columns.planned_on,
            )
            .select_from(notes.outerjoin(patients, patients.c.id == columns.patient_id))
            .where(columns.reply_due > "")
        )
        if person:
            theirs = or_(columns.treating_id == person, columns.author_id == person)
            nobodys = columns.treating_id.in_(gone) & columns.author_id.in_(gone)
            query = query.where(or_(theirs, nobodys) if gone else theirs)
        return page_of(self._connection, query, _ORDER, after, limit, _waiting)


def _waiting(row: RowMapping) -> WaitingNote:
    due = row["reply_due"]
    return WaitingNote(
        id=row["id"],
        patient_id=row["patient_id"],
        patient=row["patient"],
        code=row["code"],
        treating_id=row["treating_id"],
        due=None if due == NEVER else dt.date.fromisoformat(due),
        planned=row["planned_on"],
    )
