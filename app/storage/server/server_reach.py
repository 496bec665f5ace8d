"""Keeps a window from waiting again and again for a server that says nothing at all.

`server` makes one for each store. A server that is off refuses at once; one behind a cut line lets
every attempt wait until it times out, and what a click reads is read by the window's own thread. So
after one such attempt the store fails at once, until the line on which messages are heard, which
goes on trying on a thread of its own, gets through (decisions/194).
"""

import time
from collections.abc import Callable
from typing import Any

import psycopg

Connect = Callable[[], "psycopg.Connection[Any]"]

HANGING_SECONDS = 2.0
"""From here on an attempt that failed did not fail at once. One that times out takes five."""

HELD_SECONDS = 30.0
"""How long one attempt counts: longer than the line of messages waits between two of its own."""

_HANGS = "connection failed: the server said nothing a moment ago"


class Reach:
    """Of one server. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._hung_at: float | None = None

    def at_once(self, connect: Connect) -> "psycopg.Connection[Any]":
        """Connect, unless the server just let somebody wait. Raises the driver's errors."""
        hung_at = self._hung_at
        if hung_at is not None and self._clock() - hung_at < HELD_SECONDS:
            raise psycopg.OperationalError(_HANGS)
        return self.patiently(connect)

    def patiently(self, connect: Connect) -> "psycopg.Connection[Any]":
        """Connect, however long it takes. Raises the driver's errors."""
        begun = self._clock()
        try:
            connection = connect()
        except psycopg.OperationalError:
            took = self._clock() - begun
            self._hung_at = self._clock() if took >= HANGING_SECONDS else None
            raise
        self._hung_at = None
        return connection
