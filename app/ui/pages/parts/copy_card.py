"""A card of values to copy: each line has its place, words, value, and a way to copy it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.services.claims.claim_desk import ClaimCard, ClaimLine
from app.ui.theme import Face, Role, Space, dress

_PLACE_WIDTH, _WORDS_WIDTH, _COPY_WIDTH = 64, 168, 64
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CopyButton(QPushButton):
    """Copies one value by click, Enter, Space or Ctrl+C; the arrows go to the next one."""

    stepped = Signal(int)

    def __init__(self, line: ClaimLine, copy: Callable[[str], None], parent: QWidget) -> None:
        super().__init__("Copy", parent)
        self.line = line
        self._copy = copy
        self.setAccessibleName(f"Copy {line.place} {line.words}")
        self.setAccessibleDescription(line.value)
        dress(self, kind="link")
        self.clicked.connect(self.copy_value)

    def copy_value(self) -> None:
        """Put the value on the clipboard, and say so."""
        self._copy(self.line.value)
        self.setText("Copied")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Ctrl+C copy, arrows step."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_value()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class CopyCard(QFrame):
    """One card; `show_card` keeps the focus on the line it was on."""

    stepped = Signal(object, int)  # CopyButton, step

    def __init__(self, copy: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._copy = copy
        self._card: ClaimCard | None = None
        self.buttons: list[CopyButton] = []
        self._body = QWidget(self)
        dress(self, surface="card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._column.addWidget(self._body)

    def show_card(self, card: ClaimCard) -> None:
        """Show these lines in place of others."""
        if card == self._card:
            return
        self._card = card
        focus = next((at for at, each in enumerate(self.buttons) if each.hasFocus()), None)
        self._column.removeWidget(self._body)
        self._body.hide()
        self._body.deleteLater()
        self._body = self._filled(card)
        self._column.addWidget(self._body)
        self._body.show()
        if focus is not None and self.buttons:
            self.buttons[min(focus, len(self.buttons) - 1)].setFocus()

    def say_copy(self) -> None:
        """Let every line offer to copy, since another one was copied."""
        for button in self.buttons:
            button.setText("Copy")

    def _filled(self, card: ClaimCard) -> QWidget:
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnMinimumWidth(0, _PLACE_WIDTH)
        grid.setColumnMinimumWidth(1, _WORDS_WIDTH)
        grid.setColumnMinimumWidth(3, _COPY_WIDTH)
        grid.setColumnStretch(2, 1)
        self.buttons = []
        line_height, inset = _line_measures()
        grid.addWidget(self._label(card.title, body, face=Face.LEAD), 0, 0, 1, 4)
        for row, line in enumerate(card.lines, start=1):
            grid.setRowMinimumHeight(row, line_height)
            self._put_line(line, row, inset, grid, body)
        if card.remark:
            remark = self._label(card.remark, body, face=Face.CAPTION, tone=Role.MUTED)
            grid.addWidget(remark, len(card.lines) + 1, 0, 1, 4)
        return body

    def _put_line(
        self, line: ClaimLine, row: int, inset: int, grid: QGridLayout, body: QWidget
    ) -> None:
        top = Qt.AlignmentFlag.AlignTop
        place = self._label(line.place, body, face=Face.LABEL)
        words = self._label(line.words, body, tone=Role.MUTED)
        words.setFixedWidth(_WORDS_WIDTH)
        tone = Role.TEXT if line.value else Role.MUTED
        value = self._label(line.value or line.why_empty, body, tone=tone)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for column, label in enumerate((place, words, value)):
            label.setContentsMargins(0, inset, 0, 0)
            grid.addWidget(label, row, column, top)
        if line.value:
            button = CopyButton(line, self._copy, body)
            button.stepped.connect(lambda step, at=button: self.stepped.emit(at, step))
            self.buttons.append(button)
            grid.addWidget(button, row, 3, top | Qt.AlignmentFlag.AlignRight)

    @staticmethod
    def _label(
        text: str, parent: QWidget, *, face: Face = Face.BODY, tone: Role = Role.TEXT
    ) -> QLabel:
        label = QLabel(text, parent)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        dress(label, face=face, tone=tone)
        return label


def _line_measures() -> tuple[int, int]:
    """How high a line with a button is, and how far down in it the button's word begins."""
    button = QPushButton("Copy")  # never shown
    dress(button, kind="link")
    button.ensurePolished()
    height, word = button.sizeHint().height(), button.fontMetrics().height()
    return height, (height - word) // 2


def step_among(cards: Sequence[CopyCard], button: CopyButton, step: int) -> None:
    """Go to the next way to copy, over all cards, and back to the first after the last."""
    buttons = [each for card in cards for each in card.buttons]
    at = (buttons.index(button) + step) % len(buttons)
    buttons[at].setFocus(Qt.FocusReason.TabFocusReason)
