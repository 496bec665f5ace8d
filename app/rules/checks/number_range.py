"""A number, a length of time or an amount must lie within bounds, both included.

Complete: minutes: 20 within 1 to 480.
Lacking: minutes: 0.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Minutes, Money, Number
from app.domain.guides.paths import Place

KIND = "number_range"


@dataclass(frozen=True, slots=True)
class Params:
    """The field and its bounds."""

    field: str
    low: int = 0
    high: int | None = None


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field,)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether the value lies within; an empty field passes (`required` asks for it)."""
    match facts.read(place.path(params.field)):
        case Number(value) | Money(value) | Minutes(value):
            return params.low <= value and (params.high is None or value <= params.high)
        case _:
            return True
