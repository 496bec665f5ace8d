"""The payer cards that come with Chartproof and are not kept yet; the page of cards offers them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.payers.payer import PayerCard
from app.services.payers.payer_cards import CardFile
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress


class ShippedCards(QWidget):
    """A line for each, with a way to add it. Hidden when all are kept."""

    add_wished = Signal(object)  # CardFile

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self.buttons: list[QPushButton] = []
        self._lines: list[QFrame] = []
        title = QLabel("That come with Chartproof", self)
        dress(title, face=Face.LEAD)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, Space.M, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addWidget(title)

    def show_files(self, files: Sequence[CardFile]) -> None:
        """Offer these in place of what was offered."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.buttons = []
        self._lines = [self._line(file, file.card) for file in files if file.card is not None]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(self._lines))

    def _line(self, file: CardFile, card: PayerCard) -> QFrame:
        line = QFrame(self)
        dress(line, surface="card")
        name, codes = QLabel(card.payer, line), QLabel(_words(card), line)
        name.setWordWrap(True)
        dress(codes, face=Face.CAPTION, tone=Role.MUTED)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(codes)
        add = QPushButton("Add", line)
        add.setAccessibleName(f"Add {card.payer}")
        dress(add, kind="quiet")
        self._icons.put(add, "plus", Role.ACCENT)
        add.clicked.connect(lambda: self.add_wished.emit(file))
        self.buttons.append(add)
        row = QHBoxLayout(line)
        row.setContentsMargins(Space.L, Space.S, Space.M, Space.S)
        row.addLayout(words, 1)
        row.addWidget(add, 0, Qt.AlignmentFlag.AlignVCenter)
        return line


def _words(card: PayerCard) -> str:
    source = next(iter(card.sources.values()), None)
    parts = (
        ", ".join(card.codes),
        "appeals" if card.appeals else "",
        source.title if source else "",
    )
    return " · ".join(part for part in parts if part)
