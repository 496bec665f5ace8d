"""The head of a record page: what it shows, how it stands with the disk, save, undo, close."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.fields.cut_label import CutLabel
from app.ui.icons import Icons
from app.ui.pages.record_session import RecordSession, Standing
from app.ui.theme import Face, Role, Space, dress

_WORDS = {
    Standing.SAVED: ("Saved", Role.MUTED),
    Standing.UNSAVED: ("Not saved yet", Role.NEEDED),
    Standing.SAVING: ("Saving…", Role.MUTED),
    Standing.REFUSED: ("Not saved", Role.BLOCKS),
    Standing.STALE: ("Not saved", Role.BLOCKS),
}
# The one that matters most first: a page shows the worst of its records.
_ORDER = (
    Standing.STALE,
    Standing.REFUSED,
    Standing.SAVING,
    Standing.UNSAVED,
    Standing.SAVED,
)


class RecordHead(QFrame):
    """A bar across the page."""

    save_wished = Signal()
    undo_wished = Signal()
    close_wished = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        dress(self, surface="panel")
        self._title = CutLabel("", self)
        dress(self._title, face=Face.TITLE)
        self._below = CutLabel("", self)
        dress(self._below, face=Face.CAPTION, tone=Role.MUTED)
        self.state = QLabel(self)
        self.undo = QPushButton("Undo last save", self)
        dress(self.undo, kind="quiet")
        icons.put(self.undo, "undo-2", Role.ACCENT)
        self.save = QPushButton("Save", self)
        self.save.setToolTip("Ctrl+S")
        dress(self.save, kind="primary")
        close = QToolButton(self)
        close.setToolTip("Close (Esc); what is typed is saved")
        close.setAccessibleName("Close")
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.put(close, "x")
        self.save.clicked.connect(self.save_wished)
        self.undo.clicked.connect(self.undo_wished)
        close.clicked.connect(self.close_wished)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._below)
        row = QHBoxLayout()
        row.setContentsMargins(Space.XL, Space.M, Space.L, Space.M)
        row.setSpacing(Space.S)
        row.addLayout(words, 1)
        for widget in (self.state, self.undo, self.save, close):
            row.addWidget(widget)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(row)

    def add_below(self, widget: QWidget) -> None:
        """Put something under the title: the tabs of a page."""
        below = QHBoxLayout()
        below.setContentsMargins(Space.M, 0, 0, 0)
        below.addWidget(widget, 1)
        self._column.addLayout(below)

    def show_title(self, title: str, below: str = "") -> None:
        """Name what the page shows."""
        self._title.show_text(title)
        self._below.show_text(below)
        self._below.setVisible(bool(below))

    def show_sessions(self, sessions: Sequence[RecordSession]) -> None:
        """Show how the page's records stand with the disk."""
        standings = [session.standing for session in sessions] or [Standing.SAVED]
        worst = min(standings, key=_ORDER.index)
        words, tone = _WORDS[worst]
        stored = any(session.record is not None for session in sessions)
        self.state.setText(words if stored or worst is not Standing.SAVED else "")
        dress(self.state, tone=tone)
        self.save.setEnabled(worst is not Standing.SAVED)
        self.undo.setVisible(any(session.can_take_back for session in sessions))
