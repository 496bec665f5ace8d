"""Asks why a document is filed under another patient, before it is; `document_moving` opens it."""

from PySide6.QtCore import Qt, Signal
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

_WIDTH = 460


class MoveDocument(QDialog):
    """`wished` carries the reason, which may be empty."""

    wished = Signal(str)

    def __init__(self, title: str, patient: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Move the document")
        self.setFixedWidth(_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.M)
        head = QLabel(f"Move “{title}” to {patient}?", self)
        dress(head, face=Face.TITLE)
        words = QLabel(
            "It leaves this patient’s documents. Notes that name it keep naming it, but it is no"
            " longer sent with them. The move is remembered here and never printed or sent.",
            self,
        )
        dress(words, tone=Role.MUTED)
        for label in (head, words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText("Why? Example: scanned into the wrong chart")
        self.reason.setAccessibleName("Reason for the move")
        column.addWidget(self.reason)
        stay = QPushButton("Keep it here", self)
        stay.setAutoDefault(False)
        stay.clicked.connect(self.reject)
        move = QPushButton("Move", self)
        move.setDefault(True)
        dress(move, kind="primary")
        move.clicked.connect(self._move)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(stay)
        row.addWidget(move)
        column.addSpacing(Space.S)
        column.addLayout(row)

    def _move(self) -> None:
        self.accept()
        self.wished.emit(self.reason.text())
