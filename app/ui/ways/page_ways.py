"""What the ways to claims, denials, remittances, reports, calls and requests are made of.

A way makes pages of one kind for the window, and has them shown like pages of records.
"""

from collections.abc import Callable

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


def leading(kind: str, show: Callable[[str, str], None]) -> Callable[[str, str, str], None]:
    """What shows a page on which something of a kind was left, by the parts of its name."""

    def lead(wished: str, first: str, second: str) -> None:
        if wished == kind:
            show(first, second)

    return lead
