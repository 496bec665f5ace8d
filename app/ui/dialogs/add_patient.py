"""Adds a patient in passing: name and date of birth; the patient's page asks for the rest."""

import datetime as dt
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.practice.people import Patient, PersonName
from app.domain.reading.dates import read_birth_date, show_date
from app.domain.reading.name_case import usual_case
from app.domain.reading.problem import Unread
from app.ui.dialogs.short_dialog import ShortDialog
from app.ui.theme import Face, Role, Space, dress

_WIDTH = 420
_USUAL_KEYS = "Alt+W"


class AddPatient(ShortDialog):
    """`made` carries a Patient that is not stored yet. `alike` says in a sentence who looks the
    same among the patients there are; then a second Enter adds this one all the same.

    `sent` is what the practice system says of the patient: it fills the lines, and the rest of it
    is kept with what is typed.
    """

    made = Signal(object)

    def __init__(
        self,
        typed: str,
        patient_id: str,
        today: dt.date,
        alike: Callable[[Patient], str],
        parent: QWidget,
        sent: Patient | None = None,
    ) -> None:
        question = f"Add a patient {sent.name.full} {sent.chart_number}" if sent else typed
        super().__init__(question, "patient", parent)
        self.setWindowTitle("Add a patient")
        self.setFixedWidth(_WIDTH)
        self._id = patient_id
        self._today = today
        self._alike = alike
        self._warned = ""
        self._sent = sent
        given, family = (sent.name.given, sent.name.family) if sent else _split(typed)
        self.given = QLineEdit(given, self)
        self.family = QLineEdit(family, self)
        self.born = QLineEdit(self)
        self.born.setPlaceholderText("Example: 4/2/1958; may stay empty for now")
        if sent and sent.birth_date:
            self.born.setText(show_date(sent.birth_date))
        self.usual = self._usual_button()
        self._trouble = QLabel(self)
        self._trouble.setWordWrap(True)
        dress(self._trouble, tone=Role.BLOCKS)
        self._lay_out()
        self._offer_usual()
        (self.born if given and family else self.given).setFocus()

    def typed(self) -> dict[str, str]:
        """The names and the date of birth."""
        return {name: line.text() for name, line in self._lines.items()}

    def put_back(self, typed: Mapping[str, str]) -> None:
        """The same."""
        for name, line in self._lines.items():
            line.setText(typed.get(name, line.text()))
        self._offer_usual()

    @property
    def _lines(self) -> Mapping[str, QLineEdit]:
        return {"given": self.given, "family": self.family, "born": self.born}

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.XS)
        title = QLabel("Add a patient", self)
        dress(title, face=Face.TITLE)
        column.addWidget(title)
        if self._sent:
            came = QLabel(_also(self._sent), self)
            came.setWordWrap(True)
            came.setTextFormat(Qt.TextFormat.PlainText)
            dress(came, tone=Role.MUTED)
            column.addWidget(came)
        for words, line in (
            ("First name", self.given),
            ("Last name", self.family),
            ("Date of birth", self.born),
        ):
            label = QLabel(words, self)
            dress(label, face=Face.LABEL)
            label.setBuddy(line)
            line.setAccessibleName(words)
            column.addSpacing(Space.S)
            column.addWidget(label)
            column.addWidget(line)
            if line is self.family:
                column.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(Space.S)
        column.addWidget(self._trouble)
        self._trouble.hide()
        row = QHBoxLayout()
        row.addStretch(1)
        away = QPushButton("Cancel", self)
        away.setAutoDefault(False)
        away.clicked.connect(self.reject)
        add = QPushButton("Add patient", self)
        add.setDefault(True)
        add.clicked.connect(self._add)
        dress(add, kind="primary")
        row.addWidget(away)
        row.addWidget(add)
        column.addSpacing(Space.S)
        column.addLayout(row)

    def _usual_button(self) -> QPushButton:
        """What offers a name in its usual letters; its room is kept, so that nothing jumps."""
        button = QPushButton(self)
        button.setAutoDefault(False)
        room = button.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        button.setSizePolicy(room)
        button.clicked.connect(self._write_usual)
        # A button's own shortcut waits before it clicks; Enter would come first.
        QShortcut(QKeySequence(_USUAL_KEYS), self).activated.connect(self._write_usual)
        dress(button, kind="link")
        for line in (self.given, self.family):
            line.editingFinished.connect(self._offer_usual)
        return button

    def _offer_usual(self) -> None:
        """Offer a name that is all small letters or all capitals as it would usually stand."""
        names = [each.text().strip() for each in (self.given, self.family)]
        offered = " ".join(usual_case(name) or name for name in names).strip()
        is_offered = any(map(usual_case, names))
        self.usual.setText(f"Write {offered} ({_USUAL_KEYS})".replace("&", "&&"))
        self.usual.setVisible(is_offered)

    def _write_usual(self) -> None:
        for line in (self.given, self.family):
            line.setText(usual_case(line.text().strip()) or line.text())
        self._offer_usual()
        self.born.setFocus()

    def _add(self) -> None:
        given, family = self.given.text().strip(), self.family.text().strip()
        if not given or not family:
            self._say("Type the first and the last name.")
            (self.family if given else self.given).setFocus()
            return
        birth_date: dt.date | None = None
        if self.born.text().strip():
            read = read_birth_date(self.born.text(), self._today)
            if isinstance(read, Unread):
                self._say(read.why)
                self.born.setFocus()
                return
            birth_date = read
        name = PersonName(given=given[:120], family=family[:120])
        patient = Patient(id=self._id, name=name, birth_date=birth_date)
        if self._sent:
            rest = {part: getattr(self._sent.name, part) for part in ("middle", "suffix")}
            changes = {"name": name.model_copy(update=rest), "birth_date": birth_date}
            patient = self._sent.model_copy(update=changes)
        alike = self._alike(patient)
        if alike and alike != self._warned:
            self._warned = alike
            self._say(alike)
            return
        self.accept()
        self.made.emit(patient)

    def _say(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.show()


def _also(sent: Patient) -> str:
    """What is kept of the practice system's words beside the lines of the dialog."""
    chart = f"chart number {sent.chart_number}" if sent.chart_number else ""
    parts = [part for part in (chart, sent.phone, sent.address.one_line) if part]
    kept = f" Kept with it: {', '.join(parts)}." if parts else ""
    return f"The practice system shows this patient, who is not here yet.{kept}"


def _split(typed: str) -> tuple[str, str]:
    """First and last name of what was typed: `Testwell, Marisol` or `Marisol Testwell`.

    One word alone is taken for the last name: that is what patients are looked up by.
    """
    if "," in typed:
        family, _, given = typed.partition(",")
        return given.strip(), family.strip()
    given, _, family = typed.strip().rpartition(" ")
    return given, family
