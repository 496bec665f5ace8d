"""The ways to what waits for a signature, note after note; and the quiet check of all signatures.

The window has one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.domain.signing.seal import SigningKey
from app.services.signing.signature_watch import SignatureWatch
from app.services.signing.signing_room import SigningRoom
from app.ui.actions import Do
from app.ui.page_tools import PageTools
from app.ui.pages.notes.note_page import NotePage
from app.ui.pages.notes.to_sign import ToSignPage
from app.ui.pages.parts.notice import Notice
from app.ui.tasks import Task
from app.ui.theme import Role

CHECK_EVERY_MS = 5_000
CHECKED_AT_ONCE = 15
"""Three notes a second, each six milliseconds of a worker's time; few, for the sake of typing."""

QUIET_MS = 200
"""Between two batches while nobody types: a worker is then busy for a third of the time.

`services.signing.signature_watch` says how long a round takes so.
"""
KEYS_EVERY = 720
"""Batches between two checks of the signing keys: an hour. The first batch checks them too."""


class SigningWays(QObject):
    """Says what to show; the window shows it. `banner` leads through what waits, note by note.

    `open_page` gives the note that is open, if one is; `leave` stores it before another is shown.
    `may_hurry` says whether checking disturbs nobody just now.
    """

    shown = Signal(QWidget, object)  # page, Do
    note_requested = Signal(str)
    list_requested = Signal()
    keys_found = Signal(object)  # tuple of SigningKey that the history does not tell of

    def __init__(
        self,
        room: SigningRoom,
        actions: Mapping[Do, QAction],
        open_page: Callable[[], NotePage | None],
        leave: Callable[[], bool],
        may_hurry: Callable[[], bool],
        tools: PageTools,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._may_hurry = may_hurry
        self._room = room
        self._actions = actions
        self._open_page = open_page
        self._leave = leave
        self._tools = tools
        self._window = window
        self._queue: tuple[str, ...] = ()
        self._task: Task[_Checked] | None = None
        self._batches = 0
        self.page: ToSignPage | None = None
        self.banner = Notice(tools.icons, window)
        self._checks = QTimer(self)
        self._checks.setInterval(CHECK_EVERY_MS)
        self._checks.timeout.connect(self.check)
        self._checks.start()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(QUIET_MS)
        self._soon.timeout.connect(self.check)
        for do, act in (
            (Do.TO_SIGN, self.show),
            (Do.NEXT_TO_SIGN, lambda: self.go_on(1)),
            (Do.PREVIOUS_TO_SIGN, lambda: self.go_on(-1)),
        ):
            actions[do].triggered.connect(lambda _checked, act=act: act())

    def show(self) -> None:
        """Show what waits for a signature; what is open is stored first."""
        if not self._leave():
            return
        if self.page is None:
            self.page = ToSignPage(self._room, self._tools, self._window)
            self.page.opened.connect(self._begin_at)
            self.page.looked_at.connect(self.note_requested)
            self.page.left.connect(self.list_requested)
        self.page.refresh()
        self.shown.emit(self.page, Do.TO_SIGN)
        self.page.take_focus()

    def go_on(self, step: int) -> None:
        """Open the next note that waits (1) or the one before (-1), seen from the open one."""
        if not self._queue:
            self._queue = self._waiting()
        page, queue = self._open_page(), self._queue
        open_now = page.note.id if page else ""
        at = queue.index(open_now) + step if open_now in queue else 0
        if 0 <= at < len(queue):
            self._open(queue[at])
        else:
            self.show()

    def follow(self, shown: QWidget | None) -> None:
        """Say where among what waits the note on the screen stands; nothing outside of it."""
        page = self._open_page()
        if page is None or page is not shown or page.note.id not in self._queue:
            self.banner.say("")
            return
        at, count = self._queue.index(page.note.id) + 1, len(self._queue)
        ways: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Previous", lambda: self.go_on(-1)),
            ("Next" if at < count else "Back to the list", lambda: self.go_on(1)),
        )
        if page.is_signed and not page.signing.later.awaited:
            words = f"Signed: {at} of {count}. F9 leads on."
        else:
            act = "co-sign" if page.is_signed else "sign"
            words = f"To sign: {at} of {count}. Read the note, then {act} it. F9 leads to the next."
        self.banner.say(words, Role.SILENT, ways if at > 1 else ways[1:])

    def stop(self) -> None:
        """Check no more: the window closes."""
        self._checks.stop()
        self._soon.stop()

    def _begin_at(self, note_id: str) -> None:
        self._queue = self._waiting()
        self._open(note_id)

    def _waiting(self) -> tuple[str, ...]:
        return tuple(row.id for row in self._room.waiting())

    def _open(self, note_id: str) -> None:
        """Open a note that waits; a draft shows the dentist's part of it."""
        self.note_requested.emit(note_id)
        page = self._open_page()
        if page and page.note.id == note_id:
            if not page.is_signed:
                self._actions[Do.DENTIST_VIEW].setChecked(True)
            page.signing.changed.connect(lambda: self.follow(page))

    def check(self) -> None:
        """Check some signatures on a worker, the longest unchecked ones; one batch at a time."""
        if self._task is None:
            watch, keys_too = self._room.watch, self._batches % KEYS_EVERY == 0
            self._task = self._tools.runner.run(
                lambda _report: _checked(watch, keys_too=keys_too),
                self._rest,
                self._give_up,
            )

    def _rest(self, checked: "_Checked") -> None:
        self._task = None
        self._batches += 1
        if checked.keys:
            self.keys_found.emit(checked.keys)
        if checked.notes == CHECKED_AT_ONCE and self._may_hurry() and self._checks.isActive():
            self._soon.start()

    def _give_up(self, error: Exception) -> None:
        """The next batch tries again; nobody asked for this one."""
        del error
        self._task = None


@dataclass(frozen=True, slots=True)
class _Checked:
    """How many notes were checked, and the signing keys that the history does not tell of."""

    notes: int
    keys: tuple[SigningKey, ...]


def _checked(watch: SignatureWatch, *, keys_too: bool) -> _Checked:
    return _Checked(watch.check_next(CHECKED_AT_ONCE), watch.check_keys() if keys_too else ())
