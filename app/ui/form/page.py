"""One scrolling page of a form; it finds the widget for an answer path, opens, shows and frames it.

The form view has one for each section, the dentist's view a single one.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.fields.editor import FieldEditor
from app.ui.form.fields_box import FieldsBox
from app.ui.form.fit_question import FitQuestion
from app.ui.form.focus import focused_in, jump_to, order_tab
from app.ui.form.highlight import Highlight
from app.ui.form.table_box import TableBox
from app.ui.theme import Appearance, Space

_WIDEST = 820
"""Longer lines are hard to read, and two columns of fields are calm at this width."""


class Page(QScrollArea):
    """A column of widgets, no wider than reads well. Remembers where the focus was."""

    def __init__(self, appearance: Appearance, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._boxes: list[FieldsBox] = []
        self._last_focus: QWidget | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = self._content = QWidget(self)
        middle = QWidget(content)
        middle.setMaximumWidth(_WIDEST)
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(Space.L, Space.L, Space.XL, Space.XL)
        self.column.setSpacing(Space.L)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(middle, 1)
        row.addStretch(0)
        self.middle = middle
        self.setWidget(content)
        self._highlight = Highlight(appearance, content)

    @property
    def last_focus(self) -> QWidget | None:
        """The widget that has the focus here, or had it before it went beside the form."""
        return next(focused_in(self), self._last_focus)

    def add_fields(self, box: FieldsBox) -> None:
        """Put fields below what is there."""
        self._boxes.append(box)
        self.column.addWidget(box)

    def stops(self) -> Iterator[QWidget]:
        """Everything Tab stops at, in reading order: children stand in that order."""
        for widget in self._content.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield widget

    def order_tab(self, before: QWidget | None = None) -> None:
        """Let Tab follow the reading order, after `before`; widgets made late would come last."""
        order_tab(self._content, before)

    def go_to(self, path: str) -> bool:
        """Open what the path stands in, put the caret there and frame it; whether it is here."""
        block = self._opened(path)
        if block is None or block.isHidden():
            return False
        jump_to(_entrance(block), block)
        self._highlight.show_around(block)
        return True

    def remember_focus(self) -> None:
        """Note where the focus is, because the page is being left."""
        self._last_focus = next(focused_in(self), self._last_focus)

    def take_focus(self) -> None:
        """Put the focus where it was, or into the first field."""
        stops = [stop for stop in self.stops() if stop.isVisible()]
        last = self._last_focus if self._last_focus in stops else None
        if stops:
            (last or stops[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _opened(self, path: str) -> QWidget | None:
        parts = path.split("/")
        block = self._top_block(parts[0])
        for end in range(2, len(parts), 2):
            if not isinstance(block, TableBox):
                return block
            row = block.row(parts[end - 1])
            if row is None:
                return block
            row.open()
            block = row.block("/".join(parts[: end + 1])) or row
        return block

    def _top_block(self, path: str) -> QWidget | None:
        return next((block for box in self._boxes if (block := box.block(path))), None)


def _entrance(block: QWidget) -> QWidget:
    if isinstance(block, FieldEditor):
        return block.focus_widget()
    if isinstance(block, FitQuestion | TableBox):
        return block.entrance()
    return block
