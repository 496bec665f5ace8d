"""A database that came out of a backup, opened and looked through; bootstrap hands it on.

It is always a copy of its own, so it may be brought to this version's schema first.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlcipher3 import dbapi2

from app.crypto import Secret
from app.domain.backup import Report
from app.storage.backup.backup_snapshot import row_counts
from app.storage.backup.backup_verdicts import DAMAGED, MISCOUNTED
from app.storage.engine import connected, make_engine
from app.storage.failures import driver_failures
from app.storage.opening import open_store
from app.storage.unit_of_work import SqlStore

Inspect = Callable[[SqlStore, Report], tuple[str, ...]]
"""What looks through the records of an opened copy and says, in sentences, what is wrong."""


def problems_of(
    inspect: Inspect, file: Path, key: Secret, counts: Mapping[str, int], report: Report
) -> tuple[str, ...]:
    """Everything wrong with a copy of a database. `counts` is how many rows its tables should have.

    Raises NewerSchema, DiskFull, ReadOnlyFolder.
    """
    if not _is_sound(file, key):
        return (DAMAGED,)
    if _counted(file, key) != counts:
        return (MISCOUNTED,)
    store = open_store(file, key, release=_nothing)
    try:
        return inspect(store, report)
    finally:
        store.close()


def _is_sound(file: Path, key: Secret) -> bool:
    """Whether every page holds its own code, and tables and indexes are whole."""
    try:
        connection = connected(file, key)
    except dbapi2.DatabaseError:
        return False
    try:
        broken = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        found = connection.execute("PRAGMA integrity_check").fetchall()
    except dbapi2.DatabaseError:
        return False
    finally:
        connection.close()
    return not broken and found == [("ok",)]


def _counted(file: Path, key: Secret) -> dict[str, int]:
    engine = make_engine(file, key)
    try:
        with driver_failures(), engine.connect() as connection:
            return row_counts(connection)
    finally:
        engine.dispose()


def _nothing() -> None:
    """Nobody else knows of the copy, so there is no lock to let go of."""
