"""The page "To sign": what waits for whoever is at the keyboard, and what they handed over.

Each note is opened and read before it is signed; nothing is signed from here.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.domain.finding.listing import NoteQuery, NoteRow, Page
from app.errors import Failure
from app.services.signing.signing_room import SigningRoom
from app.ui.models.note_rows import NoteRowsModel
from app.ui.page_tools import PageTools
from app.ui.pages.notes.notes_table import NotesTable
from app.ui.pages.parts.empty_state import EmptyState
from app.ui.pages.parts.list_page import begin_column, in_card
from app.ui.theme import Role, Space, dress

READ = "Each note is opened and read in turn. Your passphrase is asked once for five minutes."


class ToSignPage(QWidget):
    """`opened` carries the id of a note that waits, `looked_at` of one that was handed over."""

    opened = Signal(str)
    looked_at = Signal(str)
    left = Signal()

    def __init__(self, room: SigningRoom, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        self._mine, self.mine = self._table(room.waiting, "Waits for your signature", tools)
        self._given, self.given = self._table(room.handed_over, "Handed over by you", tools)
        self.mine.note_opened.connect(self.opened)
        self.given.note_opened.connect(self.looked_at)
        self._empty = EmptyState(tools.icons, self)
        self._empty.next_requested.connect(self.left)
        self._empty.say(
            "circle-check", "Nothing waits for you", "No note needs your signature.", "All notes"
        )
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Read both lists again; what is selected stays selected, else it is the first."""
        names = self._room.names()
        for model, table in ((self._mine, self.mine), (self._given, self.given)):
            model.show_names(names)
            model.show(NoteQuery())
            table.choose_line(max(0, table.currentIndex().row()))
        self._show_filled()

    def reread(self) -> None:
        """Show what others changed meanwhile; what is selected stays selected."""
        try:
            self.mine.reread()
            self.given.reread()
        except Failure:
            return  # the server is gone; they are read again when it is back
        self._show_filled()

    def _show_filled(self) -> None:
        """Show the lists that have something, or that nothing waits."""
        self._mine_card.setVisible(self._mine.rowCount() > 0)
        self._given_card.setVisible(self._given.rowCount() > 0)
        is_empty = self._mine.rowCount() + self._given.rowCount() == 0
        self._body.setCurrentIndex(1 if is_empty else 0)

    def take_focus(self) -> None:
        """Put the focus where the next step is."""
        if self._body.currentIndex():
            self._empty.setFocus()
        else:
            (self.mine if self._mine.rowCount() else self.given).setFocus()

    def _table(
        self, read: Callable[[], tuple[NoteRow, ...]], name: str, tools: PageTools
    ) -> tuple[NoteRowsModel, NotesTable]:
        model = NoteRowsModel(lambda _query: Page(read()), self)
        table = NotesTable(model, tools.appearance, self)
        table.setAccessibleName(name)
        return model, table

    def _lay_out(self) -> None:
        below = QLabel(READ, self)
        dress(below, tone=Role.MUTED)
        below.setWordWrap(True)
        self._mine_card = in_card(self.mine, self, "Waits for your signature")
        self._given_card = in_card(self.given, self, "Handed over by you, not signed yet")
        lists = QWidget(self)
        inside = QVBoxLayout(lists)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.M)
        inside.addWidget(self._mine_card, 1)
        inside.addWidget(self._given_card, 1)
        self._body = QStackedWidget(self)
        self._body.addWidget(lists)
        self._body.addWidget(self._empty)
        column = begin_column(self, "To sign")
        column.setSpacing(Space.S)
        column.addWidget(below)
        column.addWidget(self._body, 1)
