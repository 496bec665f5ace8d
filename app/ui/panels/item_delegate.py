"""Paints the rows of "Still needed"; the completeness panel gives it to the list."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.fields.mark import SHAPES, SIZE
from app.ui.icons import Icons
from app.ui.models.open_items import ItemRow, RowKind
from app.ui.theme import Appearance, Face, Role, Space

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
_TEXT_LEFT = Space.S + SIZE + Space.S
_RADIUS = 6


class ItemDelegate(QStyledItemDelegate):
    """Icon, where, what to do; titles and folds with their counts.

    `opened` is the row in whose place a card stands, `opened_height` how high that card is.
    """

    def __init__(self, appearance: Appearance, icons: Icons, parent: QObject) -> None:
        super().__init__(parent)
        self.opened = ""
        self.opened_height = 0
        self.width = 0
        self._icons = icons
        self._heights: dict[tuple[str, str], int] = {}
        self._heights_for = 0
        self._appearance = appearance
        self._take_theme()
        appearance.changed.connect(self._take_theme)

    def sizeHint(  # noqa: N802 - Qt's name
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """As high as the wrapped words need at the list's width."""
        row: ItemRow = index.data(Qt.ItemDataRole.UserRole)
        if row.key == self.opened:
            return QSize(0, self.opened_height)
        if self._heights_for != self.width:
            self._heights.clear()
            self._heights_for = self.width
        height = self._heights.get((row.text, row.where))
        if height is None:
            height = self._heights[row.text, row.where] = self._height(row)
        return QSize(0, height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row; a card that stands over it draws itself."""
        row: ItemRow = index.data(Qt.ItemDataRole.UserRole)
        if row.key == self.opened:
            return
        rect, state = option.rect, option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or (state & QStyle.StateFlag.State_MouseOver and row.kind is not RowKind.SECTION):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._color[Role.ACCENT_SOFT if chosen else Role.HOVER])
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), _RADIUS, _RADIUS)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._color[Role.FOCUS], 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), _RADIUS, _RADIUS)
        if row.kind in (RowKind.SECTION, RowKind.FOLD):
            self._paint_title(painter, rect, row)
        else:
            self._paint_item(painter, rect, row)
        painter.restore()

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's signature
    ) -> None:
        """A card takes the whole row, without the style's padding of items."""
        editor.setGeometry(option.rect)

    def _take_theme(self) -> None:
        theme = self._appearance.theme
        self._color = {
            role: theme.color(role)
            for role in (Role.TEXT, Role.MUTED, Role.ACCENT_SOFT, Role.HOVER, Role.FOCUS)
        }
        self._caption = theme.font(Face.CAPTION)
        self._strong = theme.font(Face.CAPTION, strong=True)
        self._body = theme.font(Face.BODY)
        self._caption_metrics = QFontMetrics(self._caption)
        self._strong_metrics = QFontMetrics(self._strong)
        self._body_metrics = QFontMetrics(self._body)
        self._heights.clear()

    def _height(self, row: ItemRow) -> int:
        if row.kind is RowKind.SECTION:
            return self._strong_metrics.height() + Space.M + Space.XS
        if row.kind is RowKind.FOLD:
            return self._strong_metrics.height() + Space.M + Space.S
        room = QRect(0, 0, max(40, self.width - _TEXT_LEFT - Space.S), 10_000)
        words = self._body_metrics.boundingRect(room, _WRAP, row.text).height()
        where = self._caption_metrics.height() if row.where else 0
        return words + where + Space.M

    def _paint_title(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        left = rect.left() + Space.S
        if row.kind is RowKind.FOLD:
            name = "chevron-right" if row.is_folded else "chevron-down"
            top = rect.center().y() - SIZE // 2 + 1
            self._draw_icon(painter, name, Role.MUTED, left, top)
            left = rect.left() + _TEXT_LEFT
        line = QRect(left, rect.top(), rect.right() - Space.S - left, rect.height())
        if row.kind is RowKind.SECTION:
            line.setTop(rect.bottom() - self._strong_metrics.height() - Space.XS)
        count = str(row.count)
        painter.setFont(self._strong)
        painter.setPen(self._color[Role.MUTED])
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, count)
        line.setRight(line.right() - self._strong_metrics.horizontalAdvance(count) - Space.S)
        words = self._strong_metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_item(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        text = rect.adjusted(_TEXT_LEFT, Space.M // 2, -Space.S, -Space.M // 2)
        first_line = self._body_metrics.height()
        if row.where:
            first_line = self._caption_metrics.height()
            painter.setFont(self._caption)
            painter.setPen(self._color[Role.MUTED])
            where = self._caption_metrics.elidedText(
                row.where, Qt.TextElideMode.ElideRight, text.width()
            )
            painter.drawText(text, Qt.AlignmentFlag.AlignLeft, where)
            text.setTop(text.top() + first_line)
        top = rect.top() + Space.M // 2 + (first_line - SIZE) // 2
        name, role = item_look(row)
        self._draw_icon(painter, name, role, rect.left() + Space.S, top)
        is_quiet = row.kind is not RowKind.OPEN
        painter.setFont(self._body)
        painter.setPen(self._color[Role.MUTED if is_quiet else Role.TEXT])
        painter.drawText(text, _WRAP, row.text)

    def _draw_icon(self, painter: QPainter, name: str, role: Role, x: int, y: int) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(x, y, self._icons.pixmap(name, role, SIZE, ratio))


def item_look(row: ItemRow) -> tuple[str, Role]:
    """The icon of an item's row and the color role it is drawn in."""
    if row.kind is RowKind.ANSWERED or row.item is None:
        return "circle-check", Role.DONE
    return SHAPES[row.item.severity][0], Role(row.item.severity.value)
