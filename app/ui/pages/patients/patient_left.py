"""What left the office about a patient; the patient page shows it, newest first."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.log import Event
from app.services.audit.history import HistoryLine
from app.services.audit.what_left import FILE_NAME, WhatLeft
from app.services.printing.printing import Printed
from app.services.trail_words import moment_words
from app.ui.page_tools import PageTools
from app.ui.theme import Face, Role, Space, dress

SHOWN = 12
"""Lines on the page; the PDF file has all."""

_NONE = "Nothing about this patient has been printed, saved as a file or sent so far."


class PatientLeft(QWidget):
    """Reads on a worker. `history_wished` asks for the whole history of the patient."""

    history_wished = Signal()

    def __init__(self, patient_id: str, left: WhatLeft, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._patient_id = patient_id
        self._left = left
        self._tools = tools
        self._rows: list[QLabel] = []
        self._said = QLabel(_NONE, self)
        self._said.setWordWrap(True)
        dress(self._said, face=Face.CAPTION, tone=Role.MUTED)
        self.save = self._button("Save as PDF…", "download", self._ask_file)
        self.history = self._button(
            "Everything in the history", "history", self.history_wished.emit
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.save)
        buttons.addWidget(self.history)
        buttons.addStretch(1)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(self._lines)
        column.addWidget(self._said)
        column.addLayout(buttons)

    @property
    def lines(self) -> Sequence[str]:
        """What is shown."""
        return [row.text() for row in self._rows]

    def refresh(self) -> None:
        """Read again what left."""
        left, patient_id = self._left, self._patient_id
        task = self._tools.runner.run(
            lambda _report: left.of_patient(patient_id), self._show, self._on_failed
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def save_to(self, path: Path) -> None:
        """Save the whole list as a PDF file."""
        left, patient_id = self._left, self._patient_id

        def saved(_printed: Printed) -> None:
            self.refresh()
            self._say(f"{path.name} saved.", Role.MUTED)

        task = self._tools.runner.run(
            lambda _report: left.save(patient_id, path), saved, self._on_failed
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def _show(self, lines: Sequence[HistoryLine]) -> None:
        for row in self._rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(line) for line in lines[:SHOWN]]
        for row in self._rows:
            self._lines.addWidget(row)
        more = len(lines) - SHOWN
        self._say(_NONE if not lines else f"{more} more before these." if more > 0 else "")

    def _row(self, line: HistoryLine) -> QLabel:
        parts = (moment_words(line.at), line.deed, line.about, line.more, line.who)
        row = QLabel(" · ".join(part for part in parts if part), self)
        row.setWordWrap(True)
        return row

    def _say(self, sentence: str, tone: Role = Role.MUTED) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        dress(self._said, face=Face.CAPTION, tone=tone)

    def _on_failed(self, error: Exception) -> None:
        self._say(self._tools.words.of(error, Event.EXPORT_FAILED), Role.BLOCKS)

    def _button(self, words: str, icon: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        dress(button, kind="quiet")
        self._tools.icons.put(button, icon, Role.ACCENT)
        button.clicked.connect(lambda _checked: act())
        return button

    def _ask_file(self) -> None:
        self._tools.files.ask_to_save(
            "What left the office", FILE_NAME, "PDF files", self.save_to, self
        )
