"""Controls for what is typed on one line and read by the draft: words, amounts, numbers, phones."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.domain.codes.npi import read_npi
from app.domain.guides.answers import Answer, NotGiven
from app.domain.guides.showing import CLOSING_WORDS, show_answer
from app.domain.reading.amounts import read_minutes, read_money, show_minutes, show_money
from app.domain.reading.phones import read_phone
from app.domain.reading.problem import Unread
from app.ui.fields.control import Control
from app.ui.fields.line import Line
from app.ui.theme import Role, Space, dress

Understanding = Callable[[str], str]
"""How typed text is understood, for the user to see at once; empty when it says nothing new."""


class TypedControl(Control):
    """One line of text, sent with every keystroke; subclasses put buttons beside it."""

    typed = True

    def __init__(
        self,
        parent: QWidget,
        line: Line,
        *,
        understand: Understanding | None = None,
        unit: str = "",
        narrow: bool = False,
    ) -> None:
        super().__init__(parent)
        self.narrow = narrow
        self.line = line
        self._understand = understand
        self._example = ""
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(Space.XS)
        self.row.addWidget(line)
        if unit:
            label = QLabel(unit, self)
            dress(label, tone=Role.MUTED)
            self.row.addSpacing(Space.XS)
            self.row.addWidget(label)
        if narrow:
            self.row.addStretch()
        line.textEdited.connect(self._on_typed)

    def show_answer(self, answer: Answer | None) -> None:
        """Show the answer in its one written form; a closed field is empty and says why."""
        if isinstance(answer, NotGiven):
            self.line.show_text("")
            words = CLOSING_WORDS[answer.kind]
            self.line.setPlaceholderText("–" if self.narrow else words)
            return
        self.line.setPlaceholderText(self._example)
        self.line.show_text(show_answer(answer))

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be selected and copied only."""
        self.line.setReadOnly(read_only)

    def stops(self) -> Sequence[QWidget]:
        """The line."""
        return (self.line,)

    def set_example(self, example: str) -> None:
        """Show the example where text will be typed."""
        self._example = example
        self.line.setPlaceholderText(example)

    def _on_typed(self, text: str) -> None:
        self.sent.emit(text or None)
        if self._understand and text.strip():
            self.noted.emit(self._understand(text))


def text_control(parent: QWidget) -> TypedControl:
    """Words on one line."""
    return TypedControl(parent, Line(parent))


def minutes_control(parent: QWidget) -> TypedControl:
    """A length of time."""
    line = Line(parent, width=10)
    return TypedControl(parent, line, understand=_minutes, narrow=True)


def number_control(parent: QWidget, unit: str) -> TypedControl:
    """A count or a measured value with its unit."""
    return TypedControl(parent, Line(parent, width=10), unit=unit, narrow=True)


def money_control(parent: QWidget) -> TypedControl:
    """US dollars."""
    return TypedControl(parent, Line(parent, width=12), understand=_money, narrow=True)


def npi_control(parent: QWidget) -> TypedControl:
    """A national provider identifier."""
    line = Line(parent, width=14)
    line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
    return TypedControl(parent, line, understand=_npi, narrow=True)


def phone_control(parent: QWidget) -> TypedControl:
    """A telephone or fax number."""
    return TypedControl(parent, Line(parent, width=20), understand=_phone, narrow=True)


def _minutes(text: str) -> str:
    found = read_minutes(text)
    return "" if isinstance(found, Unread) else _unless_same(text, show_minutes(found))


def _money(text: str) -> str:
    found = read_money(text)
    return "" if isinstance(found, Unread) else _unless_same(text, show_money(found))


def _phone(text: str) -> str:
    found = read_phone(text)
    return "" if isinstance(found, Unread) else _unless_same(text, found)


def _npi(text: str) -> str:
    return "" if isinstance(read_npi(text), Unread) else "The check digit fits."


def _unless_same(typed: str, shown: str) -> str:
    return "" if typed.strip() == shown else f"Understood as {shown}"
