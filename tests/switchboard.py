"""Several workstations on one store in memory, each by a line of its own that may break."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.audit import Anchor
from app.domain.notes.note import Note
from app.domain.practice.people import Patient, PersonName, Practice, StaffMember, StaffRole
from app.domain.workstations.elsewhere import ChangedElsewhere, Watcher
from app.services.ports.backup import BackupRoom
from app.services.ports.store import Repositories
from tests.storage.fake_live import FlakyLine, MemoryOpenings, MemorySpool
from tests.storage.fakes import Held, MemoryStore, MemoryTransaction

Heard = tuple[ChangedElsewhere, ...]


class Switchboard:
    """The store that all workstations share, and who listens to it."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.lines: list[SharedLine] = []
        with self.store.writing() as found:
            for staff_id, given in (("d1", "Ada"), ("d2", "Bo")):
                name = PersonName(given=given, family="Samplemann")
                dentist = StaffMember(id=staff_id, name=name, role=StaffRole.DENTIST)
                found.staff.save(dentist)
            name = PersonName(given="Marisol", family="Testwell")
            found.patients.save(Patient(id="p1", name=name, birth_date=dt.date(1958, 4, 2)))
            found.practice.save(Practice(name="Sampleton Dental", treating="d1"))

    def note(self, note_id: str) -> Note:
        """A note as it is stored."""
        with self.store.reading() as found:
            note = found.notes.get(note_id)
        assert note is not None, "it was saved"
        return note


class SharedLine(FlakyLine):
    """A store on a server as one workstation has it."""

    def __init__(self, board: Switchboard, name: str) -> None:
        super().__init__(board.store)
        self._board = board
        self._name = name
        self._watchers: list[Watcher] = []
        self.disk = MemorySpool()
        self.answers = threading.Event()
        self.answers.set()
        board.lines.append(self)

    @contextmanager
    def reading(self) -> Iterator[Repositories]:
        with super().reading() as found:
            yield self._mine(found)

    @contextmanager
    def writing(self) -> Iterator[Repositories]:
        self.answers.wait()  # a server that hangs neither takes nor refuses
        with super().writing() as found:
            mine = self._mine(found)
            before = mine.held.copy()
            yield mine
            heard = _changes(before, mine.held)
        for line in self._board.lines:
            if line is not self:
                line.hear(heard)

    def hear(self, heard: Heard) -> None:
        """Tell the watchers, on the thread of whoever saved."""
        for watcher in self._watchers if not self.is_broken else ():
            for change in heard:
                watcher.changed(change)

    def break_off(self) -> None:
        """The line breaks; the watchers are told."""
        self.is_broken = True
        for watcher in self._watchers:
            watcher.lost()

    def mend(self) -> None:
        """The line holds again."""
        self.is_broken = False
        for watcher in self._watchers:
            watcher.back()

    def _mine(self, found: Repositories) -> MemoryTransaction:
        assert isinstance(found, MemoryTransaction)
        found.openings = MemoryOpenings(found.held.openings, found.held.beats, self._name)
        return found

    def anchor(self) -> Anchor:
        return Anchor("none")

    @property
    def is_file_here(self) -> bool:
        return False

    def backups_in(self, chosen: Path) -> BackupRoom:
        raise NotImplementedError(str(chosen))

    def spool(self) -> MemorySpool:
        return self.disk

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def close(self) -> None:
        """Nothing to let go of."""


def _changes(before: Held, after: Held) -> Heard:
    told = []
    for kind in ("notes", "patients", "openings", "record_requests"):
        old, new = getattr(before, kind), getattr(after, kind)
        changed = {key for key in {*old, *new} if old.get(key) != new.get(key)}
        told += [ChangedElsewhere(kind, key if isinstance(key, str) else key[0]) for key in changed]
    return tuple(told)
