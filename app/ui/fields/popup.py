"""A small window that opens below a field and closes by Esc or a click beside it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QStyle, QStyleOption, QWidget

from app.ui.theme import Space, dress


class Popup(QFrame):
    """A raised frame for a calendar or a chart."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        # Without it the corners outside the rounded border are painted.
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        dress(self, surface="raised")

    def open_below(self, widget: QWidget) -> None:
        """Show below a widget, or above it where the screen ends."""
        self.adjustSize()
        below = widget.mapToGlobal(QPoint(0, widget.height() + Space.XS))
        room = widget.screen().availableGeometry()
        left = max(room.left(), min(below.x(), room.right() - self.width()))
        top = below.y()
        if top + self.height() > room.bottom():
            top = max(room.top(), widget.mapToGlobal(QPoint(0, -Space.XS)).y() - self.height())
        self.move(left, top)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Paint the stylesheet's background, which Qt leaves out for translucent windows."""
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.end()
