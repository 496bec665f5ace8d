"""Two fields must not hold the same; for slips such as an end that repeats the start.

Complete: start 14:30, end 14:50.
Lacking: start 14:30, end 14:30.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.paths import Place

KIND = "apart"


@dataclass(frozen=True, slots=True)
class Params:
    """`field` must not hold what `other` holds."""

    field: str
    other: str


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field, params.other)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether they differ; while one of them is empty they do."""
    one, other = (facts.read(place.path(field)) for field in (params.field, params.other))
    return one is None or one != other
