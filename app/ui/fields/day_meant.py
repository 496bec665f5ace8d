"""Shows the day that was typed in short, as `t-3`, in full; lines for a day outside forms call it.

The date fields of forms do so by themselves.
"""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from app.domain.reading.dates import read_date, show_date
from app.domain.reading.problem import Unread


def show_meant_when_left(line: QLineEdit, today: Callable[[], dt.date]) -> None:
    """Write the day in full once somebody is done with `line`; what is no day stays as typed."""
    line.editingFinished.connect(lambda: show_meant(line, today()))


def show_meant(line: QLineEdit, today: dt.date) -> None:
    """Write the day that stands in `line` in full, now."""
    read = read_date(line.text(), today)
    if not isinstance(read, Unread) and line.text() != show_date(read):
        line.setText(show_date(read))
