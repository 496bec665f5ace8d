"""What the database driver refuses, in the words of `app.errors`; every transaction passes here."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from app.errors import DamagedFile, DiskFull, FailingDisk, Failure, LockedFile, ReadOnlyFolder

# Primary result codes of SQLite (sqlite.org/rescode.html); the low byte of an extended code.
_FAILURES: dict[int, type[Failure]] = {
    3: ReadOnlyFolder,  # SQLITE_PERM
    5: LockedFile,  # SQLITE_BUSY
    6: LockedFile,  # SQLITE_LOCKED
    8: ReadOnlyFolder,  # SQLITE_READONLY
    10: FailingDisk,  # SQLITE_IOERR: a write, sync or read the disk did not do
    11: DamagedFile,  # SQLITE_CORRUPT
    13: DiskFull,  # SQLITE_FULL
    14: ReadOnlyFolder,  # SQLITE_CANTOPEN
    26: DamagedFile,  # SQLITE_NOTADB: not with this key
}


@contextmanager
def driver_failures() -> Iterator[None]:
    """Turn the driver's errors into failures with a sentence; our own mistakes pass as they are.

    The driver's error is not chained to the failure: its text may quote what was written.
    """
    try:
        yield
    except DBAPIError as error:
        if failure := _failure(error.orig):
            raise failure from None
        raise
    except dbapi2.Error as error:
        if failure := _failure(error):
            raise failure from None
        raise


def _failure(error: BaseException | None) -> Failure | None:
    if hasattr(error, "sqlstate"):  # psycopg's, which an embedded practice need not load
        from app.storage.server_failures import failure_of

        return failure_of(error)
    code = getattr(error, "sqlite_errorcode", None)
    kind = _FAILURES.get(code & 0xFF) if isinstance(code, int) else None
    return kind() if kind else None
