"""How long somebody waits after wrong secrets: longer each time, never more than a minute.

`access` counts every try before it is made and forgets the count after a right one, so that
neither a restart nor a killed program wins a try. The delay is for people at the keyboard; against
somebody who has the disk, what a guess costs (`app.crypto.Cost`) counts.
"""

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from app.errors import TriesUsedUp, WrongPassphrase
from app.tried import Tried


class TryBook(Protocol):
    """Where tries are kept, by staff id; empty for the one passphrase of an older practice."""

    def read(self) -> Mapping[str, Tried]:
        """What was kept; nothing when there is none, or it cannot be read."""
        ...

    def write(self, tried: Mapping[str, Tried]) -> None:
        """Keep it, whole or not at all. Raises DiskFull, ReadOnlyFolder."""
        ...


class BookInMemory:
    """A book for one run, where there is nothing to guess for long: a practice made to be read."""

    def __init__(self) -> None:
        self._tried: Mapping[str, Tried] = {}

    def read(self) -> Mapping[str, Tried]:
        """What was kept."""
        return self._tried

    def write(self, tried: Mapping[str, Tried]) -> None:
        """Keep it."""
        self._tried = dict(tried)


def _utc() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Tries:
    """Counts the tries of everybody in a book; `now` is UTC. May be used from any thread."""

    def __init__(self, book: TryBook | None = None, now: Callable[[], dt.datetime] = _utc) -> None:
        self._book = book or BookInMemory()
        self._now = now
        self._turn = threading.RLock()

    def seconds_left(self, who: str) -> float:
        """How long somebody still waits before the next try; 0 when they need not."""
        tried = self._book.read().get(who)
        if tried is None:
            return 0
        gone = (self._now() - tried.at).total_seconds()
        if gone < 0:  # the clock was set back: the wait begins anew, it never gets shorter
            self._keep(who, replace(tried, at=self._now()))
            gone = 0
        return max(0, tried.delay - gone)

    @contextmanager
    def counted(self, who: str) -> Iterator[None]:
        """A try: the block raises WrongPassphrase for a wrong secret.

        Raises TriesUsedUp before the time is over, and the failures of a disk. One at a time:
        several at once would be several guesses for one delay.
        """
        with self._turn:
            if self.seconds_left(who) > 0:
                raise TriesUsedUp
            before = self._book.read().get(who, Tried(0, self._now()))
            self._keep(who, Tried(before.wrong + 1, self._now(), before.untold + 1))
            try:
                yield
            except WrongPassphrase:
                raise
            except BaseException:
                self._keep(who, before)  # the world refused, not the secret
                raise
            self._keep(who, replace(before, wrong=0))

    def untold(self) -> Mapping[str, int]:
        """Wrong tries by staff id that the trail does not tell of yet."""
        return {who: tried.untold for who, tried in self._book.read().items() if tried.untold}

    def told(self, told: Mapping[str, int]) -> None:
        """The trail tells of these now."""
        with self._turn:
            self._write(
                {
                    who: replace(each, untold=max(0, each.untold - told.get(who, 0)))
                    for who, each in self._book.read().items()
                }
            )

    def _keep(self, who: str, tried: Tried) -> None:
        with self._turn:
            self._write({**self._book.read(), who: tried})

    def _write(self, tried: Mapping[str, Tried]) -> None:
        self._book.write({who: each for who, each in tried.items() if each.wrong or each.untold})
