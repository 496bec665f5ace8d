"""What was typed must be readable. Added by the compiler to every typed field, never by a guide.

Complete: date 11/03/2026.
Lacking: date 2/30.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Unreadable
from app.domain.guides.paths import Place

KIND = "readable"


@dataclass(frozen=True, slots=True)
class Params:
    """The typed field."""

    field: str


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field,)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether the field is empty or was read."""
    return not isinstance(facts.read(place.path(params.field)), Unreadable)
