"""Asks until when a claim is put off, and why; the Work page opens it."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.deadlines.work_days import later_work_day, next_work_day
from app.domain.reading.dates import show_date
from app.ui.pages.parts.day_line import DayLine
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Face, Role, Space, dress

_WIDTH = 580
_MOST = 300
_WEEK = dt.timedelta(days=7)


class PutOffDialog(QDialog):
    """`wished` carries the day, which is never past, and the reason, which may be empty."""

    wished = Signal(object, str)  # date, reason

    def __init__(
        self, about: str, limit: str, now: Callable[[], dt.datetime], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._today = now().date()
        self.setWindowTitle("Put off")
        self.setFixedWidth(_WIDTH)
        head = QLabel(f"Look at {about} again on", self)
        dress(head, face=Face.TITLE)
        head.setWordWrap(True)
        self.day = DayLine("Day to look at it again", "12/1 or t+7", now, self)
        self.said = QLabel(limit, self)
        self.said.setWordWrap(True)
        self.said.setVisible(bool(limit))
        dress(self.said, tone=Role.MUTED)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(_MOST)
        self.reason.setAccessibleName("Why")
        self.reason.setPlaceholderText("Why? Example: the payer’s line is closed")
        self.put_off = QPushButton("Put off", self)
        self.put_off.setDefault(True)
        dress(self.put_off, kind="primary")
        self.put_off.clicked.connect(self._give)
        self._lay_out(head)
        self.day.textChanged.connect(lambda _text: self._check())
        self._check()
        self.finished.connect(self.deleteLater)

    def _lay_out(self, head: QLabel) -> None:
        days = QHBoxLayout()
        days.setSpacing(Space.S)
        days.addWidget(self.day)
        for words, day in self._usual():
            button = QPushButton(words, self)
            button.setAutoDefault(False)
            dress(button, kind="quiet")
            button.clicked.connect(lambda _checked, day=day: self._take(day))
            days.addWidget(button)
        days.addStretch(1)
        away = QPushButton("Cancel", self)
        away.setAutoDefault(False)
        away.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(away)
        buttons.addWidget(self.put_off)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(head)
        column.addLayout(days)
        column.addWidget(self.reason)
        column.addWidget(self.said)
        column.addSpacing(Space.S)
        column.addLayout(buttons)
        order_as_laid_out(self)

    def _usual(self) -> tuple[tuple[str, dt.date], ...]:
        today = self._today
        return (
            ("Next work day", later_work_day(today, 1)),
            ("In a week", next_work_day(today + _WEEK)),
            ("In four weeks", next_work_day(today + 4 * _WEEK)),
        )

    def _take(self, day: dt.date) -> None:
        self.day.setText(show_date(day))
        self.reason.setFocus()

    def _check(self) -> None:
        day = self.day.day
        self.put_off.setEnabled(day is not None and day > self._today)

    def _give(self) -> None:
        day = self.day.day
        if day is not None:
            self.accept()
            self.wished.emit(day, self.reason.text().strip())
