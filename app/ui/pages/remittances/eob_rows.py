"""The lines of an EOB as a Qt table that is typed into; the grid of the EOB page shows it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.reading.amounts import read_printed_money
from app.domain.reading.dates import show_date
from app.domain.reading.problem import Unread
from app.domain.remittances.eob import (
    Sums,
    TypedAdjustment,
    TypedEob,
    TypedLine,
    sums_of,
    sums_of_all,
)
from app.domain.remittances.eob_reading import read_eob
from app.ui.pages.remittances.eob_draft import EobDraft
from app.ui.theme import Appearance, Face, Role

AnyIndex = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
LONGEST_CELL = 200


class Column(IntEnum):
    """The columns, from the left."""

    LINE = 0
    BILLED = 1
    ALLOWED = 2
    PAID = 3
    PATIENT = 4
    AMOUNT = 5
    CODE = 6
    REMARKS = 7
    DIFFERENCE = 8


_TITLES = {
    Column.LINE: "Line",
    Column.BILLED: "Billed",
    Column.ALLOWED: "Allowed",
    Column.PAID: "Paid",
    Column.PATIENT: "Patient",
    Column.AMOUNT: "Adjusted",
    Column.CODE: "Reason",
    Column.REMARKS: "Remarks",
    Column.DIFFERENCE: "Difference",
}
_TIPS = {
    Column.PATIENT: "The patient’s part as the EOB prints it; it bills nobody",
    Column.AMOUNT: "What was not paid; one more row comes while something is left",
    Column.CODE: "Group and reason as printed, such as CO 45; empty where there is none",
    Column.REMARKS: "Remark codes, such as N706",
    Column.DIFFERENCE: "Billed less paid, adjusted and the patient’s part",
}
_PARTS = {
    Column.BILLED: "billed",
    Column.ALLOWED: "allowed",
    Column.PAID: "paid",
    Column.PATIENT: "patient",
    Column.REMARKS: "remarks",
}
_ORDER = (
    (Column.BILLED, Column.ALLOWED, Column.PAID, Column.PATIENT),
    (Column.AMOUNT, Column.CODE),
    (Column.REMARKS,),
)
"""In which order a line is typed; what stands together here goes row by row."""

_OF_ADJUSTMENT = {Column.AMOUNT: "amount", Column.CODE: "code"}
_AMOUNTS = frozenset(
    {Column.BILLED, Column.ALLOWED, Column.PAID, Column.PATIENT, Column.AMOUNT, Column.DIFFERENCE}
)


class EobRowsModel(QAbstractTableModel):
    """A row for each adjustment of each line, the line itself in its first, the sums in the last.

    `today` is the practice's day.
    """

    def __init__(
        self,
        draft: EobDraft,
        today: Callable[[], dt.date],
        appearance: Appearance,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._today = today
        self._appearance = appearance
        self._rows: list[tuple[int, int]] = []
        self._wrong: dict[str, str] = {}
        self._on_changed()
        draft.changed.connect(self._on_changed)

    def settle(self) -> None:
        """Offer one more adjustment where the last is filled and something is left over."""
        typed = self._draft.typed
        for at, line in enumerate(typed.lines):
            if not line.adjustments[-1].is_blank and sums_of(line).difference != 0:
                row = self._rows.index((at, len(line.adjustments) - 1)) + 1
                self.beginInsertRows(NO_INDEX, row, row)
                more = (*line.adjustments, TypedAdjustment())
                self._draft.grow(_with_line(typed, at, {"adjustments": more}))
                self._rows = _rows_of(self._draft.typed)
                self.endInsertRows()
                typed = self._draft.typed

    def is_typed(self, index: AnyIndex) -> bool:
        """Whether a cell is typed into."""
        column = Column(index.column())
        if not index.isValid() or self._is_total(index):
            return False
        return column in _OF_ADJUSTMENT or (column in _PARTS and self._rows[index.row()][1] == 0)

    def path(self) -> list[QModelIndex]:
        """Every cell that is typed into, in the order of a printed EOB.

        Per line its amounts, then each adjustment with its reason, then the remarks about them all.
        """
        cells = (
            self.index(row, column)
            for at in range(len(self._draft.typed.lines))
            for columns in _ORDER
            for row in self.rows_of(at)
            for column in columns
        )
        return [cell for cell in cells if self.is_typed(cell)]

    def rows_of(self, line: int) -> list[int]:
        """The rows of a line, one for each of its adjustments."""
        return [row for row, (at, _number) in enumerate(self._rows) if at == line]

    def leads_nowhere(self, index: AnyIndex) -> bool:
        """Whether it is the reason of an adjustment that is not there: nothing is typed of it."""
        if index.column() != Column.CODE:
            return False
        at, number = self._rows[index.row()]
        return self._draft.typed.lines[at].adjustments[number].is_blank

    def cell(self, name: str) -> QModelIndex:
        """Where a cell stands that a problem names (`eob.EobProblem`)."""
        line, part, *number = name.split("/")
        row = self._rows.index((int(line), int(number[0]) if number else 0))
        names = {part: column for column, part in (_PARTS | _OF_ADJUSTMENT).items()}
        return self.index(row, names[part])

    def rowCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many rows there are, the sums with them."""
        return 0 if parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: AnyIndex = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles of the columns, and what is meant by them."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _TIPS.get(column)
        return _TITLES[column] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Only what is typed can be chosen and edited."""
        if self.is_typed(index):
            flags = Qt.ItemFlag
            return flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsEditable
        return Qt.ItemFlag.ItemIsEnabled

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is typed, amounts in their one form; what is wrong with it in its tip."""
        column = Column(index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._appearance.theme.color(self._tone(index))
        if role == Qt.ItemDataRole.FontRole:
            return self._appearance.theme.font(Face.BODY, strong=self._is_total(index))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        return None

    def setData(  # noqa: N802 - Qt's name
        self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Take over what was typed into a cell."""
        if role != Qt.ItemDataRole.EditRole or not self.is_typed(index):
            return False
        text = str(value)[:LONGEST_CELL]
        at, number = self._rows[index.row()]
        typed, column = self._draft.typed, Column(index.column())
        changes: dict[str, object] = {}
        if column in _OF_ADJUSTMENT:
            adjustments = list(typed.lines[at].adjustments)
            update = {_OF_ADJUSTMENT[column]: text}
            adjustments[number] = adjustments[number].model_copy(update=update)
            changes["adjustments"] = tuple(adjustments)
        else:
            changes[_PARTS[column]] = text
        self._draft.edit(_with_line(typed, at, changes), self._name(index))
        return True

    def _on_changed(self) -> None:
        typed = self._draft.typed
        problems = read_eob(typed, self._today())[1]
        self._wrong = {each.cell: each.say for each in problems}
        rows = _rows_of(typed)
        if rows == self._rows:
            last = self.index(len(rows), len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _is_total(self, index: AnyIndex) -> bool:
        return index.row() == len(self._rows)

    def _line(self, index: AnyIndex) -> TypedLine:
        return self._draft.typed.lines[self._rows[index.row()][0]]

    def _typed(self, index: AnyIndex) -> str:
        if not self.is_typed(index):
            return ""
        column = Column(index.column())
        if column in _OF_ADJUSTMENT:
            adjustment = self._line(index).adjustments[self._rows[index.row()][1]]
            return str(getattr(adjustment, _OF_ADJUSTMENT[column]))
        return str(getattr(self._line(index), _PARTS[column]))

    def _shown(self, index: AnyIndex) -> str:
        column = Column(index.column())
        if self._is_total(index):
            return _total(sums_of_all(self._draft.typed), column)
        if self._rows[index.row()][1] == 0 and column not in (*_PARTS, *_OF_ADJUSTMENT):
            line = self._line(index)
            if column is Column.LINE:
                return f"{line.code} {line.on:%m/%d}"
            return "" if line.is_blank else _difference(sums_of(line).difference)
        text = self._typed(index)
        read = read_printed_money(text) if column in _AMOUNTS and text.strip() else None
        return text if read is None or isinstance(read, Unread) else f"{read:,.2f}"

    def _name(self, index: AnyIndex) -> str:
        """The name of a cell that is typed into, as problems give it."""
        at, number = self._rows[index.row()]
        column = Column(index.column())
        if column in _OF_ADJUSTMENT:
            return f"{at}/{_OF_ADJUSTMENT[column]}/{number}"
        return f"{at}/{_PARTS[column]}"

    def _why_wrong(self, index: AnyIndex) -> str:
        return self._wrong.get(self._name(index), "") if self.is_typed(index) else ""

    def _tip(self, index: AnyIndex) -> str:
        if index.column() == Column.LINE and not self._is_total(index):
            line = self._line(index)
            return f"{line.code} on {show_date(line.on)}"
        return self._why_wrong(index) if self._typed(index).strip() else ""

    def _tone(self, index: AnyIndex) -> Role:
        if self._typed(index).strip() and self._why_wrong(index):
            return Role.BLOCKS
        if index.column() == Column.DIFFERENCE:
            return Role.DONE if self._shown(index) == _FITS else Role.WARNS
        return Role.MUTED if index.column() == Column.LINE else Role.TEXT

    def _spoken(self, index: AnyIndex) -> str:
        where = "Sums" if self._is_total(index) else f"Line {self._rows[index.row()][0] + 1}"
        said = self._shown(index) or "empty"
        wrong = self._why_wrong(index) if self._typed(index).strip() else ""
        return " ".join(
            filter(None, (f"{where}, {_TITLES[Column(index.column())]}: {said}.", wrong))
        )


_FITS = "0.00"


def _difference(amount: Decimal | None) -> str:
    return "?" if amount is None else f"{amount:,.2f}"


def _total(sums: Sums, column: Column) -> str:
    amounts = {
        Column.BILLED: sums.billed,
        Column.ALLOWED: sums.allowed,
        Column.PAID: sums.paid,
        Column.PATIENT: sums.patient,
        Column.AMOUNT: sums.adjusted,
        Column.DIFFERENCE: sums.difference,
    }
    if column is Column.LINE:
        return "In all"
    return _difference(amounts[column]) if column in amounts else ""


def _side(column: Column) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if column in _AMOUNTS else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter


def _rows_of(typed: TypedEob) -> list[tuple[int, int]]:
    return [
        (at, number)
        for at, line in enumerate(typed.lines)
        for number in range(len(line.adjustments))
    ]


def _with_line(typed: TypedEob, at: int, changes: dict[str, object]) -> TypedEob:
    lines = list(typed.lines)
    lines[at] = lines[at].model_copy(update=changes)
    return typed.model_copy(update={"lines": tuple(lines)})
