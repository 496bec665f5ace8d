"""Lists the answers that decisions between two versions left out; the note page opens it.

They can be read and copied. Nothing here goes back into the note by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui.theme import Face, Role, Space, dress

_SIZE = (560, 480)
_NONE = (
    "None so far. Where two people change one answer, what is not chosen stays here, with who"
    " entered it and when."
)


@dataclass(frozen=True, slots=True)
class LeftOutWords:
    """Where an answer stood, what it says, who entered it and who left it out when."""

    label: str
    words: str
    line: str


class LeftOutDialog(QDialog):
    """Escape closes it."""

    def __init__(self, left: Sequence[LeftOutWords], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Answers left out")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        title = _label("Answers left out", self, Face.TITLE)
        content = QWidget(self)
        cards = QVBoxLayout(content)
        cards.setContentsMargins(0, 0, Space.S, 0)
        cards.setSpacing(Space.S)
        for each in left:
            cards.addWidget(_card(each, content))
        if not left:
            cards.addWidget(_label(_NONE, content, Face.BODY, Role.MUTED))
        cards.addStretch(1)
        area = QScrollArea(self)
        area.setAccessibleName(self.windowTitle())
        dress(area, surface="reading")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(content)
        close = QPushButton("Close", self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(title)
        column.addWidget(area, 1)
        column.addLayout(row)


def _card(left: LeftOutWords, parent: QWidget) -> QFrame:
    card = QFrame(parent)
    dress(card, surface="card")
    column = QVBoxLayout(card)
    column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
    column.setSpacing(Space.XS)
    words = _label(left.words, card, Face.BODY)
    keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | keyboard)
    column.addWidget(_label(left.label, card, Face.LABEL))
    column.addWidget(words)
    column.addWidget(_label(left.line, card, Face.CAPTION, Role.MUTED))
    return card


def _label(text: str, parent: QWidget, face: Face, tone: Role = Role.TEXT) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    dress(label, face=face, tone=tone)
    return label
