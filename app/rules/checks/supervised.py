"""Somebody without a license of their own must have a supervising dentist named.

Complete: a coordinator with a supervising dentist.
Lacking: a coordinator with none.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Person
from app.domain.guides.paths import Place
from app.domain.practice.people import LICENSED

KIND = "supervised"


@dataclass(frozen=True, slots=True)
class Params:
    """The person field."""

    field: str


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field,)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether the person is licensed or supervised; an empty field passes."""
    answer = facts.read(place.path(params.field))
    if not isinstance(answer, Person):
        return True
    return answer.role in LICENSED or bool(answer.supervisor)
