"""The filters over the list of notes; the list's page asks them what to look for."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.domain.finding.listing import NoteQuery, NoteState
from app.domain.practice.people import StaffMember
from app.ui.fields.flow import FlowLayout
from app.ui.pages.parts.day_line import DayLine
from app.ui.theme import Space

_STATES: tuple[tuple[str, NoteState | None], ...] = (
    ("All states", None),
    ("Drafts", "draft"),
    ("Waiting for a signature", "waiting"),
    ("Signed", "signed"),
    ("Void", "void"),
)
_TREATING, _AUTHOR = "Whoever treats", "Whoever wrote it"


class NotesFilters(QWidget):
    """`changed` says that something else is asked for."""

    changed = Signal()

    def __init__(
        self, codes: Sequence[str], now: Callable[[], dt.datetime], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._people: Sequence[StaffMember] = ()
        self.states = self._choice("State", _STATES)
        self.codes = self._choice("Code", (("All codes", ""), *((code, code) for code in codes)))
        self.treating = self._choice("Treating dentist", ((_TREATING, ""),))
        self.authors = self._choice("Author", ((_AUTHOR, ""),))
        self.first = DayLine("Date of service from", "From: 11/1 or t-7", now, self)
        self.last = DayLine("Date of service to", "To: 11/22 or t", now, self)
        self.needing = QCheckBox("Still needs something", self)
        self.needing.setMinimumHeight(self.states.sizeHint().height())  # in line with the others
        line = FlowLayout(self, Space.S)
        for choice in (self.states, self.codes, self.treating, self.authors):
            line.addWidget(choice)
            choice.currentIndexChanged.connect(lambda _at: self.changed.emit())
        for day in (self.first, self.last):
            line.addWidget(day)
            day.changed.connect(self.changed)
        line.addWidget(self.needing)
        self.needing.toggled.connect(lambda _on: self.changed.emit())

    def narrowed(self, query: NoteQuery) -> NoteQuery:
        """A query with everything asked for here; a day that cannot be read asks for nothing."""
        return replace(
            query,
            status=self.states.currentData(),
            code=self.codes.currentData(),
            treating_id=self.treating.currentData(),
            author_id=self.authors.currentData(),
            from_day=self.first.day,
            to_day=self.last.day,
            needs_something=self.needing.isChecked(),
        )

    def offer(self, people: Sequence[StaffMember]) -> None:
        """Offer these people, those who left too; who is chosen stays chosen."""
        if people == self._people:
            return
        self._people = people
        for choice, anybody in ((self.treating, _TREATING), (self.authors, _AUTHOR)):
            chosen = choice.currentData()
            with QSignalBlocker(choice):
                choice.clear()
                choice.addItem(anybody, "")
                for person in people:
                    gone = "" if person.active else " (left)"
                    choice.addItem(f"{person.name.full}{gone}", person.id)
                choice.setCurrentIndex(max(0, choice.findData(chosen)))

    def clear(self) -> None:
        """Ask for everything again, and say so once."""
        blocked = QSignalBlocker(self)
        for choice in (self.states, self.codes, self.treating, self.authors):
            choice.setCurrentIndex(0)
        for day in (self.first, self.last):
            day.forget()
        self.needing.setChecked(False)
        blocked.unblock()
        self.changed.emit()

    def _choice(self, name: str, items: Sequence[tuple[str, object]]) -> QComboBox:
        choice = QComboBox(self)
        choice.setAccessibleName(name)
        for words, value in items:
            choice.addItem(words, value)
        return choice
