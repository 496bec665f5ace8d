"""What the ways to claims, denials, remittances, reports, calls and requests are made of.

A way makes pages of one kind for the window, and has them shown like pages of records.
"""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.office.office import Office
from app.ui.page_tools import PageTools
from app.ui.ways.record_ways import RecordWays


class PageWays(QObject):
    """Lives as long as its window; `records` shows the pages."""

    def __init__(
        self, office: Office, tools: PageTools, records: RecordWays, window: QWidget
    ) -> None:
        super().__init__(window)
        self._office = office
        self._tools = tools
        self._records = records
        self._window = window
