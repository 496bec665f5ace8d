"""The notes that a search or the filters of the list find; the repository of notes asks it.

The index alone decides what is read, whatever is combined: a page costs what it shows, however many
notes there are. What a mark says more roughly than the filter (a month, an id whatever its case) is
looked at again in the row.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, RowMapping, Select, select

from app.domain.finding.listing import NoteQuery, NoteRow, Page
from app.domain.finding.search_words import Wanted, in_days, wanted
from app.storage.search.search_index import WordIndex
from app.storage.search.search_tables import indexed_notes
from app.storage.tables import notes

MOST_AT_ONCE = 4_000
"""Notes read at once where the marks found many that the filters then do not fit."""

Rows = Callable[[FromClause], Select[Any]]


def searched(
    connection: Connection, query: NoteQuery, rows: Rows, read: Callable[[RowMapping], NoteRow]
) -> Page[NoteRow]:
    """One page of what is found, last saved first. `rows` selects from notes joined to others."""
    asked = _wanted(connection, query)
    if asked is None:
        return Page()
    index = WordIndex(connection, indexed_notes)
    found = rows(index.placed(notes)).add_columns(index.place.label("page_key"))
    found = found.where(*_exactly(query)).order_by(index.place)
    lines: list[RowMapping] = []
    after, count = int(query.after[0]) if query.after else 0, query.limit + 1
    while len(lines) <= query.limit:
        places = index.places(asked, after, count)
        lines += connection.execute(found.where(index.place.in_(places))).mappings()
        if len(places) < count:
            break
        after, count = places[-1], min(4 * count, MOST_AT_ONCE)
    shown = lines[: query.limit]
    more = (str(shown[-1]["page_key"]), shown[-1]["id"]) if len(lines) > query.limit else None
    return Page(tuple(map(read, shown)), more)


def _wanted(connection: Connection, query: NoteQuery) -> Wanted | None:
    """What the index is asked for; None when nothing can fit."""
    asked = wanted(query.search)
    if asked is None:
        return None
    for kind, value in (
        ("state", query.status or ""),
        ("code", query.code),
        ("patient_id", query.patient_id),
        ("treating_id", query.treating_id),
        ("author_id", query.author_id),
        ("needs", "something" if query.needs_something else ""),
    ):
        asked = asked.marked(kind, value)
    if query.from_day or query.to_day:
        days = _days(connection, query)
        if days is None:
            return None
        asked = in_days(asked, *days)
    return asked


def _days(connection: Connection, query: NoteQuery) -> tuple[dt.date, dt.date] | None:
    """The days asked for among those there are, from the first to the last; None for none."""
    day = notes.c.date_of_service
    known = select(day).where(day > dt.date.min).limit(1)
    ends = known.order_by(day), known.order_by(day.desc())
    first, last = (connection.execute(end).scalar() for end in ends)
    if first is None or last is None:
        return None
    since, until = max(first, query.from_day or first), min(last, query.to_day or last)
    return (since, until) if since <= until else None


def _exactly(query: NoteQuery) -> Iterator[ColumnElement[bool]]:
    columns = notes.c
    for column, value in (
        (columns.code, query.code),
        (columns.patient_id, query.patient_id),
        (columns.treating_id, query.treating_id),
        (columns.author_id, query.author_id),
    ):
        if value:
            yield column == value
    if query.from_day:
        yield columns.date_of_service >= query.from_day
    if query.to_day:
        yield columns.date_of_service.between(dt.date.min, query.to_day)
