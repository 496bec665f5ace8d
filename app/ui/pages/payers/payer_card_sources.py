"""The sources of a payer card: what each says, how old it is, and a way to renew it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.payers.payer import CardSource
from app.domain.reading.dates import show_date
from app.services.cards.card_sheets import CardBefore
from app.services.cards.payer_card_words import age_words
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress

_NONE = "None yet. A source comes with the first fact that is saved."
_UNUSED = "Nothing on the card rests on it any more."


class CardSources(QWidget):
    """One line for each, the oldest first. `renewed` carries the id of a source."""

    renewed = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget, *, read_only: bool) -> None:
        super().__init__(parent)
        self._icons = icons
        self._read_only = read_only
        self.buttons: dict[str, QPushButton] = {}
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)

    def show_sources(
        self, before: CardBefore | None, said: Mapping[str, Sequence[str]], today: dt.date
    ) -> None:
        """Show those of a card; `said` is what comes from each."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.buttons = {}
        sources = before.card.sources if before else {}
        order = sorted(sources.items(), key=lambda each: each[1].checked)
        self._lines = [
            self._line(name, source, before, said.get(name, ()), today)
            for name, source in order
            if before is not None
        ]
        if not self._lines:
            self._lines = [_label(_NONE, self, tone=Role.MUTED)]
        for line in self._lines:
            self._column.addWidget(line)
            line.show()

    def _line(
        self,
        name: str,
        source: CardSource,
        before: CardBefore,
        said: Sequence[str],
        today: dt.date,
    ) -> QWidget:
        line = QFrame(self)
        dress(line, surface="card")
        stale = before.card.is_stale(name, today)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(_label(source.title, line, face=Face.LABEL))
        proof = "with its document" if source.evidence else ""
        parts = (source.authority, source.where, source.author, proof)
        words.addWidget(_label(" · ".join(part for part in parts if part), line, tone=Role.MUTED))
        age = age_words(source.checked, today, before.card.fresh_days)
        age_tone = Role.WARNS if stale else Role.MUTED
        dated = f"{age[:1].upper()}{age[1:]} ({show_date(source.checked)})"
        words.addWidget(_label(dated, line, tone=age_tone))
        words.addWidget(_label("\n".join(said) or _UNUSED, line, face=Face.CAPTION))
        again = QPushButton("Checked again today", line)
        again.setAccessibleName(f"Checked again today: {source.title}")
        dress(again, kind="quiet")
        self._icons.put(again, "refresh-cw", Role.ACCENT)
        again.clicked.connect(lambda: self.renewed.emit(name))
        again.setEnabled(not self._read_only and source.checked != today)
        self.buttons[name] = again
        row = QHBoxLayout(line)
        row.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        row.addLayout(words, 1)
        row.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)
        return line


def _label(text: str, parent: QWidget, *, face: Face = Face.BODY, tone: Role = Role.TEXT) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    dress(label, face=face, tone=tone)
    return label
