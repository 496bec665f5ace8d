"""The day must differ from that of every earlier note for the same code.

Complete: 11/03 after a note of 10/01.
Lacking: 11/03 with another note of 11/03.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.facts.history import ENTERED_READS, earlier_with_code
from app.domain.guides.answers import Date
from app.domain.guides.paths import Place

KIND = "distinct_date"


@dataclass(frozen=True, slots=True)
class Params:
    """The date field."""

    field: str


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field, *ENTERED_READS)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether no earlier note for this code has the same date of service."""
    answer = facts.read(place.path(params.field))
    return not isinstance(answer, Date) or answer.value not in earlier_with_code(facts)
