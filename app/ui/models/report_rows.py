"""Reports, and the claims behind a row of the aging, as Qt tables; the Reports page owns both."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject

from app.domain.claims.claim_listing import ClaimRow
from app.domain.finding.listing import Cursor, Page
from app.domain.reading.amounts import show_money
from app.domain.reading.dates import show_date
from app.domain.work.aging import AgedQuery
from app.domain.work.report import Report
from app.ui.models.rows_model import PagedRows, RowsModel

CLAIM_TITLES = ("Claim", "Patient", "Codes", "Service", "Sent", "State", "Billed less paid")
_AMOUNT = len(CLAIM_TITLES) - 1


class ReportRowsModel(RowsModel[tuple[str, ...]]):
    """The rows of a report, its sums last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._report: Report | None = None

    def show(self, report: Report) -> None:
        """Show another report."""
        self._report = report
        self._titles = tuple(column.title for column in report.columns)
        self.put([*report.rows, *([report.total] if report.total else [])])

    def words(self, row: tuple[str, ...], column: int) -> str:
        """What a cell says."""
        return row[column]

    def key(self, line: int) -> str:
        """What leads to what stands behind a line; empty where nothing does."""
        keys = self._report.keys if self._report else ()
        return keys[line] if line < len(keys) else ""

    def is_total(self, line: int) -> bool:
        """Whether a line holds the sums."""
        report = self._report
        return report is not None and bool(report.total) and line == len(report.rows)

    def is_amount(self, column: int) -> bool:
        """Numbers of every kind stand at the right."""
        return bool(self._report and self._report.columns[column].is_number)


class AgedClaimsModel(PagedRows[AgedQuery, ClaimRow]):
    """The claims behind a sum of the aging, the oldest first."""

    def __init__(
        self,
        read: Callable[[AgedQuery, Cursor | None], Page[ClaimRow]],
        query: AgedQuery,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(CLAIM_TITLES, read, query, parent)

    def key_of(self, row: ClaimRow) -> str:
        """A claim is known by its id."""
        return row.id

    def words(self, row: ClaimRow, column: int) -> str:
        """What a cell says."""
        return (
            row.number,
            row.patient,
            ", ".join(row.codes),
            _day(row.began),
            _day(row.sent_on),
            row.state.value.capitalize(),
            show_money(row.billed - row.paid),
        )[column]

    def is_amount(self, column: int) -> bool:
        """What was billed less what was paid."""
        return column == _AMOUNT


def _day(day: dt.date | None) -> str:
    return show_date(day) if day else "–"
