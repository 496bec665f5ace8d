"""The lines of an EOB with their sums below them; the EOB page shows both as one thing."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.ui.pages.remittances.eob_grid import EobGrid

_EDGE = 2
"""Frame and padding of a table, as the theme has them."""


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
        self.setFixedHeight(height + 2 * _EDGE)
        for column in range(self._sums.columnCount()):
            self.setColumnWidth(column, grid.columnWidth(column))
        grid.horizontalHeader().sectionResized.connect(
            lambda column, _before, now: self.setColumnWidth(column, now)
        )
        grid.horizontalScrollBar().valueChanged.connect(self.horizontalScrollBar().setValue)


class EobLines(QWidget):
    """The grid with its sums below it, as one thing that scrolls with the page."""

    def __init__(self, grid: EobGrid, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = grid
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(grid)
        column.addWidget(EobTotals(grid, self))

    def stay_in_sight(self, area: QScrollArea) -> None:
        """Scroll `area` to where keys lead: all lines with their sums, else the cell alone."""
        self._grid.reached.connect(lambda cell: self._show(cell, area))

    def _show(self, cell: QRect, area: QScrollArea) -> None:
        if self.height() <= area.viewport().height():
            area.ensureWidgetVisible(self, 0, 0)
            return
        middle = self.mapToParent(self._grid.mapTo(self, cell.center()))
        area.ensureVisible(middle.x(), middle.y(), 0, 2 * cell.height())
