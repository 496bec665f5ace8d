"""One line for the reason that answers a warning; the code-fit page and "Still needed" show it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.ui.theme import Space, dress


class ReasonLine(QWidget):
    """Takes a reason on Enter, by its button, or when the user goes elsewhere; Esc empties it."""

    given = Signal(str)  # the reason, never empty

    def __init__(self, warning: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("Why you go on")
        self.line.setAccessibleName(f"Reason to go on: {warning}")
        self.line.editingFinished.connect(self._give)
        keep = QPushButton("Keep", self)
        keep.setAccessibleName("Keep this reason")
        keep.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        keep.clicked.connect(self._give)
        dress(keep, kind="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self.line, 1)
        row.addWidget(keep)
        self.setFocusProxy(self.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc empties the line; every other key is the line's own."""
        if event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        reason = self.line.text().strip()
        if reason:
            self.line.clear()  # first: taking the reason may move the focus and come back here
            self.given.emit(reason)
