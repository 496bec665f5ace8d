"""The head of a table's row: name, summary and what is open, on one line; it opens the row."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.domain.guides.guide import Severity
from app.rules.open_item import OpenItem
from app.ui.fields.mark import SHAPES, SIZE, gravest
from app.ui.icons import Icons
from app.ui.theme import Appearance, Face, Role, Space

_HEIGHT = 40
_RADIUS = 8


class RowHead(QAbstractButton):
    """A button over the whole line; it also takes the keys for what can be done with the row.

    One that is not `marked` says nothing of what is open: there is nothing to fill in.
    """

    removal_wished = Signal()
    copy_wished = Signal()
    move_wished = Signal(int)  # -1 up, 1 down

    def __init__(
        self, appearance: Appearance, icons: Icons, parent: QWidget, *, marked: bool = True
    ) -> None:
        super().__init__(parent)
        self._is_marked = marked
        self._appearance = appearance
        self._icons = icons
        self._name = ""
        self._words = ""
        self._items: Sequence[OpenItem] = ()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self._describe)

    def show_row(self, name: str, words: str, items: Sequence[OpenItem]) -> None:
        """Show another name, summary or state."""
        counted = [item for item in items if item.severity is not Severity.SILENT]
        if (name, words, counted) != (self._name, self._words, self._items):
            self._name, self._words, self._items = name, words, counted
            self._describe()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line with room around it."""
        lines = QFontMetrics(self._appearance.theme.font(Face.BODY)).height()
        return QSize(160, max(_HEIGHT, lines + Space.L))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The summary may be cut."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Light up under the pointer."""
        super().enterEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens and closes, Delete removes, Ctrl+Shift+D copies, Ctrl+Up and Down move."""
        control = Qt.KeyboardModifier.ControlModifier
        match event.key(), event.modifiers():
            case ((Qt.Key.Key_Return | Qt.Key.Key_Enter), Qt.KeyboardModifier.NoModifier):
                self.click()
            case Qt.Key.Key_Delete, _:
                self.removal_wished.emit()
            case Qt.Key.Key_D, modifiers if modifiers & control:
                self.copy_wished.emit()
            case Qt.Key.Key_Up, modifiers if modifiers & control:
                self.move_wished.emit(-1)
            case Qt.Key.Key_Down, modifiers if modifiers & control:
                self.move_wished.emit(1)
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Draw chevron, name, summary, and at the end what is open."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(Role.HOVER))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        if self.hasFocus():
            pen = painter.pen()
            pen.setColor(theme.color(Role.FOCUS))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        room = self.rect().adjusted(Space.S, 0, -Space.M, 0)
        chevron = "chevron-down" if self.isChecked() else "chevron-right"
        self._draw_icon(painter, chevron, Role.MUTED, room.left())
        room.setLeft(room.left() + SIZE + Space.S)
        room.setRight(self._paint_state(painter, room) - Space.S)
        self._paint_words(painter, room)
        painter.end()

    def _paint_state(self, painter: QPainter, room: QRect) -> int:
        """Draw what is open at the right end; where the words must stop."""
        if not self._is_marked:
            return room.right()
        worst = gravest(self._items)
        name, role = ("check", Role.DONE)
        if worst:
            name, role = SHAPES[worst.severity][0], Role(worst.severity.value)
        left = room.right() - SIZE
        if self._items:
            theme = self._appearance.theme
            font = theme.font(Face.CAPTION, strong=True)
            count = str(len(self._items))
            left -= QFontMetrics(font).horizontalAdvance(count) + Space.XS
            painter.setFont(font)
            painter.setPen(theme.color(role))
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count
            )
        self._draw_icon(painter, name, role, left)
        return left

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        theme = self._appearance.theme
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        strong = theme.font(Face.BODY, strong=True)
        painter.setFont(strong)
        painter.setPen(theme.color(Role.TEXT))
        painter.drawText(room, middle, self._name)
        room.setLeft(room.left() + QFontMetrics(strong).horizontalAdvance(self._name) + Space.M)
        plain = theme.font(Face.BODY)
        painter.setFont(plain)
        painter.setPen(theme.color(Role.MUTED))
        cut = QFontMetrics(plain).elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, cut)

    def _draw_icon(self, painter: QPainter, name: str, role: Role, x: int) -> None:
        pixmap = self._icons.pixmap(name, role, SIZE, self.devicePixelRatioF())
        painter.drawPixmap(x, (self.height() - SIZE) // 2, pixmap)

    def _describe(self) -> None:
        state = "opened" if self.isChecked() else "closed"
        left = f", {len(self._items)} still needed" if self._items else ", nothing missing"
        self.setAccessibleName(f"{self._name}, {state}{left if self._is_marked else ''}")
        self.setAccessibleDescription(self._words)
        self.setToolTip(self._words)
