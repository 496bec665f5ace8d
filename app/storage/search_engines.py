"""The two full texts behind one shape: FTS5 in the encrypted file, tsvector and GIN on PostgreSQL.

`search_index` works with whichever the connection has. Both get words that are split already, and
neither stems, drops or splits anything itself: both find the same.
"""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    TableClause,
    bindparam,
    cast,
    column,
    table,
    text,
)
from sqlalchemy.types import UserDefinedType

from app.domain.search_words import Wanted


class Words(Protocol):
    """The words of one kind of record, by the place where it stands."""

    @property
    def table(self) -> TableClause:
        """What to join; its `rowid` is the place."""
        ...

    def add(self, several: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Put words at places that have none."""
        ...

    def drop(self, place: int) -> None:
        """Take the words of a place away."""
        ...

    def fit(self, wanted: Wanted) -> ColumnElement[bool]:
        """Whether a row of `table` has what is wanted; that must be something."""
        ...


def words_table(connection: Connection, name: str) -> Words:
    """The words kept in a table, on the kind of database there is."""
    return (Fts5Words if connection.dialect.name == "sqlite" else VectorWords)(connection, name)


class Fts5Words:
    """Words in an FTS5 table, which keeps no text and no positions: decision 115."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        # A column of the table's own name stands for the whole row where MATCH is meant.
        self.table = table(name, column("rowid", Integer), column(name))

    def add(self, several: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Put words at places that have none."""
        insert = text(f"INSERT INTO {self._name} (rowid, words) VALUES (:place, :words)")  # noqa: S608 - our own name
        rows = [{"place": place, "words": " ".join(words)} for place, words in several]
        self._connection.execute(insert, rows)

    def drop(self, place: int) -> None:
        """Take the words of a place away."""
        delete = text(f"DELETE FROM {self._name} WHERE rowid = :place")  # noqa: S608 - our own name
        self._connection.execute(delete, {"place": place})

    def fit(self, wanted: Wanted) -> ColumnElement[bool]:
        """Whether a row has what is wanted."""
        beginnings = (f'"{word}"*' for word in wanted.beginnings)
        marks = (" OR ".join(f'"{mark}"' for mark in one_of) for one_of in wanted.marks)
        every = (*beginnings, *(f"({one_of})" for one_of in marks))
        return self.table.c[self._name].op("MATCH", is_comparison=True)(" AND ".join(every))


class _Query(UserDefinedType[str]):
    """PostgreSQL's tsquery."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """The name of the type."""
        return "TSQUERY"


class VectorWords:
    """Words in a tsvector with a GIN index."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._name = name
        self.table = table(name, column("rowid", Integer), column("words"))

    def add(self, several: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Put words at places that have none."""
        vector = "array_to_tsvector(CAST(:words AS text[]))"  # `to_tsvector` would split them anew
        insert = text(f"INSERT INTO {self._name} (rowid, words) VALUES (:place, {vector})")  # noqa: S608 - our own name
        rows = [{"place": place, "words": list(words)} for place, words in several]
        self._connection.execute(insert, rows)

    def drop(self, place: int) -> None:
        """Take the words of a place away."""
        delete = text(f"DELETE FROM {self._name} WHERE rowid = :place")  # noqa: S608 - our own name
        self._connection.execute(delete, {"place": place})

    def fit(self, wanted: Wanted) -> ColumnElement[bool]:
        """Whether a row has what is wanted."""
        beginnings = (f"'{word}':*" for word in wanted.beginnings)
        marks = (" | ".join(f"'{mark}'" for mark in one_of) for one_of in wanted.marks)
        every = (*beginnings, *(f"({one_of})" for one_of in marks))
        asked = cast(bindparam(None, " & ".join(every)), _Query())
        return self.table.c.words.op("@@", is_comparison=True)(asked)
