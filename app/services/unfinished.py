"""Keeps what is typed but not saved, and the place in a note, for the same person after a lock.

Pages of records call it a second after something was typed, on a worker; the program calls it when
it locks. Both lie in the practice's encrypted file, never beside it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.note import Content, Note
from app.domain.unfinished import (
    PLACE,
    LeftWork,
    Place,
    Unsaved,
    place_of,
    place_text,
    unsaved_of,
    unsaved_text,
)
from app.services.ports import Store


@dataclass(frozen=True, slots=True)
class Return:
    """A place that still stands: the note as it is now, and whose it is in words."""

    place: Place
    note: Note
    patient: str


class Unfinished:
    """Of one person at the keyboard: `who` is a staff id, `now` gives UTC."""

    def __init__(self, store: Store, who: str, now: Callable[[], dt.datetime]) -> None:
        self._store = store
        self._who = who
        self._now = now

    def keep_unsaved(self, name: str, content: Content, version: int) -> None:
        """Keep what is typed over a version of a record. Raises disk failures."""
        self._keep(name, unsaved_text(content, version))

    def unsaved(self, name: str) -> Unsaved | None:
        """What was typed and never saved, if anything was."""
        with self._store.reading() as found:
            kept = found.unfinished.get(self._who, name)
        return unsaved_of(kept) if kept else None

    def keep_text(self, name: str, text: str) -> None:
        """Keep what is typed on a page that has its own form of it. Raises disk failures."""
        self._keep(name, text)

    def text(self, name: str) -> LeftWork | None:
        """What `keep_text` kept, with when; None where nothing is kept."""
        with self._store.reading() as found:
            return found.unfinished.get(self._who, name)

    def names(self) -> tuple[str, ...]:
        """The names of the records that have something unsaved, the newest first."""
        with self._store.reading() as found:
            return tuple(each.what for each in found.unfinished.of(self._who) if each.what != PLACE)

    def forget(self, name: str) -> None:
        """What was kept is saved now, or given up. Raises disk failures."""
        with self._store.writing() as found:
            found.unfinished.drop(self._who, name)

    def keep_place(self, place: Place | None) -> None:
        """Keep where one is, or that one is nowhere. Raises disk failures."""
        if place is None:
            self.forget(PLACE)
        else:
            self._keep(PLACE, place_text(place))

    def way_back(self) -> Return | None:
        """The place that was kept, while it is still the same note of the same patient and code."""
        with self._store.reading() as found:
            kept = found.unfinished.get(self._who, PLACE)
            place = place_of(kept.body) if kept else None
            note = found.notes.get(place.note) if place else None
            if place is None or note is None:
                return None
            if (note.patient_id, note.code) != (place.patient, place.code):
                return None
            patient = found.patients.get(note.patient_id)
        return Return(place, note, patient.name.full if patient else "")

    def _keep(self, name: str, body: str) -> None:
        with self._store.writing() as found:
            found.unfinished.keep(LeftWork(self._who, name, self._now(), body))
