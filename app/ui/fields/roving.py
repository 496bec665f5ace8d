"""How the keyboard moves among joined buttons that are one tab stop: arrows and first letters."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from app.domain.guides.guide import Option
from app.ui.theme import dress

_STEPS: Mapping[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class RovingButton(QToolButton):
    """A checkable button for one option that leaves the arrow keys to the control it stands in."""

    def __init__(self, option: Option, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = option.value
        self.label = option.label
        self.setToolTip(option.help)
        self.setCheckable(True)
        self.setAccessibleName(option.label)
        dress(self, kind=kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Pass arrows on; Qt would go to the next widget of the window."""
        if event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


def number_by_key(event: QKeyEvent, labels: Sequence[str], at: int) -> int | None:
    """The button a key leads to from button `at`: the next by arrow, or by its first letter."""
    count = len(labels)
    if event.key() in _STEPS:
        return (at + _STEPS[event.key()]) % count
    letter = event.text().casefold()
    if not letter.isalnum():
        return None
    order = [(at + step) % count for step in range(1, count + 1)]
    return next((i for i in order if labels[i].casefold().startswith(letter)), None)


def focused(buttons: Sequence[QAbstractButton], otherwise: int) -> int:
    """The number of the button with the focus."""
    return next((i for i, button in enumerate(buttons) if button.hasFocus()), otherwise)


def make_entrance(buttons: Sequence[QAbstractButton], number: int) -> None:
    """Let the tab key come to this button only; the others take the focus by click."""
    for each, button in enumerate(buttons):
        button.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if each == number else Qt.FocusPolicy.ClickFocus
        )
