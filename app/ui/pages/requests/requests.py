"""The Requests page: every open request of all patients, the one due first at the top.

`request_ways` shows it. Reading the list takes milliseconds and happens here.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.errors import Failure
from app.services.requests.patient_requests import RequestDesk
from app.ui.models.request_rows import Column, RequestRowsModel
from app.ui.page_tools import PageTools
from app.ui.pages.parts.empty_state import EmptyState
from app.ui.pages.parts.row_table import RowTable
from app.ui.pages.requests.plain_page import PlainPage
from app.ui.theme import Appearance, Face, Role, Space

_BELOW = "What patients asked for and wait for, the one due first at the top"
_NONE = "Nobody waits for an answer"
_WHERE = "A request is taken down on the patient’s page, under “Requests and restrictions”."
_ROW_HEIGHT = 44
_PILL_HEIGHT = 22
_SOFT = {
    Role.BLOCKS: Role.BLOCKS_SOFT,
    Role.WARNS: Role.WARNS_SOFT,
    Role.SILENT: Role.SILENT_SOFT,
}
_WIDTHS = ((Column.LEFT, 190), (Column.DUE, 110), (Column.KIND, 120), (Column.RECEIVED, 110))
_WITHOUT_RECEIVED = 820
_WITHOUT_ASKED_BY = 640
"""Widths in logical pixels below which a column would leave the names no room."""


class _TimeLeft(QStyledItemDelegate):
    """Paints the time left as a pill in the color of its urgency, chosen or not."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the cell over the view's own background."""
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        role: Role = index.data(Qt.ItemDataRole.UserRole)
        theme = self._appearance.theme
        font = theme.font(Face.CAPTION, strong=True)
        width = QFontMetrics(font).horizontalAdvance(words) + 2 * Space.S
        middle = option.rect.center().y() - _PILL_HEIGHT / 2 + 1
        pill = QRectF(option.rect.left() + Space.XS, middle, width, _PILL_HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(_SOFT[role]))
        painter.drawRoundedRect(pill, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
        painter.setFont(font)
        painter.setPen(theme.color(role))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()


class RequestTable(RowTable):
    """Whole rows; `opened` carries the line entered or clicked twice."""

    def __init__(self, model: RequestRowsModel, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(model, "Open requests", _ROW_HEIGHT, parent)
        self.setItemDelegateForColumn(Column.LEFT, _TimeLeft(appearance, self))
        header = self.horizontalHeader()
        for column, width in _WIDTHS:
            header.resizeSection(column, width)
        for column in (Column.PATIENT, Column.ASKED_BY):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out what is least asked for when it gets narrow."""
        super().resizeEvent(event)
        self.setColumnHidden(Column.RECEIVED, self.width() < _WITHOUT_RECEIVED)
        self.setColumnHidden(Column.ASKED_BY, self.width() < _WITHOUT_ASKED_BY)


class RequestsPage(PlainPage):
    """Enter on a line leads to the patient's requests."""

    patient_chosen = Signal(str)  # patient id
    patient_wished = Signal()
    binder_wished = Signal()
    retention_wished = Signal()

    def __init__(self, desk: RequestDesk, tools: PageTools, parent: QWidget | None = None) -> None:
        super().__init__(tools, "Requests", _BELOW, parent)
        self._desk = desk
        self._model = RequestRowsModel(self)
        self.binder = self.add_tool("Audit binder…", "book-open")
        self.retention = self.add_tool("Retention report", "calendar")
        self.binder.clicked.connect(self.binder_wished)
        self.retention.clicked.connect(self.retention_wished)
        self.table = RequestTable(self._model, tools.appearance, self)
        self.table.opened.connect(
            lambda line: self.patient_chosen.emit(self._model.row(line).patient_id)
        )
        self.none = EmptyState(tools.icons, self)
        self.none.say("clipboard-check", _NONE, _WHERE, "Find a patient…")
        self.none.next_requested.connect(self.patient_wished)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.none, 1)
        self.refresh()

    def refresh(self) -> None:
        """Read the open requests."""
        rows = self._desk.waiting()
        self._model.show(rows, self._desk.today())
        self.none.setVisible(not rows)
        self.table.setVisible(bool(rows))

    def reread(self) -> None:
        """Show what others changed meanwhile; the request that is selected stays selected."""
        try:
            self.refresh()
        except Failure:
            return  # the server is gone; the list is read again when it is back

    def take_focus(self) -> None:
        """Put the focus on the request due first."""
        if self._model.rowCount():
            self.table.setFocus()
            self.table.selectRow(0)
        else:
            self.none.setFocus()
