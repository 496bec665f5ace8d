"""The parts of the store in memory that let several programs work side by side."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from app.domain.left_open.unfinished import LeftWork
from app.domain.left_open.unsaved import UnsavedNote
from app.domain.notes.left_out import LeftOut
from app.domain.workstations.opening import Opening
from app.server_errors import ServerUnreachable
from app.services.ports.store import Repositories, Store


class MemoryLeftOut:
    def __init__(self, held: dict[int, LeftOut]) -> None:
        self._held = held

    def add(self, left: Iterable[LeftOut]) -> None:
        for each in left:
            self._held[len(self._held)] = each

    def of(self, kind: str, record_id: str) -> tuple[LeftOut, ...]:
        here = [e for e in self._held.values() if (e.kind, e.record_id) == (kind, record_id)]
        return tuple(sorted(here, key=lambda each: (each.at, each.path)))


class MemoryOpenings:
    def __init__(
        self,
        held: dict[tuple[str, str], Opening],
        beats: dict[str, int],
        workstation: str,
    ) -> None:
        self._held = held
        self._beats = beats
        self._workstation = workstation

    def begin(self, note_id: str, who: str, at: dt.datetime) -> None:
        self.beat()
        self._held[note_id, self._workstation] = Opening(note_id, self._workstation, who, at)

    def beat(self) -> None:
        self._beats[self._workstation] = self._beats.get(self._workstation, 0) + 1

    def is_told(self, note_id: str) -> bool:
        return (note_id, self._workstation) in self._held

    def end(self, note_id: str = "") -> None:
        self._take_out(self._workstation, note_id)

    def others(self) -> tuple[Opening, ...]:
        found = [e for e in self._held.values() if e.workstation != self._workstation]
        return tuple(
            Opening(e.note_id, e.workstation, e.who, e.since, self._beats.get(e.workstation, 0))
            for e in sorted(found, key=lambda each: (each.note_id, each.since, each.workstation))
        )

    def forget(self, workstation: str) -> None:
        self._take_out(workstation, "")
        self._beats.pop(workstation, None)

    def _take_out(self, workstation: str, note_id: str) -> None:
        gone = [k for k in self._held if k[1] == workstation and note_id in ("", k[0])]
        for key in gone:
            del self._held[key]


class MemorySpool:
    """What would lie on this computer's disk; outlives the program that wrote it."""

    def __init__(self) -> None:
        self.held: dict[str, UnsavedNote] = {}
        self.held_left: dict[tuple[str, str], LeftWork] = {}

    def put(self, unsaved: UnsavedNote) -> None:
        self.held[unsaved.id] = unsaved

    def drop(self, note_id: str) -> None:
        self.held.pop(note_id, None)

    def all(self) -> tuple[UnsavedNote, ...]:
        return tuple(self.held.values())

    def put_left(self, left: LeftWork) -> None:
        self.held_left[left.who, left.what] = left

    def drop_left(self, left: LeftWork) -> None:
        if self.held_left.get((left.who, left.what)) == left:
            del self.held_left[left.who, left.what]

    def left(self, who: str) -> tuple[LeftWork, ...]:
        return tuple(left for left in self.held_left.values() if left.who == who)


class FlakyLine:
    """The line to a store that several programs share; it breaks when told to.

    `loses_next_word`: the next write is kept, but the word of it does not come back.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.is_broken = False
        self.loses_next_word = False

    @contextmanager
    def reading(self) -> Iterator[Repositories]:
        self._check()
        with self._store.reading() as found:
            yield found

    @contextmanager
    def writing(self) -> Iterator[Repositories]:
        self._check()
        with self._store.writing() as found:
            yield found
        if self.loses_next_word:
            self.loses_next_word = False
            self.is_broken = True
            raise ServerUnreachable

    def _check(self) -> None:
        if self.is_broken:
            raise ServerUnreachable
