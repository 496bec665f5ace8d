"""What stands above the questions of a call: whom to call, what they will ask for, since when."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.domain.reading.dates import show_date
from app.services.payers.call_sheets import CallFile
from app.ui.fields.flow import FlowLayout
from app.ui.theme import Face, Role, Space, dress

_NOT_ON_CARD = "not on the payer card"
_NO_CARD = "no payer card yet"


class CallStrip(QFrame):
    """Numbers can be selected and copied; what finds no room goes on to a second line."""

    def __init__(self, file: CallFile, began: str, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, surface="sunken")
        self._facts = QWidget(self)
        line = FlowLayout(self._facts, Space.L)
        around = QVBoxLayout(self)
        around.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        around.addWidget(self._facts)
        missing = _NOT_ON_CARD if file.card else _NO_CARD
        patient, coverage, practice = file.patient, file.coverage, file.practice
        born = show_date(patient.birth_date) if patient.birth_date else ""
        facts = (
            ("Phone", (file.card.phone if file.card else "") or missing),
            ("Portal", (file.card.portal if file.card else "") or missing),
            ("Patient, born", ", ".join(each for each in (patient.name.full, born) if each)),
            ("Member id", coverage.member_id or "not given"),
            ("Group", coverage.group_number or "not given"),
            ("Practice NPI", practice.npi or "not given"),
            ("Tax id", practice.tin or "not given"),
            ("Call began", began),
        )
        for label, value in facts:
            line.addWidget(self._fact(label, value, is_large=label == "Phone"))

    def _fact(self, label: str, value: str, *, is_large: bool) -> QWidget:
        fact = QWidget(self._facts)
        name, shown = QLabel(label, fact), QLabel(value, fact)
        dress(name, face=Face.CAPTION, tone=Role.MUTED)
        known = value not in (_NOT_ON_CARD, _NO_CARD, "not given")
        tone = Role.TEXT if known else Role.MUTED
        dress(shown, face=Face.LEAD if is_large and known else Face.LABEL, tone=tone)
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName(f"{label}: {value}")
        column = QVBoxLayout(fact)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(name)
        column.addWidget(shown)
        return fact
