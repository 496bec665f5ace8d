"""One payer card in words: what the payer says, where from, how long ago; opened or exported."""

import datetime as dt
from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.payers.payer import PayerCard
from app.errors import UnfitCard
from app.services.cards.payer_card_words import (
    deadline_lines,
    oldest_check,
    rule_lines,
    source_line,
)
from app.services.payers.payer_cards import KeptCard
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress


class PayerCardBox(QFrame):
    """A card to read. `open_button` leads to where it is changed."""

    open_wished = Signal(str)  # card id
    export_wished = Signal(object)  # PayerCard

    def __init__(self, kept: KeptCard, today: dt.date, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        card = self.card = kept.card
        dress(self, surface="card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        self._column.setSpacing(Space.XS)
        self.open_button = self._button("Open", "pen-line", icons)
        self.open_button.setAccessibleName(f"Open {card.payer}")
        self.open_button.clicked.connect(lambda: self.open_wished.emit(card.id))
        export = self._button("Export…", "download", icons)
        export.setAccessibleName(f"Export {card.payer} to a file")
        export.clicked.connect(lambda: self.export_wished.emit(card))
        head = QHBoxLayout()
        title = self._label(card.payer, face=Face.LEAD)
        head.addWidget(title, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.open_button)
        head.addWidget(export)
        self._column.addLayout(head)
        self._say(f"Version {card.version} · {card.id}", face=Face.CAPTION, tone=Role.MUTED)
        if remark := oldest_check(card, today):
            self._say(remark, tone=Role.WARNS)
        if kept.asks is None:
            self._say(str(UnfitCard()), tone=Role.BLOCKS)
        self._put_part("Deadlines and appeals", tuple(deadline_lines(card)))
        for code, rule in card.codes.items():
            asks = kept.asks.get(code, ()) if kept.asks else ()
            also = (f"Asks also: {' '.join(asks)}",) if asks else ()
            self._put_part(code, (*rule_lines(rule), *also))
        self._put_part("", tuple(_source_lines(card, today)), Face.CAPTION, Role.MUTED)

    def _put_part(
        self, title: str, lines: Sequence[str], face: Face = Face.BODY, tone: Role = Role.TEXT
    ) -> None:
        if lines:
            self._column.addSpacing(Space.S)
            if title:
                self._say(title, face=Face.LABEL)
            for line in lines:
                self._say(line, face=face, tone=tone)

    def _say(self, text: str, *, face: Face = Face.BODY, tone: Role = Role.TEXT) -> None:
        self._column.addWidget(self._label(text, face=face, tone=tone))

    def _label(self, text: str, *, face: Face = Face.BODY, tone: Role = Role.TEXT) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        dress(label, face=face, tone=tone)
        return label

    def _button(self, words: str, icon: str, icons: Icons) -> QPushButton:
        button = QPushButton(words, self)
        dress(button, kind="quiet")
        icons.put(button, icon, Role.ACCENT)
        return button


def _source_lines(card: PayerCard, today: dt.date) -> Iterator[str]:
    return (source_line(each, today, card.fresh_days) for each in card.sources.values())
