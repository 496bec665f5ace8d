"""The work behind the pack page, on workers: gathering, laying out, making, writing, recording.

One pack is laid out at a time; a later wish ends the one under way, and nobody hears of that one.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.evidence.light_table import Stopped
from app.domain.packs.channel import Channel
from app.domain.packs.pack import BY_MAIL, Pack, PackWish, Sending
from app.errors import StalePack
from app.log import Event
from app.services.packs.pack_making import PackTrial
from app.services.packs.pack_material import PackMaterial
from app.services.packs.packing import PackRoom
from app.ui.page_tools import PageTools
from app.ui.tasks import Report, Task

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a pack can be made of, the channels there are, and the packs that were made before.

    `usual_channel` is the one the payer card wants, else that of the patient's latest pack.
    """

    material: PackMaterial
    channels: tuple[Channel, ...]
    packs: tuple[Pack, ...]
    usual_channel: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    material: PackMaterial
    channel: Channel
    wish: PackWish


class PackDesk(QObject):
    """Works for one note; ends with its parent."""

    gathered = Signal(object)  # Gathered
    laying_out = Signal()
    advanced = Signal(int, int)  # pages done, pages in all
    laid = Signal(object)  # PackTrial
    stopped = Signal()
    troubled = Signal(str)  # why nothing could be gathered or laid out
    failed = Signal(str)  # why something else could not be done
    outdated = Signal(str)  # something has changed since it was laid out
    made = Signal(object)  # Pack
    written = Signal(object, object)  # Pack, Path
    unwritten = Signal(object, str)  # Pack, why
    recorded = Signal(object)  # Pack
    checked = Signal(object, bool)  # Pack, whether the same bytes came out
    fetched = Signal(object, object)  # Pack, its contents
    printable = Signal(object, object)  # Pack, the bytes of its files that go on paper

    def __init__(self, room: PackRoom, note_id: str, tools: PageTools, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._note_id = note_id
        self._tools = tools
        self._wanted: _Wanted | None = None
        self._stop: threading.Event | None = None  # of what is being laid out
        self._gathering: Task[Gathered] | None = None
        self._over = threading.Event()
        self._is_making = False
        self.destroyed.connect(self._over.set)

    @property
    def is_making(self) -> bool:
        """Whether a pack is being kept or written."""
        return self._is_making

    def gather(self) -> None:
        """Read everything a pack can be made of; an earlier reading is forgotten."""
        if self._gathering:
            self._gathering.drop()
        self._gathering = self._run(
            lambda _report: _gather(self._room, self._note_id),
            self.gathered.emit,
            self._tell_trouble,
        )

    def lay_out(self, material: PackMaterial, channel: Channel, wish: PackWish) -> None:
        """Lay a pack out; what is being laid out is given up first."""
        self._wanted = _Wanted(material, channel, wish)
        if self._stop is None:
            self._begin()
        else:
            self._stop.set()

    def stop(self) -> None:
        """Give up what is being laid out."""
        self._wanted = None
        if self._stop is not None:
            self._stop.set()

    def make(self, trial: PackTrial, folder: Path) -> None:
        """Keep a pack, then write its files; nothing while another one is being made."""
        if self._is_making:
            return
        self._is_making = True
        room = self._room

        def kept(pack: Pack) -> None:
            self._is_making = False
            self.made.emit(pack)
            self.write(pack, folder)

        def refused(error: Exception) -> None:
            self._is_making = False
            if isinstance(error, StalePack):
                self.outdated.emit(self._tools.words.of(error))
            else:
                self._tell_failure(error)

        self._run(lambda _report: room.make(trial), kept, refused)

    def write(self, pack: Pack, folder: Path) -> None:
        """Write the files of a kept pack into a new folder inside this one."""
        room = self._room
        self._run(
            lambda _report: room.write(pack, folder),
            lambda place: self.written.emit(pack, place),
            lambda error: self.unwritten.emit(
                pack, self._tools.words.of(error, Event.EXPORT_FAILED)
            ),
        )

    def fetch_for_paper(self, pack: Pack) -> None:
        """Read what of a kept pack goes on paper, where it may leave the office."""
        room = self._room

        def work(_report: Report) -> tuple[bytes, ...]:
            contents = room.going_out(pack)
            return tuple(contents[file.name] for file in pack.on_paper)

        self._run(work, lambda files: self.printable.emit(pack, files), self._tell_failure)

    def tell_printed(self, pack: Pack) -> None:
        """Tell the trail that a pack went to the printer."""
        room = self._room
        self._run(
            lambda _report: room.tell_printed(pack), lambda _nothing: None, self._tell_failure
        )

    def record(self, pack: Pack, sending: Sending, *, alone: bool) -> None:
        """Record that a pack was sent: `alone` under its number, or knowingly beside another."""
        room = self._room
        self._run(
            lambda _report: room.record_sending(pack, sending, alone=alone),
            self.recorded.emit,
            self._tell_failure,
        )

    def check(self, pack: Pack) -> None:
        """Make a pack once more and compare."""
        room, over, tasks = self._room, self._over, self._tools.runner
        self._run(
            lambda _report: room.made_again(pack, lambda: over.is_set() or tasks.is_stopping),
            lambda same: self.checked.emit(pack, same),
            self._tell_failure,
        )

    def fetch(self, pack: Pack) -> None:
        """Read the bytes of a kept pack."""
        room = self._room
        self._run(
            lambda _report: room.contents(pack),
            lambda contents: self.fetched.emit(pack, contents),
            self._tell_failure,
        )

    def _begin(self) -> None:
        if self._wanted is None:
            return
        wanted, self._wanted = self._wanted, None
        stop, over, tasks, room = threading.Event(), self._over, self._tools.runner, self._room
        self._stop = stop

        def work(report: Report) -> PackTrial:
            return room.lay_out(
                wanted.material,
                wanted.channel,
                wanted.wish,
                lambda done, total: report((done, total)),
                lambda: stop.is_set() or over.is_set() or tasks.is_stopping,
            )

        self.laying_out.emit()
        self._run(work, self._on_laid, self._on_failed, lambda news: self._on_advanced(stop, news))

    def _on_advanced(self, stop: threading.Event, news: tuple[int, int]) -> None:
        if self._stop is stop and not stop.is_set() and not self._over.is_set():
            self.advanced.emit(*news)

    def _on_laid(self, trial: PackTrial) -> None:
        was_given_up = self._ended()
        if self._wanted is not None:
            self._begin()
        elif was_given_up:
            self.stopped.emit()
        else:
            self.laid.emit(trial)

    def _on_failed(self, error: Exception) -> None:
        was_given_up = self._ended()
        if self._wanted is not None:
            self._begin()
        elif was_given_up or isinstance(error, Stopped):
            self.stopped.emit()
        else:
            self._tell_trouble(error)

    def _ended(self) -> bool:
        """Forget what was being laid out; whether it had been given up."""
        stop, self._stop = self._stop, None
        return stop is not None and stop.is_set()

    def _tell_trouble(self, error: Exception) -> None:
        self.troubled.emit(self._tools.words.of(error))

    def _tell_failure(self, error: Exception) -> None:
        self.failed.emit(self._tools.words.of(error))

    def _run(
        self,
        work: Callable[[Report], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        progress: Callable[[tuple[int, int]], None] | None = None,
    ) -> Task[Result] | None:
        task = self._tools.runner.run(work, done, failed, progress)
        if task is not None:
            self.destroyed.connect(task.drop)
        return task


def _gather(room: PackRoom, note_id: str) -> Gathered:
    material, channels = room.material(note_id), room.channels()
    before = room.of_patient(material.view.note.patient_id)
    offered = [channel.id for channel in channels]
    wanted = (material.channel, *(pack.channel for pack in before), BY_MAIL, *offered[:1])
    usual = next((each for each in wanted if each in offered), "")
    packs = tuple(pack for pack in before if pack.note == note_id)
    return Gathered(material, channels, packs, usual)
