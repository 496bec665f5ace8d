"""Keyset pages, for the lists of notes, patients and the audit trail."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    String,
    tuple_,
    type_coerce,
)

from app.domain.finding.listing import Cursor, Page

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is ordered by: a column, and the id where that is the same. An index has both."""

    key: ColumnElement[Any]
    id: ColumnElement[str]
    newest_first: bool


def page_of(
    connection: Connection,
    query: Select[Any],
    order: Order,
    after: Cursor | None,
    limit: int,
    read: Callable[[RowMapping], Row],
) -> Page[Row]:
    """The rows of a query that come after a place, at most `limit`.

    One more is asked for, to know whether there is a next page.
    """
    key, row_id = type_coerce(order.key, String), order.id
    place = tuple_(key, row_id)
    if after:
        query = query.where(place < after if order.newest_first else place > after)
    columns = (key.desc(), row_id.desc()) if order.newest_first else (key, row_id)
    query = query.add_columns(key.label("page_key")).order_by(*columns).limit(limit + 1)
    rows = connection.execute(query).mappings().all()
    shown = rows[:limit]
    more = (shown[-1]["page_key"], shown[-1][row_id]) if len(rows) > limit else None
    return Page(tuple(read(row) for row in shown), more)
