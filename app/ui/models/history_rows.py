"""The history as a Qt table that reads page after page; the History page owns one."""

from collections.abc import Callable
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.audit import AuditQuery
from app.domain.listing import Cursor, Page
from app.services.history import HistoryLine
from app.services.trail_words import moment_words

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()

ReadPage = Callable[[AuditQuery], Page[HistoryLine]]
"""Reads one page; takes a few milliseconds."""


class Column(IntEnum):
    """The columns, from the left."""

    WHEN = 0
    WHO = 1
    DEED = 2
    ABOUT = 3
    PATIENT = 4
    MORE = 5


_TITLES = {
    Column.WHEN: "When",
    Column.WHO: "Who",
    Column.DEED: "What was done",
    Column.ABOUT: "Record",
    Column.PATIENT: "Patient",
    Column.MORE: "More",
}
NOBODY = "Nobody signed in"


class HistoryRowsModel(QAbstractTableModel):
    """Lines of the history, newest first; more are read when the view scrolls to the end."""

    def __init__(self, read: ReadPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._query = AuditQuery()
        self._lines: list[HistoryLine] = []
        self._after: Cursor | None = None

    @property
    def query(self) -> AuditQuery:
        """What the table shows."""
        return self._query

    def show(self, query: AuditQuery) -> None:
        """Show the lines a query finds, from its first page."""
        page = self._read(query)
        self.beginResetModel()
        self._query = query
        self._lines = list(page.rows)
        self._after = page.after
        self.endResetModel()

    def line(self, number: int) -> HistoryLine:
        """One line."""
        return self._lines[number]

    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many lines were read so far."""
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
        if page.rows:
            last = len(self._lines) + len(page.rows) - 1
            self.beginInsertRows(NO_INDEX, len(self._lines), last)
            self._lines.extend(page.rows)
            self.endInsertRows()

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[Column(section)]
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell, whole in its tip; a sentence for screen readers."""
        column = Column(index.column())
        words = _words(self._lines[index.row()], column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_TITLES[column]}: {words}"
        return None


def _words(line: HistoryLine, column: Column) -> str:
    match column:
        case Column.WHEN:
            return moment_words(line.at)
        case Column.WHO:
            return line.who or NOBODY
        case Column.DEED:
            return line.deed
        case Column.ABOUT:
            return line.about
        case Column.PATIENT:
            return line.patient
        case Column.MORE:
            return line.more
