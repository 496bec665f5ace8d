"""Two versions of a record in a window of their own; record pages open it over themselves."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.ui.icons import Icons
from app.ui.models.conflict_rows import ConflictRow
from app.ui.pages.conflicts.conflict_page import ConflictPage
from app.ui.theme import Appearance

_SIZE = (820, 600)


class ConflictDialog(QDialog):
    """`decided` carries the side for each path."""

    decided = Signal(object)  # Mapping[str, Side]

    def __init__(
        self,
        taken: str,
        rows: Sequence[ConflictRow],
        appearance: Appearance,
        icons: Icons,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Two versions")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.page = ConflictPage("", taken, rows, appearance, icons, self)
        self.page.closed.connect(self.reject)
        self.page.decided.connect(self._on_decided)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.page.take_focus()

    def _on_decided(self, decisions: object) -> None:
        self.accept()
        self.decided.emit(decisions)
