"""The table of whole rows that the lists of the window are; the pages' own tables build on it."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.ui.models.rows_model import KEY_ROLE

READ_AHEAD = 1_000
"""Lines that End reads on where more are to come: some 0.2 s over a million notes."""

_Move = QAbstractItemView.CursorAction
_CONTROL = Qt.KeyboardModifier.ControlModifier


class RowTable(QTableView):
    """Whole rows, no grid; `opened` carries the line entered or clicked twice.

    Home and End go to the first and the last line. The line chosen stays chosen when the rows are
    read again, as long as it is among them and the model answers `KEY_ROLE`.
    """

    opened = Signal(int)

    def __init__(
        self, model: QAbstractItemModel, name: str, row_height: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._chosen: object = None
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._choose_again)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open by Enter; the rest is the table's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Where a key leads: Home and End mean lines, not cells; what is not read yet is read."""
        if action == _Move.MoveEnd:
            self._read_on(READ_AHEAD)
        elif action == _Move.MovePageDown:
            self._read_on(self.viewport().height() // self.verticalHeader().defaultSectionSize())
        across = modifiers | _CONTROL if action in (_Move.MoveHome, _Move.MoveEnd) else modifiers
        return super().moveCursor(action, across)

    def _read_on(self, lines: int) -> None:
        """Read so many lines beyond the last one, unless the line chosen is that far from it."""
        model, top = self.model(), QModelIndex()
        wanted = self.currentIndex().row() + 1 + lines
        while model.rowCount() < wanted and model.canFetchMore(top):
            model.fetchMore(top)

    def _remember(self) -> None:
        self._chosen = self.currentIndex().data(KEY_ROLE)

    def _choose_again(self) -> None:
        chosen, self._chosen = self._chosen, None
        if not chosen:
            return
        model = self.model()
        keys = (model.index(line, 0).data(KEY_ROLE) for line in range(model.rowCount()))
        line = next((line for line, key in enumerate(keys) if key == chosen), -1)
        if line >= 0:
            self.selectRow(line)
