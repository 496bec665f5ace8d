"""The sums of the EOB grid, which stay in sight below it however many lines it has."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.ui.pages.remittances.eob_grid import EobGrid


class _LastRow(QSortFilterProxyModel):
    """The last row of the grid's model alone: the sums."""

    def filterAcceptsRow(  # noqa: N802 - Qt's name
        self, row: int, _parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """Whether a row is the last one."""
        return row == self.sourceModel().rowCount() - 1


class EobTotals(QTableView):
    """One row as wide as the grid's, column below column; nothing in it is typed or chosen."""

    def __init__(self, grid: EobGrid, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = grid
        self._sums = _LastRow(self)
        self._sums.setSourceModel(grid.model())
        self.setModel(self._sums)
        self.setAccessibleName("Sums of all lines")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(grid.horizontalScrollMode())
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        height = grid.verticalHeader().defaultSectionSize()
        self.verticalHeader().setDefaultSectionSize(height)
        self.setFixedHeight(height + 2 * self.frameWidth())
        for column in range(self._sums.columnCount()):
            self.setColumnWidth(column, grid.columnWidth(column))
        grid.horizontalHeader().sectionResized.connect(
            lambda column, _before, now: self.setColumnWidth(column, now)
        )
        grid.horizontalScrollBar().valueChanged.connect(self.horizontalScrollBar().setValue)


def with_totals(grid: EobGrid, parent: QWidget) -> QWidget:
    """The grid with its sums below it, as one thing."""
    both = QWidget(parent)
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(grid)
    column.addWidget(EobTotals(grid, both))
    return both
