"""Tells other workstations which note is open here, and this one what is open there.

`live_ways` has one. Everything it asks of the store runs on a worker, one thing after the other, so
that a note that was opened and closed at once is not left standing as open.
"""

from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.reading.times import show_time
from app.domain.workstations.opening import Opening
from app.errors import Failure
from app.services.notes.presence import BEAT_SECONDS
from app.services.office.office import Office
from app.ui.tasks import TaskRunner

if TYPE_CHECKING:  # only asked
    from app.ui.pages.notes.note_page import NotePage


class PresenceWatch(QObject):
    """`changed` tells that other notes are open elsewhere; nothing is told without a server."""

    changed = Signal()

    def __init__(
        self,
        office: Office,
        name_of: Callable[[str], str],
        runner: TaskRunner,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._presence = office.beside.presence
        self._zone = office.clock.zone
        self._name_of = name_of
        self._runner = runner
        self._is_shared = office.beside.keeping.has_spool
        self._waiting: deque[Callable[[], object]] = deque()
        self._is_busy = False
        self._is_reached = self._is_shared
        self._open_here = ""
        self._page: NotePage | None = None
        self.words: Mapping[str, str] = {}
        """Who has a note open elsewhere since when, by the note's id."""
        self._beats = QTimer(self)
        self._beats.setInterval(BEAT_SECONDS * 1_000)
        self._beats.timeout.connect(self._on_beat)
        if self._is_shared:
            self._do(self._presence.end)  # what a crash left of this workstation
            self.look()
            self._beats.start()

    def show_open(self, page: "NotePage | None") -> None:
        """Tell the others which note is open here now, and the page who else has it open."""
        self._page = page
        note_id = page.note.id if page is not None and not page.is_signed else ""
        if self._is_shared and note_id != self._open_here:
            before, self._open_here = self._open_here, note_id
            if before:
                self._do(lambda: self._presence.end(before))
            if note_id:
                self._do(lambda: self._presence.begin(note_id))
        self._tell_page()

    def look(self) -> None:
        """Ask what is open elsewhere."""
        if self._is_shared:
            self._do(self._presence.others)

    def stop(self) -> None:
        """Tell the others, in this call, that nothing is open here any more."""
        self._beats.stop()
        self._waiting.clear()
        if self._open_here and self._is_reached:
            with suppress(Failure):  # then the others see that this program no longer beats
                self._presence.end()
        self._open_here = ""

    def _on_beat(self) -> None:
        if note_id := self._open_here:
            self._do(lambda: self._presence.beat(note_id))
        self.look()

    def _do(self, work: Callable[[], object]) -> None:
        self._waiting.append(work)
        self._next()

    def _next(self) -> None:
        if self._is_busy or not self._waiting:
            return
        work = self._waiting.popleft()
        task = self._runner.run(lambda _report: work(), self._on_done, self._on_failed)
        self._is_busy = task is not None
        if task is not None:
            self.destroyed.connect(task.drop)

    def _on_done(self, result: object) -> None:
        self._is_busy = False
        self._is_reached = True
        if isinstance(result, tuple):
            self._show(result)
        self._next()

    def _on_failed(self, _error: Exception) -> None:
        """The server is gone: others see that this program no longer beats, and so it is."""
        self._is_busy = self._is_reached = False
        self._waiting.clear()

    def _show(self, openings: tuple[Opening, ...]) -> None:
        by_note: dict[str, list[tuple[str, str]]] = {}
        for each in openings:
            since = show_time(each.since.astimezone(self._zone).time())
            by_note.setdefault(each.note_id, []).append((self._name_of(each.who), since))
        words = {note: _words(people) for note, people in by_note.items()}
        if words != self.words:
            self.words = words
            self._tell_page()
            self.changed.emit()

    def _tell_page(self) -> None:
        if self._page is not None:
            self._page.header.show_elsewhere(self.words.get(self._page.note.id, ""))


def _words(people: list[tuple[str, str]]) -> str:
    """Names and times: `Ada Samplemann has it open since 10:14 AM, Bo since 10:20 AM`."""
    (first, time), *others = people
    rest = "".join(f", {name} since {since}" for name, since in others)
    return f"{first} has it open since {time}{rest}"
