"""What a payer says of one claim that waits, as a card; the pane of what waits shows it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.remittances.remit_file import WaitingClaim
from app.domain.remittances.remittance import Adjustment, RemitClaim, RemitLine
from app.ui.pages.remittances.remit_rows import day_words, money, name_words
from app.ui.theme import Face, Role, Space, dress

_HEADS = ("Line", "Billed", "Paid", "Not paid, and why")
_AMOUNTS = (1, 2)


class JudgedCard(QFrame):
    """Everything by which somebody knows whose it is; rebuilt for each."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, surface="card")
        self._name = _label(self, Face.LEAD)
        self._facts = _label(self, Face.CAPTION, Role.MUTED)
        self._check = _label(self, Face.CAPTION, Role.MUTED)
        self._lines = QWidget(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._column.setSpacing(Space.XS)
        for widget in (self._name, self._facts, self._check, self._lines):
            self._column.addWidget(widget)

    def show_waiting(self, waiting: WaitingClaim) -> None:
        """Show what the payer says."""
        judged = waiting.judged
        self._name.setText(name_words(judged))
        self._facts.setText(_facts(judged))
        check = f"check {waiting.trace}" if waiting.trace else ""
        parts = (waiting.payer, check, day_words(waiting.paid_on))
        self._check.setText(" · ".join(part for part in parts if part))
        before = self._lines
        self._lines = _lines(judged, self)
        self._column.replaceWidget(before, self._lines)
        before.hide()
        before.deleteLater()


def _facts(judged: RemitClaim) -> str:
    kind = "takes an earlier payment back" if judged.is_reversal else ""
    parts = (
        f"number given back: {judged.control}" if judged.control else "no number given back",
        f"payer’s number: {judged.payer_number}" if judged.payer_number else "",
        f"member {judged.member_id}" if judged.member_id else "",
        kind,
    )
    words = " · ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def _lines(judged: RemitClaim, parent: QWidget) -> QWidget:
    """The lines as the payer judged them, and last the claim as a whole."""
    table = QWidget(parent)
    grid = QGridLayout(table)
    grid.setContentsMargins(0, Space.S, 0, 0)
    grid.setHorizontalSpacing(Space.L)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(3, 1)
    for at, words in enumerate(_HEADS):
        _put(grid, 0, at, words, Role.MUTED, Face.CAPTION)
    for row, line in enumerate(judged.lines, start=1):
        for at, words in enumerate(_line_words(line)):
            _put(grid, row, at, words)
    last = len(judged.lines) + 1
    reasons = _taken(judged.adjustments, judged.remarks)
    whole = ("In all", money(judged.billed), money(judged.paid), reasons)
    for at, words in enumerate(whole):
        _put(grid, last, at, words, face=Face.LABEL)
    return table


def _line_words(line: RemitLine) -> tuple[str, ...]:
    return (
        " ".join(part for part in (line.code, day_words(line.on)) if part),
        money(line.billed),
        money(line.paid),
        _taken(line.adjustments, line.remarks),
    )


def _taken(adjustments: tuple[Adjustment, ...], remarks: tuple[str, ...]) -> str:
    taken = [
        " ".join(part for part in (each.group, each.reason, money(each.amount)) if part)
        for each in adjustments
    ]
    told = f"remarks {', '.join(remarks)}" if remarks else ""
    return "; ".join(part for part in (*taken, told) if part)


def _put(
    grid: QGridLayout,
    row: int,
    at: int,
    words: str,
    tone: Role = Role.TEXT,
    face: Face = Face.BODY,
) -> None:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(at > max(_AMOUNTS))
    dress(label, tone=tone, face=face)
    across = Qt.AlignmentFlag.AlignRight if at in _AMOUNTS else Qt.AlignmentFlag.AlignLeft
    grid.addWidget(label, row, at, across if at in _AMOUNTS else Qt.AlignmentFlag(0))


def _label(parent: QWidget, face: Face, tone: Role = Role.TEXT) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    dress(label, face=face, tone=tone)
    return label
