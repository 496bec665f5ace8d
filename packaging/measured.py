"""One benchmark figure and how it is printed; every bench_*.py yields them to benchmarks.py."""

from typing import NamedTuple


class Measured(NamedTuple):
    """A figure with its unit, and what it should reach at most (None: for information)."""

    what: str
    figure: float
    unit: str
    reach: float | None = None

    def line(self) -> str:
        """The figure as one line of the table."""
        reach = f"≤ {self.reach:g}" if self.reach is not None else ""
        mark = "" if self.reach is None or self.figure <= self.reach else "  over"
        return f"{self.what:<62} {self.figure:10.2f} {self.unit:<4} {reach:>8}{mark}"
