"""From the cells of one row to typed values; the CSV reader calls it row by row.

Formulas are text like any other text here: nothing is ever computed, so `=1+1` stays four letters.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from app.domain.codes.npi import read_npi
from app.domain.incoming import FIELDS, Columns, ImportKind, Value
from app.domain.reading.dates import read_birth_date
from app.domain.reading.outside import one_line
from app.domain.reading.phones import read_phone
from app.domain.reading.problem import Unread
from app.interchange.names import split_name

MOST = 200
MOST_OF_NAME = 120
"""Characters that records of the domain hold of a line and of a name."""

_DATES = frozenset({"birth_date", "subscriber_birth_date"})
_NAMES = frozenset({"given", "family", "payer"})
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00(?:\.0+)?)?$|[ T]12:00(?::00)? ?AM$", re.IGNORECASE)
_NO_DATE = re.compile(r"0?1/0?1/0001|0001-01-01|0{1,4}[/-]0{1,2}[/-]0{1,4}")
"""How programs write a date that nobody entered."""
_WRITTEN_DATE = re.compile(r"(?=(?:.*\d){3})(?:\d|[a-su-z]{3})", re.IGNORECASE)
"""Begins like a date on paper: `t`, `-3` and `Tuesday` are for people who type."""


def read_cells(
    kind: ImportKind, columns: Columns, cells: Sequence[str], today: dt.date
) -> tuple[Mapping[str, Value], tuple[str, ...]]:
    """The values of a row, and a sentence for each that cannot be taken."""
    values: dict[str, Value] = {}
    problems: list[str] = []
    for field in FIELDS[kind]:
        column = columns.get(field.name, -1)
        text = one_line(cells[column]) if 0 <= column < len(cells) else ""
        if not text:
            continue
        value = _value(field.name, text, today)
        if isinstance(value, Unread):
            problems.append(f"{field.label}: {value.why}")
        elif value:
            values[field.name] = value
    full = values.pop("full_name", "")
    if isinstance(full, str) and full:
        values = {**split_name(full), **values}
    labels = {field.name: field.label for field in FIELDS[kind]}
    for name, value in tuple(values.items()):
        most = MOST_OF_NAME if name in _NAMES else MOST
        if isinstance(value, str) and len(value) > most:
            problems.append(f"{labels[name]}: shorten it to {most} characters.")
            del values[name]
    return values, tuple(problems)


def _value(name: str, text: str, today: dt.date) -> Value | Unread:
    if name in _DATES:
        return read_day(text, today)
    if name in ("phone", "fax"):
        return _kept_as_typed(read_phone(text), text)
    if name == "npi":
        return _kept_as_typed(read_npi(text), text)
    return text


def read_day(text: str, today: dt.date) -> dt.date | Unread | str:
    """A date of birth as programs write it; the empty text for one that nobody entered."""
    day = _MIDNIGHT.sub("", text)
    if _NO_DATE.fullmatch(day):
        return ""
    if not _WRITTEN_DATE.match(day):
        return Unread("this is not a date; month, day and year are needed.")
    return read_birth_date(day, today)


def _kept_as_typed(read: str | Unread, text: str) -> str:
    """Records keep numbers nobody can read as they are, and their pages mark them."""
    return text if isinstance(read, Unread) else read
