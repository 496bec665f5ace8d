"""What staff entered, to be read: sections with their facts; the dentist's view shows it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.ui.form.staff_summary import SummaryPart
from app.ui.theme import Face, Role, Space, dress

_LABELS = 168
"""Logical pixels for the labels, so that the facts of all sections stand in one line."""


class SummaryCard(QFrame):
    """Made anew when a fact changed, which in the dentist's view is rare."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parts: tuple[SummaryPart, ...] = ()
        self._content: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
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
        self._content = self._made()
        self._column.addWidget(self._content)
        self._content.show()
        self.setVisible(bool(parts))

    def _made(self) -> QWidget:
        content = QWidget(self)
        grid = QGridLayout(content)
        grid.setContentsMargins(Space.M, Space.S, Space.M, Space.M)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnMinimumWidth(0, _LABELS)
        grid.setColumnStretch(1, 1)
        for part in self._parts:
            row = grid.rowCount() + 1
            grid.setRowMinimumHeight(row - 1, Space.XS if row > 2 else 0)
            grid.addWidget(_label(part.title, content, Face.LABEL, Role.TEXT), row, 0, 1, 2)
            for at, (name, words) in enumerate(part.facts, start=row + 1):
                top = Qt.AlignmentFlag.AlignTop
                name_label = _label(name, content, Face.BODY, Role.MUTED)
                name_label.setFixedWidth(_LABELS)
                grid.addWidget(name_label, at, 0, top)
                value = _label(words, content, Face.BODY, Role.TEXT)
                value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(value, at, 1, top)
        return content


def _label(text: str, parent: QWidget, face: Face, tone: Role) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    dress(label, face=face, tone=tone)
    return label
