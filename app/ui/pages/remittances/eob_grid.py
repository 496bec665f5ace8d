"""The grid of the EOB page: amounts are typed cell by cell, in the order an EOB prints them.

It is as high as its lines; the page it stands on scrolls.
"""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.ui.fields.line import Line
from app.ui.pages.remittances.eob_rows import LONGEST_CELL, Column, EobRowsModel

AnyIndex = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT = 34
_LEAST_ROWS = 2
_FRAME = 6
_RULE = 1
_WIDTHS = (
    (Column.BILLED, 80),
    (Column.ALLOWED, 80),
    (Column.PAID, 80),
    (Column.PATIENT, 80),
    (Column.AMOUNT, 80),
    (Column.CODE, 76),
    (Column.REMARKS, 74),
    (Column.DIFFERENCE, 86),
)
_OF_THE_LINE = tuple(each for each in Column if each not in (Column.AMOUNT, Column.CODE))
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _Cells(QStyledItemDelegate):
    """Every keystroke goes to the model, so that sums follow; Esc puts back what stood there."""

    left_upright = Signal(int)  # rows down

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        """A line in the cell."""
        line = Line(parent)
        line.setMaxLength(LONGEST_CELL)
        line.setProperty("before", index.data(Qt.ItemDataRole.EditRole))
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        place, model = QPersistentModelIndex(index), index.model()
        line.textEdited.connect(lambda text: model.setData(_again(place), text))
        return line

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:  # noqa: N802 - Qt's name
        """Show what is typed; the caret of somebody who is typing stays."""
        if isinstance(editor, Line):
            editor.show_text(str(index.data(Qt.ItemDataRole.EditRole)))

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, _index: AnyIndex
    ) -> None:
        """On the first row of its line, where the cell's text stands."""
        editor.setGeometry(_first_row(option))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """What a line says once stands beside its first adjustment, as on paper."""
        cell = QStyleOptionViewItem(option)
        cell.rect = _first_row(option)
        super().paint(painter, cell, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter goes on at once, Up and Down leave the cell upright; nothing is left to commit."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(editor, event)
        hints, key = QAbstractItemDelegate.EndEditHint, Qt.Key(event.key())
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if isinstance(editor, QWidget) and is_plain and key in (*_ENTER, *_STEPS):
            hint = hints.SubmitModelCache if key in _ENTER else hints.NoHint
            self.closeEditor.emit(editor, hint)
            if key in _STEPS:
                self.left_upright.emit(_STEPS[key])
            return True
        return super().eventFilter(editor, event)


class EobGrid(QTableView):
    """`left` when Enter goes past the last cell, `reached` when keys come to a cell."""

    left = Signal()
    reached = Signal(QRect)  # in the grid's own coordinates

    def __init__(self, model: EobRowsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName("Lines of the EOB")
        cells = _Cells(self)
        cells.left_upright.connect(self._step_upright)
        self.setItemDelegate(cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed
            | triggers.EditKeyPressed
            | triggers.DoubleClicked
            | triggers.SelectedClicked
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalScrollBar().rangeChanged.connect(lambda _least, _most: self._fit())
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in _WIDTHS:
            header.resizeSection(column, width)
        header.setSectionResizeMode(Column.LINE, QHeaderView.ResizeMode.Stretch)
        self._fit()
        model.rowsInserted.connect(self._fit)
        model.modelReset.connect(self._fit)

    def go_to(self, cell: str) -> None:
        """Put the caret into a cell that a problem names."""
        index = self._model.cell(cell)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(index)
        self.edit(index)

    def step(self, by: int) -> bool:
        """Go to the next cell that is typed into, or the one before; whether there is one."""
        self._model.settle()
        cells = self._model.path()
        here = self.currentIndex()
        if not cells:
            return False
        if here not in cells:
            self.setCurrentIndex(cells[0 if by > 0 else -1])
            return True
        to = cells.index(here) + by
        while by > 0 and to < len(cells) and self._is_passed(cells[to]):
            to += 1  # Shift+Tab and the arrows reach it
        if 0 <= to < len(cells):
            self.setCurrentIndex(cells[to])
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter moves on, Delete empties the cell; other keys begin to type."""
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not self.step(1):
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._model.setData(self.currentIndex(), "")
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def closeEditor(  # noqa: N802 - Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """Go where the key leads that ended it."""
        hints = QAbstractItemDelegate.EndEditHint
        here = QPersistentModelIndex(self.currentIndex())
        if hint == hints.RevertModelCache and isinstance(editor, QLineEdit):
            self._model.setData(_again(here), editor.property("before"))
        super().closeEditor(editor, hints.NoHint)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if hint in (hints.SubmitModelCache, hints.EditNextItem):
            if not self.step(1):
                self.left.emit()
        elif hint == hints.EditPreviousItem:
            self.step(-1)
        else:
            self._model.settle()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt’s name
        """Tab goes from cell to cell, and on behind the last."""
        return self.step(1 if forward else -1) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt’s name
        """Come to the first cell, or back to where one was."""
        super().focusInEvent(event)
        cells = self._model.path()
        if self.currentIndex() not in cells and cells:
            is_back = event.reason() == Qt.FocusReason.BacktabFocusReason
            self.setCurrentIndex(cells[-1] if is_back else self._entrance(cells))

    def _entrance(self, cells: list[QModelIndex]) -> QModelIndex:
        """The first cell that did not come filled in."""
        return next((each for each in cells if each.column() == Column.ALLOWED), cells[0])

    def _is_passed(self, cell: QModelIndex) -> bool:
        """Whether what the claim billed stands there already, or nothing was adjusted there."""
        is_filled = cell.column() == Column.BILLED and bool(cell.data(Qt.ItemDataRole.EditRole))
        return is_filled or self._model.leads_nowhere(cell)

    def _step_upright(self, rows: int) -> None:
        here = self.currentIndex()
        row = here.row() + rows
        while 0 <= row < self._model.rowCount():
            index = self._model.index(row, here.column())
            if self._model.is_typed(index):
                self.setCurrentIndex(index)
                return
            row += rows

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: AnyIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Tell where keys led; what the mouse is pressed on is in sight and stays in its place."""
        super().scrollTo(index, hint)
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.reached.emit(self._rect(index))

    def _rect(self, index: AnyIndex) -> QRect:
        cell = self.visualRect(index)
        cell.setHeight(_ROW_HEIGHT)
        return cell.translated(self.viewport().pos())

    def _fit(self) -> None:
        """As high as its lines; their sums stand below (`eob_totals`)."""
        rows = self._model.rowCount() - 1
        for row in range(rows + 1):  # a reset model keeps what was hidden before
            self.setRowHidden(row, row == rows)
        self._join_rows()
        head = self.horizontalHeader().sizeHint().height()
        across = self.horizontalScrollBar()
        below = across.sizeHint().height() if across.maximum() else 0
        self.setFixedHeight(head + max(_LEAST_ROWS, rows) * _ROW_HEIGHT + below + _FRAME)

    def _join_rows(self) -> None:
        """Let what a line says once have one cell beside all of its adjustments."""
        self.clearSpans()
        line = 0
        while rows := self._model.rows_of(line):
            if len(rows) > 1:
                for column in _OF_THE_LINE:
                    self.setSpan(rows[0], column, len(rows), 1)
            line += 1


def _again(place: QPersistentModelIndex) -> QModelIndex:
    """Where a cell stands now: rows may have come in above it."""
    return place.model().index(place.row(), place.column())


def _first_row(option: QStyleOptionViewItem) -> QRect:
    row = QRect(option.rect)
    row.setHeight(min(row.height(), _ROW_HEIGHT - _RULE))
    return row
