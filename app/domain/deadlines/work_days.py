"""Which days offices and mails work: Monday to Friday but for federal holidays; deadlines ask.

The holidays are those of 5 U.S.C. 6103, with the day off on Friday for one that falls on a
Saturday and on Monday for one that falls on a Sunday.
"""

import datetime as dt
from functools import lru_cache

_FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
# month, weekday (0 Monday), which one of the month; -1 the last
_MOVING = ((1, 0, 3), (2, 0, 3), (5, 0, -1), (9, 0, 1), (10, 0, 2), (11, 3, 4))
_SATURDAY, _SUNDAY = 5, 6
_ONE = dt.timedelta(days=1)


def is_work_day(day: dt.date) -> bool:
    """Whether offices and the mail work on a day."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def next_work_day(day: dt.date, *, backwards: bool = False) -> dt.date:
    """The day itself if offices work then, else the next one, or the last one before."""
    step = -_ONE if backwards else _ONE
    while not is_work_day(day):
        day += step
    return day


def later_work_day(day: dt.date, count: int) -> dt.date:
    """The day so many work days after a day; the day itself is not counted."""
    for _ in range(count):
        day = next_work_day(day + _ONE)
    return day


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[dt.date]:
    """The federal days off in a year, as observed; New Year's may be observed the year before."""
    fixed = [dt.date(year, month, day) for month, day in _FIXED]
    fixed.append(dt.date(year + 1, 1, 1))
    moving = [_nth(year, month, weekday, which) for month, weekday, which in _MOVING]
    return frozenset(day for day in (*map(_observed, fixed), *moving) if day.year == year)


def _observed(day: dt.date) -> dt.date:
    shift = {_SATURDAY: -_ONE, _SUNDAY: _ONE}.get(day.weekday(), dt.timedelta())
    return day + shift


def _nth(year: int, month: int, weekday: int, which: int) -> dt.date:
    if which < 0:
        last = dt.date(year + month // 12, month % 12 + 1, 1) - _ONE
        return last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
