"""The bar below an import: back, what keeps one from going on, and on."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.ui.theme import Role, Space, dress


class ImportFoot(QFrame):
    """Empty words hide a button."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, surface="panel")
        self.back = QPushButton(self)
        self.next = QPushButton(self)
        self._lacking = QLabel(self)
        dress(self.next, kind="primary")
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setAutoRepeat(False)  # a key held down must not walk on into the import
        shortcut.activated.connect(self.next.click)  # past a dozen columns that were guessed right
        self.next.setToolTip(shortcut.key().toString(QKeySequence.SequenceFormat.NativeText))
        dress(self._lacking, tone=Role.MUTED)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.M)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self._lacking)
        row.addWidget(self.next)

    def show_ways(self, back: str, on: str, lacking: str, *, busy: bool) -> None:
        """Name the ways; nobody goes on while something is lacking, or anywhere while busy."""
        for button, words in ((self.back, back), (self.next, on)):
            button.setText(words)
            button.setVisible(bool(words))
        self.back.setEnabled(not busy)
        self.next.setEnabled(not (busy or lacking))
        self._lacking.setText(lacking)
