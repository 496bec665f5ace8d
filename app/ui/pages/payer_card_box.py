"""One payer card in words: what the payer says per code, where from, how long ago."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.domain.payer import CardRule, CardSource
from app.services.payer_card_words import is_stale, rule_lines, source_line
from app.services.payer_cards import KeptCard
from app.ui.theme import Face, Role, Space, dress


class PayerCardBox(QFrame):
    """Reads only; a card is changed in its file."""

    def __init__(self, kept: KeptCard, today: dt.date, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, surface="card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        self._column.setSpacing(Space.XS)
        card = kept.card
        self._say(card.payer, face=Face.LEAD)
        self._say(f"Version {card.version} · {card.id}", face=Face.CAPTION, tone=Role.MUTED)
        for code, rule in card.codes.items():
            self._put_rule(code, rule, kept.asks.get(code, ()))
            if source := card.sources.get(rule.source):
                self._put_source(source, today)

    def _put_rule(self, code: str, rule: CardRule, asks: Sequence[str]) -> None:
        self._column.addSpacing(Space.S)
        self._say(code, face=Face.LABEL)
        for line in rule_lines(rule):
            self._say(line)
        if asks:
            self._say(f"Asks also: {' '.join(asks)}")

    def _put_source(self, source: CardSource, today: dt.date) -> None:
        tone = Role.WARNS if is_stale(source, today) else Role.MUTED
        self._say(source_line(source, today), face=Face.CAPTION, tone=tone)

    def _say(self, text: str, *, face: Face = Face.BODY, tone: Role = Role.TEXT) -> None:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        dress(label, face=face, tone=tone)
        self._column.addWidget(label)
