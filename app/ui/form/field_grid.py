"""The layout of a section's fields: calm columns where there is room, else one."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLayoutItem, QWidget

from app.ui.fields.lines_layout import LinesLayout
from app.ui.theme import Space

_COLUMN_FROM = 20
"""Heights of letters that a column takes at least: a date with its label and mark needs about 18
of them."""


class FieldGrid(LinesLayout):
    """Fields from left to right and down; a wide one takes the whole line, a hidden one no room.

    There are never more columns than `most_columns`.
    """

    def __init__(self, parent: QWidget, most_columns: int = 2) -> None:
        super().__init__(parent, Space.S)
        self._widget = parent
        self._most = most_columns
        self._wide: set[QWidget] = set()

    def insert(self, at: int, widget: QWidget, *, wide: bool) -> None:
        """Put a widget at a place in the order."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        if wide:
            self._wide.add(widget)

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Take an item out; None behind the last, as Qt asks."""
        item = super().takeAt(index)
        if item is not None:
            self._wide.discard(item.widget())
        return item

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """As wide as there is room, no higher than needed."""
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all columns."""
        width = self._most * self._column_from()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as the narrowest column the fields can bear."""
        widths = (item.minimumSize().width() for item in self._items if not item.isEmpty())
        return QSize(max(widths, default=0), 0)

    def _column_from(self) -> int:
        return _COLUMN_FROM * QFontInfo(self._widget.font()).pixelSize()

    def _place(self, rect: QRect, *, move: bool) -> int:
        top = rect.y()
        columns = max(1, min(self._most, rect.width() // self._column_from()))
        part = (rect.width() - (columns - 1) * Space.XL) // columns
        line: list[QLayoutItem] = []
        for item in self._items:
            if item.isEmpty():
                continue
            whole = columns == 1 or item.widget() in self._wide or item.minimumSize().width() > part
            if line and (whole or len(line) == columns):
                top += self._set_line(line, rect, top, part, move=move)
                line = []
            if whole:
                top += self._set_line([item], rect, top, rect.width(), move=move)
            else:
                line.append(item)
        if line:
            top += self._set_line(line, rect, top, part, move=move)
        return max(0, top - self.spacing() - rect.y())

    def _set_line(
        self, line: list[QLayoutItem], rect: QRect, top: int, width: int, *, move: bool
    ) -> int:
        heights = [
            item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
            for item in line
        ]
        if move:
            for column, (item, height) in enumerate(zip(line, heights, strict=True)):
                left = rect.x() + column * (width + Space.XL)
                item.setGeometry(QRect(left, top, width, height))
        return max(heights) + self.spacing()
