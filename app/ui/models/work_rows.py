"""The worklist as a Qt table that reads page after page, a heading before each group.

The Work page owns one.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from app.domain.finding.listing import Cursor, Page
from app.domain.requests.request_window import days_left_words
from app.domain.work.work_item import When, WorkItem, WorkKind, WorkQuery
from app.ui.models.rows_model import KEY_ROLE, NO_INDEX, AnyIndex
from app.ui.theme import Role

ReadPage = Callable[[WorkQuery], Page[WorkItem]]
"""Reads one page of the list; takes a few milliseconds."""

Line = WorkItem | When


class Column(IntEnum):
    """The columns, from the left."""

    LEFT = 0
    ACT = 1
    ABOUT = 2
    PATIENT = 3
    PAYER = 4
    WHO = 5
    AMOUNT = 6


_TITLES = {
    Column.LEFT: "Time left",
    Column.ACT: "What to do",
    Column.ABOUT: "About",
    Column.PATIENT: "Patient",
    Column.PAYER: "Payer",
    Column.WHO: "Whose",
    Column.AMOUNT: "Billed",
}
HEADINGS = {
    When.OVERDUE: "Overdue",
    When.TODAY: "Today",
    When.SOON: "Within a week",
    When.LATER: "Later",
    When.NEVER: "Without a day",
}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class WorkRowsModel(QAbstractTableModel):
    """Further pages are read when the view scrolls to the end. `name_of` names a staff id."""

    def __init__(
        self, read: ReadPage, name_of: Callable[[str], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._name_of = name_of
        self._query = WorkQuery()
        self._today = dt.date.min
        self._lines: list[Line] = []
        self._after: Cursor | None = None

    @property
    def query(self) -> WorkQuery:
        """What the list shows."""
        return self._query

    @property
    def today(self) -> dt.date:
        """The day the groups are of."""
        return self._today

    def show(self, query: WorkQuery, today: dt.date) -> None:
        """Show what a query finds as it stands today, from its first page."""
        self._put((self._read(query),), query, today)

    def reread(self, today: dt.date) -> None:
        """Read as many lines again as are shown."""
        pages, asked = [], self._query
        while True:
            pages.append(self._read(asked))
            asked = replace(asked, after=pages[-1].after)
            if asked.after is None or sum(len(p.rows) for p in pages) >= len(self._lines):
                break
        self._put(pages, self._query, today)

    def item(self, line: int) -> WorkItem | None:
        """What stands on a line; None for a heading and beyond the end."""
        found = self._lines[line] if 0 <= line < len(self._lines) else None
        return found if isinstance(found, WorkItem) else None

    def line_of(self, item: WorkItem | None) -> int:
        """The line of an item as it is now, the first item's where it is gone; -1 for none."""
        same = (
            at
            for at, line in enumerate(self._lines)
            if isinstance(line, WorkItem)
            and (item is None or (line.kind, line.id) == (item.kind, item.id))
        )
        return next(same, self.line_of(None) if item is not None else -1)

    def item_at(self, line: int) -> int:
        """The first line from one on that is no heading, else the last before it; -1 for none."""
        items = [at for at, each in enumerate(self._lines) if isinstance(each, WorkItem)]
        return next((at for at in items if at >= line), items[-1] if items else -1)

    def payers(self) -> frozenset[str]:
        """The payers of the lines read so far."""
        items = (line for line in self._lines if isinstance(line, WorkItem))
        return frozenset(item.payer for item in items if item.payer)

    def headings(self) -> Iterator[int]:
        """The lines on which headings stand."""
        return (at for at, line in enumerate(self._lines) if isinstance(line, When))

    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many lines were read so far, headings too."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: AnyIndex) -> bool:  # noqa: N802 - Qt's name
        """Whether there is a next page."""
        return not parent.isValid() and self._after is not None

    def fetchMore(self, parent: AnyIndex) -> None:  # noqa: N802 - Qt's name
        """Read the next page."""
        if not self.canFetchMore(parent):
            return
        page = self._read(replace(self._query, after=self._after))
        self._after = page.after
        lines = list(_grouped(page.rows, self._today, self._last_group()))
        if lines:
            self.beginInsertRows(NO_INDEX, len(self._lines), len(self._lines) + len(lines) - 1)
            self._lines.extend(lines)
            self.endInsertRows()

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """A heading can be neither selected nor stepped on."""
        if self.item(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The titles of the columns."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _TITLES[Column(section)]
            if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.AMOUNT:
                return _RIGHT
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell, whole in its tip; a sentence for screen readers.

        Under UserRole the color role of the time left; None for a heading.
        """
        line, column = self._lines[index.row()], Column(index.column())
        if isinstance(line, When):
            spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return HEADINGS[line] if role in spoken else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_TITLES[column]}: {self._words(line, column) or 'none'}"
        if role == Qt.ItemDataRole.UserRole:
            return _TONES[line.when(self._today)]
        if role == KEY_ROLE:
            return f"{line.kind.value} {line.id}"
        return None

    def _put(self, pages: Iterable[Page[WorkItem]], query: WorkQuery, today: dt.date) -> None:
        pages = tuple(pages)
        self.beginResetModel()
        self._query, self._today = query, today
        rows = (row for page in pages for row in page.rows)
        self._lines = list(_grouped(rows, today, None))
        self._after = pages[-1].after
        self.endResetModel()

    def _last_group(self) -> When | None:
        last = self.item(len(self._lines) - 1)
        return last.when(self._today) if last else None

    def _words(self, item: WorkItem, column: Column) -> str:
        match column:
            case Column.LEFT:
                return left_words(item, self._today)
            case Column.ACT:
                return item.act
            case Column.ABOUT:
                return item.about
            case Column.PATIENT:
                return item.patient
            case Column.PAYER:
                return item.payer
            case Column.WHO:
                return self._name_of(item.owner) if item.owner else ""
            case Column.AMOUNT:
                return f"${item.amount:,.2f}" if item.amount is not None else ""


_TONES = {
    When.OVERDUE: Role.BLOCKS,
    When.TODAY: Role.WARNS,
    When.SOON: Role.WARNS,
    When.LATER: Role.SILENT,
    When.NEVER: Role.SILENT,
}


def left_words(item: WorkItem, today: dt.date) -> str:
    """How much time is left, or how long it waits already."""
    if item.due is None:
        return "no day"
    if item.kind is WorkKind.SIGN:
        days = (today - item.due).days
        return "since today" if days <= 0 else f"waits {days} day{'' if days == 1 else 's'}"
    if item.kind is WorkKind.AUTHORIZATION and item.due < today:
        return "ended"
    if item.kind is WorkKind.CHECK:
        return "out of date"
    return days_left_words(item.due, today)


def _grouped(rows: Iterable[WorkItem], today: dt.date, last: When | None) -> Iterator[Line]:
    for row in rows:
        group = row.when(today)
        if group is not last:
            yield group
            last = group
        yield row
