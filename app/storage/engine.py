"""Connections to the encrypted database file; `app.storage.folder` opens stores on them.

Every connection gets the key and the same settings before anything else. The pool hands one
connection to one thread at a time. SQLAlchemy begins and ends transactions itself here, because
the driver would end one silently before a change of the schema.
"""

from pathlib import Path

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.dialects import sqlite  # noqa: F401 - else create_engine imports it at unlocking
from sqlcipher3 import dbapi2

from app.crypto import Secret

WRITES = "chartproof_writes"  # the execution option of a connection that will write
BUSY_MS = 5_000
WAL_KEPT_BYTES = 4 * 1024 * 1024
PAGES_TOO_MANY = 8192
"""Pages in the log (32 MB) at which a commit folds it after all; `checkpointing` comes before."""

_BEFORE_THE_KEY = (
    "PRAGMA cipher_log_level = NONE",  # else it writes to the terminal; failures say enough
    "PRAGMA cipher_memory_security = ON",  # wipes and locks what it held; costs some 5 %
)
_SETTINGS = (
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a commit is on the disk, not only with the system
    f"PRAGMA journal_size_limit = {WAL_KEPT_BYTES}",  # what the log shrinks to when it starts over
    f"PRAGMA wal_autocheckpoint = {PAGES_TOO_MANY}",
    "PRAGMA temp_store = MEMORY",  # no temporary files
)


def make_engine(file: Path, key: Secret) -> Engine:
    """An engine on an encrypted file that exists; nothing is opened yet.

    `hide_parameters` keeps what is written out of the texts of errors.
    """

    def connect() -> dbapi2.Connection:
        return connected(file, key)

    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(file)),
        module=dbapi2,
        creator=connect,
        poolclass=QueuePool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def connected(file: Path, key: Secret) -> dbapi2.Connection:
    """One connection with the key and the settings. Raises the driver's errors."""
    connection = dbapi2.connect(str(file), isolation_level=None, check_same_thread=False)
    try:
        for setting in _BEFORE_THE_KEY:
            connection.execute(setting)
        # The raw form: 32 bytes as they are, without the driver's own stretching.
        connection.execute(f"PRAGMA key = \"x'{key.reveal().hex()}'\"")
        for setting in _SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    """Take the write lock at the start where we mean to write: a later upgrade could fail."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
