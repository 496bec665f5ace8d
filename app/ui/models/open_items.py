"""The list "Still needed" as a Qt model over frozen rows; the completeness panel owns one.

`show_rows` compares old and new rows by key and tells the view only of what came, went or changed,
so that selection and scroll position stay.
"""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.notes.note import Reason
from app.rules.open_item import OpenItem

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class RowKind(Enum):
    """What a row of the list is."""

    SECTION = "section"
    OPEN = "open"
    FOLD = "fold"
    ANSWERED = "answered"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One row. `key` is unique in the list; `where` names the table's row the item is about.

    `count` is how many items a section or fold holds, `spoken` what assistive technology says.
    """

    key: str
    kind: RowKind
    text: str
    where: str = ""
    count: int = 0
    is_folded: bool = False
    item: OpenItem | None = None
    reason: Reason | None = None
    spoken: str = ""


class OpenItemsModel(QAbstractListModel):
    """The rows of the list; section titles can be seen but not selected."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ItemRow, ...] = ()

    @property
    def rows(self) -> tuple[ItemRow, ...]:
        """What is shown now."""
        return self._rows

    def row_of(self, key: str) -> int | None:
        """Where the row of that key stands, if it is there."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), None)

    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many rows there are; rows have no children."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row's words, what is spoken, or the row itself (`UserRole`)."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken or row.text
            case Qt.ItemDataRole.UserRole:
                return row
            case _:
                return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Section titles are text; everything else can be selected."""
        if not index.isValid() or self._rows[index.row()].kind is RowKind.SECTION:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def show_rows(self, rows: tuple[ItemRow, ...]) -> None:
        """Show these rows instead, with the smallest change that leads there."""
        self._remove_others({row.key for row in rows})
        kept = dict.fromkeys(row.key for row in self._rows)
        if list(kept) != [row.key for row in rows if row.key in kept]:
            self.beginResetModel()  # rows of a table were moved: rare, and nothing else is exact
            self._rows = rows
            self.endResetModel()
            return
        self._insert_new(rows)
        self._replace_changed(rows)

    def _remove_others(self, wanted: set[str]) -> None:
        last = len(self._rows) - 1
        while last >= 0:
            if self._rows[last].key in wanted:
                last -= 1
                continue
            first = last
            while first > 0 and self._rows[first - 1].key not in wanted:
                first -= 1
            self.beginRemoveRows(NO_INDEX, first, last)
            self._rows = self._rows[:first] + self._rows[last + 1 :]
            self.endRemoveRows()
            last = first - 1

    def _insert_new(self, rows: tuple[ItemRow, ...]) -> None:
        at = 0
        while at < len(rows):
            if at < len(self._rows) and self._rows[at].key == rows[at].key:
                at += 1
                continue
            next_kept = self._rows[at].key if at < len(self._rows) else None
            end = at
            while end < len(rows) and rows[end].key != next_kept:
                end += 1
            self.beginInsertRows(NO_INDEX, at, end - 1)
            self._rows = self._rows[:at] + rows[at:end] + self._rows[at:]
            self.endInsertRows()
            at = end

    def _replace_changed(self, rows: tuple[ItemRow, ...]) -> None:
        changed = [
            at
            for at, (old, new) in enumerate(zip(self._rows, rows, strict=True))
            if old is not new and old != new
        ]
        self._rows = rows
        for at in changed:
            index = self.index(at)
            self.dataChanged.emit(index, index)
