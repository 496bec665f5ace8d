"""A report in final words: a table, its sums, bars for a plot; page, PDF, CSV and JSON show it.

`app.services.work.report_tables` makes them.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column; numbers stand at the right."""

    title: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class ReportBar:
    """One bar of the plot: its length, and the same in words."""

    label: str
    amount: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """`name` is part of a file's name, `said` tells how it was counted, `nothing` why it is empty.

    The longest bar stands for `bars_of`, where that is 0 for the largest amount. `keys` are what
    leads from a row to what stands behind it, one for each row; empty where nothing does.
    """

    name: str
    title: str
    said: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    nothing: str
    total: tuple[str, ...] = ()
    bars: tuple[ReportBar, ...] = ()
    bars_title: str = ""
    bars_of: Decimal = Decimal(0)
    keys: tuple[str, ...] = ()

    def length(self, bar: ReportBar) -> float:
        """How long a bar is, as a share of the longest there can be; nothing below zero."""
        longest = self.bars_of or max((each.amount for each in self.bars), default=Decimal(0))
        share = float(bar.amount / longest) if longest > 0 else 0.0
        return min(max(share, 0.0), 1.0)
