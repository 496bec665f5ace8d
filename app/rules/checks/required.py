"""The field must be answered; an honest closing (none, not available) is an answer.

Complete: method: phone.
Lacking: method left empty.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Choices, Evidence, Rows, Text
from app.domain.guides.paths import Place

KIND = "required"


@dataclass(frozen=True, slots=True)
class Params:
    """The field that must be answered."""

    field: str


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field,)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether there is an answer. An unreadable one passes here: it has an open item of its own."""
    match facts.read(place.path(params.field)):
        case None:
            return False
        case Rows(ids):
            return bool(ids)
        case Text(value):
            return bool(value.strip())
        case Evidence(items):
            return bool(items)
        case Choices(values):
            return bool(values)
        case _:
            return True
