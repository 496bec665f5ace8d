"""The mark beside a label: what the field still lacks, by shape and color."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.domain.guide import Severity
from app.rules.open_item import OpenItem
from app.ui.icons import Icons
from app.ui.theme import Role

SIZE = 14

# Gravest first: a field shows the gravest of its open items.
SHAPES: Mapping[Severity, tuple[str, str]] = {
    Severity.BLOCKS: ("octagon-alert", "Blocks"),
    Severity.WARNS: ("triangle-alert", "Check"),
    Severity.NEEDED: ("dot", "Still needed"),
    Severity.SILENT: ("dot-hollow", "Worth adding"),
}


def gravest(items: Sequence[OpenItem]) -> OpenItem | None:
    """The item of the heaviest severity, the first of its kind; None without items."""
    order = list(SHAPES)
    return min(items, key=lambda item: order.index(item.severity), default=None)


def words_for(items: Sequence[OpenItem]) -> str:
    """All items as lines of plain text, for tooltips and screen readers."""
    return "\n".join(f"{SHAPES[item.severity][1]}: {item.say} {item.because}" for item in items)


class Mark(QWidget):
    """A small shape in a gutter of fixed width; empty when nothing is open."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self._severity: Severity | None = None
        self.setFixedSize(SIZE, SIZE)

    @property
    def severity(self) -> Severity | None:
        """What is shown."""
        return self._severity

    def show_items(self, items: Sequence[OpenItem]) -> None:
        """Show the gravest of the items and tell all of them in the tooltip."""
        worst = gravest(items)
        self._severity = worst.severity if worst else None
        self.setToolTip(words_for(items))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The size of the shape."""
        return QSize(SIZE, SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Draw the shape for the screen the mark is on."""
        if self._severity is None:
            return
        name, role = SHAPES[self._severity][0], Role(self._severity.value)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._icons.pixmap(name, role, SIZE, self.devicePixelRatioF()))
        painter.end()
