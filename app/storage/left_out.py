"""Answers that a decision between two versions left out: added, and never changed."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection, RowMapping, insert, select

from app.domain.ids import new_id
from app.domain.notes.left_out import LeftOut
from app.domain.notes.note import Entry
from app.domain.notes.plain import UNREADABLE, answer_of, canonical, plain_answer
from app.errors import DamagedFile
from app.storage.live_tables import left_out


class LeftOutRepository:
    """Keeps and finds them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, left: Iterable[LeftOut]) -> None:
        """Keep these."""
        rows = [
            {
                "id": new_id(),
                "kind": each.kind,
                "record_id": each.record_id,
                "path": each.path,
                "answer": canonical(plain_answer(each.answer)),
                "entered_by": each.entry.by if each.entry else "",
                "entered_at": each.entry.at if each.entry else None,
                "left_out_by": each.by,
                "left_out_at": each.at,
            }
            for each in left
        ]
        if rows:
            self._connection.execute(insert(left_out), rows)

    def of(self, kind: str, record_id: str) -> tuple[LeftOut, ...]:
        """Those of a note or another record, the oldest first. Raises DamagedFile."""
        here = (left_out.c.kind == kind) & (left_out.c.record_id == record_id)
        query = select(left_out).where(here).order_by(left_out.c.left_out_at, left_out.c.path)
        return tuple(_left_out(row) for row in self._connection.execute(query).mappings())


def _left_out(row: RowMapping) -> LeftOut:
    try:
        answer = answer_of(json.loads(row["answer"]))
    except UNREADABLE:
        raise DamagedFile from None
    entry = Entry(row["entered_by"], row["entered_at"]) if row["entered_at"] else None
    return LeftOut(
        row["kind"],
        row["record_id"],
        row["path"],
        answer,
        entry,
        row["left_out_by"],
        row["left_out_at"],
    )
