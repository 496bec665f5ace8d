"""The day must differ from that of every earlier note for the same code.

Complete: 11/03 after a note of 10/01.
Lacking: 11/03 with another note of 11/03.
"""

from dataclasses import dataclass

from app.domain.answers import Date, Text
from app.domain.paths import Place
from app.domain.facts import Facts

KIND = "distinct_date"


@dataclass(frozen=True, slots=True)
class Params:
    """The date field."""

    field: str


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.field, "history.last_date")


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether no earlier note for this code has the same date of service."""
    answer, code = facts.read(place.path(params.field)), facts.read("code")
    if not isinstance(answer, Date) or not isinstance(code, Text):
        return True
    return not any(
        note.code == code.value and note.date_of_service == answer.value
        for note in facts.known.earlier
    )
