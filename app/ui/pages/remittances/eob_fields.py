"""What an EOB says once, above its lines: days, numbers, whether it takes money back."""

import datetime as dt
from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.guides.answers import Text
from app.domain.reading.dates import read_date, show_date
from app.domain.reading.problem import Unread
from app.domain.remittances.eob import TypedEob
from app.ui.fields.date_control import DateControl
from app.ui.fields.hint_line import HintLine
from app.ui.fields.line import Line
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress

_DAYS = {
    "eob_date": ("Date of the EOB", "Appeal windows run from it"),
    "received_on": ("Received on", ""),
    "answer_due": ("Answer due", "Only if the EOB names a day"),
}
_NUMBERS = {
    "payer_number": ("Payer’s claim number", ""),
    "trace": ("Check or transfer number", ""),
}
_LONGEST = 50


class EobFields(QWidget):
    """`edited` carries the name of a field of `TypedEob` and what it is now."""

    edited = Signal(str, object)

    def __init__(self, today: Callable[[], dt.date], icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._today = today
        self._hints: dict[str, HintLine] = {}
        self.days: Mapping[str, DateControl] = {
            name: DateControl(self, icons, today) for name in _DAYS
        }
        self.numbers: Mapping[str, Line] = {name: Line(self) for name in _NUMBERS}
        self.is_reversal = QCheckBox("Takes an earlier payment back", self)
        self.is_reversal.setToolTip("Type the amounts as printed, with their minus signs")
        self.is_reversal.clicked.connect(lambda on: self.edited.emit("is_reversal", on))
        self._lay_out()
        for name, control in self.days.items():
            control.sent.connect(lambda raw, name=name: self._on_day(name, str(raw or "")))
            control.finished.connect(lambda raw, name=name: self._on_picked(name, str(raw or "")))
            control.line.editingFinished.connect(lambda name=name: self._settle(name))
        for name, line in self.numbers.items():
            line.setMaxLength(_LONGEST)
            line.textEdited.connect(lambda text, name=name: self.edited.emit(name, text))

    def show_typed(self, typed: TypedEob) -> None:
        """Show what is typed."""
        for name, control in self.days.items():
            control.show_answer(Text(getattr(typed, name)))
        for name, line in self.numbers.items():
            line.show_text(getattr(typed, name))
        self.is_reversal.setChecked(typed.is_reversal)

    def line(self, name: str) -> QLineEdit:
        """Where a field is typed."""
        return self.days[name].line if name in self.days else self.numbers[name]

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        for at, (name, (label, hint)) in enumerate(_DAYS.items()):
            grid.addWidget(self._field(name, label, self.days[name], hint), 0, at)
        for at, (name, (label, hint)) in enumerate(_NUMBERS.items()):
            grid.addWidget(self._field(name, label, self.numbers[name], hint), 1, at)
        beside = QVBoxLayout()
        beside.addSpacing(Space.XL)
        beside.addWidget(self.is_reversal)
        beside.addStretch(1)
        grid.addLayout(beside, 1, 2)
        for at in range(3):
            grid.setColumnStretch(at, 1)

    def _field(self, name: str, words: str, control: QWidget, hint: str) -> QWidget:
        field = QWidget(self)
        label = QLabel(words, field)
        dress(label, face=Face.LABEL)
        label.setBuddy(self.line(name))
        if name in self.days:
            self.days[name].describe(words, hint)
        else:
            self.numbers[name].setAccessibleName(words)
        column = QVBoxLayout(field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label)
        column.addWidget(control)
        if name in _DAYS:
            told = self._hints[name] = HintLine(field)
            told.say(hint)
            column.addWidget(told)
        return field

    def _on_day(self, name: str, text: str) -> None:
        self.edited.emit(name, text)
        read = read_date(text, self._today()) if text.strip() else None
        is_day = isinstance(read, dt.date)
        self._hints[name].say(f"{read:%A}, {read:%m/%d/%Y}" if is_day else _DAYS[name][1])

    def _on_picked(self, name: str, text: str) -> None:
        self.days[name].show_answer(Text(text))
        self._on_day(name, text)

    def _settle(self, name: str) -> None:
        """Show the day that is meant, or say why it is none, once somebody is done with it."""
        text = self.days[name].line.text()
        read = read_date(text, self._today()) if text.strip() else None
        if isinstance(read, Unread):
            self._hints[name].say(read.why, Role.BLOCKS)
        elif read is not None and text != show_date(read):
            self._on_picked(name, show_date(read))
