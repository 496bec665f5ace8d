"""The control for diagnoses: searched by words or code, up to four, in the order of the claim."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.domain.codes.icd10 import Diagnosis
from app.domain.guides.answers import Answer, Diagnoses, DiagnosisCode, NotGiven, Unreadable
from app.domain.guides.showing import CLOSING_WORDS
from app.ui.fields.control import Control
from app.ui.fields.cut_label import CutLabel
from app.ui.fields.search import Hit, SearchLine
from app.ui.icons import Icons
from app.ui.theme import Face, Role, Space, dress

POINTERS = "ABCD"
_PROMPT = "Search by words or code"
_FULL = "A claim holds four diagnoses"

SearchDiagnoses = Callable[[str], Sequence[Diagnosis]]


class DiagnosisRow(QWidget):
    """One diagnosis with its pointer, and buttons to move and remove it."""

    moved = Signal(int)  # places up (negative) or down
    removed = Signal()

    def __init__(
        self, pointer: str, diagnosis: DiagnosisCode, icons: Icons, parent: QWidget
    ) -> None:
        super().__init__(parent)
        badge = QLabel(pointer, self)
        dress(badge, pill=Role.ACCENT)
        code = QLabel(diagnosis.code, self)
        dress(code, face=Face.LABEL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(badge)
        row.addWidget(code)
        row.addWidget(CutLabel(diagnosis.title, self), 1)
        self.up = self._button("arrow-up", f"Move {diagnosis.code} up", icons)
        self.down = self._button("arrow-down", f"Move {diagnosis.code} down", icons)
        self.remove = self._button("x", f"Remove {diagnosis.code}", icons)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)
        row.setSpacing(Space.S)
        for button in self.buttons():
            row.addWidget(button)

    def buttons(self) -> Sequence[QToolButton]:
        """The buttons of this row."""
        return (self.up, self.down, self.remove)

    def _button(self, icon: str, says: str, icons: Icons) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(says)
        button.setAccessibleName(says)
        dress(button, kind="small")
        icons.put(button, icon, Role.MUTED)
        return button


class DiagnosesControl(Control):
    """The diagnoses chosen, A to D, and the line that searches for more."""

    def __init__(self, parent: QWidget, search: SearchDiagnoses, icons: Icons) -> None:
        super().__init__(parent)
        self._search = search
        self._icons = icons
        self._chosen: tuple[DiagnosisCode, ...] = ()
        self._rows: list[DiagnosisRow] = []
        self._read_only = False
        self._prompt = _PROMPT
        self.line = SearchLine(self, self._find, icons, lists_all=False)
        self.line.chosen.connect(self._on_chosen)
        self.line.list_made.connect(self.rebuilt)
        self.line.returnPressed.connect(self.on_left)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.line)
        column.addLayout(self._list)
        self._arrange()

    def show_answer(self, answer: Answer | None) -> None:
        """List the diagnoses; what could not be read stands in the line to be mended."""
        values = answer.values if isinstance(answer, Diagnoses) else ()
        self._prompt = CLOSING_WORDS[answer.kind] if isinstance(answer, NotGiven) else _PROMPT
        if isinstance(answer, Unreadable):
            self.line.show_text(answer.typed)
        if values != self._chosen:
            self._chosen = values
            self._list_chosen()
        self._arrange()

    def set_read_only(self, read_only: bool) -> None:
        """List the diagnoses only."""
        self._read_only = read_only
        self._arrange()

    def stops(self) -> Sequence[QWidget]:
        """The line that searches and the buttons of the rows."""
        return (self.line, *(button for row in self._rows for button in row.buttons()))

    def _find(self, text: str) -> Sequence[Hit]:
        return [Hit(d, d.code, d.title, d.billable) for d in self._search(text)]

    def _on_chosen(self, hit: Hit) -> None:
        self._add(hit.value)

    def on_left(self) -> None:
        """Take a whole code that was typed and not picked; never guess from part of one."""
        self.line.close_list()
        typed = self.line.text().strip()
        if typed:
            plain = typed.replace(".", "").casefold()
            found = (d for d in self._search(typed) if d.code.replace(".", "").casefold() == plain)
            exact = next(found, None)
            if exact:
                self._add(exact)
            else:
                self.refused.emit("Pick a diagnosis from the list, or clear the search.")

    def _add(self, diagnosis: Diagnosis) -> None:
        if not diagnosis.billable:
            self.line.setText(diagnosis.code)
            self.line.search(diagnosis.code)
            self.refused.emit(
                f"{diagnosis.code} heads a group and cannot be billed: pick a code below it."
            )
        elif any(each.code == diagnosis.code for each in self._chosen):
            self.line.clear()
            self.refused.emit(f"{diagnosis.code} is among the diagnoses already.")
        elif len(self._chosen) < len(POINTERS):
            self.line.clear()
            self._change((*self._chosen, DiagnosisCode(diagnosis.code, diagnosis.title)))

    def _move(self, number: int, places: int) -> None:
        order = list(self._chosen)
        order.insert(number + places, order.pop(number))
        self._change(tuple(order))
        moved = self._rows[number + places]
        buttons = (moved.up, moved.down) if places < 0 else (moved.down, moved.up)
        next(button for button in buttons if button.isEnabled()).setFocus()

    def _remove(self, number: int) -> None:
        self._change(self._chosen[:number] + self._chosen[number + 1 :])
        self.line.setFocus()

    def _change(self, chosen: tuple[DiagnosisCode, ...]) -> None:
        self._chosen = chosen
        self._list_chosen()
        self._arrange()
        self.sent.emit(Diagnoses(chosen) if chosen else None)

    def _list_chosen(self) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for number, diagnosis in enumerate(self._chosen):
            row = DiagnosisRow(POINTERS[number], diagnosis, self._icons, self)
            row.moved.connect(lambda places, number=number: self._move(number, places))
            row.removed.connect(lambda number=number: self._remove(number))
            self._list.addWidget(row)
            self._rows.append(row)
            row.show()  # at once: a layout would wait for the event loop
        for before, after in pairwise(self.stops()):
            QWidget.setTabOrder(before, after)
        self.rebuilt.emit()

    def _arrange(self) -> None:
        full = len(self._chosen) == len(POINTERS)
        self.line.setEnabled(not full and not self._read_only)
        self.line.setVisible(not (self._read_only and self._chosen))
        self.line.setPlaceholderText(_FULL if full else self._prompt)
        for number, row in enumerate(self._rows):
            row.up.setEnabled(number > 0)
            row.down.setEnabled(number < len(self._rows) - 1)
            for button in row.buttons():
                button.setVisible(not self._read_only)
