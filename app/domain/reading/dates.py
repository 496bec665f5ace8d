"""Dates as people type them; date fields, the draft and the command line read them here.

Every form gives month before day, as in the United States. No reader looks at the clock: `today`
is passed in.
"""

import calendar
import datetime as dt
import re

from app.domain.reading.problem import Unread

FIRST_YEAR = 1900
LAST_YEAR = 2100

# A date typed without its year lies within half a (leap) year of today.
_HALF_YEAR_DAYS = 183
# Two-digit years of service dates reach this far ahead; all others lie in the past.
_YEARS_AHEAD = 20

_NOT_A_DATE = Unread("Not a date: type 11/3, 11/03/2026 or t for today.")
_OUT_OF_RANGE = Unread(f"Type a date in the years {FIRST_YEAR} to {LAST_YEAR}.")
_NO_YEAR_OF_BIRTH = Unread("Type the year of birth too, such as 11/03/1985.")
_BORN_LATER = Unread("A date of birth cannot lie in the future: check the year.")

_MONTHS = tuple(name.casefold() for name in calendar.month_name[1:])
_WEEKDAYS = tuple(name.casefold() for name in calendar.day_name)
_NAMED_DAYS = {"t": 0, "today": 0, "yesterday": -1, "tomorrow": 1}

_RELATIVE = re.compile(r"(?:t|today)? ?([+-]) ?([0-9]{1,5})")
_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")
_DIGITS_YEAR_FIRST = re.compile(r"((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})")
_SEPARATED = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})(?:[/.\- ]([0-9]{4}|[0-9]{2}))?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{1,2})")
_ORDINAL = r"([0-9]{1,2})(?:st|nd|rd|th)?"
_NAME_FIRST = re.compile(
    rf"([a-z]{{3,9}})\.?[ \-/]?{_ORDINAL}(?:(?:, ?|[ \-/])([0-9]{{4}}|[0-9]{{2}}))?"
)
_NAME_SECOND = re.compile(
    rf"{_ORDINAL}[ \-/]?([a-z]{{3,9}})\.?(?:(?:, ?|[ \-/])([0-9]{{4}}|[0-9]{{2}}))?"
)


def read_date(text: str, today: dt.date) -> dt.date | Unread:
    """Read a date of service, a call, a deadline: any date but a birth.

    Understood: `t`, `t-3`, `t+2`, `+7`, `-1`, `today`, `yesterday`, `tomorrow`; a weekday name (the
    last such day, today included); `11/3`, `11/3/26`, `11-3-2026`, `110326`, `11032026`,
    `2026-11-03`, `nov 3`, `3 nov 2026`.

    Without a year the date nearest to today is meant, so it lies within the last or the next six
    months. A two-digit year means the year from 79 years ago to 20 years ahead.
    """
    typed = _tidy(text)
    relative = _read_relative(typed, today)
    if relative is not None:
        return relative
    parts = _month_day_year(typed)
    if isinstance(parts, Unread):
        return parts
    month, day, year = parts
    if year is None:
        return _nearest(month, day, today)
    return _calendar_date(_full_year(year, today.year + _YEARS_AHEAD), month, day)


def read_birth_date(text: str, today: dt.date) -> dt.date | Unread:
    """Read a date of birth: the forms of `read_date`, with its year and never in the future.

    A two-digit year means the latest year that does not put the birth after today.
    """
    typed = _tidy(text)
    born = _read_relative(typed, today)
    if born is None:
        parts = _month_day_year(typed)
        if isinstance(parts, Unread):
            return parts
        month, day, year = parts
        if year is None:
            return _NO_YEAR_OF_BIRTH
        newest = today.year if (month, day) <= (today.month, today.day) else today.year - 1
        born = _calendar_date(_full_year(year, newest), month, day)
    if isinstance(born, dt.date) and born > today:
        return _BORN_LATER
    return born


def show_date(date: dt.date) -> str:
    """Write a date the one way the program shows it: `11/03/2026`."""
    return f"{date.month:02}/{date.day:02}/{date.year:04}"


def _tidy(text: str) -> str:
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", text.casefold())
    return re.sub(r" ?([/-]) ?", r"\1", " ".join(plain.split()))


def _read_relative(typed: str, today: dt.date) -> dt.date | Unread | None:
    """Read days counted from today; None when the text is of another form."""
    if typed in _NAMED_DAYS:
        return _days_from(today, _NAMED_DAYS[typed])
    weekday = _position(typed, _WEEKDAYS)
    if weekday is not None:
        return _days_from(today, -((today.weekday() - weekday) % 7))
    match = _RELATIVE.fullmatch(typed)
    if match is None:
        return None
    return _days_from(today, int(match[1] + match[2]))


def _days_from(today: dt.date, days: int) -> dt.date | Unread:
    ordinal = today.toordinal() + days
    first = dt.date(FIRST_YEAR, 1, 1).toordinal()
    last = dt.date(LAST_YEAR, 12, 31).toordinal()
    return dt.date.fromordinal(ordinal) if first <= ordinal <= last else _OUT_OF_RANGE


def _month_day_year(typed: str) -> tuple[int, int, str | None] | Unread:
    """Split a written date; the year stays text because its length decides its meaning."""
    if match := _YEAR_FIRST.fullmatch(typed) or _DIGITS_YEAR_FIRST.fullmatch(typed):
        return int(match[2]), int(match[3]), match[1]
    if match := _SEPARATED.fullmatch(typed) or _DIGITS.fullmatch(typed):
        return int(match[1]), int(match[2]), match[3]
    if match := _NAME_FIRST.fullmatch(typed):
        name, day, year = match.groups()
    elif match := _NAME_SECOND.fullmatch(typed):
        day, name, year = match.groups()
    else:
        return _NOT_A_DATE
    month = _position(name, _MONTHS)
    return _NOT_A_DATE if month is None else (month + 1, int(day), year)


def _position(typed: str, names: tuple[str, ...]) -> int | None:
    """Find a name by at least its first three letters."""
    if len(typed) < 3:
        return None
    return next((i for i, name in enumerate(names) if name.startswith(typed)), None)


def _full_year(typed: str, newest: int) -> int:
    """Give a two-digit year the century that makes it the latest year not after `newest`."""
    if len(typed) == 4:
        return int(typed)
    return newest - (newest - int(typed)) % 100


def _nearest(month: int, day: int, today: dt.date) -> dt.date | Unread:
    # Year 2000 has every day of every month, so this refuses only what no year has.
    possible = _calendar_date(2000, month, day)
    if isinstance(possible, Unread):
        return possible
    around = (today.year - 1, today.year, today.year + 1)
    found = [_calendar_date(year, month, day) for year in around]
    near = [
        (abs((date - today).days), date)
        for date in found
        if isinstance(date, dt.date) and abs((date - today).days) <= _HALF_YEAR_DAYS
    ]
    if near:
        return min(near)[1]
    if (month, day) == (2, 29):
        return Unread("February 29 comes in leap years only: type the year too, or check the day.")
    return _OUT_OF_RANGE


def _calendar_date(year: int, month: int, day: int) -> dt.date | Unread:
    if not 1 <= month <= 12:
        return Unread(f"There is no month {month}: type the month first, such as 11/03/2026.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _OUT_OF_RANGE
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        name = calendar.month_name[month]
        when = f"{name} {year}" if (month, day) == (2, 29) else name
        return Unread(f"{when} has no day {day}: check the day.")
    return dt.date(year, month, day)
