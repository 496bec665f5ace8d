"""The claims behind a row of the aging, the oldest first; the Reports page holds them."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.claims.claim_listing import ClaimRow
from app.domain.finding.listing import Cursor, Page
from app.domain.work.aging import STEPS, AgedQuery
from app.services.work.reports import Reports
from app.ui.models.report_rows import AgedClaimsModel
from app.ui.page_tools import PageTools
from app.ui.pages.parts.row_table import RowTable
from app.ui.tab_order import order_as_laid_out
from app.ui.theme import Face, Role, Space, dress

_ROW_HEIGHT = 36
_STRETCHED = 1
_WIDTHS = {0: 130, 2: 130, 3: 100, 4: 100, 5: 170, 6: 130}
_LEAST = ((2, 900), (3, 800), (5, 620))
"""What is left out, and the width in logical pixels below which it is."""
_ALL = "All ages"


class AgedTable(RowTable):
    """Leaves out what is least asked for when it gets narrow."""

    def __init__(self, model: AgedClaimsModel, parent: QWidget) -> None:
        super().__init__(model, "Claims, the oldest first", _ROW_HEIGHT, parent)
        header = self.horizontalHeader()
        for at, width in _WIDTHS.items():
            header.resizeSection(at, width)
        header.setSectionResizeMode(_STRETCHED, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as many columns as there is room for."""
        super().resizeEvent(event)
        for column, width in _LEAST:
            self.setColumnHidden(column, self.width() < width)


class AgedClaims(QWidget):
    """`back` leads back to the report; Enter on a line asks for its claim."""

    back = Signal()
    claim_requested = Signal(str)

    def __init__(self, reports: Reports, tools: PageTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._reports = reports
        self.model = AgedClaimsModel(self._read, reports.query("sent", ""), self)
        self.title = QLabel(self)
        dress(self.title, face=Face.LEAD)
        self.steps = QComboBox(self)
        self.steps.setAccessibleName("Age")
        self.steps.addItem(_ALL, None)
        for at, step in enumerate(STEPS):
            self.steps.addItem(f"{step} days", at)
        leave = QPushButton("Back to the report", self)
        dress(leave, kind="quiet")
        tools.icons.put(leave, "chevron-left", Role.ACCENT)
        leave.clicked.connect(self.back)
        self.table = AgedTable(self.model, self)
        self.table.opened.connect(lambda line: self.claim_requested.emit(self.model.row(line).id))
        self.steps.currentIndexChanged.connect(lambda _at: self._narrow())
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(leave)
        head.addWidget(self.title, 1)
        head.addWidget(self.steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        order_as_laid_out(self)

    @property
    def query(self) -> AgedQuery:
        """What is shown."""
        return self.model.query

    def show_query(self, query: AgedQuery) -> None:
        """Show the claims behind a sum. Raises NotAllowed, and what a lost server raises."""
        self.title.setText(query.payer or "All payers")
        self.steps.blockSignals(True)
        self.steps.setCurrentIndex(0 if query.step is None else query.step + 1)
        self.steps.blockSignals(False)
        self.model.show(query)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.model.rowCount():
            self.table.selectRow(0)

    def _narrow(self) -> None:
        self.model.show(replace(self.model.query, step=self.steps.currentData()))
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _read(self, query: AgedQuery, after: Cursor | None) -> Page[ClaimRow]:
        return self._reports.behind(replace(query, after=after))
