"""The notes of a patient as a short list of links; the patient page shows it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.finding.listing import NoteRow
from app.domain.reading.dates import show_date
from app.ui.icons import Icons
from app.ui.models.waiting_words import state_words
from app.ui.theme import Face, Role, Space, dress


class PatientNotes(QWidget):
    """Latest date of service first."""

    note_requested = Signal(str)  # note id
    new_note_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[QWidget] = []
        self._new = QPushButton("New note for this patient", self)
        icons.put(self._new, "file-plus")
        self._new.clicked.connect(self.new_note_requested)
        self._none = QLabel("No notes yet.", self)
        dress(self._none, face=Face.CAPTION, tone=Role.MUTED)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self._none)
        self._column.addSpacing(Space.XS)
        self._column.addWidget(self._new, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def links(self) -> tuple[QPushButton, ...]:
        """The links to the notes, in the order shown."""
        return tuple(row.findChildren(QPushButton)[0] for row in self._rows)

    def show_rows(self, rows: Sequence[NoteRow], *, is_stored: bool) -> None:
        """Show these notes; a patient not stored yet has none and gets none."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(note) for note in rows]
        for at, row in enumerate(self._rows):
            self._column.insertWidget(at, row)
        self._none.setVisible(not rows)
        self._new.setVisible(is_stored)
        self._new.raise_()  # children in reading order, for Tab

    def _row(self, note: NoteRow) -> QWidget:
        row = QWidget(self)
        day = show_date(note.date_of_service) if note.date_of_service else "No date yet"
        link = QPushButton(f"{day} · {note.code}", row)
        dress(link, kind="link")
        link.clicked.connect(lambda: self.note_requested.emit(note.id))
        state = QLabel(state_words(note), row)
        link.setAccessibleDescription(state.text())
        tone = Role.BLOCKS if note.standing.sentence else Role.MUTED
        dress(state, face=Face.CAPTION, tone=tone)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.M)
        line.addWidget(link)
        line.addWidget(state, 1)
        return row
