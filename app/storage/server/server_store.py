"""An open practice on a server: the same transactions, and what differs from a file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from app.crypto import Secret
from app.domain.workstations.elsewhere import Watcher
from app.server_errors import BackupByServer
from app.storage.anchor import AnchorFile
from app.storage.server.server_engine import NAME
from app.storage.server.server_reach import Connect
from app.storage.server.server_watch import ServerWatch
from app.storage.spool import SpoolFile
from app.storage.unit_of_work import SqlStore

if TYPE_CHECKING:  # never made here
    from app.storage.backup.backup_making import BackupRoom

_PROCESS = "chartproof process"


class ServerStore(SqlStore):
    """A store on a server's engine. `connect` opens a connection to listen on, in autocommit."""

    def __init__(self, engine: Engine, key: Secret, anchor: AnchorFile, connect: Connect) -> None:
        super().__init__(engine, key, anchor, release=self._end_watches)
        self._connect = connect
        self._ours: set[int] = set()  # the server's processes that serve this program
        self._watches: list[ServerWatch] = []
        self._spool = SpoolFile(anchor.beside(".spool"), key)
        event.listen(engine, "connect", self._connected)
        event.listen(engine, "close", self._closed)

    @property
    def is_file_here(self) -> bool:
        """It is not."""
        return False

    def backups_in(self, chosen: Path) -> "BackupRoom":
        """Raises BackupByServer: there is no file here to take blocks of."""
        del chosen
        raise BackupByServer

    def spool(self) -> SpoolFile:
        """What the server does not take is kept beside the end of the audit chain."""
        return self._spool

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Tell a watcher what other programs change, until the returned function is called."""
        watch = ServerWatch(self._connect, NAME, watcher, self._ours.__contains__)
        self._watches.append(watch)
        watch.begin()
        return watch.end

    def _end_watches(self) -> None:
        for watch in self._watches:
            watch.end()

    def _connected(self, connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        entry.info[_PROCESS] = connection.info.backend_pid
        self._ours.add(connection.info.backend_pid)

    def _closed(self, connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        del connection
        self._ours.discard(entry.info.pop(_PROCESS, 0))
