"""A line for a day in a row of filters; those of the notes and of the history have two each."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.reading.dates import read_date
from app.domain.reading.problem import Unread
from app.ui.fields.day_meant import show_meant
from app.ui.theme import dress

_NARROWEST, _WIDEST = 96, 170


class DayLine(QLineEdit):
    """`changed` when another day was typed. `now` gives local time."""

    changed = Signal()

    def __init__(
        self, name: str, example: str, now: Callable[[], dt.datetime], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._now = now
        self.setPlaceholderText(example)
        self.setAccessibleName(name)
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_WIDEST)
        self.editingFinished.connect(self._on_edited)

    @property
    def day(self) -> dt.date | None:
        """The day; none while nothing that can be read stands there."""
        read = read_date(self.text(), self._now().date())
        return None if isinstance(read, Unread) else read

    def forget(self) -> None:
        """Ask for no day, without a word."""
        self.clear()
        self._mark("")

    def _on_edited(self) -> None:
        """Show the day that is meant, or say what is wrong where it was typed."""
        show_meant(self, self._now().date())
        read = read_date(self.text(), self._now().date())
        wrong = read.why if isinstance(read, Unread) else ""
        self._mark(wrong)
        self.changed.emit()

    def _mark(self, wrong: str) -> None:
        self.setToolTip(wrong)
        dress(self, state="unreadable" if wrong else "")
