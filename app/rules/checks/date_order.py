"""The earliest of one field must not lie after the earliest of several others (days or times).

Complete: benefits verified on 11/01, first activity on 11/03.
Lacking: benefits verified on 11/05, first activity on 11/03.
"""

import datetime as dt
from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Date, Time
from app.domain.guides.paths import Place

KIND = "date_order"


@dataclass(frozen=True, slots=True)
class Params:
    """`first` must not lie after the earliest of all `then`; a column takes its earliest row."""

    field: str
    first: str
    then: tuple[str, ...]


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.first, *params.then)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether the order holds; it does while either side is unknown, and of a day and a time."""
    first = _earliest((params.first,), facts, place)
    then = _earliest(params.then, facts, place)
    return type(first) is not type(then) or str(first) <= str(then)


def _earliest(fields: tuple[str, ...], facts: Facts, place: Place) -> dt.date | dt.time | None:
    found = [
        answer.value
        for field in fields
        for answer in facts.column(field, place)
        if isinstance(answer, Date | Time)
    ]
    return min(found, default=None, key=str)
