"""The second step of an import: which column is what, and the first rows as they would be kept."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.incoming import FIELDS, Columns, ImportKind, Incoming, RowProblem
from app.domain.reading.dates import show_date
from app.services.records.importing.work import Importing, Source, lacking
from app.ui.fields.drop_down import DropDown
from app.ui.page_tools import PageTools
from app.ui.pages.importing.import_step import ImportStep
from app.ui.theme import Face, Role, Space, dress

_NONE = "Not in the file"
_ROW = 34
_WIDEST = 240
_WIDTH = 1120
_FIELD = 200
"""Logical pixels: of the whole step, and what a field needs."""


class FieldChoice(QWidget):
    """A field of an entry, and the heading of its column."""

    chosen = Signal()

    def __init__(self, label: str, headings: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        title = QLabel(label, self)
        dress(title, face=Face.LABEL)
        self.box = DropDown(self)
        self.box.setAccessibleName(label)
        self.box.addItems([_NONE, *headings])
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(10)
        self.box.currentIndexChanged.connect(self.chosen)
        title.setBuddy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(title)
        column.addWidget(self.box)

    @property
    def column(self) -> int:
        """The column chosen, counted from 0; -1 for none."""
        return self.box.currentIndex() - 1

    def show_column(self, column: int) -> None:
        """Choose a column; -1 is none."""
        self.box.setCurrentIndex(column + 1)


class ColumnsStep(ImportStep):
    """A choice for every field; the preview follows each."""

    def __init__(self, importing: Importing, tools: PageTools, parent: QWidget) -> None:
        super().__init__(
            "Which column is what?",
            "Guessed from the headings. Correct what is wrong; it is remembered for such files.",
            tools,
            parent,
        )
        self._importing = importing
        self._source: Source | None = None
        self.choices: dict[str, FieldChoice] = {}
        self._across = 0
        self.middle.setMaximumWidth(_WIDTH)
        self._card = QFrame(self.middle)
        dress(self._card, surface="card")
        self._grid = QGridLayout(self._card)
        self._grid.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.M)
        self.column.addWidget(self._card)
        self.column.addWidget(self._preview_frame())
        self.column.addStretch(1)

    @property
    def source(self) -> Source | None:
        """The file with the columns chosen; None before there is one."""
        return self._source

    def show_source(self, source: Source) -> None:
        """Show the choices for a file."""
        self._source = source
        self._clear()
        for field in FIELDS[source.kind]:
            choice = FieldChoice(field.label, source.file.headings, self._card)
            choice.show_column(source.columns.get(field.name, -1))
            choice.chosen.connect(self._on_chosen)
            self.choices[field.name] = choice
        self._across = 0
        self._place()
        self._show_preview()

    @property
    def made_late(self) -> Sequence[QWidget]:
        """What Tab would come to last, in reading order."""
        return (*(choice.box for choice in self.choices.values()), self.preview)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put as many fields side by side as there is room for."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        room = min(_WIDTH, self.viewport().width()) - 4 * Space.L
        across = max(2, room // _FIELD)
        if across == self._across:
            return
        for column in range(self._across):
            self._grid.setColumnStretch(column, 0)
        self._across = across
        for number, choice in enumerate(self.choices.values()):
            line, column = divmod(number, across)
            self._grid.addWidget(choice, line, column)
            self._grid.setColumnStretch(column, 1)

    def _on_chosen(self) -> None:
        assert self._source is not None, "choices are shown for a source"
        columns: Columns = {
            name: choice.column for name, choice in self.choices.items() if choice.column >= 0
        }
        self._source = Source(self._source.file, self._source.kind, columns)
        self._show_preview()

    def _show_preview(self) -> None:
        assert self._source is not None, "choices are shown for a source"
        self.lacking = lacking(self._source.kind, self._source.columns)
        rows = self._importing.preview(self._source)
        table = self.preview
        fields = [
            field
            for field in FIELDS[self._source.kind]
            if any(isinstance(row, Incoming) and field.name in row.values for row in rows)
        ]
        table.clear()
        table.clearSpans()
        table.setColumnCount(len(fields) + 1)
        table.setRowCount(len(rows))
        table.setHorizontalHeaderLabels(["Line", *(field.label for field in fields)])
        names = [field.name for field in fields]
        for line, row in enumerate(rows):
            self._show_row(line, row, names)
        table.resizeColumnsToContents()
        for column in range(table.columnCount()):
            table.setColumnWidth(column, min(_WIDEST, table.columnWidth(column)))
        extra = 2 * table.frameWidth() + table.horizontalHeader().sizeHint().height()
        table.setFixedHeight(_ROW * max(1, len(rows)) + extra + Space.M)
        self.changed.emit()

    def _show_row(self, line: int, row: Incoming | RowProblem, names: Sequence[str]) -> None:
        self._put(line, 0, str(row.line), Role.MUTED)
        if isinstance(row, RowProblem):
            self._put(line, 1, row.say, Role.BLOCKS)
            if len(names) > 1:
                self.preview.setSpan(line, 1, 1, len(names))
            return
        for column, name in enumerate(names, start=1):
            value = row.values.get(name, "")
            shown = show_date(value) if isinstance(value, dt.date) else value
            self._put(line, column, shown, Role.TEXT)

    def _put(self, line: int, column: int, text: str, role: Role) -> None:
        cell = QTableWidgetItem(text)
        cell.setToolTip(text)
        cell.setData(Qt.ItemDataRole.AccessibleTextRole, text or "empty")
        cell.setForeground(self.tools.appearance.theme.color(role))
        self.preview.setItem(line, column, cell)

    def _clear(self) -> None:
        for choice in self.choices.values():
            self._grid.removeWidget(choice)
            choice.hide()
            choice.deleteLater()
        self.choices = {}

    def _preview_frame(self) -> QWidget:
        frame = QWidget(self.middle)
        title = QLabel("The first rows, as they would be kept", frame)
        dress(title, face=Face.LEAD)
        self.preview = QTableWidget(frame)
        self.preview.setAccessibleName("The first rows, as they would be kept")
        self.preview.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.preview.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.preview.setTabKeyNavigation(False)
        self.preview.setShowGrid(False)
        self.preview.setWordWrap(False)
        self.preview.verticalHeader().hide()
        self.preview.verticalHeader().setDefaultSectionSize(_ROW)
        self.preview.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.preview.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(title)
        column.addWidget(self.preview)
        return frame


def first_columns(
    file_columns: Columns, remembered: Columns | None, kind: ImportKind, width: int
) -> Columns:
    """The columns remembered for such a file, else those guessed."""
    names = {field.name for field in FIELDS[kind]}
    kept = {name: at for name, at in (remembered or {}).items() if name in names and at < width}
    return kept or file_columns
