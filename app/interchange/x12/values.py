"""Single values of X12 segments: amounts, days, composites. What cannot be read is None.

An amount is never rounded, trimmed or guessed: a number that is written otherwise than X12 writes
numbers (ASC X12.6, type R) is not a number.
"""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

from app.domain.reading.dates import FIRST_YEAR, LAST_YEAR

_AMOUNT = re.compile(r"-?(?:\d{1,15}(?:\.\d{0,2})?|\.\d{1,2})", re.ASCII)
_QUANTITY = re.compile(r"-?(?:\d{1,15}(?:\.\d{0,4})?|\.\d{1,4})", re.ASCII)


@lru_cache(maxsize=65_536)
def amount(text: str) -> Decimal | None:
    """Dollars and cents, exactly; None for anything else."""
    return Decimal(text) if _AMOUNT.fullmatch(text) else None


@lru_cache(maxsize=4_096)
def quantity(text: str) -> Decimal | None:
    """How many, with up to four decimals; None for anything else."""
    return Decimal(text) if _QUANTITY.fullmatch(text) else None


@lru_cache(maxsize=4_096)
def day(text: str) -> dt.date | None:
    """A day written CCYYMMDD; None for anything else, also for days there are not.

    Years are those that people can type: no window can be counted from the end of the calendar.
    """
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        found = dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
