"""Hears what other programs change on the server, on a connection and a thread of its own.

`server_store` starts one for each watcher. A message names a table and a row, nothing of what is
in it (`server_rules`). After a break nobody knows what was missed, so the watcher is told to read
anew; so it is when the listening begins, since what it shows was read before.
"""

import threading
from collections.abc import Callable
from typing import Any

import psycopg

from app.domain.workstations.elsewhere import ChangedElsewhere, Watcher
from app.storage.server.server_reach import Connect

FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 10.0
ASKED_EVERY_SECONDS = 0.5
"""How often it is looked whether to end; a message itself is heard at once."""


class ServerWatch:
    """Listens until `end`. `connect` opens a connection in autocommit.

    `is_ours` tells by the number of a server process whether a message comes from this program.
    """

    def __init__(
        self, connect: Connect, channel: str, watcher: Watcher, is_ours: Callable[[int], bool]
    ) -> None:
        self._connect = connect
        self._listen = psycopg.sql.SQL("LISTEN {}").format(psycopg.sql.Identifier(channel))
        self._watcher = watcher
        self._is_ours = is_ours
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="server watch", daemon=True)

    def begin(self) -> None:
        """Start listening; returns at once."""
        self._thread.start()

    def end(self) -> None:
        """Stop: nothing is told any more when this returns, unless the watcher itself calls it.

        A thread that waits for a server to answer is left to end by itself: who closes a window
        does not wait for that.
        """
        self._ended.set()
        if threading.current_thread() is not self._thread:
            self._thread.join(2 * ASKED_EVERY_SECONDS)

    def _run(self) -> None:
        wait, is_lost = FIRST_WAIT_SECONDS, False
        while not self._ended.is_set():
            try:
                with self._connect() as connection:
                    connection.execute(self._listen)
                    wait, is_lost = FIRST_WAIT_SECONDS, False
                    self._tell(self._watcher.back)
                    self._hear(connection)
            except psycopg.Error:
                if not is_lost:
                    self._tell(self._watcher.lost)
                is_lost = True
                self._ended.wait(wait)
                wait = min(2 * wait, LONGEST_WAIT_SECONDS)

    def _hear(self, connection: "psycopg.Connection[Any]") -> None:
        while not self._ended.is_set():
            for message in connection.notifies(timeout=ASKED_EVERY_SECONDS, stop_after=1):
                kind, _, row = message.payload.partition(" ")
                if not self._is_ours(message.pid) and not self._ended.is_set():
                    self._watcher.changed(ChangedElsewhere(kind, row))

    def _tell(self, news: Callable[[], None]) -> None:
        if not self._ended.is_set():
            news()
