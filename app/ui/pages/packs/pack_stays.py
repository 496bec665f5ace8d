"""What of a note's documents stays in the office, and why: the minimum necessary, shown."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.packs.pack import LeftOut
from app.ui.theme import Face, Role, Space, dress


class PackStays(QWidget):
    """Hidden while nothing stays behind."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        title = QLabel("Stays in the office", self)
        dress(title, face=Face.LABEL)
        self._lines = QLabel(self)
        self._lines.setWordWrap(True)
        self._lines.setTextFormat(Qt.TextFormat.PlainText)
        dress(self._lines, face=Face.CAPTION, tone=Role.MUTED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(title)
        column.addWidget(self._lines)

    @property
    def lines(self) -> str:
        """What stays, one document a line."""
        return self._lines.text()

    def show_left_out(self, left_out: Sequence[LeftOut]) -> None:
        """Show what stays behind."""
        self._lines.setText("\n".join(f"{each.title}: {each.why}" for each in left_out))
        self.setVisible(bool(left_out))
