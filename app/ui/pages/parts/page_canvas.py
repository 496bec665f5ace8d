"""One page large, and the tool that blacks parts of it out; `page_view` scrolls it.

Boxes are kept as shares of the page before its turn and drawn as it is shown.
"""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.domain.evidence.evidence import Box, PageChoice
from app.domain.evidence.page_edits import (
    Corners,
    box_between,
    corners_as_kept,
    corners_as_shown,
    resized,
    shifted,
)
from app.ui.theme import Appearance, Role

_STEP = 0.01
_RING = 2  # logical pixels of the line around the page that has the focus
"""Of the page for one press of an arrow."""

_STEPS = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -_STEP),
    Qt.Key.Key_Down: (0.0, _STEP),
}
_NEW = (0.35, 0.46, 0.65, 0.54)
"""Where a box begins that is made by the keyboard: in the middle."""


class PageCanvas(QWidget):
    """While blacking out: drag a box; arrows move the one chosen, with Shift they size it.

    `boxes_wished` carries all boxes of the page as they should be.
    """

    boxes_wished = Signal(object)  # tuple of Box

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._page = PageChoice(number=1)
        self._picture: QPixmap | None = None
        self._said = ""
        self._fitted: tuple[tuple[int, int, int], QPixmap] | None = None
        self._is_blacking = False
        self._chosen = -1
        self._from: QPointF | None = None
        self._to = QPointF()
        self.setAccessibleName("Page")

    @property
    def chosen(self) -> int:
        """The number of the box that keys change; -1 for none."""
        return self._chosen

    def show_page(self, page: PageChoice, picture: QPixmap | None, said: str = "") -> None:
        """Show a page; `said` is written over it, such as that it is left out."""
        if (page, picture, said) == (self._page, self._picture, self._said):
            return
        if page.number != self._page.number:
            self._chosen = -1
        self._page, self._picture, self._said = page, picture, said
        self._chosen = min(self._chosen, len(page.boxes) - 1)
        self.update()

    def set_blacking(self, *, on: bool) -> None:
        """Take up the tool, or put it down."""
        self._is_blacking = on
        self._from = None
        self._chosen = len(self._page.boxes) - 1 if on else -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)
        self.setAccessibleDescription(
            "N makes a box, B chooses the next, arrows move it, Shift and arrows size it, Delete"
            " removes it."
            if on
            else ""
        )
        self.update()

    def add_box(self) -> None:
        """Put a new box into the middle of the page as shown and choose it."""
        self._add(_NEW)

    def remove_box(self) -> None:
        """Remove the box chosen."""
        boxes = self._page.boxes
        if 0 <= self._chosen < len(boxes):
            kept = (*boxes[: self._chosen], *boxes[self._chosen + 1 :])
            self._chosen = min(self._chosen, len(kept) - 1)
            self.boxes_wished.emit(kept)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the box under the pointer, or begin a new one."""
        if not self._is_blacking or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        at = event.position()
        hit = [n for n, box in enumerate(self._page.boxes) if self._rect(box).contains(at)]
        self._chosen = hit[-1] if hit else -1
        self._from = None if hit else at
        self._to = at
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the box as far as the pointer."""
        if self._from is not None:
            self._to = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The box is done."""
        start, self._from = self._from, None
        if start is not None:
            end = event.position()
            across, down = max(1, self.width()), max(1, self.height())
            self._add((start.x() / across, start.y() / down, end.x() / across, end.y() / down))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Make, choose, move, size and remove boxes."""
        key = Qt.Key(event.key())
        if not self._is_blacking or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif key in _STEPS and self._chosen >= 0:
            self._nudge(
                *_STEPS[key], size=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            )
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_box()
        elif key == Qt.Key.Key_N:
            self.add_box()
        elif key == Qt.Key.Key_B and self._page.boxes:
            self._chosen = (self._chosen + 1) % len(self._page.boxes)
            self.update()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Draw the page and, while blacking out, its boxes so that one sees what is under them."""
        theme = self._appearance.theme
        painter = QPainter(self)
        if self._picture is None:
            painter.fillRect(self.rect(), theme.color(Role.HOVER))
        else:
            painter.drawPixmap(self.rect(), self._fitting(self._picture))
        if self._is_blacking:
            for number, box in enumerate(self._page.boxes):
                self._paint_box(painter, self._rect(box), is_chosen=number == self._chosen)
            if self._from is not None:
                self._paint_box(painter, QRectF(self._from, self._to).normalized(), is_chosen=True)
        if self._said:
            self._paint_said(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.color(Role.FOCUS), _RING))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _fitting(self, picture: QPixmap) -> QPixmap:
        """The picture in the pixels of the screen; made once, because paintings are many."""
        size = self.size() * self.devicePixelRatioF()
        wanted = (picture.cacheKey(), size.width(), size.height())
        if self._fitted is None or self._fitted[0] != wanted:
            how = Qt.TransformationMode.SmoothTransformation
            aspect = Qt.AspectRatioMode.IgnoreAspectRatio
            self._fitted = (wanted, picture.scaled(size, aspect, how))
        return self._fitted[1]

    def _paint_box(self, painter: QPainter, rect: QRectF, *, is_chosen: bool) -> None:
        painter.fillRect(rect, QColor(0, 0, 0, 150))
        role = Role.FOCUS if is_chosen else Role.EDGE
        painter.setPen(QPen(self._appearance.theme.color(role), 2 if is_chosen else 1))
        painter.drawRect(rect)

    def _paint_said(self, painter: QPainter) -> None:
        theme = self._appearance.theme
        band = self.rect()
        band.setHeight(painter.fontMetrics().height() + 16)
        painter.fillRect(band, theme.color(Role.WARNS_SOFT))
        painter.setPen(theme.color(Role.WARNS))
        painter.drawText(band, Qt.AlignmentFlag.AlignCenter, self._said)

    def _rect(self, box: Box) -> QRectF:
        left, top, right, bottom = corners_as_shown(box, self._page.turn)
        across, down = self.width(), self.height()
        return QRectF(left * across, top * down, (right - left) * across, (bottom - top) * down)

    def _add(self, shown: Corners) -> None:
        """Add a box between two corners as they are on the screen."""
        left, top, right, bottom = (max(0.0, min(1.0, each)) for each in shown)
        corners = (min(left, right), min(top, bottom), max(left, right), max(top, bottom))
        box = box_between(*corners_as_kept(corners, self._page.turn))
        if box is not None:
            self._chosen = len(self._page.boxes)
            self.boxes_wished.emit((*self._page.boxes, box))

    def _nudge(self, right: float, down: float, *, size: bool) -> None:
        """Move or size the box chosen, in the directions of the screen."""
        boxes = list(self._page.boxes)
        box = boxes[self._chosen]
        if size:
            on_its_side = self._page.turn in (90, 270)
            wider, taller = (down, right) if on_its_side else (right, down)
            boxes[self._chosen] = resized(box, wider, taller)
        else:
            boxes[self._chosen] = shifted(box, *_unturned(right, down, self._page.turn))
        self.boxes_wished.emit(tuple(boxes))


def _unturned(right: float, down: float, turn: int) -> tuple[float, float]:
    """A step on the screen as a step on the page before its turn."""
    match turn:
        case 90:
            return down, -right
        case 180:
            return -right, -down
        case 270:
            return -down, right
    return right, down
