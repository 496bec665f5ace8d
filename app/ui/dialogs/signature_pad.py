"""Where somebody draws their signature with a mouse, a pen or a finger; the sign dialog has one.

What is drawn is kept as lines, not as a picture, and printed sharply at any size. It is an ornament
for readers: what proves who signed is the key.
"""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.services.seals.sealing import Drawn
from app.ui.theme import Appearance, Role

PARTS = 1000
"""Points are kept in thousandths of the pad's width, across and down."""

HEIGHT = 120
MOST_POINTS = 4_000
"""More than anybody draws: what lies on the pad by accident must not fill the record."""

_NEAREST = 3
"""Thousandths between two points that are worth keeping."""


class SignaturePad(QWidget):
    """`drawn` is what was drawn so far."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._strokes: list[list[tuple[int, int]]] = []
        self.setFixedHeight(HEIGHT)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("Draw your signature here")
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    @property
    def drawn(self) -> Drawn:
        """The strokes, as a signature keeps them; a point alone is none."""
        return tuple(tuple(stroke) for stroke in self._strokes if len(stroke) > 1)

    def clear(self) -> None:
        """Begin anew."""
        self._strokes.clear()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(400, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._strokes.append([])
            self._add(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go on with the stroke while the button is down."""
        if self._strokes and event.buttons() & Qt.MouseButton.LeftButton:
            self._add(event.position())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The line to sign on, and what was drawn."""
        theme, painter = self._appearance.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color(Role.EDGE))
        painter.setBrush(theme.color(Role.SURFACE))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        base = round(self.height() * 0.75)
        painter.drawLine(16, base, self.width() - 16, base)
        painter.setPen(QPen(theme.color(Role.TEXT), 2.2, c=Qt.PenCapStyle.RoundCap))
        for stroke in self._strokes:
            painter.drawPolyline(QPolygonF([self._point(*each) for each in stroke]))

    def _add(self, at: QPointF) -> None:
        across = min(max(at.x(), 0.0), self.width()) * PARTS / self.width()
        down = min(max(at.y(), 0.0), self.height()) * PARTS / self.width()
        point, stroke = (round(across), round(down)), self._strokes[-1]
        if sum(map(len, self._strokes)) < MOST_POINTS and _is_apart(point, stroke):
            stroke.append(point)
            self.update()

    def _point(self, across: int, down: int) -> QPointF:
        return QPointF(across * self.width() / PARTS, down * self.width() / PARTS)


def _is_apart(point: tuple[int, int], stroke: list[tuple[int, int]]) -> bool:
    """Whether a point is worth keeping after those of its stroke."""
    if not stroke:
        return True
    (across, down), (last_across, last_down) = point, stroke[-1]
    return max(abs(across - last_across), abs(down - last_down)) >= _NEAREST
