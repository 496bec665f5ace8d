"""The same contact must not be counted in another note of this patient as well.

Complete: a call at 2:30 PM nowhere else.
Lacking: a call at 2:30 PM that another note lists too.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Date, Time
from app.domain.guides.paths import Place

KIND = "not_counted_elsewhere"


@dataclass(frozen=True, slots=True)
class Params:
    """The date and time fields of the contact; `field` is where the item jumps to."""

    field: str
    date: str
    time: str


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.date, params.time)


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether no other note of this patient has a contact on that date at that time."""
    date, time = facts.read(place.path(params.date)), facts.read(place.path(params.time))
    if not isinstance(date, Date) or not isinstance(time, Time):
        return True
    return not any(
        (day, hour) == (date.value, time.value)
        for note in facts.known.earlier
        for day, hour, _ in note.contacts
    )
