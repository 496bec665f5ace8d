"""The list of notes as a Qt table that reads page after page; the list page owns one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.listing import Cursor, NoteQuery, NoteRow, Page
from app.domain.reading.dates import show_date
from app.ui.models.waiting_words import state_words

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()

ReadPage = Callable[[NoteQuery], Page[NoteRow]]
"""Reads one page of the list; takes a few milliseconds."""


class Column(IntEnum):
    """The columns, from the left."""

    PATIENT = 0
    CODE = 1
    SERVICE = 2
    STATE = 3
    MISSING = 4
    PERCENT = 5


_TITLES = {
    Column.PATIENT: "Patient",
    Column.CODE: "Code",
    Column.SERVICE: "Date of service",
    Column.STATE: "State",
    Column.MISSING: "What is missing",
    Column.PERCENT: "Done",
}


class NoteRowsModel(QAbstractTableModel):
    """Rows of notes; further pages are read when the view scrolls to the end."""

    def __init__(self, read: ReadPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._query = NoteQuery()
        self._rows: list[NoteRow] = []
        self._after: Cursor | None = None
        self._elsewhere: Mapping[str, str] = {}

    @property
    def query(self) -> NoteQuery:
        """What the list shows."""
        return self._query

    def show(self, query: NoteQuery) -> None:
        """Show the notes a query finds, from its first page."""
        page = self._read(query)
        self.beginResetModel()
        self._query = query
        self._rows = list(page.rows)
        self._after = page.after
        self.endResetModel()

    def reread(self) -> None:
        """Read as many lines again as are shown."""
        rows: list[NoteRow] = []
        after: Cursor | None = None
        while True:
            page = self._read(replace(self._query, after=after))
            rows.extend(page.rows)
            after = page.after
            if after is None or len(rows) >= len(self._rows):
                break
        self.beginResetModel()
        self._rows, self._after = rows, after
        self.endResetModel()

    def show_elsewhere(self, words: Mapping[str, str]) -> None:
        """Say of notes, by id, who has them open at another workstation."""
        self._elsewhere = words
        if self._rows:
            last = self.index(len(self._rows) - 1, Column.MISSING)
            self.dataChanged.emit(self.index(0, Column.MISSING), last)

    def row(self, number: int) -> NoteRow:
        """The note on a line."""
        return self._rows[number]

    def line_of(self, note_id: str) -> int | None:
        """The line a note stands on, among those read so far."""
        return next((at for at, row in enumerate(self._rows) if row.id == note_id), None)

    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many notes were read so far."""
        return 0 if parent.isValid() else len(self._rows)

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
            last = len(self._rows) + len(page.rows) - 1
            self.beginInsertRows(NO_INDEX, len(self._rows), last)
            self._rows.extend(page.rows)
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
        """The words of a cell; the whole note under UserRole; a sentence for screen readers."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            elsewhere = self._elsewhere.get(row.id, "")
            if elsewhere and index.column() == Column.MISSING:
                return elsewhere
            return _words(row, Column(index.column()))
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.MISSING:
            parts = (self._elsewhere.get(row.id, ""), row.summary.missing)
            return "\n".join(filter(None, parts))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = Column(index.column())
            return f"{_TITLES[column]}: {_words(row, column)}"
        return None


def _words(row: NoteRow, column: Column) -> str:
    match column:
        case Column.PATIENT:
            return row.patient or "No patient yet"
        case Column.CODE:
            return row.code
        case Column.SERVICE:
            return show_date(row.date_of_service) if row.date_of_service else "–"
        case Column.STATE:
            return state_words(row)
        case Column.MISSING:
            return row.summary.missing
        case Column.PERCENT:
            return f"{row.summary.percent}%"
