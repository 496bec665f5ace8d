"""Counts down on a page after many wrong secrets; no try is taken before."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from app.ui.dialogs.door_page import DoorPage

SECOND_MS = 1000


class Waiting:
    """Turns the page's main button off while one has to wait. `line` then gets the caret."""

    def __init__(self, page: DoorPage, line: QLineEdit) -> None:
        self._page = page
        self._line = line
        self._seconds_left: Callable[[], float] = lambda: 0
        self._ticking = QTimer(page)
        self._ticking.setInterval(SECOND_MS)
        self._ticking.timeout.connect(self._tick)

    def wait(self, seconds_left: Callable[[], float]) -> None:
        """Take no try before the time is over, and say how long that is."""
        self._seconds_left = seconds_left
        self._tick()

    def end(self) -> None:
        """Take tries again: somebody else was chosen."""
        self._ticking.stop()
        self._page.next.setEnabled(True)

    def _tick(self) -> None:
        left = self._seconds_left()
        self._page.next.setEnabled(left <= 0)
        if left > 0:
            seconds = int(left) + 1
            unit = "second" if seconds == 1 else "seconds"
            self._page.say(f"That was wrong several times. The next try is in {seconds} {unit}.")
            self._ticking.start()
        elif self._ticking.isActive():
            self._ticking.stop()
            self._page.say("")
            self._line.setFocus()
