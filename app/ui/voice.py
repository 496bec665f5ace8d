"""Tells screen readers what changes by itself: notices, what is wrong, how much is still needed.

Whoever shows such a change has a `Voice`. What takes the focus needs none: it is read out anyway.
"""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


class Voice(QObject):
    """Speaks for a widget; what it said last it does not say again until `hush`.

    `rest` is how many milliseconds nothing new may come before it speaks: a count that moves at
    every keystroke is told once, when whoever types pauses.
    """

    said = Signal(str)

    def __init__(self, speaker: QWidget, rest: int = 0) -> None:
        super().__init__(speaker)
        self._speaker = speaker
        self._rest = rest
        self._waiting = ""
        self._last = ""
        self._is_urgent = False
        self._timer: QTimer | None = None  # made when it is first needed: forms have many voices

    def tell(self, text: str, *, urgent: bool = False) -> None:
        """Say a sentence as soon as there is a pause, or, where it is urgent, into what is read."""
        self._waiting, self._is_urgent = text, urgent
        if not self._rest:
            self._speak()
            return
        if self._timer is None:
            self._timer = QTimer(self)
            self._timer.setSingleShot(True)
            self._timer.setInterval(self._rest)
            self._timer.timeout.connect(self._speak)
        self._timer.start()

    def hush(self) -> None:
        """There is nothing to say any more; the same said anew is news."""
        self._waiting = self._last = ""
        if self._timer is not None:
            self._timer.stop()

    def _speak(self) -> None:
        text = self._waiting
        if not text or text == self._last:
            return
        self._last = text
        event = QAccessibleAnnouncementEvent(self._speaker, text)
        ways = QAccessible.AnnouncementPoliteness
        event.setPoliteness(ways.Assertive if self._is_urgent else ways.Polite)
        QAccessible.updateAccessibility(event)
        self.said.emit(text)
