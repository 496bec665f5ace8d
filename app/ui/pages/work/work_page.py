"""The Work page: what there is to do, the overdue first, and what is done about a claim at once.

`work_ways` shows it. A page of the list is read in milliseconds, here; files are written on a
worker.
"""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.finding.listing import search_key
from app.domain.practice.authority import Right
from app.domain.work.work_item import WorkItem
from app.errors import Failure
from app.services.notes.directory import Directory
from app.services.office.work_room import WorkRoom
from app.services.permission import Permission
from app.services.work.calendar_file import FILE_NAME
from app.ui.models.work_rows import WorkRowsModel
from app.ui.page_tools import PageTools
from app.ui.pages.parts.empty_state import EmptyState
from app.ui.pages.parts.list_page import begin_column, in_card
from app.ui.pages.parts.notice import Notice
from app.ui.pages.work.work_filters import WorkFilters
from app.ui.pages.work.work_foot import WorkFoot
from app.ui.pages.work.work_table import WorkTable
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Role, Space, dress

_NOTHING = "Nothing waits for you"
_WHAT_COMES = (
    "Claims with a deadline, notes to sign, replies awaited and patients’ requests appear here."
)


class WorkPage(QWidget):
    """`opened` carries what was entered; acts on a claim stay on the page."""

    opened = Signal(object)  # WorkItem
    notes_wished = Signal()
    acted = Signal()

    def __init__(self, room: WorkRoom, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        self._tools = tools
        self._people = Directory(room.store)
        self._payers: set[str] = set()
        sees_money = Permission(room.store, room.trail.who).may(Right.SEE_MONEY)
        self.model = WorkRowsModel(room.worklist.page, self._people.name_of, self)
        self.table = WorkTable(self.model, tools.appearance, self)
        self.filters = WorkFilters(room.trail.who, self, sees_money=sees_money)
        self.notice = Notice(tools.icons, self)
        self.foot = WorkFoot(room, self.notice, tools, self)
        self.foot.setVisible(sees_money)
        self.calendar = QPushButton("Save as calendar…", self)
        self.empty = EmptyState(tools.icons, self)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the list from its first page; what is selected stays selected."""
        selected = self.selected
        self._people.refresh()
        with self._room.store.reading() as found:
            staff = found.staff.all()
        query = self.filters.query
        self.table.show_owners(shown=not query.person)
        self.model.show(query, self._room.today())
        self._payers |= {*self._room.worklist.payers(), *self.model.payers()}
        self.filters.offer(staff, sorted(self._payers, key=search_key))
        self.table.choose_line(self.model.line_of(selected))
        self._show_filled()

    def reread(self) -> None:
        """Show what others changed meanwhile; what is selected and seen stays where it is."""
        selected, place = self.selected, self.table.verticalScrollBar().value()
        try:
            self.model.reread(self._room.today())
        except Failure:
            return  # the server is gone; it is read again when it is back
        self.table.selectRow(self.model.line_of(selected))
        self.table.verticalScrollBar().setValue(place)
        self._show_filled()

    @property
    def selected(self) -> WorkItem | None:
        """What is selected, if something is."""
        return self.model.item(self.table.currentIndex().row())

    def take_focus(self) -> None:
        """Put the focus where the next step is."""
        (self.empty if self._body.currentIndex() else self.table).setFocus()

    def save_calendar(self, path: Path) -> None:
        """Write the calendar file, on a worker."""

        def saved(count: int) -> None:
            entries = "1 deadline" if count == 1 else f"{count} deadlines"
            words = (
                f"{path.name} saved with {entries}; it names no patient. Saved and read in again"
                " later, it brings the calendar up to date."
            )
            self.notice.say(words, Role.DONE, (("OK", lambda: self.notice.say("")),))

        def failed(error: Exception) -> None:
            self.notice.say(self._tools.words.of(error), Role.BLOCKS)

        task = self._tools.runner.run(lambda _report: len(self._room.export(path)), saved, failed)
        if task is not None:
            self.destroyed.connect(task.drop)

    def _ask_calendar(self) -> None:
        self._tools.files.ask_to_save(
            "Save as calendar", FILE_NAME, "Calendar files", self.save_calendar, self
        )

    def _show_filled(self) -> None:
        is_empty = self.model.rowCount() == 0
        self._body.setCurrentIndex(1 if is_empty else 0)
        if is_empty and self.filters.is_narrow:
            self.empty.say("search", "Nothing fits", "Nothing fits these filters.", "Show my work")
        elif is_empty:
            self.empty.say("circle-check", _NOTHING, _WHAT_COMES, "All notes")
        self.foot.show_item(self.selected)

    def _go_on(self) -> None:
        """Something was done: where it moved away, what follows it is next."""
        done, line = self.selected, self.table.currentIndex().row()
        self.reread()
        if self.model.line_of(done) != line:
            self.table.choose_line(self.model.item_at(line))
        self.take_focus()
        self.acted.emit()

    def _on_next_step(self) -> None:
        if self.filters.is_narrow:
            self.filters.clear()
        else:
            self.notes_wished.emit()

    def _on_opened(self, line: int) -> None:
        if (item := self.model.item(line)) is not None:
            self.opened.emit(item)

    def _connect(self) -> None:
        self.table.opened.connect(self._on_opened)
        self.table.selectionModel().currentRowChanged.connect(
            lambda _now, _before: self.foot.show_item(self.selected)
        )
        self.filters.changed.connect(self.refresh)
        self.foot.opened.connect(self.opened)
        self.foot.acted.connect(self._go_on)
        self.calendar.clicked.connect(lambda _checked: self._ask_calendar())
        self.empty.next_requested.connect(self._on_next_step)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.foot.undo)

    def _lay_out(self) -> None:
        dress(self.calendar, kind="quiet")
        self._tools.icons.put(self.calendar, "calendar", Role.ACCENT)
        listed = QWidget(self)
        lines = QVBoxLayout(listed)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(Space.M)
        lines.addWidget(in_card(self.table, self), 1)
        lines.addWidget(self.foot)
        self._body = QStackedWidget(self)
        self._body.addWidget(listed)
        self._body.addWidget(self.empty)
        column = begin_column(self, "Work", self.calendar)
        column.addWidget(self.notice)
        column.addWidget(self.filters)
        column.addWidget(self._body, 1)
        order_as_laid_out(self)
