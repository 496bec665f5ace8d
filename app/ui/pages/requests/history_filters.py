"""What the History page asks for: person, kind of act, days, one patient; its filter row."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from app.domain.audit import AuditQuery
from app.domain.guides.answers import Person
from app.services.trail_words import GROUPS
from app.ui.pages.parts.day_line import DayLine
from app.ui.theme import Space, dress

_DAY = dt.timedelta(days=1)
_MIDNIGHT = dt.time()


class HistoryFilters(QWidget):
    """`changed` says that something else is asked for. `now` gives local time."""

    changed = Signal()

    def __init__(
        self, people: Sequence[Person], now: Callable[[], dt.datetime], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._patient = ""
        self.people = QComboBox(self)
        self.people.addItem("Everybody", "")
        for person in people:
            self.people.addItem(person.name, person.entry)
        self.people.setAccessibleName("Who")
        self.groups = QComboBox(self)
        for title, deeds in GROUPS:
            self.groups.addItem(title, deeds)
        self.groups.setAccessibleName("What was done")
        self.first = DayLine("From", "From: 11/1 or t-7", now, self)
        self.last = DayLine("To", "To: 11/22 or t", now, self)
        self.chip = QPushButton(self)
        dress(self.chip, kind="quiet")
        self.chip.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for widget in (self.people, self.groups, self.first, self.last, self.chip):
            row.addWidget(widget)
        row.addStretch(1)
        self.people.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.groups.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.first.changed.connect(self.changed)
        self.last.changed.connect(self.changed)
        self.chip.clicked.connect(lambda: self.show_patient("", ""))

    @property
    def query(self) -> AuditQuery:
        """What is asked for; a day that cannot be read asks for nothing."""
        first, last = self.first.day, self.last.day
        return AuditQuery(
            who=self.people.currentData(),
            deeds=self.groups.currentData(),
            patient=self._patient,
            since=self._start_of(first) if first else None,
            until=self._start_of(last + _DAY) if last else None,
        )

    def show_patient(self, patient_id: str, name: str) -> None:
        """Ask for one patient only; nobody's id asks for all."""
        self._patient = patient_id
        self.chip.setText(f"{name}  ×")
        self.chip.setAccessibleName(f"Only {name}. Press to show all patients")
        self.chip.setVisible(bool(patient_id))
        self.changed.emit()

    def _start_of(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, _MIDNIGHT, self._now().tzinfo)
