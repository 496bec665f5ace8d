"""Folds the write-ahead log into the database file behind everybody's back; `opening` begins it.

Left to itself SQLite does so inside the commit that makes the log too long, and who saves waits.
Here a thread of the store does it: when nobody has saved for a while it empties the log (TRUNCATE).
While people save without a pause it waits until the log is long. Then it copies what it can while
they go on (PASSIVE), takes the writers' turn for the few pages that came meanwhile, and lets the
log start over (RESTART): PASSIVE alone never comes to an end, and the log would grow.
"""

import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine, event
from sqlcipher3 import dbapi2

from app.crypto import Secret
from app.storage.engine import WAL_KEPT_BYTES, WRITES, connected

LOOK_S = 0.25
"""How often the length of the log is looked at while people save."""

IDLE_S = 3.0
"""So long without a save, and the log is emptied: what is in it is then in the file."""

LONG_BYTES = 2 * WAL_KEPT_BYTES
"""A log of this length starts over, also while people save. It shrinks to half of that then."""

Way = Literal["PASSIVE", "RESTART", "TRUNCATE"]


class Checkpointing:
    """The thread of one open database. Nothing that fails here is lost: the log keeps it."""

    def __init__(
        self, file: Path, key: Secret, turn: threading.Lock, idle_s: float = IDLE_S
    ) -> None:
        self._file = file
        self._key = key
        self._turn = turn
        self._idle_s = idle_s
        self._wrote = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="checkpoints", daemon=True)

    def follow(self, engine: Engine) -> None:
        """Begin, and end with the engine: its last connection then folds the rest."""
        event.listen(engine, "commit", self._on_commit)
        event.listen(engine, "engine_disposed", self._on_disposed)
        self._thread.start()

    def _on_commit(self, connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES, False):
            self._wrote.set()

    def _on_disposed(self, _engine: Engine) -> None:
        self._ended.set()
        self._wrote.set()
        self._thread.join()

    def _work(self) -> None:
        # The end is looked for on both sides of the wait: what wakes us may be taken for a save.
        while not self._ended.is_set():
            self._wrote.wait()
            self._wrote.clear()
            if self._ended.is_set():
                return
            with suppress(dbapi2.Error):  # it is tried again after the next save
                connection = connected(self._file, self._key)
                try:
                    self._fold_until_idle(connection)
                finally:
                    connection.close()

    def _fold_until_idle(self, connection: dbapi2.Connection) -> None:
        connection.execute("PRAGMA busy_timeout = 0")  # now or next time: nobody waits for us
        last = time.monotonic()
        while not self._ended.wait(LOOK_S):
            if self._wrote.is_set():
                self._wrote.clear()
                last = time.monotonic()
            elif time.monotonic() - last >= self._idle_s:
                fold(connection, "TRUNCATE")
                return
            if _size_of_log(self._file) >= LONG_BYTES:
                fold(connection, "PASSIVE")
                self._start_over(connection)

    def _start_over(self, connection: dbapi2.Connection) -> None:
        while not self._ended.is_set():  # who closes the store has the turn and waits for us
            if self._turn.acquire(timeout=LOOK_S):
                try:
                    fold(connection, "RESTART")
                finally:
                    self._turn.release()
                return


def fold(connection: dbapi2.Connection, way: Way) -> bool:
    """Copy the log into the file; whether everything in it was. Readers may keep some of it."""
    busy, in_log, folded = connection.execute(f"PRAGMA wal_checkpoint({way})").fetchone()
    return not busy and in_log == folded


def _size_of_log(file: Path) -> int:
    with suppress(FileNotFoundError):
        return file.with_name(f"{file.name}-wal").stat().st_size
    return 0
