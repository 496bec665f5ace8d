"""The ways to what waits for a signature, note after note; and the quiet check of all signatures.

The window has one.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.services.signing_room import SigningRoom
from app.ui.actions import Do
from app.ui.page_tools import PageTools
from app.ui.pages.notice import Notice
from app.ui.pages.to_sign import ToSignPage
from app.ui.tasks import Task
from app.ui.theme import Role

if TYPE_CHECKING:  # the window makes it
    from app.services.office import Office
    from app.ui.main_window import MainWindow

CHECK_EVERY_MS = 5_000
CHECKED_AT_ONCE = 15
"""Three notes a second, each a fraction of a millisecond's work for the signature itself."""


class SigningWays(QObject):
    """Says what to show; the window shows it. `banner` leads through what waits, note by note."""

    shown = Signal(QWidget, object)  # page, Do
    note_requested = Signal(str)
    list_requested = Signal()

    def __init__(self, room: SigningRoom, tools: PageTools, window: QWidget) -> None:
        super().__init__(window)
        self._room = room
        self._tools = tools
        self._window = window
        self._queue: tuple[str, ...] = ()
        self._task: Task[int] | None = None
        self.page: ToSignPage | None = None
        self.banner = Notice(tools.icons, window)
        self._checks = QTimer(self)
        self._checks.setInterval(CHECK_EVERY_MS)
        self._checks.timeout.connect(self._check)
        self._checks.start()

    def show(self) -> None:
        """Show what waits for a signature."""
        if self.page is None:
            self.page = ToSignPage(self._room, self._tools, self._window)
            self.page.opened.connect(self._begin_at)
            self.page.looked_at.connect(self.note_requested)
            self.page.left.connect(self.list_requested)
        self.page.refresh()
        self.shown.emit(self.page, Do.TO_SIGN)
        self.page.take_focus()

    def go_on(self, step: int, open_now: str) -> None:
        """Open the next note that waits (1) or the one before (-1), seen from the open one."""
        if not self._queue:
            self._queue = tuple(row.id for row in self._room.waiting())
        queue = self._queue
        at = queue.index(open_now) + step if open_now in queue else 0
        if 0 <= at < len(queue):
            self.note_requested.emit(queue[at])
        else:
            self.show()

    def follow(self, note_id: str) -> None:
        """Say where in what waits the open note stands; nothing outside of it."""
        if note_id not in self._queue:
            self.banner.say("")
            return
        at, count = self._queue.index(note_id) + 1, len(self._queue)
        ways: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Previous", lambda: self.go_on(-1, note_id)),
            ("Next" if at < count else "Back to the list", lambda: self.go_on(1, note_id)),
        )
        words = f"To sign: {at} of {count}. Read the note, then sign it. F9 leads to the next."
        self.banner.say(words, Role.SILENT, ways if at > 1 else ways[1:])

    def is_queued(self, note_id: str) -> bool:
        """Whether a note was opened as one of those that wait."""
        return note_id in self._queue

    def stop(self) -> None:
        """Check no more: the window closes."""
        self._checks.stop()

    def _begin_at(self, note_id: str) -> None:
        self._queue = tuple(row.id for row in self._room.waiting())
        self.note_requested.emit(note_id)

    def _check(self) -> None:
        """Check some signatures on a worker, the longest unchecked ones; one batch at a time."""
        if self._task is None:
            watch = self._room.watch
            self._task = self._tools.runner.run(
                lambda _report: watch.check_next(CHECKED_AT_ONCE), self._rest, self._give_up
            )

    def _rest(self, _checked: int) -> None:
        self._task = None

    def _give_up(self, error: Exception) -> None:
        """The next batch tries again; nobody asked for this one."""
        del error
        self._task = None


def join_signing(window: "MainWindow", office: "Office", tools: PageTools) -> None:
    """What waits for a signature is shown as a place of its own; each note opens as usual."""
    ways = SigningWays(office.signing, tools, window)
    actions = window.actions_by_name
    window.column.insertWidget(1, ways.banner)
    window.closed.connect(ways.stop)

    def show() -> None:
        if window.leave():
            ways.show()

    def open_now() -> str:
        return window.note_page.note.id if window.note_page else ""

    def open_note(note_id: str) -> None:
        window.open_note(note_id)
        page = window.note_page
        if page and ways.is_queued(note_id) and not page.is_signed:
            actions[Do.DENTIST_VIEW].setChecked(True)

    def follow(_index: int) -> None:
        is_shown = window.pages.currentWidget() is window.note_page
        ways.follow(open_now() if is_shown else "")

    ways.shown.connect(window.show_page)
    ways.list_requested.connect(window.show_notes)
    ways.note_requested.connect(open_note)
    window.pages.currentChanged.connect(follow)
    actions[Do.TO_SIGN].triggered.connect(lambda _checked: show())

    def go_on(step: int) -> None:
        if window.leave():
            ways.go_on(step, open_now())

    actions[Do.NEXT_TO_SIGN].triggered.connect(lambda _checked: go_on(1))
    actions[Do.PREVIOUS_TO_SIGN].triggered.connect(lambda _checked: go_on(-1))
