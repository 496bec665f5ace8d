"""What a server refuses, in the words of `app.server_errors`; `failures` and `server` ask."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from app.errors import Failure
from app.server_errors import (
    BusyServer,
    DamagedServer,
    ReadOnlyServer,
    ServerDiskFull,
    ServerPasswordMissing,
    ServerRefused,
    ServerRightLacking,
    ServerUnreachable,
    UntrustedServer,
)

# SQLSTATE codes, and classes of them by their first two signs (postgresql.org, appendix A).
_FAILURES: dict[str, type[Failure]] = {
    "08": ServerUnreachable,  # connection exceptions
    "25006": ReadOnlyServer,  # read_only_sql_transaction
    "25P03": ServerUnreachable,  # idle_in_transaction_session_timeout: the server hung up
    "28": ServerRefused,  # invalid authorization
    "3D000": ServerRefused,  # no such database
    "42501": ServerRightLacking,  # insufficient_privilege
    "53100": ServerDiskFull,  # disk_full
    "53": BusyServer,  # out of memory, too many connections
    "40": BusyServer,  # rolled back: a deadlock with somebody's tool beside us
    "55P03": BusyServer,  # lock_not_available: lock_timeout
    "57014": BusyServer,  # query_canceled: statement_timeout, or whoever keeps the server
    "57P": ServerUnreachable,  # shut down, crashed, starting up, told to end
    "58030": DamagedServer,  # io_error
    "XX001": DamagedServer,  # data_corrupted
    "XX002": DamagedServer,  # index_corrupted
}

# Before a server has let us in there is no code, only libpq's and the server's words: the first of
# these that fit. Whatever has no code and is not among them counts as not reached.
_NOT_LET_IN = "connection failed"
_WORDS: dict[str, type[Failure]] = {
    "unexpected eof": ServerUnreachable,  # the server crashed meanwhile
    "certificate": UntrustedServer,
    "does not support SSL": UntrustedServer,
    "SSL error": UntrustedServer,
    "authentication failed": ServerRefused,
    "does not exist": ServerRefused,
    "no pg_hba.conf entry": ServerRefused,
    "no password supplied": ServerPasswordMissing,
    "permission denied for database": ServerRefused,
    "too many clients": BusyServer,
    "remaining connection slots": BusyServer,
}


@contextmanager
def server_failures() -> Iterator[None]:
    """Turn psycopg's errors into failures; see `failures.driver_failures`."""
    try:
        yield
    except psycopg.Error as error:
        if failure := failure_of(error):
            raise failure from None
        raise


def failure_of(error: BaseException | None) -> Failure | None:
    """The failure that an error of psycopg is; None for a mistake of ours."""
    if not isinstance(error, psycopg.Error):
        return None
    if code := error.sqlstate:
        for length in (5, 3, 2):
            if kind := _FAILURES.get(code[:length]):
                return kind()
        return None
    if not isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)):
        return None
    words = str(error)
    if not words.startswith(_NOT_LET_IN):  # it broke later, and TLS has words of its own for that
        return ServerUnreachable()
    return next((kind for word, kind in _WORDS.items() if word in words), ServerUnreachable)()
