"""What was added to a signed note, in order, and the buttons that add more; below the note."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.signing.later_entry import LaterEntry
from app.ui.models.later_words import entry_title, entry_words
from app.ui.theme import Face, Role, Space, dress

_HIGHEST = 190
"""Logical pixels for the entries; more of them scroll, so that the note itself has room."""

_LEAST_WIDTH = 400


class LaterPanel(QFrame):
    """Hidden for drafts. The buttons are off for who may not, and say why."""

    continue_wanted = Signal()
    correct_wanted = Signal()
    void_wanted = Signal()
    co_sign_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        dress(self, surface="panel")
        self._title = QLabel("Since signing", self)
        dress(self._title, face=Face.LABEL)
        self.co_sign = self._button("Co-sign…", self.co_sign_wanted, "primary")
        self.continues = self._button("Add continuation…", self.continue_wanted)
        self.corrects = self._button("Correct…", self.correct_wanted)
        self.voids = self._button("Void…", self.void_wanted)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._title)
        head.addStretch(1)
        for button in (self.co_sign, self.continues, self.corrects, self.voids):
            head.addWidget(button)
        self._room = QScrollArea(self)
        self._room.setAccessibleName("Later entries")
        dress(self._room, surface="reading")
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addWidget(self._room)
        self.hide()

    def take_focus(self) -> None:
        """Put the focus on what was added, so that keys scroll it."""
        self._room.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def entries(self) -> tuple[str, ...]:
        """The words of what is shown, one for each entry."""
        shown = self._room.widget()
        return tuple(label.text() for label in shown.findChildren(QLabel)) if shown else ()

    def show_entries(
        self,
        entries: Sequence[LaterEntry],
        titles: Mapping[str, str],
        zone: dt.tzinfo,
    ) -> None:
        """Show what was added; `titles` are those of documents by SHA-256."""
        content = QWidget(self._room)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, Space.S)
        column.setSpacing(Space.XS)
        for entry in entries:
            title, text = QLabel(entry_title(entry, zone), content), QLabel(content)
            dress(title, face=Face.CAPTION, tone=Role.MUTED)
            text.setText(entry_words(entry, titles))
            for label in (title, text):
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                label.setVisible(bool(label.text()))
                column.addWidget(label)
        dress(content, surface="panel")
        self._room.setWidget(content)
        self._room.setVisible(bool(entries))
        if entries:
            width = max(self.width() - 2 * Space.L, _LEAST_WIDTH)
            self._room.setFixedHeight(min(column.totalHeightForWidth(width), _HIGHEST))
        self._title.setText(
            f"Since signing: {len(entries)}" if entries else "Nothing was added since signing"
        )
        self.show()

    def _button(self, words: str, wanted: SignalInstance, kind: str = "quiet") -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(wanted)
        dress(button, kind=kind)
        return button
