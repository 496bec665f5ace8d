"""Keeps what is typed but not saved, and the place on a page, for the same person after a lock.

Pages call it a second after something was typed, on a worker; the program calls it when
it locks. Both lie in the practice itself. Of a practice on a server they go into the spool of this
computer first. What the server did not take stays there, and goes before what the server has, until
it is kept anew, saved or given up.
"""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from operator import attrgetter

from app.domain.left_open.unfinished import (
    NOT_TYPED,
    PLACE,
    LeftWork,
    PagePlace,
    Place,
    Unsaved,
    place_of,
    place_text,
    unsaved_of,
    unsaved_text,
)
from app.domain.notes.note import Content, Note
from app.errors import Failure
from app.services.ports.store import Repositories, Store


@dataclass(frozen=True, slots=True)
class Return:
    """A place that still stands: the note as it is now, and whose it is in words."""

    place: Place
    note: Note
    patient: str


_FORGOTTEN = ""
"""The body of what was given up while the store was not reached, which may still have it."""


class Unfinished:
    """Of one person at the keyboard: `who` is a staff id, `now` gives UTC."""

    def __init__(self, store: Store, who: str, now: Callable[[], dt.datetime]) -> None:
        self._store = store
        self._who = who
        self._now = now
        self._spool = store.spool()

    def keep_unsaved(self, name: str, content: Content, version: int) -> None:
        """Keep what is typed over a version of a record. Raises disk failures."""
        self._keep(name, unsaved_text(content, version))

    def unsaved(self, name: str) -> Unsaved | None:
        """What was typed and never saved, if anything was."""
        kept = self.text(name)
        return unsaved_of(kept) if kept else None

    def keep_text(self, name: str, text: str) -> None:
        """Keep what is typed on a page that has its own form of it. Raises disk failures."""
        self._keep(name, text)

    def text(self, name: str) -> LeftWork | None:
        """What `keep_text` kept, with when; None where nothing is kept."""
        if (here := self._here().get(name)) is not None:
            return here if here.body != _FORGOTTEN else None
        with self._store.reading() as found:
            return found.unfinished.get(self._who, name)

    def names(self) -> tuple[str, ...]:
        """The names of the records that have something unsaved, the newest first."""
        with self._store.reading() as found:
            kept = {each.what: each for each in found.unfinished.of(self._who)} | self._here()
        newest = sorted(kept.values(), key=attrgetter("at"), reverse=True)
        return tuple(e.what for e in newest if _is_typed(e))

    def forget(self, name: str) -> None:
        """What was kept is saved now, or given up. Raises disk failures."""
        self._keep(name, _FORGOTTEN)

    def saved(self, name: str) -> None:
        """A save has taken it out of the store together with what it stored; so forget it here."""
        if self._spool is None:
            return
        with suppress(Failure):  # then it is offered once more; the save itself went well
            if (here := self._here().get(name)) is not None:
                self._spool.drop_left(here)
            with self._store.reading() as found:  # it may have been brought since the save
                is_brought = found.unfinished.get(self._who, name) is not None
            if is_brought:
                with self._store.writing() as found:
                    found.unfinished.drop(self._who, name)

    def count_here(self) -> int:
        """How much of it lies on this computer alone. Raises DamagedSpool once."""
        return sum(map(_is_typed, self._here().values()))

    def bring(self) -> None:
        """Give the store what lies on this computer, unless it has something newer.

        What a page saved or gave up meanwhile is not here any more, and is not brought. Raises the
        store's failure when it is not reached.
        """
        for left in self._here().values():
            with self._store.writing() as found:
                if self._here().get(left.what) != left:
                    continue
                stored = found.unfinished.get(left.who, left.what)
                is_newer = stored is None or stored.at <= left.at
                if is_newer:
                    _put(found, left)
            if is_newer and self._spool is not None:
                self._spool.drop_left(left)

    def keep_place(self, place: Place | PagePlace | None) -> None:
        """Keep where one is, or that one is nowhere. Raises disk failures."""
        if place is None:
            self.forget(PLACE)
        else:
            self._keep(PLACE, place_text(place))

    def way_back(self) -> Return | PagePlace | None:
        """The place that was kept; one in a note while that is of the same patient and code."""
        kept = self.text(PLACE)
        place = place_of(kept.body) if kept else None
        if not isinstance(place, Place):
            return place
        with self._store.reading() as found:
            note = found.notes.get(place.note)
            if note is None:
                return None
            if (note.patient_id, note.code) != (place.patient, place.code):
                return None
            patient = found.patients.get(note.patient_id)
        return Return(place, note, patient.name.full if patient else "")

    def _keep(self, name: str, body: str) -> None:
        """A server that hangs or is gone takes nothing away: what is kept here is enough."""
        left = LeftWork(self._who, name, self._now(), body)
        if self._spool is None:
            self._store_it(left)
            return
        self._spool.put_left(left)
        with suppress(Failure):
            self._store_it(left)

    def _store_it(self, left: LeftWork) -> None:
        with self._store.writing() as found:
            _put(found, left)
        if self._spool is not None:
            self._spool.drop_left(left)

    def _here(self) -> dict[str, LeftWork]:
        """What this computer keeps by name, because the store does not have it yet."""
        left = self._spool.left(self._who) if self._spool is not None else ()
        return {each.what: each for each in left}


def _is_typed(left: LeftWork) -> bool:
    return left.what not in NOT_TYPED and left.body != _FORGOTTEN


def _put(found: Repositories, left: LeftWork) -> None:
    if left.body == _FORGOTTEN:
        found.unfinished.drop(left.who, left.what)
    else:
        found.unfinished.keep(left)
