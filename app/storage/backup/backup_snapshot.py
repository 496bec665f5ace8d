"""Holding the database file still while its bytes are copied; an open store does so for a backup.

In WAL mode what is saved goes to the log; only a checkpoint writes to the database file. So the log
is emptied into the file first, and then a transaction is begun: a reader that began on an empty log
reads the file alone, and SQLite checkpoints nothing while there is such a reader (wal.c, read lock
0). People go on saving meanwhile: into the log, which shrinks again afterwards.

The file is read beside SQLite, and closing it drops this process's own POSIX locks on it
(sqlite.org/howtocorrupt.html, 2.2). They guard against other programs only, as `practice.lock` does
already; the locks of the log lie in another file.
"""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select, table

from app.errors import BusyPractice
from app.storage.engine import BUSY_MS
from app.storage.failures import driver_failures
from app.storage.schema import schema_version

_AGAIN_S = 0.02


@dataclass(frozen=True, slots=True)
class HeldStill:
    """The database file while it does not change: its first `size` bytes are the practice."""

    file: Path
    size: int
    schema: str
    counts: Mapping[str, int]


@contextmanager
def held_still(engine: Engine, turn: threading.Lock) -> Iterator[HeldStill]:
    """The file of an engine, unchanged until the block ends. `turn` is the writers' lock.

    Writers wait while the log is emptied, readers never. Raises BusyPractice, DamagedFile.
    """
    with driver_failures(), engine.connect() as connection:
        with turn:
            _empty_log(connection)
            connection.begin()
            schema = schema_version(connection) or ""  # the first read begins the moment we see
        file = file_of(engine)
        yield HeldStill(file, file.stat().st_size, schema, row_counts(connection))


def row_counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has, by its name."""
    names = sorted(inspect(connection).get_table_names())
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in names
    }


def _empty_log(connection: Connection) -> None:
    """Past SQLAlchemy, which would begin a transaction: inside one there is no checkpoint.

    SQLite waits for readers here, but not for another checkpoint (`checkpointing`): so we do.
    """
    driver = connection.connection.driver_connection
    assert driver is not None  # the connection is open
    deadline = time.monotonic() + BUSY_MS / 1000
    while driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() >= deadline:
            raise BusyPractice
        time.sleep(_AGAIN_S)


def file_of(engine: Engine) -> Path:
    """The database file of an engine."""
    name = engine.url.database
    assert name is not None  # `make_engine` puts it there
    return Path(name)
