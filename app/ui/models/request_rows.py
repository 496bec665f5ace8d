"""The open requests as a Qt table; the Requests page owns one."""

import datetime as dt
from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.reading.dates import show_date
from app.services.patient_requests import Waiting
from app.ui.theme import Role

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
SOON = dt.timedelta(days=7)


class Column(IntEnum):
    """The columns, from the left."""

    LEFT = 0
    DUE = 1
    PATIENT = 2
    KIND = 3
    ASKED_BY = 4
    RECEIVED = 5


_TITLES = {
    Column.LEFT: "Time left",
    Column.DUE: "Due",
    Column.PATIENT: "Patient",
    Column.KIND: "What",
    Column.ASKED_BY: "Asked by",
    Column.RECEIVED: "Came in",
}


class RequestRowsModel(QAbstractTableModel):
    """The one due first at the top; under UserRole the color role of its urgency."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Waiting] = ()
        self._today = dt.date.min

    def show(self, rows: Sequence[Waiting], today: dt.date) -> None:
        """Show these requests as they stand today."""
        self.beginResetModel()
        self._rows, self._today = rows, today
        self.endResetModel()

    def row(self, number: int) -> Waiting:
        """The request on a line."""
        return self._rows[number]

    def line_of(self, request_id: str) -> int:
        """The line a request stands on; -1 where it is not among them."""
        ids = (row.id for row in self._rows)
        return next((line for line, each in enumerate(ids) if each == request_id), -1)

    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many are open."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

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
        row, column = self._rows[index.row()], Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_TITLES[column]}: {self._words(row, column)}"
        if role == Qt.ItemDataRole.UserRole:
            return self._tone(row)
        return None

    def _tone(self, row: Waiting) -> Role:
        if row.due < self._today:
            return Role.BLOCKS
        return Role.WARNS if row.due - self._today <= SOON else Role.SILENT

    def _words(self, row: Waiting, column: Column) -> str:
        match column:
            case Column.LEFT:
                extended = ", extended" if row.extended else ""
                return f"{row.left(self._today)}{extended}"
            case Column.DUE:
                return show_date(row.due)
            case Column.PATIENT:
                return row.patient
            case Column.KIND:
                return row.kind
            case Column.ASKED_BY:
                return row.asked_by
            case Column.RECEIVED:
                return show_date(row.received)
