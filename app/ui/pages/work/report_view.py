"""One report on the screen: how it was counted, its plot, its table; the Reports page holds it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLabel,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.work.report import Report
from app.ui.models.report_rows import ReportRowsModel
from app.ui.models.rows_model import AnyIndex
from app.ui.page_tools import PageTools
from app.ui.pages.parts.empty_state import EmptyState
from app.ui.pages.parts.report_plot import ReportPlot
from app.ui.pages.parts.row_table import RowTable
from app.ui.theme import Appearance, Face, Role, Space, dress

_ROW_HEIGHT = 36
_NARROWEST = 84
_EDGES = 4
"""Frame and padding of a table at both sides, as the theme has them."""
_LONG_WORDS = 240
"""Logical pixels: wider columns of words share what room is left."""
_MOST_ROWS = 200
"""Rows shown at once: the table is as high as its rows, and the view scrolls as a whole."""

_COMES = {
    "aging": "Claims that were sent and are not settled stand here, by payer and by their age.\n"
    "A claim is begun from its note (Ctrl+B).",
    "denials": "How often each payer denied a code, and why, stands here once payers answer:\n"
    "in payment files that are read, or in EOBs typed from paper.",
    "minutes": "Minutes and activities of D9997 notes stand here, by month and by person.",
    "times": "The days from service to signature and to the first payment stand here,\n"
    "month by month.",
}
"""What will stand in an empty report, by its name."""


class _SumsDelegate(QStyledItemDelegate):
    """Sets the sums in strong type."""

    def __init__(self, model: ReportRowsModel, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._appearance = appearance

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Fill in how a cell looks."""
        super().initStyleOption(option, index)
        if self._model.is_total(index.row()):
            option.font = self._appearance.theme.font(Face.BODY, strong=True)


class ReportView(QScrollArea):
    """`opened` carries the key of a row that was entered or clicked twice.

    `next_requested` asks for the step that is offered where a report is empty.
    """

    opened = Signal(str)
    next_requested = Signal()

    def __init__(self, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget(self)
        self.title, self.said = QLabel(body), QLabel(body)
        dress(self.title, face=Face.LEAD)
        dress(self.said, face=Face.CAPTION, tone=Role.MUTED)
        self.said.setWordWrap(True)
        self.nothing = EmptyState(tools.icons, body)
        self.nothing.next_requested.connect(self.next_requested)
        self.nothing.hide()
        self.plot = ReportPlot(tools.appearance, body)
        self.model = ReportRowsModel(self)
        self.table = RowTable(self.model, "Report", _ROW_HEIGHT, body)
        self.table.setItemDelegate(_SumsDelegate(self.model, tools.appearance, self))
        self.table.opened.connect(self._open)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, Space.S, 0)
        column.setSpacing(Space.S)
        for widget in (self.title, self.said, self.plot, self.table):
            column.addWidget(widget)
        column.addWidget(self.nothing, 1)
        column.addStretch(0)
        self.setWidget(body)
        self.table.hide()

    def show_report(self, report: Report, step: str) -> None:
        """Show a report, or say why it is empty, what will stand there, and offer a step."""
        self.title.setText(report.title)
        self.said.setText(report.said)
        self.said.setVisible(bool(report.rows))
        self.nothing.say(
            "chart-column", report.nothing.rstrip("."), _COMES.get(report.name, ""), step
        )
        self.nothing.setVisible(not report.rows)
        self.plot.show_report(report)
        self.model.show(report)
        self.table.setVisible(bool(report.rows))
        self._fit(report)

    def _fit(self, report: Report) -> None:
        header, mode = self.table.horizontalHeader(), QHeaderView.ResizeMode
        widths = [
            max(header.sectionSizeHint(at), self.table.sizeHintForColumn(at)) + Space.S
            for at in range(len(report.columns))
        ]
        words = [at for at, column in enumerate(report.columns) if not column.is_number]
        widest = max(words, key=lambda at: widths[at], default=0)
        for at, width in enumerate(widths):
            grows = at == widest or (at in words and width > _LONG_WORDS)
            header.setSectionResizeMode(at, mode.Stretch if grows else mode.Fixed)
            if not grows:
                header.resizeSection(at, max(width, _NARROWEST))
        rows = min(self.model.rowCount(), _MOST_ROWS)
        self.table.setFixedHeight(header.sizeHint().height() + rows * _ROW_HEIGHT + _EDGES)

    def _open(self, line: int) -> None:
        if key := self.model.key(line):
            self.opened.emit(key)
