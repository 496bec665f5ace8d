"""Asks how and when a pack was sent; the answer is recorded once. The page of a pack opens it."""

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.packs.pack import SentBy
from app.domain.reading.dates import read_date, show_date
from app.domain.reading.problem import Unread
from app.domain.reading.times import read_time, show_time
from app.ui.dialogs.scrolled import Scrolled
from app.ui.dialogs.short_dialog import ShortDialog
from app.ui.fields.day_meant import show_meant_when_left
from app.ui.fields.drop_down import DropDown
from app.ui.models.pack_words import WAYS
from app.ui.theme import Face, Role, Space, dress

_WIDTH = 440
_MOST = 200
_LATER = "That is in the future. Type when it was sent."
_EARLIER = "That is before the pack was made. Type when it was sent."


class SendingDialog(ShortDialog):
    """`sent` carries how, when (in the practice's zone), reference number and remark.

    `warning` is a sentence that somebody should read before recording, `record` the id of what was
    sent.
    """

    sent = Signal(str, object, str, str)

    def __init__(
        self,
        usual: SentBy,
        made_at: dt.datetime,
        now: dt.datetime,
        parent: QWidget,
        warning: str = "",
        *,
        record: str = "",
    ) -> None:
        super().__init__("Record as sent", record, parent)
        self.setWindowTitle("Record as sent")
        self.setFixedWidth(_WIDTH)
        self._made_at = made_at.replace(second=0, microsecond=0)
        self._now = now
        self.way = DropDown(self)
        for value, words in WAYS.items():
            self.way.addItem(words, value)
        self.way.setCurrentIndex(self.way.findData(usual))
        self.day = QLineEdit(show_date(now.date()), self)
        show_meant_when_left(self.day, now.date)
        self.time = QLineEdit(show_time(now.time()), self)
        self.reference = QLineEdit(self)
        self.reference.setPlaceholderText("As the portal, fax machine or post office gave it")
        self.remark = QLineEdit(self)
        for line in (self.reference, self.remark):
            line.setMaxLength(_MOST)
        self._trouble = QLabel(self)
        self.warning = QLabel(warning, self)
        self._lay_out()
        self.reference.setFocus()  # the one thing nobody can know beforehand

    @property
    def trouble(self) -> str:
        """Why it cannot be recorded as typed."""
        return self._trouble.text()

    def typed(self) -> dict[str, str]:
        """How and when it was sent, the number and the remark, as they stand here."""
        lines = {name: line.text() for name, line in self._lines.items()}
        return lines | {"way": str(self.way.currentData())}

    def put_back(self, typed: Mapping[str, str]) -> None:
        """The same."""
        self.way.setCurrentIndex(max(self.way.findData(typed.get("way", "")), 0))
        for name, line in self._lines.items():
            line.setText(typed.get(name, line.text()))

    @property
    def _lines(self) -> Mapping[str, QLineEdit]:
        when = {"day": self.day, "time": self.time}
        return when | {"reference": self.reference, "remark": self.remark}

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.XS)
        title = QLabel("Record as sent", self)
        dress(title, face=Face.TITLE)
        about = QLabel(
            "Recorded once, as the proof of sending: it cannot be changed afterwards.", self
        )
        about.setWordWrap(True)
        dress(about, tone=Role.MUTED)
        self.warning.setWordWrap(True)
        self.warning.setVisible(bool(self.warning.text()))
        dress(self.warning, tone=Role.WARNS)
        for label in (title, about, self.warning):
            column.addWidget(label)
        self._put(column, "How", self.way)
        when = QHBoxLayout()
        when.setSpacing(Space.M)
        for words, line in (("Day", self.day), ("Time", self.time)):
            part = QVBoxLayout()
            part.setSpacing(Space.XS)
            self._put(part, words, line)
            when.addLayout(part)
        column.addLayout(when)
        self._put(column, "Reference number, if there is one", self.reference)
        self._put(column, "Remark", self.remark)
        self._trouble.setWordWrap(True)
        dress(self._trouble, tone=Role.BLOCKS)
        self._trouble.hide()
        column.addSpacing(Space.S)
        column.addWidget(self._trouble)
        away = QPushButton("Not yet", self)
        away.setAutoDefault(False)
        away.clicked.connect(self.reject)
        record = QPushButton("Record it too" if self.warning.text() else "Record", self)
        record.setDefault(True)
        record.clicked.connect(self._record)
        dress(record, kind="primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(away)
        row.addWidget(record)
        column.addSpacing(Space.S)
        column.addLayout(row)
        self._room = Scrolled(column, self)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Be as high as the words need, once they are in the program's own type."""
        super().showEvent(event)
        self._room.fit()

    def _put(self, column: QVBoxLayout, words: str, field: QWidget) -> None:
        label = QLabel(words, self)
        dress(label, face=Face.LABEL)
        label.setBuddy(field)
        field.setAccessibleName(words)
        column.addSpacing(Space.S)
        column.addWidget(label)
        column.addWidget(field)

    def _record(self) -> None:
        day = read_date(self.day.text(), self._now.date())
        if isinstance(day, Unread):
            self._say(day.why, self.day)
            return
        time = read_time(self.time.text(), self._now.time())
        if isinstance(time, Unread):
            self._say(time.why, self.time)
            return
        at = dt.datetime.combine(day, time, self._now.tzinfo)
        if at > self._now:
            self._say(_LATER, self.day)
        elif at < self._made_at:
            self._say(_EARLIER, self.day)
        else:
            self.accept()
            way = str(self.way.currentData())
            self.sent.emit(way, at, self.reference.text().strip(), self.remark.text().strip())

    def _say(self, sentence: str, line: QLineEdit) -> None:
        self._trouble.setText(sentence)
        self._trouble.show()
        line.setFocus()
