"""At most so many earlier notes for this code within so many days before the date of service.

Complete: one note in the last 365 days against at most 1.
Lacking: two notes in the last 365 days against at most 1.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.facts.history import ENTERED_READS, earlier_with_code
from app.domain.guides.answers import Date
from app.domain.guides.paths import Place

KIND = "history_limit"


@dataclass(frozen=True, slots=True)
class Params:
    """Counted back from `field`: at most so many notes within so many days (None: a lifetime)."""

    field: str
    at_most: int
    days: int | None = None


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field, *ENTERED_READS)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether the limit holds; it holds while the date is unknown."""
    answer = facts.read(place.path(params.field))
    if not isinstance(answer, Date):
        return True
    ages = [(answer.value - date).days for date in earlier_with_code(facts)]
    within = [age for age in ages if age >= 0 and (params.days is None or age < params.days)]
    return len(within) <= params.at_most
