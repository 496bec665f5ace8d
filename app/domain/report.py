"""A report in final words: a table, its sums, bars for a plot; page, PDF, CSV and JSON show it.

`app.services.report_tables` makes them.
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

    `keys` are what leads from a row to what stands behind it, one for each row; empty where nothing
    does.
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
    keys: tuple[str, ...] = ()
