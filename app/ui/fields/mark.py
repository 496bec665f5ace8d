"""The mark beside a label: what the field still lacks, by shape and color."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.domain.guides.guide import Severity
from app.rules.open_item import OpenItem
from app.ui.fields.picture import Picture
from app.ui.icons import Icons
from app.ui.theme import Role

SIZE = 14

SHAPES: Mapping[Severity, tuple[str, str]] = {
    Severity.BLOCKS: ("octagon-alert", "Blocks"),
    Severity.WARNS: ("triangle-alert", "Check"),
    Severity.NEEDED: ("dot", "Still needed"),
    Severity.SILENT: ("dot-hollow", "Worth adding"),
}
"""Icon and word of each severity, gravest first; form and panels draw and say the same."""


def gravest(items: Sequence[OpenItem]) -> OpenItem | None:
    """The item of the heaviest severity, the first of its kind; None without items."""
    order = list(SHAPES)
    return min(items, key=lambda item: order.index(item.severity), default=None)


def words_for(items: Sequence[OpenItem]) -> str:
    """All items as lines of plain text, for tooltips and screen readers."""
    return "\n".join(f"{SHAPES[item.severity][1]}: {item.say} {item.because}" for item in items)


class Mark(Picture):
    """A small shape in a gutter of fixed width; empty when nothing is open."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(icons, "dot", Role.NEEDED, parent, size=SIZE)
        self._severity: Severity | None = None

    @property
    def severity(self) -> Severity | None:
        """What is shown."""
        return self._severity

    def show_items(self, items: Sequence[OpenItem]) -> None:
        """Show the gravest of the items and tell all of them in the tooltip."""
        worst = gravest(items)
        self._severity = worst.severity if worst else None
        self.setToolTip(words_for(items))
        if worst:
            self.show_icon(SHAPES[worst.severity][0], Role(worst.severity.value))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the shape, if there is one."""
        if self._severity is not None:
            super().paintEvent(event)
