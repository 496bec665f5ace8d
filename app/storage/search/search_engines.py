"""The two full texts behind one shape: FTS5 in the encrypted file, tsvector and GIN on PostgreSQL.

`search_index` works with whichever the connection has. Both get words that are split already, and
neither stems, drops or splits anything itself: both find the same.
"""

import json
from collections.abc import Sequence
from functools import cache
from typing import Protocol

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Delete,
    FromClause,
    Insert,
    TableClause,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    select,
    table,
    true,
)
from sqlalchemy.types import UserDefinedType

from app.domain.finding.search_words import Wanted

LISTED = 3
"""Letters of the longest beginnings that the FTS5 tables have lists for (migration 0006)."""

MOST_SPELLED = 200
"""Words that a beginning is spelled out into; with more of them FTS5 gathers by itself."""

_BEYOND = "\U0010ffff"

NEAR, FAR = 2_000, 14_000
"""Records looked at one after the other before the GIN index is asked: 2 ms and 40 ms."""

COMMON = NEAR // 20
"""Of so many records among the near ones the GIN index would gather too many (a million: 1 s)."""


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

    def places(self, wanted: Wanted, after: int, count: int) -> Sequence[int]:
        """The first places after one that have what is wanted, which must be something."""
        ...


def words_table(connection: Connection, name: str) -> Words:
    """The words kept in a table, on the kind of database there is."""
    return (Fts5Words if connection.dialect.name == "sqlite" else VectorWords)(connection, name)


