"""The list of notes: search, filters, what is missing; what the last session left, after a crash.

The main window shows it first. It reads through `store`; opening and making notes is asked for by
signals.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from app.domain.finding.listing import Interrupted, NoteQuery, NoteRow, Page
from app.errors import Failure
from app.services.notes.search import Searching
from app.services.ports.store import Store
from app.ui.icons import Icons
from app.ui.models.note_rows import NoteRowsModel
from app.ui.page_tools import PageTools
from app.ui.pages.notes.notes_filters import NotesFilters
from app.ui.pages.notes.notes_table import NotesTable
from app.ui.pages.notes.restored import RestoredBanner
from app.ui.pages.parts.empty_state import EmptyState
from app.ui.pages.parts.list_page import begin_column, in_card
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Role, Space, dress

_TYPING_PAUSE_MS = 120
"""A search takes a few milliseconds; this only spares those between two fast keys."""

_CLEAR = "_q_qlineeditclearaction"
"""Qt's name for what its button that clears a line does."""


class _SearchedTable(NotesTable):
    """`typed` carries what is typed over the lines: most notes were never read into the table."""

    typed = Signal(str)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Leave what is typed to the page's search."""
        self.typed.emit(search)


class NotesPage(QWidget):
    """`opened` carries a note id, `patient_opened` a patient id."""

    opened = Signal(str)
    new_requested = Signal()

    def __init__(
        self,
        store: Store,
        codes: tuple[str, ...],
        now: Callable[[], dt.datetime],
        tools: PageTools,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        icons = tools.icons
        self._store = store
        self._searching = Searching(store)
        self._patient = ("", "")
        self._meant = ""
        self._model = NoteRowsModel(self._read, self)
        self.table = _SearchedTable(self._model, tools.appearance, self)
        self.table.typed.connect(self._go_on_in_search)
        self.table.note_opened.connect(self.opened)
        self.search = QLineEdit(self)
        self.filters = NotesFilters(codes, now, self)
        self._patient_chip = QPushButton(self)
        self._new = QPushButton("New note", self)
        self._banner = RestoredBanner(icons, self)
        self._banner.opened.connect(self.opened)
        self._empty = EmptyState(icons, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING_PAUSE_MS)
        self._timer.timeout.connect(self.refresh)
        self._lay_out(icons)
        self._connect()

    def show_restored(self, interrupted: Interrupted) -> None:
        """Say what the last session, which never ended, left behind."""
        self._banner.show_notes(interrupted)

    def show_patient(self, patient_id: str, name: str) -> None:
        """List one patient's notes; nobody's id lists all."""
        self._patient = (patient_id, name)
        self._patient_chip.setText(f"{name}  ×")
        self._patient_chip.setAccessibleName(f"Only notes of {name}. Press to show all")
        self._patient_chip.setVisible(bool(patient_id))
        self.refresh()

    def focus_search(self) -> None:
        """Put the caret into the search box, with what stands there selected."""
        self.search.setFocus()
        self.search.selectAll()

    def refresh(self) -> None:
        """Read the list again; the selected note stays selected."""
        with self._store.reading() as found:
            staff = found.staff.all()
        self.filters.offer(staff)
        self._model.show_names({each.id: each.name.full for each in staff})
        query = NoteQuery(search=self.search.text(), patient_id=self._patient[0])
        query = self.filters.narrowed(query)
        self._model.show(query)
        self.table.choose_line(max(0, self.table.currentIndex().row()))
        self._show_emptiness(query)

    def reread(self) -> None:
        """Show what others changed meanwhile; what is selected and seen stays where it is."""
        if not self.isVisible():
            return  # it is read again when it is shown
        try:
            self.table.reread()
        except Failure:
            return  # the server is gone; it is read again when it is back
        self._show_emptiness(self._model.query)

    def show_elsewhere(self, words: Mapping[str, str]) -> None:
        """Say of notes, by id, who has them open at another workstation."""
        self._model.show_elsewhere(words)

    @property
    def selected_id(self) -> str:
        """The id of the selected note; empty when there is none."""
        index = self.table.currentIndex()
        return self._model.row(index.row()).id if index.isValid() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Typing anywhere on the page searches."""
        if event.text().isprintable() and event.text().strip():
            self._go_on_in_search(event.text())
        else:
            super().keyPressEvent(event)

    def _go_on_in_search(self, text: str) -> None:
        self.search.setFocus()
        self.search.insert(text)

    def _read(self, query: NoteQuery) -> Page[NoteRow]:
        with self._store.reading() as found:
            return found.notes.page(query)

    def _lay_out(self, icons: Icons) -> None:
        dress(self._new, kind="primary")
        icons.put(self._new, "file-plus", Role.ON_ACCENT)
        self.search.setPlaceholderText("Search patient, chart number, code, or words of a note")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search notes")
        self.search.setProperty("search", True)
        find = self.search.addAction(
            icons.icon("search", Role.MUTED), QLineEdit.ActionPosition.LeadingPosition
        )
        find.setText("Search notes")
        icons.put(find, "search", Role.MUTED)
        if clear := self.search.findChild(QAction, _CLEAR):
            clear.setText("Clear the search")
        dress(self._patient_chip, kind="quiet")
        self._patient_chip.hide()
        asking = QHBoxLayout()
        asking.setSpacing(Space.S)
        asking.addWidget(self.search, 1)
        asking.addWidget(self._patient_chip)
        self._body = QStackedWidget(self)
        self._body.addWidget(in_card(self.table, self))
        self._body.addWidget(self._empty)
        column = begin_column(self, "Notes", self._new)
        column.addWidget(self._banner)
        column.addLayout(asking)
        column.addWidget(self.filters)
        column.addWidget(self._body, 1)
        order_as_laid_out(self)

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda _text: self._timer.start())
        self.search.textChanged.connect(lambda text: None if text else self.refresh())
        self.search.returnPressed.connect(self._on_search_entered)
        self.filters.changed.connect(self.refresh)
        self._patient_chip.clicked.connect(lambda: self.show_patient("", ""))
        self._new.clicked.connect(self.new_requested)
        self._empty.next_requested.connect(self._on_next_step)

    def _on_search_entered(self) -> None:
        """Enter in the search box opens the first note found, or looks for the name meant."""
        self._timer.stop()
        self.refresh()
        if self.selected_id:
            self.opened.emit(self.selected_id)
        elif self._meant:
            self._on_next_step()

    def _show_emptiness(self, query: NoteQuery) -> None:
        is_empty = self._model.rowCount() == 0
        if is_empty and query == replace(NoteQuery(), limit=query.limit):
            self._empty.say(
                "file-plus",
                "No notes yet",
                "A note is the record for one patient, one code and one date of service.",
                "New note",
            )
        elif is_empty:
            self._empty.say("search", "Nothing fits", *self._what_to_do(query))
        self._body.setCurrentIndex(1 if is_empty else 0)

    def _what_to_do(self, query: NoteQuery) -> tuple[str, str]:
        """Why nothing fits, and the step on: a name that was perhaps meant, else everything."""
        near = self._searching.patients(query.search, 3)
        self._meant = near.rows[0].name if near.are_near else ""
        if not self._meant:
            return "No note fits this search and these filters.", "Show all notes"
        names = "; ".join(row.name for row in near.rows[:3])
        return f"Similar names: {names}.", f"Search for {self._meant}"

    def _on_next_step(self) -> None:
        if self._empty.step == "New note":
            self.new_requested.emit()
            return
        meant, self._meant = self._meant, ""
        self.filters.clear()
        self.search.setText(meant)
        self.show_patient("", "")
