"""Moves a whole practice between a folder and a server; `chartproof migrate-to` calls it.

Every table is copied row by row as it is stored: records, audit rows, seals and evidence chunks
stay what they are, byte for byte, since the practice keeps its key. Before the copy counts, each
table is read back and compared with the source by its number of rows and a digest over all of them.
The source is only read, and nobody writes to it meanwhile: until the caller goes on with the copy,
it is the practice. The search index is made anew.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg.sql import SQL, Identifier
from sqlalchemy import (
    ColumnClause,
    Connection,
    Engine,
    Select,
    column,
    insert,
    inspect,
    select,
    table,
)

from app.crypto import KeyRing, Secret
from app.errors import PracticeExists
from app.files import write_whole
from app.server_errors import MoveMismatch
from app.storage.engine import WRITES, make_engine
from app.storage.failures import driver_failures
from app.storage.folder import EmbeddedFolder
from app.storage.keys import keys_in, keys_text
from app.storage.opening import make_database
from app.storage.search.search_writing import fill
from app.storage.server.server import ServerLogin, anchor_path, put_ring, ring_text
from app.storage.server.server_engine import COPYING_MS, make_server_engine
from app.storage.server.server_schema import check_schema

DATABASE, ANCHOR = "practice.db", "practice.trail"

Value = str | int | bytes | None
Told = Callable[[str], None]
"""Is told of each table that has been copied and compared."""

_NOT_COPIED = ("alembic_version", "key_ring", "name_words")
_MADE_ANEW = ("indexed_", "search_")
"""What begins so is the search index."""

_AT_ONCE = 100
_CHUNKS_AT_ONCE = 8
"""Rows in memory; a chunk of evidence has up to 1 MiB."""

_MODULUS = 1 << 256


@dataclass(frozen=True, slots=True)
class Digest:
    """A table's rows: how many, and the sum of their SHA-256, which knows of no order."""

    rows: int = 0
    total: int = 0

    def with_row(self, row: Sequence[Value]) -> "Digest":
        """With one more row. Every value says its kind and length before itself."""
        hashed = hashlib.sha256()
        for value in row:
            content = value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
            hashed.update(f"{type(value).__name__} {len(content)} ".encode() + content)
        added = int.from_bytes(hashed.digest(), "big")
        return Digest(self.rows + 1, (self.total + added) % _MODULUS)


@dataclass(frozen=True, slots=True)
class _Content:
    """A table and its columns, by the names that both databases know."""

    name: str
    columns: tuple[str, ...]

    def rows(self, connection: Connection) -> Iterator[Sequence[Sequence[Value]]]:
        """All rows as they are stored, a batch at a time."""
        at_once = _CHUNKS_AT_ONCE if self.name == "evidence_chunks" else _AT_ONCE
        columns: list[ColumnClause[Any]] = [column(name) for name in self.columns]
        query: Select[Any] = select(*columns).select_from(table(self.name))
        found = connection.execute(query, execution_options={"yield_per": at_once})
        for batch in found.partitions():
            yield [tuple(map(_keepable, row)) for row in batch]

    def digest(self, connection: Connection) -> Digest:
        """What is in it now."""
        digest = Digest()
        for batch in self.rows(connection):
            for row in batch:
                digest = digest.with_row(row)
        return digest

    def put(self, connection: Connection, batches: Iterator[Sequence[Sequence[Value]]]) -> None:
        """Add rows."""
        if connection.dialect.name == "postgresql":
            self._put_by_copy(connection, batches)
            return
        into = insert(table(self.name, *(column(name) for name in self.columns)))
        for batch in batches:
            connection.execute(into, [dict(zip(self.columns, row, strict=True)) for row in batch])

    def _put_by_copy(
        self, connection: Connection, batches: Iterator[Sequence[Sequence[Value]]]
    ) -> None:
        """One statement for all: ten times as fast, and others are told once."""
        driver = connection.connection.driver_connection
        assert driver is not None  # the connection is open
        names = SQL(", ").join(map(Identifier, self.columns))
        copy = SQL("COPY {} ({}) FROM STDIN").format(Identifier(self.name), names)
        with driver.cursor() as cursor, cursor.copy(copy) as stream:
            for batch in batches:
                for row in batch:
                    stream.write_row(row)