class Fts5Words:
    """Words in an FTS5 table, which keeps no text and no positions, and every word once beside it.

    FTS5 reads the notes of a single word one after the other as they are asked for, and keeps lists
    for beginnings of up to three letters. For longer ones it would gather every note first (120 ms
    for 20,000 notes), so they are spelled out into the words that begin so: decision 115.
    """

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        # A column of the table's own name stands for the whole row where MATCH is meant.
        self.table = table(name, column("rowid", BigInteger), column("words"), column(name))
        self._whole = self.table.c[name]
        self._every = table(f"{name}_spelled", column("word", Text))
        self._name = name

    def add(self, several: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Put words at places that have none."""
        rows = [{"place": place, "words": " ".join(words)} for place, words in several]
        self._connection.execute(_fts5_add(self._name), rows)
        spelled = json.dumps(list({word for _, words in several for word in words}))
        self._connection.execute(_fts5_spell(self._name), {"spelled": spelled})

    def drop(self, place: int) -> None:
        """Take the words of a place away."""
        self._connection.execute(_drop(self._name), {"place": place})

    def fit(self, wanted: Wanted) -> ColumnElement[bool]:
        """Whether a row has what is wanted."""
        beginnings = map(self._spelled_out, wanted.beginnings)
        marks = (" OR ".join(f'"{mark}"' for mark in one_of) for one_of in wanted.marks)
        every = " AND ".join(f"({one_of})" for one_of in (*beginnings, *marks))
        return self._whole.op("MATCH", is_comparison=True)(every)

    def places(self, wanted: Wanted, after: int, count: int) -> Sequence[int]:
        """The first places after one that have what is wanted."""
        place = self.table.c.rowid
        found = select(place).where(self.fit(wanted), place > after).order_by(place).limit(count)
        return self._connection.execute(found).scalars().all()

    def _spelled_out(self, beginning: str) -> str:
        prefix = f'"{beginning}"*'
        if len(beginning) <= LISTED:
            return prefix
        word = self._every.c.word
        known = select(word).where(word >= beginning, word < beginning + _BEYOND)
        words = self._connection.execute(known.limit(MOST_SPELLED + 1)).scalars().all()
        if len(words) > MOST_SPELLED:
            return prefix
        return " OR ".join(f'"{each}"' for each in words or (beginning,))


class _Query(UserDefinedType[str]):
    """PostgreSQL's tsquery."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """The name of the type."""
        return "TSQUERY"


class VectorWords:
    """Words in a tsvector with a GIN index.

    The index knows no order: it gathers every record before the first is known, which takes a
    second for a frequent word. Looking at one record after the other takes as long for a rare one.
    The server chooses by how often a word is in all, wrongly where it is only in old records. So
    `places` chooses by what the nearest records have: decision 145.
    """

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self.table = table(name, column("rowid", BigInteger), column("words"))
        self._name = name

    def add(self, several: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Put words at places that have none."""
        rows = [{"place": place, "words": " ".join(words)} for place, words in several]
        self._connection.execute(_vector_add(self._name), rows)

    def drop(self, place: int) -> None:
        """Take the words of a place away."""
        self._connection.execute(_drop(self._name), {"place": place})

    def fit(self, wanted: Wanted) -> ColumnElement[bool]:
        """Whether a row has what is wanted."""
        return _has(self.table, _terms(wanted))

    def places(self, wanted: Wanted, after: int, count: int) -> Sequence[int]:
        """The first places after one that have what is wanted."""
        terms = _terms(wanted)
        found = self._first(self._next(after, NEAR), terms, count)
        if len(found) < count <= len(found) * (FAR // NEAR):  # there are enough not much farther
            found = self._first(self._next(after, FAR), terms, count)
        if len(found) < count:
            rare = self._rare(after, terms)
            rest = [term for term in terms if term not in rare]
            found = self._first(self._gathered(after, rare), rest, count)
        return found

    def _first(self, rows: FromClause, terms: Sequence[str], count: int) -> Sequence[int]:
        place = rows.c.rowid
        found = select(place).where(_has(rows, terms)).order_by(place).limit(count)
        return self._connection.execute(found).scalars().all()

    def _next(self, after: int, count: int) -> FromClause:
        """The next rows after a place; LIMIT keeps the server from asking the index for them."""
        place, words = self.table.c.rowid, self.table.c.words
        return select(place, words).where(place > after).order_by(place).limit(count).subquery()

    def _gathered(self, after: int, terms: Sequence[str]) -> FromClause:
        """All rows after a place by the index; OFFSET keeps the server from going by places."""
        place, words = self.table.c.rowid, self.table.c.words
        every = select(place, words).where(_has(self.table, terms)).offset(0).subquery()
        return select(every).where(every.c.rowid > after).subquery()

    def _rare(self, after: int, terms: Sequence[str]) -> Sequence[str]:
        """What is worth asking the index for."""
        if len(terms) == 1:
            return terms
        near = self._next(after, NEAR)
        counted = (func.count().filter(_has(near, (term,))) for term in terms)
        counts = self._connection.execute(select(*counted).select_from(near)).one()
        rare = [term for term, times in zip(terms, counts, strict=True) if times <= COMMON]
        return rare or terms


def _terms(wanted: Wanted) -> list[str]:
    """What is wanted as parts of a tsquery."""
    beginnings = (f"'{word}':*" for word in wanted.beginnings)
    marks = (" | ".join(f"'{mark}'" for mark in one_of) for one_of in wanted.marks)
    return [*beginnings, *(f"({one_of})" for one_of in marks)]


def _has(rows: FromClause, terms: Sequence[str]) -> ColumnElement[bool]:
    if not terms:
        return true()
    asked = cast(bindparam(None, " & ".join(terms)), _Query())
    return rows.c.words.op("@@", is_comparison=True)(asked)


# Built once, not with every keystroke that is saved: building them takes longer than running them.


@cache
def _drop(name: str) -> Delete:
    return delete(table(name)).where(column("rowid", BigInteger) == bindparam("place"))


@cache
def _fts5_add(name: str) -> Insert:
    return insert(table(name, column("rowid"), column("words"))).values(
        rowid=bindparam("place"), words=bindparam("words")
    )


@cache
def _vector_add(name: str) -> Insert:
    split = func.string_to_array(bindparam("words"), " ")  # `to_tsvector` would split them anew
    return insert(table(name, column("rowid"), column("words"))).values(
        rowid=bindparam("place"), words=func.array_to_tsvector(split)
    )


@cache
def _fts5_spell(name: str) -> Insert:
    words = func.json_each(bindparam("spelled")).table_valued("value").c.value
    every = table(f"{name}_spelled", column("word"))
    return insert(every).from_select(["word"], select(words)).prefix_with("OR IGNORE")
