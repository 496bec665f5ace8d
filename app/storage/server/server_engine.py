"""Connections to a practice's database on a server; `server` and the command line open them.

What holds for the file holds here by PostgreSQL's means. A reader sees one moment: REPEATABLE READ.
A writer first takes one lock that the whole practice has, so that whatever it reads stays true
until it commits, as under SQLite's BEGIN IMMEDIATE; the services check and then act on that. The
lock comes before the first snapshot: under READ COMMITTED each statement sees what was committed
before it, and while the lock is held nobody else commits (decisions/110).
"""

import sys
from contextlib import suppress
from functools import partial
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event

from app.crypto import Secret
from app.storage.engine import WRITES
from app.storage.server.server_address import PROVEN, ServerAddress
from app.storage.server.server_reach import Reach

NAME = "chartproof"
"""What the server's own lists call our connections, and the channel that changes are told on."""

WRITERS_LOCK = 4_850_127_364_283_459_412
"""The advisory lock of writers: any number, always the same one, for each database apart."""

KEPT_OPEN = 2
"""Connections that a program keeps while it does nothing: as installed, a server takes 100."""

CONNECT_SECONDS = 5
LOCK_MS = 20_000
IDLE_MS = 60_000
UNANSWERED_MS = 8_000
"""When a connection is given up on which nothing gets through, be it that the other end is there
and takes nothing in (decisions/198): somebody waits at a window.
"""
COPYING_MS = 120_000
"""The same for whoever brings much: a disk that is busy makes a server stop taking it for a while.
"""

_SETTINGS = {
    "client_encoding": "UTF8",
    "default_transaction_isolation": r"read\ committed",  # whatever the server is set to
    "lock_timeout": LOCK_MS,  # a writer waits this long for the others
    # A program that hangs amid a transaction must not hold everybody up.
    "idle_in_transaction_session_timeout": IDLE_MS,
    "synchronous_commit": "on",  # a commit is on the server's disk
    "jit": "off",  # compiling costs more than it gains where a query takes milliseconds
}
READ_AHEAD = 200
"""Pages of a table that the server may fetch ahead: what a rare word finds lies scattered over all
of it, and a solid-state disk reads many at a time (PostgreSQL's manual, resource consumption).
"""

ONE_ROW = "chartproof_one_row"
"""The execution option of a connection that writes a row on which no other check rests.

It waits for no writer: who calls it may be amid a transaction that holds the writers' lock.
"""

_BEGIN_WRITING = f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})"
_BEGIN_READING = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


def make_server_engine(
    address: ServerAddress,
    password: Secret | None,
    reach: Reach | None = None,
    unanswered_ms: int = UNANSWERED_MS,
) -> Engine:
    """An engine on a server's database; nothing is connected yet.

    `hide_parameters` keeps what is written out of the texts of errors, the creator keeps the
    password out of the engine's URL. A connection that broke while it lay in the pool is replaced.
    `reach` is that of the window which works with the engine; others wait as long as it takes.
    Who brings whole tables gives COPYING_MS for `unanswered_ms`.
    """
    ask = partial(server_connection, address, password, unanswered_ms=unanswered_ms)

    def connect() -> "psycopg.Connection[Any]":
        return reach.at_once(ask) if reach else ask()

    engine = create_engine(
        URL.create("postgresql+psycopg"),
        creator=connect,
        poolclass=QueuePool,
        pool_size=KEPT_OPEN,
        pool_pre_ping=True,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def server_connection(
    address: ServerAddress,
    password: Secret | None,
    *,
    autocommit: bool = False,
    unanswered_ms: int = UNANSWERED_MS,
) -> "psycopg.Connection[Any]":
    """One connection with our settings. Raises the driver's errors."""
    options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    connection = psycopg.connect(
        host=address.host,
        port=address.port,
        dbname=address.database,
        user=address.role,
        password=password.reveal().decode() if password else None,
        sslmode="prefer" if address.is_local else PROVEN,
        sslrootcert=None if address.is_local else _for_libpq(address.root_certificate),
        gssencmode="disable",
        application_name=NAME,
        connect_timeout=CONNECT_SECONDS,
        tcp_user_timeout=unanswered_ms,
        keepalives_idle=10,
        keepalives_interval=5,
        options=options,
        autocommit=autocommit,
    )
    connection.adapters.register_dumper(str, _TextDumper)
    _read_ahead(connection)
    return connection


def _for_libpq(path: str) -> str:
    """A file's path as libpq finds it.

    On Windows it looks for the file in the system's old code page, while we hand UTF-8 over: the
    folder of a user called Jürgen is not there. The short name that Windows keeps beside is plain.
    """
    if sys.platform == "win32" and not path.isascii():
        import ctypes

        short = ctypes.create_unicode_buffer(32_768)  # the longest path there is
        if ctypes.WinDLL("kernel32").GetShortPathNameW(path, short, len(short)):
            return short.value
    return path


def _read_ahead(connection: "psycopg.Connection[Any]") -> None:
    """Let the server read ahead; one on Windows or macOS cannot, refuses, and works without."""
    with suppress(psycopg.errors.InvalidParameterValue), connection.transaction():
        connection.execute(f"SET effective_io_concurrency = {READ_AHEAD}")


class _TextDumper(psycopg.types.string.StrDumperUnknown):
    """PostgreSQL's texts hold no NUL and no halves of signs, and whatever is typed must not raise.

    Records lose nothing: they are kept as JSON, which spells both out.
    """

    def dump(self, obj: str) -> bytes | bytearray | memoryview | None:
        whole = obj.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return super().dump(whole.replace("\0", "\N{REPLACEMENT CHARACTER}"))


def _begin(connection: Connection) -> None:
    """Take the writers' lock at the start where we mean to write; see the module's docstring."""
    options = connection.get_execution_options()
    if options.get(ONE_ROW, False):
        return
    writes = options.get(WRITES, False)
    connection.exec_driver_sql(_BEGIN_WRITING if writes else _BEGIN_READING)