def move_to_server(
    home: Path, key: Secret, ring: KeyRing, login: ServerLogin, told: Told
) -> Mapping[str, int]:
    """Copy the practice in this computer's folder, which the caller keeps open, to a server.

    Returns the number of rows by table. A copy that an earlier move left behind complete is taken
    as it is. Raises PracticeExists where something else is, MoveMismatch, OlderServerSchema and
    other failures; the server then has nothing of it.
    """
    with (
        _connected(make_engine(home / DATABASE, key), writes=False) as source,
        _connected(_server_engine(login), writes=True) as target,
    ):
        check_schema(target)
        there = ring_text(target)
        if there is None:
            _copy(source, target, told)
            put_ring(target, keys_text(ring).decode())
        elif keys_in(there.encode()).practice != ring.practice:
            raise PracticeExists
        counts = _compare(source, target, told)
    _copy_anchor(home / ANCHOR, anchor_path(home, ring.practice))
    return counts


def move_to_folder(
    login: ServerLogin, key: Secret, ring: KeyRing, data: Path, folder: Path, told: Told
) -> Mapping[str, int]:
    """Copy the practice on a server to a folder that holds none; `data` is this computer's own.

    Nobody can save on the server meanwhile. Returns the number of rows by table. Raises
    PracticeExists, MoveMismatch, DiskFull and other failures; there is no practice then.
    """
    counts: dict[str, int] = {}

    def write(file: Path) -> None:
        make_database(file, key)
        with _connected(_server_engine(login), writes=True) as source:
            check_schema(source)
            with _connected(make_engine(file, key), writes=True) as target:
                _copy(source, target, told)
                counts.update(_compare(source, target, told))

        _copy_anchor(anchor_path(data, ring.practice), folder / ANCHOR)

    EmbeddedFolder(folder).adopt(ring, write)
    return counts


def _copy_anchor(kept: Path, target: Path) -> None:
    """The audit chain of this workstation goes on where it ends."""
    if kept.exists():
        write_whole(target, kept.read_bytes())


def _copy(source: Connection, target: Connection, told: Told) -> None:
    contents = _contents(target)
    for content in contents:
        if content.digest(target).rows:
            raise PracticeExists
    for content in contents:
        told(content.name)
        content.put(target, content.rows(source))
    if target.dialect.name == "postgresql":
        # It knows nothing of the new rows yet, and would read all seals for each batch of notes.
        target.exec_driver_sql("SET LOCAL enable_seqscan = off")
    fill(target)


def _compare(source: Connection, target: Connection, told: Told) -> dict[str, int]:
    counts = {}
    for content in _contents(target):
        told(content.name)
        digest = content.digest(source)
        if content.digest(target) != digest:
            raise MoveMismatch
        counts[content.name] = digest.rows
    return counts


def _contents(connection: Connection) -> list[_Content]:
    """The tables to copy, those that others refer to first."""
    seen = inspect(connection)
    names = [name for name, _ in seen.get_sorted_table_and_fkc_names() if name is not None]
    return [
        _Content(name, tuple(sorted(each["name"] for each in seen.get_columns(name))))
        for name in names
        if name not in _NOT_COPIED and not name.startswith(_MADE_ANEW)
    ]


def _keepable(value: Value) -> Value:
    """A value as both databases can keep it: PostgreSQL's texts hold no NUL."""
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value


def _server_engine(login: ServerLogin) -> Engine:
    return make_server_engine(login.address, login.password, unanswered_ms=COPYING_MS)


@contextmanager
def _connected(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """One transaction on an engine of its own."""
    try:
        with driver_failures(), engine.connect() as plain:
            connection = plain.execution_options(**{WRITES: writes})
            with connection.begin():
                if engine.dialect.name == "postgresql":  # it waits while the file is worked on
                    connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
                yield connection
    finally:
        engine.dispose()
