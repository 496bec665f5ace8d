"""The way to the reports and on to the claims behind them, and back; the window has one."""

from dataclasses import replace
from typing import get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.work.aging import AgedBy
from app.services.office.office import Office
from app.services.work.reports import Wish
from app.ui.actions import Do
from app.ui.page_tools import PageTools
from app.ui.pages.work.reports_page import ReportPlace, ReportsPage
from app.ui.ways.page_ways import PageWays
from app.ui.ways.record_ways import RecordWays


class ReportWays(PageWays):
    """Makes the page; `records` shows it. Coming back leads to where one was."""

    claim_requested = Signal(str)  # claim id
    notes_requested = Signal()

    def __init__(
        self, office: Office, tools: PageTools, records: RecordWays, window: QWidget
    ) -> None:
        super().__init__(office, tools, records, window)
        self._place = ReportPlace(Wish(by=_aged_by(tools.settings().aging_by)))

    def show(self) -> None:
        """Show the reports where they were left."""
        page = ReportsPage(self._office.payers, self._place, self._tools, self._window)
        page.claim_requested.connect(lambda claim_id: self._leave_to(page, claim_id))
        page.aged_by_chosen.connect(self._keep)
        page.notes_wished.connect(self.notes_requested)
        self._records.put(page, Do.REPORTS)

    def _leave_to(self, page: ReportsPage, claim_id: str) -> None:
        self._place = page.place
        self.claim_requested.emit(claim_id)

    def _keep(self, aged_by: str) -> None:
        tools = self._tools
        tools.keep_settings(replace(tools.settings(), aging_by=aged_by))


def _aged_by(kept: str) -> AgedBy:
    return next((by for by in get_args(AgedBy) if by == kept), "sent")
