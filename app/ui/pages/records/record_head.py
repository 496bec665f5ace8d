"""The head of a record page: what it shows, how it stands with the disk, save, undo, close."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton

from app.ui.icons import Icons
from app.ui.pages.parts.page_head import PageHead
from app.ui.pages.records.record_session import RecordSession, Standing
from app.ui.theme import Role, dress

STANDING_WORDS = {
    Standing.SAVED: ("Saved", Role.MUTED),
    Standing.UNSAVED: ("Not saved yet", Role.NEEDED),
    Standing.SAVING: ("Saving…", Role.MUTED),
    Standing.REFUSED: ("Not saved", Role.BLOCKS),
    Standing.STALE: ("Not saved", Role.BLOCKS),
}
"""How a record stands with the disk, in words and their tone."""

# The one that matters most first: a page shows the worst of its records.
_ORDER = (
    Standing.STALE,
    Standing.REFUSED,
    Standing.SAVING,
    Standing.UNSAVED,
    Standing.SAVED,
)


class RecordHead(PageHead):
    """A bar across the page."""

    save_wished = Signal()
    undo_wished = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__(icons)
        self.state = QLabel(self)
        self.undo = QPushButton("Undo last save", self)
        dress(self.undo, kind="quiet")
        icons.put(self.undo, "undo-2", Role.ACCENT)
        self.save = QPushButton("Save", self)
        self.save.setToolTip("Ctrl+S")
        dress(self.save, kind="primary")
        self.save.clicked.connect(self.save_wished)
        self.undo.clicked.connect(self.undo_wished)
        for widget in (self.state, self.undo, self.save):
            self.add_before_close(widget)

    def show_sessions(self, sessions: Sequence[RecordSession]) -> None:
        """Show how the page's records stand with the disk."""
        standings = [session.standing for session in sessions] or [Standing.SAVED]
        worst = min(standings, key=_ORDER.index)
        words, tone = STANDING_WORDS[worst]
        stored = any(session.record is not None for session in sessions)
        self.state.setText(words if stored or worst is not Standing.SAVED else "")
        dress(self.state, tone=tone)
        self.save.setEnabled(worst is not Standing.SAVED)
        self.undo.setVisible(any(session.can_take_back for session in sessions))
