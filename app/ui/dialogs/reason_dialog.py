"""Asks why something happened, in one's own words; the History page opens it for a misfit."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import Face, Role, Space, dress

_WIDTH = 480
_MOST = 300


class ReasonDialog(QDialog):
    """`given` carries the reason, which is never empty."""

    given = Signal(str)

    def __init__(self, title: str, about: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setFixedWidth(_WIDTH)
        head = QLabel(title, self)
        dress(head, face=Face.TITLE)
        words = QLabel(about, self)
        words.setWordWrap(True)
        dress(words, tone=Role.MUTED)
        label = QLabel("What happened", self)
        dress(label, face=Face.LABEL)
        self.line = QLineEdit(self)
        self.line.setMaxLength(_MOST)
        self.line.setAccessibleName("What happened")
        label.setBuddy(self.line)
        away = QPushButton("Not now", self)
        away.setAutoDefault(False)
        away.clicked.connect(self.reject)
        self.keep = QPushButton("Write it down", self)
        self.keep.setDefault(True)
        self.keep.setEnabled(False)
        self.keep.clicked.connect(self._give)
        dress(self.keep, kind="primary")
        self.line.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(away)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.S)
        for widget in (head, words, label, self.line):
            column.addWidget(widget)
        column.addSpacing(Space.S)
        column.addLayout(buttons)
        self.finished.connect(self.deleteLater)

    def _give(self) -> None:
        reason = self.line.text().strip()
        self.accept()
        self.given.emit(reason)
