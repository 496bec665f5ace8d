"""A line to type in and a list that follows: quick open, the command palette, a new note's steps.

`Finder` is told how to find; it knows nothing of what it finds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import SIZE, Icons
from app.ui.theme import Appearance, Face, Role, Space, dress

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()

WIDTH = 560
_ROW = 40
_MOST_ROWS = 9
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _MOST_ROWS - 1,
    Qt.Key.Key_PageUp: 1 - _MOST_ROWS,
}


@dataclass(frozen=True, slots=True)
class Found:
    """Something found: what it is to the caller, its words, what stands muted beside it and at
    the right edge, its icon.
    """

    value: Any
    title: str
    detail: str = ""
    hint: str = ""
    icon: str = ""


Find = Callable[[str], Sequence[Found]]


class _FoundModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: Sequence[Found] = ()

    def show(self, found: Sequence[Found]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        each = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return each.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (each.title, each.detail, each.hint) if part)
        return each if role == Qt.ItemDataRole.UserRole else None


class _FoundDelegate(QStyledItemDelegate):
    """Icon, title, muted detail, and at the right edge the hint."""

    def __init__(self, appearance: Appearance, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._icons = icons

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802 - Qt's
        return QSize(super().sizeHint(option, index).width(), _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        each: Found = index.data(Qt.ItemDataRole.UserRole)
        room = option.rect.adjusted(Space.M, 0, -Space.M, 0)
        if each.icon:
            ratio = view.devicePixelRatioF()
            pixmap = self._icons.pixmap(each.icon, Role.MUTED, SIZE, ratio)
            painter.drawPixmap(room.left(), room.center().y() - SIZE // 2 + 1, pixmap)
            room.adjust(SIZE + Space.M, 0, 0, 0)
        if each.hint:
            width = self._write(painter, room, each.hint, Role.MUTED, at_right=True)
            room.adjust(0, 0, -width - Space.M, 0)
        width = self._write(painter, room, each.title, Role.TEXT, strong=bool(each.detail))
        if each.detail:
            room.adjust(width + Space.M, 0, 0, 0)
            self._write(painter, room, each.detail, Role.MUTED)

    def _write(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        role: Role,
        *,
        strong: bool = False,
        at_right: bool = False,
    ) -> int:
        theme = self._appearance.theme
        font = theme.font(Face.CAPTION if at_right else Face.BODY, strong=strong)
        metrics = QFontMetrics(font)
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
        painter.setFont(font)
        painter.setPen(theme.color(role))
        side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, cut)
        return metrics.horizontalAdvance(cut)


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
        self._model = _FoundModel(self)
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_FoundDelegate(appearance, icons, self.list))
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
        self.resize(width, self.sizeHint().height())
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + 64)
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
        self.list.setFixedHeight(_ROW * _MOST_ROWS + Space.S)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def _search(self, text: str) -> None:
        self._model.show(self._find(text.strip()))
        self._nothing.setVisible(not self.found)
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
