"""What staff entered, to be read: sections with their facts; the dentist's view shows it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.ui.form.field_grid import FieldGrid
from app.ui.form.staff_summary import SummaryPart
from app.ui.theme import Face, Role, Space, dress

_LABELS = 128
"""Logical pixels for the labels, so that the facts of all sections begin in one line."""


class SummaryCard(QFrame):
    """Sections side by side. Made anew when a fact changed, which in the dentist's view is rare."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts: tuple[SummaryPart, ...] = ()
        self._content: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        dress(self, surface="sunken")
        self.setAccessibleName("What staff entered")
        self.hide()

    def show_parts(self, parts: Sequence[SummaryPart]) -> None:
        """Show these facts."""
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget(self)
        grid = FieldGrid(self._content)
        for at, part in enumerate(self._parts):
            grid.insert(at, _part(part, self._content), wide=False)
        self._column.addWidget(self._content)
        self._content.show()
        self.setVisible(bool(parts))


def _part(part: SummaryPart, parent: QWidget) -> QWidget:
    made = QWidget(parent)
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(Space.S)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 1)
    grid.addWidget(_label(part.title, made, Face.LABEL, Role.TEXT), 0, 0, 1, 2)
    for row, (name, words) in enumerate(part.facts, start=1):
        name_label = _label(name, made, Face.BODY, Role.MUTED)
        name_label.setFixedWidth(_LABELS)
        value = _label(words, made, Face.BODY, Role.TEXT)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(name_label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
    return made


def _label(text: str, parent: QWidget, face: Face, tone: Role) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    dress(label, face=face, tone=tone)
    return label
