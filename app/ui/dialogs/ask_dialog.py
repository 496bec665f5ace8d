"""Asks for a few things before an act is done: a day, an amount, words, one of several.

Pages open it for each act that needs more than a press. What was typed stays until it can be read.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.reading.dates import show_date
from app.domain.reading.problem import Unread
from app.ui.dialogs.scrolled import Scrolled
from app.ui.dialogs.short_dialog import ShortDialog
from app.ui.fields.drop_down import DropDown
from app.ui.theme import Face, Role, Space, dress
from app.ui.voice import Voice

_WIDTH = 460
_MOST = 200
Read = Callable[[str], object]
"""Turns what was typed into a value, or into an `Unread` that says why it is none."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """One thing to ask for. `choices` (value to words) make it a list, `is_tick` a box to tick.

    `most` is how many characters a line takes.
    """

    name: str
    words: str
    read: Read = str
    typed: str = ""
    is_needed: bool = True
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    is_tick: bool = False
    most: int = _MOST


class AskDialog(ShortDialog):
    """`answered` carries the values by name; what was left empty is None.

    `away` is what not doing it is called, `record` the id of what it is about.
    """

    answered = Signal(object)

    def __init__(
        self,
        title: str,
        about: str,
        act: str,
        asked: Sequence[AskedFor],
        parent: QWidget,
        *,
        away: str = "Not now",
        record: str = "",
    ) -> None:
        super().__init__(title, record, parent)
        self.setWindowTitle(title)
        self.setFixedWidth(_WIDTH)
        self._asked = tuple(asked)
        self.fields = {each.name: self._field(each) for each in self._asked}
        self._trouble = QLabel(self)
        self.voice = Voice(self)
        self._away = QPushButton(away, self)
        self.done_button = QPushButton(act, self)
        self._lay_out(title, about)
        self.finished.connect(self.deleteLater)
        self._first_to_fill().setFocus()

    @property
    def trouble(self) -> str:
        """Why it cannot be done as typed."""
        return "" if self._trouble.isHidden() else self._trouble.text()

    def typed(self) -> dict[str, str]:
        """The words of lines, the values of lists, and a word for each tick."""
        return {name: _typed(widget) for name, widget in self.fields.items()}

    def put_back(self, typed: Mapping[str, str]) -> None:
        """The same; a value that a list has no more stays as it opens."""
        for name, widget in self.fields.items():
            words = typed.get(name)
            if words is None:
                continue
            if isinstance(widget, QCheckBox):
                widget.setChecked(bool(words))
            elif isinstance(widget, DropDown):
                if (at := widget.findData(words)) >= 0:
                    widget.setCurrentIndex(at)
            elif isinstance(widget, QLineEdit):
                widget.setText(words)

    def _field(self, asked: AskedFor) -> QWidget:
        if asked.is_tick:
            tick = QCheckBox(asked.words, self)
            tick.setChecked(bool(asked.typed))
            return tick
        if asked.choices:
            drop = DropDown(self)
            policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            drop.setSizeAdjustPolicy(policy)  # a long choice makes nothing wider
            for value, words in asked.choices.items():
                drop.addItem(words, value)
            drop.setCurrentIndex(max(drop.findData(asked.typed), 0))
            return drop
        line = QLineEdit(asked.typed, self)
        line.setMaxLength(asked.most)
        line.setPlaceholderText(asked.hint)
        line.editingFinished.connect(lambda: self._show_day(asked, line))
        return line

    def _show_day(self, asked: AskedFor, line: QLineEdit) -> None:
        """Write a day that was typed in short in full, once somebody is done with it."""
        day = asked.read(line.text().strip())
        if isinstance(day, dt.date):
            line.setText(show_date(day))

    def _lay_out(self, title: str, about: str) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.XS)
        head, words = QLabel(title, self), QLabel(about, self)
        dress(head, face=Face.TITLE)
        dress(words, tone=Role.MUTED)
        words.setVisible(bool(about))
        for label in (head, words):
            label.setTextFormat(Qt.TextFormat.PlainText)  # names may be in them
            label.setWordWrap(True)
            column.addWidget(label)
        for asked in self._asked:
            column.addSpacing(Space.S)
            widget = self.fields[asked.name]
            if not asked.is_tick:
                known = asked.words if asked.is_needed else f"{asked.words} (if known)"
                label = QLabel(known, self)
                label.setBuddy(widget)
                dress(label, face=Face.LABEL)
                column.addWidget(label)
                widget.setAccessibleName(asked.words)
            column.addWidget(widget)
        self._trouble.setWordWrap(True)
        dress(self._trouble, tone=Role.BLOCKS)
        self._trouble.hide()
        column.addSpacing(Space.S)
        column.addWidget(self._trouble)
        column.addSpacing(Space.S)
        column.addLayout(self._buttons())
        self._room = Scrolled(column, self)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Be as high as the words need, once they are in the program's own type."""
        super().showEvent(event)
        self._room.fit()

    def _buttons(self) -> QHBoxLayout:
        self._away.setAutoDefault(False)
        self._away.clicked.connect(self.reject)
        self.done_button.setDefault(True)
        self.done_button.clicked.connect(self._answer)
        dress(self.done_button, kind="primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._away)
        row.addWidget(self.done_button)
        return row

    def _first_to_fill(self) -> QWidget:
        """The first empty line that is needed, else the first thing asked."""
        for asked in self._asked:
            widget = self.fields[asked.name]
            if asked.is_needed and isinstance(widget, QLineEdit) and not widget.text():
                return widget
        return self.fields[self._asked[0].name]

    def _answer(self) -> None:
        values: dict[str, object] = {}
        for asked in self._asked:
            value = self._value(asked)
            if isinstance(value, Unread):
                self._trouble.setText(value.why)
                self._trouble.show()
                self.fields[asked.name].setFocus()
                self.fields[asked.name].setAccessibleDescription(value.why)
                self.voice.tell(value.why, urgent=True)
                return
            values[asked.name] = value
        self.accept()
        self.answered.emit(values)

    def _value(self, asked: AskedFor) -> object:
        widget = self.fields[asked.name]
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        if isinstance(widget, DropDown):
            return widget.currentData()
        assert isinstance(widget, QLineEdit), "made in _field"
        typed = widget.text().strip()
        if typed:
            return asked.read(typed)
        return Unread(f"Still needed: {asked.words}.") if asked.is_needed else None


def _typed(widget: QWidget) -> str:
    if isinstance(widget, QCheckBox):
        return "ticked" if widget.isChecked() else ""
    if isinstance(widget, DropDown):
        return str(widget.currentData())
    assert isinstance(widget, QLineEdit), "made in _field"
    return widget.text()
