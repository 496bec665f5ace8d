"""Tables of whole rows as Qt models; the lists of the window build on them.

`RowsModel` shows what it was given, `PagedRows` reads page after page as the view scrolls.
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.finding.listing import Cursor, Page

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()

KEY_ROLE = Qt.ItemDataRole.UserRole + 1
"""What a line is known by when its rows are read again; None or empty where by nothing."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Row = TypeVar("Row")
Query = TypeVar("Query")


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows under `titles`, the columns from the left; subclasses have the words."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self._rows: list[Row] = []

    def row(self, number: int) -> Row:
        """What stands on a line."""
        return self._rows[number]

    def words(self, row: Row, column: int) -> str:
        """What a cell says."""
        raise NotImplementedError

    def tip(self, row: Row, column: int) -> str:
        """What a cell says when pointed at: its words, which may be cut off."""
        return self.words(row, column)

    def key_of(self, row: Row) -> str:
        """What a row is known by when it is read again; subclasses that are read again have it."""
        del row
        return ""

    def is_amount(self, column: int) -> bool:
        """Whether the words of a column stand at the right, and its title with them."""
        del column
        return False

    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many rows there are, or were read so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._titles)

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and self.is_amount(section):
            return _RIGHT
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell, its tip, the whole row, a sentence for screen readers."""
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(row, column)
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == KEY_ROLE:
            return self.key_of(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._titles[column]}: {self.words(row, column) or 'nothing'}"
        if role == Qt.ItemDataRole.TextAlignmentRole and self.is_amount(column):
            return _RIGHT
        return None

    def put(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()


class PagedRows(RowsModel[Row], Generic[Query, Row]):
    """Rows of a query; `read` gives the page after a place in some milliseconds."""

    def __init__(
        self,
        titles: Sequence[str],
        read: Callable[[Query, Cursor | None], Page[Row]],
        query: Query,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(titles, parent)
        self._read = read
        self._query = query
        self._after: Cursor | None = None

    @property
    def query(self) -> Query:
        """What the table shows."""
        return self._query

    def show(self, query: Query) -> None:
        """Show what a query finds, from its first page."""
        page = self._read(query, None)
        self._query, self._after = query, page.after
        self.put(page.rows)

    def reread(self) -> None:
        """Read as many lines again as are shown."""
        page = self._read(self._query, None)
        rows = list(page.rows)
        while page.after is not None and len(rows) < len(self._rows):
            page = self._read(self._query, page.after)
            rows.extend(page.rows)
        self._after = page.after
        self.put(rows)

    def canFetchMore(self, parent: AnyIndex) -> bool:  # noqa: N802 - Qt's name
        """Whether there is a next page."""
        return not parent.isValid() and self._after is not None

    def fetchMore(self, parent: AnyIndex) -> None:  # noqa: N802 - Qt's name
        """Read the next page."""
        if not self.canFetchMore(parent):
            return
        page = self._read(self._query, self._after)
        self._after = page.after
        if page.rows:
            last = len(self._rows) + len(page.rows) - 1
            self.beginInsertRows(NO_INDEX, len(self._rows), last)
            self._rows.extend(page.rows)
            self.endInsertRows()
