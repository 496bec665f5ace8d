"""At least one of several fields must be answered.

Complete: minutes: 20.
Lacking: neither minutes nor an end time.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Unreadable
from app.domain.guides.paths import Place

KIND = "one_of"


@dataclass(frozen=True, slots=True)
class Params:
    """The fields of which one suffices; `field` is where the item jumps to."""

    field: str
    fields: tuple[str, ...]


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return params.fields


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether any of the fields has a readable answer."""
    answers = (facts.read(place.path(field)) for field in params.fields)
    return any(answer is not None and not isinstance(answer, Unreadable) for answer in answers)
