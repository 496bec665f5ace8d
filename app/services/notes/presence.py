"""Who has which note open at another workstation; the window's `live_ways` asks and tells it.

A program that crashed no longer beats. Whether one still does is judged by whether its count moved
while this program watched, by this computer's own steady clock: the clocks of an office differ.
"""

import threading
from collections.abc import Callable
from time import monotonic

from app.domain.workstations.opening import Opening
from app.services.notes.charting import Clock
from app.services.ports.store import Store

BEAT_SECONDS = 20
GONE_AFTER_SECONDS = 65
"""Three beats and a little: one that was late must not look like a crash."""


class Presence:
    """As `user` (a staff id) tells the others of it. Every method writes or reads the store."""

    def __init__(
        self, store: Store, user: str, clock: Clock, steady: Callable[[], float] = monotonic
    ) -> None:
        self._store = store
        self._user = user
        self._clock = clock
        self._steady = steady
        self._turn = threading.Lock()
        self._seen: dict[str, tuple[int, float]] = {}  # workstation: its count, and since when

    def as_user(self, user: str) -> "Presence":
        """The same, with somebody else at the keyboard."""
        return Presence(self._store, user, self._clock, self._steady)

    def begin(self, note_id: str) -> None:
        """Tell the others that a note is open here."""
        with self._store.writing() as found:
            found.openings.begin(note_id, self._user, self._clock.utc())

    def beat(self, note_id: str) -> None:
        """Tell the others that this program runs, a note open; call it every `BEAT_SECONDS`.

        A computer that slept was taken for gone: then they are told of the note anew.
        """
        with self._store.writing() as found:
            if found.openings.is_told(note_id):
                found.openings.beat()
            else:
                found.openings.begin(note_id, self._user, self._clock.utc())

    def end(self, note_id: str = "") -> None:
        """Tell the others that a note is no longer open here; without an id, none is."""
        with self._store.writing() as found:
            found.openings.end(note_id)

    def others(self) -> tuple[Opening, ...]:
        """What is open at other workstations; what crashed programs left is taken out."""
        with self._store.reading() as found:
            openings = found.openings.others()
        gone = self._gone(openings)
        if gone:
            with self._store.writing() as found:
                for workstation in gone:
                    found.openings.forget(workstation)
        return tuple(each for each in openings if each.workstation not in gone)

    def _gone(self, openings: tuple[Opening, ...]) -> frozenset[str]:
        now = self._steady()
        with self._turn:
            seen = self._seen
            self._seen = {}
            for each in openings:
                count, since = seen.get(each.workstation, (each.beats, now))
                moved = count != each.beats
                self._seen[each.workstation] = (each.beats, now if moved else since)
            still = {where: now - since for where, (_, since) in self._seen.items()}
            gone = frozenset(where for where, rest in still.items() if rest > GONE_AFTER_SECONDS)
            for where in gone:  # whoever comes back counts from one, as it may have stood there
                del self._seen[where]
        return gone
