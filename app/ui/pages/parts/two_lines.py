"""Paints rows of two lines: a name, and what is to be known of it; the pack page's lists use it.

The name is the display role, the second line `BELOW`, its color `TONE`. Rows that can be checked
show a box at the left; a click on it or the space bar checks them.
"""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.icons import SIZE, Icons
from app.ui.theme import Appearance, Face, Role, Space

AnyIndex = QModelIndex | QPersistentModelIndex

BELOW = Qt.ItemDataRole.UserRole + 1
TONE = Qt.ItemDataRole.UserRole + 2
ICON = Qt.ItemDataRole.UserRole + 3

_RADIUS = 6
_LEFT = 5
"""Logical pixels before the icon: boxes stand below those of check boxes."""

_BOX = _LEFT + SIZE + Space.S


class TwoLines(QStyledItemDelegate):
    """Long lines are cut; the list's tooltip tells the whole."""

    def __init__(self, appearance: Appearance, icons: Icons, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._icons = icons

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002, N802 - Qt's signature
        """As high as its two lines."""
        theme = self._appearance.theme
        lines = (QFontMetrics(theme.font(face)).height() for face in (Face.BODY, Face.CAPTION))
        return QSize(0, sum(lines) + Space.M)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one row."""
        theme, rect, state = self._appearance.theme, option.rect, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(Role.ACCENT_SOFT if chosen else Role.HOVER))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color(Role.FOCUS), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), _RADIUS, _RADIUS)
        name, role = _look(index)
        pixmap = self._icons.pixmap(name, role, SIZE, painter.device().devicePixelRatio())
        painter.drawPixmap(rect.left() + _LEFT, rect.center().y() - SIZE // 2 + 1, pixmap)
        self._write(painter, rect.adjusted(_BOX, Space.M // 2, -Space.S, -Space.M // 2), index)
        painter.restore()

    def editorEvent(  # noqa: N802 - Qt's name
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Check or uncheck by a click on the box or by the space bar."""
        is_checked = _is_checked(index)
        if is_checked is None or not _means_check(event, option.rect):
            return False
        other = Qt.CheckState.Unchecked if is_checked else Qt.CheckState.Checked
        return model.setData(index, other, Qt.ItemDataRole.CheckStateRole)

    def _write(self, painter: QPainter, room: QRect, index: AnyIndex) -> None:
        theme = self._appearance.theme
        above, below = theme.font(Face.BODY), theme.font(Face.CAPTION)
        metrics, small = QFontMetrics(above), QFontMetrics(below)
        cut = Qt.TextElideMode.ElideRight
        painter.setFont(above)
        painter.setPen(theme.color(Role.TEXT if _is_alive(index) else Role.FAINT))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, left, metrics.elidedText(str(index.data()), cut, room.width()))
        room.setTop(room.top() + metrics.height())
        painter.setFont(below)
        painter.setPen(theme.color(Role(index.data(TONE) or Role.MUTED)))
        words = str(index.data(BELOW) or "")
        painter.drawText(room, left, small.elidedText(words, cut, room.width()))


def _look(index: AnyIndex) -> tuple[str, Role]:
    """The icon of a row and its color: a box where it can be checked."""
    is_checked = _is_checked(index)
    if is_checked is None:
        return str(index.data(ICON) or "file-text"), Role.MUTED
    return ("square-check", Role.ACCENT) if is_checked else ("square", Role.MUTED)


def _is_checked(index: AnyIndex) -> bool | None:
    """Whether a row is checked; None for one that cannot be."""
    state = index.data(Qt.ItemDataRole.CheckStateRole)
    return None if state is None else Qt.CheckState(state) is Qt.CheckState.Checked


def _is_alive(index: AnyIndex) -> bool:
    return bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)


def _means_check(event: QEvent, rect: QRect) -> bool:
    if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
        box = QRect(rect.left(), rect.top(), _BOX, rect.height())
        return event.button() == Qt.MouseButton.LeftButton and box.contains(event.pos())
    if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
        return event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
    return False
