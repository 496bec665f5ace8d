"""The open requests as a Qt table; the Requests page owns one."""

import datetime as dt
from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Qt

from app.domain.reading.dates import show_date
from app.services.requests.patient_requests import Waiting
from app.ui.models.rows_model import AnyIndex, RowsModel
from app.ui.theme import Role

SOON = dt.timedelta(days=7)


class Column(IntEnum):
    """The columns, from the left."""

    LEFT = 0
    DUE = 1
    PATIENT = 2
    KIND = 3
    ASKED_BY = 4
    RECEIVED = 5


TITLES = ("Time left", "Due", "Patient", "What", "Asked by", "Came in")


class RequestRowsModel(RowsModel[Waiting]):
    """The one due first at the top; under UserRole the color role of its urgency."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(TITLES, parent)
        self._today = dt.date.min

    def show(self, rows: Sequence[Waiting], today: dt.date) -> None:
        """Show these requests as they stand today."""
        self._today = today
        self.put(rows)

    def key_of(self, row: Waiting) -> str:
        """A request is known by its id."""
        return row.id

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """As of every list, but for the role of urgency."""
        if role == Qt.ItemDataRole.UserRole:
            return self._tone(self._rows[index.row()])
        return super().data(index, role)

    def words(self, row: Waiting, column: int) -> str:
        """What a cell says."""
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
            case _:
                return show_date(row.received)

    def _tone(self, row: Waiting) -> Role:
        if row.due < self._today:
            return Role.BLOCKS
        return Role.WARNS if row.due - self._today <= SOON else Role.SILENT
