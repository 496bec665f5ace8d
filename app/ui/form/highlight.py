"""A frame around the field somebody just jumped to, gone after a moment."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.theme import Appearance, Role, Space

_MILLISECONDS = 1200
_RADIUS = 8


class Highlight(QWidget):
    """Lies over a page's content and lets every click through."""

    def __init__(self, appearance: Appearance, content: QWidget) -> None:
        super().__init__(content)
        self._appearance = appearance
        self._content = content
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_MILLISECONDS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_around(self, target: QWidget) -> None:
        """Frame a widget somewhere inside the content."""
        place = target.rect().translated(target.mapTo(self._content, QPoint(0, 0)))
        room = Space.XS + 2
        framed = place.adjusted(-room, -room, room, room)
        self.setGeometry(framed.intersected(self._content.rect()))
        self.raise_()
        self.show()
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._appearance.theme.color(Role.ACCENT))
        pen.setWidth(2)
        painter.setPen(pen)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.end()
