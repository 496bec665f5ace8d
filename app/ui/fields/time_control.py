"""The control for a time of day: typed as people type times, or now by one click."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from app.domain.reading.problem import Unread
from app.domain.reading.times import read_time, show_time
from app.ui.fields.line import Line
from app.ui.fields.typed import TypedControl
from app.ui.icons import Icons
from app.ui.theme import Role

_NOW = "now"


class TimeControl(TypedControl):
    """A line for a time and a button for the time it is."""

    def __init__(self, parent: QWidget, icons: Icons) -> None:
        super().__init__(parent, Line(parent, width=15), understand=_understood, narrow=True)
        self._button = QToolButton(self)
        self._button.setToolTip("Now (type n)")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        icons.put(self._button, "clock", Role.MUTED)
        self.row.insertWidget(1, self._button)
        self._button.clicked.connect(lambda: self.finished.emit(_NOW))

    def describe(self, name: str, description: str) -> None:
        """Name the line and the button beside it."""
        super().describe(name, description)
        self._button.setAccessibleName(f"Now: {name}")

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be selected and copied only."""
        super().set_read_only(read_only)
        self._button.setVisible(not read_only)


def _understood(text: str) -> str:
    if text.strip().casefold() in ("n", _NOW):
        return "Understood as the time it is now"
    found = read_time(text, dt.time())
    return "" if isinstance(found, Unread) else f"Understood as {show_time(found)}"
