"""The words of one kind of record, each record at a place of its own; repositories write and ask.

A record's words are written in the transaction that writes the record: neither is ever there
without the other.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    Update,
    bindparam,
    func,
    insert,
    select,
    true,
    update,
)

from app.domain.finding.search_words import MOST, Wanted
from app.storage.search.search_engines import words_table

MIDDLE = 2**52
"""The place from which newer records count down: FTS5 reads upward ten times as fast as down."""


class WordIndex:
    """Writes and finds the words of the records that a table of `search_tables` gives places to."""

    def __init__(self, connection: Connection, indexed: Table) -> None:
        self._connection = connection
        self._indexed = indexed
        self._words = words_table(connection, indexed.name.replace("indexed", "search"))

    @property
    def place(self) -> ColumnElement[int]:
        """What is found is ordered by: the record that was saved last has the lowest."""
        return self._indexed.c.place

    def write(self, record_id: str, words: Sequence[str], *, comes_first: bool) -> None:
        """Keep the words of a record in place of its older ones.

        `comes_first` puts it before all others, else it stays where it is.
        """
        asked = {"record": record_id}
        old, lowest = self._connection.execute(_places(self._indexed), asked).one()
        place = (lowest or MIDDLE) - 1 if old is None or comes_first else old
        if old is None:
            self._connection.execute(insert(self._indexed).values(place=place, id=record_id))
        else:
            self._words.drop(old)
            if place != old:
                self._connection.execute(_move(self._indexed), {"old": old, "new": place})
        self._words.add([(place, words[:MOST])])

    def append(self, several: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Index records by id that have no place yet, one after the other behind all others."""
        highest = self._connection.execute(select(func.max(self._indexed.c.place))).scalar()
        placed = list(enumerate(several, (highest or MIDDLE) + 1))
        rows = [{"place": place, "id": record_id} for place, (record_id, _) in placed]
        if rows:
            self._connection.execute(insert(self._indexed), rows)
            self._words.add([(place, words[:MOST]) for place, (_, words) in placed])

    def ids(self, wanted: Wanted) -> Select[Any]:
        """The ids of whatever has what is wanted, in no order."""
        places = self._indexed.c
        return select(places.id).select_from(self._worded()).where(self.fit(wanted))

    def places(self, wanted: Wanted, after: int, count: int) -> Sequence[int]:
        """The first places after one, at most so many, of records that have what is wanted."""
        if wanted.beginnings or wanted.marks:
            return self._words.places(wanted, after, count)
        place = self._indexed.c.place
        every = select(place).where(place > after).order_by(place).limit(count)
        return self._connection.execute(every).scalars().all()

    def joined(self, records: Table) -> FromClause:
        """The words with their records; the words come first, since they decide what is read."""
        return self._worded().join(records, records.c.id == self._indexed.c.id)

    def placed(self, records: Table) -> FromClause:
        """The records that have places, with them."""
        return self._indexed.join(records, records.c.id == self._indexed.c.id)

    def fit(self, wanted: Wanted) -> ColumnElement[bool]:
        """Whether a record has what is wanted; every record has nothing."""
        return self._words.fit(wanted) if wanted.beginnings or wanted.marks else true()

    def _worded(self) -> FromClause:
        words = self._words.table
        return words.join(self._indexed, self._indexed.c.place == words.c.rowid)


# Built once, not with every keystroke that is saved: building them takes longer than running them.


@cache
def _places(indexed: Table) -> Select[Any]:
    """The place of a record, and the lowest of all."""
    columns = indexed.c
    here = select(columns.place).where(columns.id == bindparam("record")).scalar_subquery()
    return select(here, select(func.min(columns.place)).scalar_subquery())


@cache
def _move(indexed: Table) -> Update:
    return update(indexed).where(indexed.c.place == bindparam("old")).values(place=bindparam("new"))
