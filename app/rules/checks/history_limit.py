"""At most so many earlier notes for this code within so many days before the date of service.

Complete: one note in the last 365 days against at most 1.
Lacking: two notes in the last 365 days against at most 1.
"""

from dataclasses import dataclass

from app.domain.answers import Date, Text
from app.domain.paths import Place
from app.domain.facts import Facts

KIND = "history_limit"


@dataclass(frozen=True, slots=True)
class Params:
    """Counted back from `field`: at most so many notes within so many days (None: a lifetime)."""

    field: str
    at_most: int
    days: int | None = None


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field, "history.same_code")


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether the limit holds; it holds while the date is unknown."""
    answer, code = facts.read(place.path(params.field)), facts.read("code")
    if not isinstance(answer, Date) or not isinstance(code, Text):
        return True
    ages = [
        (answer.value - note.date_of_service).days
        for note in facts.known.earlier
        if note.code == code.value and note.date_of_service is not None
    ]
    within = [age for age in ages if age >= 0 and (params.days is None or age < params.days)]
    return len(within) <= params.at_most
