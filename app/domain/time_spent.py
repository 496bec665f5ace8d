"""How long one row of a table took, so that sums never leave out what was logged by the clock.

The narrative's `|sum` and the chart note's sums ask here.
"""

import datetime as dt
from dataclasses import dataclass

from app.domain.answers import Minutes, Time
from app.domain.facts import Facts

START, END = "start", "end"
"""The ids of the time fields beside a minutes field that stand for it when it is empty."""


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """Whole minutes, and the answer paths they come from."""

    minutes: int
    paths: tuple[str, ...]


def time_spent(facts: Facts, minutes_path: str) -> TimeSpent | None:
    """The minutes at an answer path; where there are none, those from start to end beside it.

    None when neither is known, or when the end lies before the start.
    """
    answer = facts.read(minutes_path)
    if isinstance(answer, Minutes):
        return TimeSpent(answer.value, (minutes_path,))
    row = minutes_path.rpartition("/")[0]
    paths = (f"{row}/{START}", f"{row}/{END}")
    start, end = (facts.read(path) for path in paths)
    if not isinstance(start, Time) or not isinstance(end, Time):
        return None
    minutes = _of_day(end.value) - _of_day(start.value)
    return TimeSpent(minutes, paths) if minutes >= 0 else None


def _of_day(time: dt.time) -> int:
    return time.hour * 60 + time.minute
