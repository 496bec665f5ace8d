"""A day must not lie in the future.

Complete: consulted yesterday.
Lacking: consulted next Monday.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Date
from app.domain.guides.paths import Place

KIND = "not_future"


@dataclass(frozen=True, slots=True)
class Params:
    """The field."""

    field: str


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field, "today")


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether the day is today or earlier; an empty field passes (`required` asks for it)."""
    answer = facts.read(place.path(params.field))
    return not isinstance(answer, Date) or answer.value <= facts.known.today
