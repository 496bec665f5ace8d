"""A list that drops down, for pages that scroll; the pages of packs, imports and claim data use it.

Qt's own takes the wheel as a choice: scrolling past it would change a channel or a column unseen.
It also opens at the blank between two typed words, and an open list swallows Tab and what is typed
after it.
"""

from collections.abc import Mapping

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

_TABS: Mapping[int, bool] = {Qt.Key.Key_Tab: True, Qt.Key.Key_Backtab: False}
"""Whether a key leads forward."""


class DropDown(QComboBox):
    """A combo box that leaves the wheel to the page around it; keys and clicks choose.

    A blank within what is typed belongs to it. Tab in the open list takes the line and goes on.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = QElapsedTimer()  # since the last letter; invalid before the first
        self.view().installEventFilter(self)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Let the page scroll."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Search with a blank while somebody types; the keys of Qt otherwise."""
        is_search = (
            self._typed.isValid() and self._typed.elapsed() < QApplication.keyboardInputInterval()
        )
        if event.key() == Qt.Key.Key_Space and is_search:
            # Without its key Qt takes it for a letter, and the list stays closed.
            blank = QKeyEvent(event.type(), Qt.Key.Key_unknown, event.modifiers(), event.text())
            super().keyPressEvent(blank)
        else:
            super().keyPressEvent(event)
        if event.text().strip() or is_search:
            self._typed.restart()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tab in the open list."""
        forward = _TABS.get(event.key()) if isinstance(event, QKeyEvent) else None
        if event.type() != QEvent.Type.KeyPress or forward is None:
            return super().eventFilter(watched, event)
        line = self.view().currentIndex().row()
        self.hidePopup()
        if line not in (-1, self.currentIndex()):
            self.setCurrentIndex(line)
            self.activated.emit(line)
        self.focusNextPrevChild(forward)
        return True
