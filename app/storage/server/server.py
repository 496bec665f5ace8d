"""A practice on a PostgreSQL server, as one workstation has it; bootstrap and the verbs make one.

What embedded practices keep in a file beside the database lies in the database here: the wrapped
keys. What must lie apart from it stays on the workstation: the end of its audit chain, in
`practice-<practice id>.trail`. Windows connect as a role of daily use, which may not change tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import Failure, MissingKeyFile, PracticeExists, StaleRecord
from app.files import make_private_folder, write_whole

if TYPE_CHECKING:  # SQLAlchemy and psycopg come with the first connection
    from sqlalchemy import Connection

    from app.crypto import KeyRing, Secret
    from app.storage.server.server_address import ServerAddress
    from app.storage.server.server_store import ServerStore


@dataclass(frozen=True, slots=True)
class ServerLogin:
    """Where to connect to, as whom, and by which password, if one is needed."""

    address: ServerAddress
    password: Secret | None = None


class ServerPractice:
    """A practice on a server; fits `app.services.ports.folder.PracticeFolder`.

    `login` is asked for before anything is connected; it raises UnusableServerAddress. Every
    method raises the failures of `app.server_errors`, OlderServerSchema and NewerSchema among
    them. `data` is this computer's own folder. `address` is what `login` names, for who has it
    sooner: the password may lie in a keychain that takes its time.
    """

    def __init__(
        self,
        data: Path,
        login: Callable[[], ServerLogin],
        address: Callable[[], ServerAddress] | None = None,
    ) -> None:
        self._data = data
        self._login = login
        self._address = address or (lambda: login().address)
        self._seen = data / "server.seen"
        self._read: str | None = None  # the wrapped keys as last read or written here

    def stands(self) -> bool:
        """Whether there is a practice; no means that its database is empty yet.

        The door asks this before it is painted: a server where this computer opened one before is
        not asked again, which can take seconds.
        """
        with suppress(OSError):
            if self._seen.read_text("utf-8") == self._address().text:
                return True
        with self._connected() as connection:
            return ring_text(connection) is not None

    def keys(self) -> KeyRing:
        """The wrapped keys. Raises MissingKeyFile, DamagedKeyFile, NewerKeyFile."""
        from app.storage.keys import keys_in

        with self._connected() as connection:
            self._read = ring_text(connection)
        if self._read is None:
            raise MissingKeyFile
        return keys_in(self._read.encode())

    def replace_keys(self, ring: KeyRing) -> None:
        """Write the wrapped keys anew. Raises StaleRecord when they were written elsewhere since
        `keys` read them: others have wraps in there, and none may get lost.
        """
        from app.storage.keys import keys_text

        text = keys_text(ring).decode()
        with self._connected(one_row=True) as connection:  # services call it amid a transaction
            if not replace_ring(connection, self._read, text):
                raise StaleRecord
        self._read = text

    def create(self, ring: KeyRing, key: Secret) -> ServerStore:
        """Make a practice of a database that holds none yet, and open it. Raises PracticeExists."""
        with self._connected(writes=True) as connection:
            if ring_text(connection) is not None:
                raise PracticeExists
            self._keep(connection, ring)
        return self._opened(ring.practice, key)

    def open(self, key: Secret) -> ServerStore:
        """Open the practice."""
        return self._opened(self.keys().practice, key)

    def _opened(self, practice: str, key: Secret) -> ServerStore:
        from app.storage.anchor import AnchorFile
        from app.storage.server.server_engine import make_server_engine, server_connection
        from app.storage.server.server_reach import Reach
        from app.storage.server.server_store import ServerStore

        login, reach = self._login(), Reach()
        listen = partial(server_connection, login.address, login.password, autocommit=True)
        make_private_folder(self._data)
        with suppress(OSError, Failure):
            write_whole(self._seen, login.address.text.encode("utf-8"))
        return ServerStore(
            make_server_engine(login.address, login.password, reach),
            key,
            AnchorFile(anchor_path(self._data, practice), key),
            partial(reach.patiently, listen),
        )

    def _keep(self, connection: Connection, ring: KeyRing) -> None:
        from app.storage.keys import keys_text

        self._read = keys_text(ring).decode()
        put_ring(connection, self._read)

    @contextmanager
    def _connected(self, *, writes: bool = False, one_row: bool = False) -> Iterator[Connection]:
        """A transaction apart from any store, on tables that are this version's."""
        from app.storage.engine import WRITES
        from app.storage.failures import driver_failures
        from app.storage.server.server_engine import ONE_ROW, make_server_engine
        from app.storage.server.server_schema import check_schema

        login = self._login()
        engine = make_server_engine(login.address, login.password)
        try:
            with driver_failures(), engine.connect() as plain:
                connection = plain.execution_options(**{WRITES: writes, ONE_ROW: one_row})
                with connection.begin():
                    check_schema(connection)
                    yield connection
        finally:
            engine.dispose()


def anchor_path(data: Path, practice: str) -> Path:
    """Where a workstation keeps the end of its audit chain: each practice has a file of its own."""
    return data / f"practice-{practice}.trail"


def put_ring(connection: Connection, text: str) -> None:
    """Write the text of the wrapped keys, in place of what was there."""
    from sqlalchemy import insert, update

    from app.storage.server.server_rules import key_ring

    if connection.execute(update(key_ring).values(content=text)).rowcount == 0:
        connection.execute(insert(key_ring).values(id=1, content=text))


def replace_ring(connection: Connection, before: str | None, text: str) -> bool:
    """Write the text of the wrapped keys where it still is what it was; whether it was."""
    from sqlalchemy import update

    from app.storage.server.server_rules import key_ring

    unchanged = key_ring.c.content == before
    return connection.execute(update(key_ring).where(unchanged).values(content=text)).rowcount == 1


def ring_text(connection: Connection) -> str | None:
    """The text of the wrapped keys; None where no practice is yet."""
    from sqlalchemy import select

    from app.storage.server.server_rules import key_ring

    return connection.execute(select(key_ring.c.content)).scalar()
