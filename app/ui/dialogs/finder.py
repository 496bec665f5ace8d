"""A line to type in and a list that follows: quick open, the command palette, a new note's steps.

`Finder` is told how to find; it knows nothing of what it finds.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from app.ui.dialogs.finder_rows import ROW, Find, Found, FoundDelegate, FoundModel
from app.ui.icons import Icons
from app.ui.theme import Appearance, Face, Role, Space, dress

WIDTH = 560
_ROWS_SHOWN = 9
_FEWEST_ROWS = 3
_FROM_TOP = 128
"""Logical pixels of its window that it leaves free: half of them above it."""
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _ROWS_SHOWN - 1,
    Qt.Key.Key_PageUp: 1 - _ROWS_SHOWN,
}


class Finder(QDialog):
    """`chosen` carries the value of what was picked by Enter or click; Escape closes."""

    chosen = Signal(object)

    def __init__(
        self,
        title: str,
        prompt: str,
        find: Find,
        appearance: Appearance,
        icons: Icons,
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._find = find
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(prompt)
        self.line.setAccessibleName(title)
        self.line.setProperty("search", True)
        self._model = FoundModel(self)
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(FoundDelegate(self._model, appearance, icons, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName("Found")
        dress(self.list, surface="plain")
        self._nothing = QLabel("Nothing found. Try fewer letters.", self)
        dress(self._nothing, tone=Role.MUTED)
        self._lay_out(title)
        self.line.textEdited.connect(self._search)
        self.line.installEventFilter(self)
        self.list.clicked.connect(self._pick)
        self._search("")

    @property
    def found(self) -> Sequence[Found]:
        """What is offered now."""
        return self._model.found

    def open_over(self, window: QWidget) -> None:
        """Open near the top of a window."""
        width = min(WIDTH, window.width() - 2 * Space.XL)
        self.resize(width, min(self.sizeHint().height(), window.height() - _FROM_TOP))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + _FROM_TOP // 2)
        self.show()
        self.activateWindow()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows move in the list, Enter picks, while the caret stays in the line."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == _PRESS:
            key = Qt.Key(event.key())
            if key in _STEPS:
                self._move(_STEPS[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pick(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self, title: str) -> None:
        card = QFrame(self)
        dress(card, surface="raised")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        inside.setSpacing(Space.S)
        head = QLabel(title, card)
        dress(head, face=Face.CAPTION, tone=Role.MUTED)
        inside.addWidget(head)
        inside.addWidget(self.line)
        inside.addWidget(self._nothing)
        inside.addWidget(self.list)
        self.list.setMinimumHeight(ROW * _FEWEST_ROWS + Space.S)
        self.list.setMaximumHeight(ROW * _ROWS_SHOWN + Space.S)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def _search(self, text: str) -> None:
        self._model.show(self._find(text.strip()))
        self._nothing.setVisible(bool(text.strip()) and not self.found)
        if self.found:
            self.list.setCurrentIndex(self._model.index(0))

    def _move(self, by: int) -> None:
        if not self.found:
            return
        row = max(0, min(len(self.found) - 1, self.list.currentIndex().row() + by))
        self.list.setCurrentIndex(self._model.index(row))

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            value = self.found[index.row()].value
            self.accept()
            self.chosen.emit(value)


_PRESS = QEvent.Type.KeyPress
