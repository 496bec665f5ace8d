"""The banner after a crash: which notes the last session left, each with a way to open it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.finding.listing import Interrupted, NoteRow
from app.domain.reading.dates import show_date
from app.domain.reading.times import show_time
from app.ui.fields.picture import Picture
from app.ui.icons import Icons
from app.ui.models.waiting_words import short_words
from app.ui.theme import Face, Role, Space, dress

MOST_SHOWN = 5


class RestoredBanner(QFrame):
    """Hidden until there is something to say; the user puts it away."""

    opened = Signal(str)  # note id

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, surface="accent")
        self._title = QLabel(self)
        self._title.setWordWrap(True)
        dress(self._title, face=Face.LABEL)
        away = QToolButton(self)
        away.setToolTip("Put away")
        away.setAccessibleName("Put away")
        dress(away, kind="small")
        icons.put(away, "x", Role.MUTED)
        away.clicked.connect(self.hide)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(Space.L)
        self._rows.setVerticalSpacing(Space.XS)
        words = QVBoxLayout()
        words.setSpacing(Space.S)
        words.addWidget(self._title)
        words.addLayout(self._rows)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        row.setSpacing(Space.M)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(Picture(icons, "history", Role.ACCENT, self, size=20), 0, top)
        row.addLayout(words, 1)
        row.addWidget(away, 0, top)
        self.hide()

    def show_notes(self, interrupted: Interrupted) -> None:
        """List the notes of the session that was cut off."""
        began = interrupted.began_at.astimezone()
        when = f"{show_date(began.date())} at {show_time(began.time())}"
        if not interrupted.notes:
            self._title.setText(
                f"The session of {when} did not end normally. No note was lost; a document that"
                " was just being added must be added again."
            )
        else:
            self._title.setText(
                f"The session of {when} did not end normally. These notes were brought back"
                " as they were last saved, at most a second before the end:"
            )
        for line, note in enumerate(interrupted.notes[:MOST_SHOWN]):
            self._add(line, note)
        more = len(interrupted.notes) - MOST_SHOWN
        if more > 0:
            self._rows.addWidget(QLabel(f"and {more} more, first in the list below", self), 9, 0)
        self._rows.setColumnStretch(1, 1)
        self.show()

    def _add(self, line: int, note: NoteRow) -> None:
        saved = note.saved_at.astimezone()
        name = note.patient or "No patient yet"
        parts = (name, note.code, f"saved {show_time(saved.time())}", short_words(note.standing))
        words = QLabel(" · ".join(part for part in parts if part), self)
        button = QPushButton("Open", self)
        button.setObjectName("restored")
        button.setAccessibleName(f"Open {name}, {note.code}")
        dress(button, kind="link")
        button.clicked.connect(lambda: self.opened.emit(note.id))
        self._rows.addWidget(words, line, 0)
        self._rows.addWidget(button, line, 1, Qt.AlignmentFlag.AlignLeft)
