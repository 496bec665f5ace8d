"""Making and opening the encrypted database file; the folder calls it and holds the lock."""

import os
from collections.abc import Callable
from pathlib import Path

from app.crypto import Secret
from app.files import PRIVATE, disk_failures
from app.preparing import Told, unheard
from app.storage.anchor import AnchorFile
from app.storage.checkpointing import Checkpointing
from app.storage.engine import make_engine
from app.storage.failures import driver_failures
from app.storage.schema import bring_up_to_date
from app.storage.unit_of_work import SqlStore


def make_database(file: Path, key: Secret) -> None:
    """Write an empty database of this version's schema, closed, in place of a leftover.

    SQLite gives its log the mode of the file, so the file is made first, for its owner alone.
    Raises DiskFull, ReadOnlyFolder.
    """
    with disk_failures():
        for leftover in (file, _beside(file, "-wal"), _beside(file, "-shm")):
            leftover.unlink(missing_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
    engine = make_engine(file, key)
    try:
        with driver_failures():
            bring_up_to_date(engine)
    finally:
        engine.dispose()


def open_store(
    file: Path, key: Secret, release: Callable[[], None], told: Told = unheard
) -> SqlStore:
    """Open a database that exists, brought to this version's schema; `told` hears how far that is.

    Raises NewerSchema, DamagedFile, LockedFile, DiskFull, ReadOnlyFolder; nothing is open then.
    """
    engine = make_engine(file, key)
    try:
        with driver_failures():
            bring_up_to_date(engine, told)
        store = SqlStore(engine, key, AnchorFile(file.with_suffix(".trail"), key), release)
        Checkpointing(file, key, store.turn).follow(engine)
        return store
    except BaseException:
        engine.dispose()
        raise


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)
