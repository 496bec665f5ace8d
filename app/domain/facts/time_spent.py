"""How long one row of a table took, so that sums never leave out what was logged by the clock.

The narrative's `|sum` and the chart note's sums ask here.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Minutes, Person, Time
from app.domain.guides.guide import Field, FieldKind

START, END = "start", "end"
"""The ids of the time fields beside a minutes field that stand for it when it is empty."""

NOT_NAMED = "not named"
"""Stands in sums for whoever did what no person is given for."""


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """Whole minutes, and the answer paths they come from."""

    minutes: int
    paths: tuple[str, ...]


def time_spent(facts: Facts, minutes_path: str) -> TimeSpent | None:
    """The minutes at an answer path; where there are none, those from start to end beside it.

    None when neither is known, or when the end lies before the start.
    """
    answer = facts.read(minutes_path)
    if isinstance(answer, Minutes):
        return TimeSpent(answer.value, (minutes_path,))
    row = minutes_path.rpartition("/")[0]
    paths = (f"{row}/{START}", f"{row}/{END}")
    start, end = (facts.read(path) for path in paths)
    if not isinstance(start, Time) or not isinstance(end, Time):
        return None
    minutes = _of_day(end.value) - _of_day(start.value)
    return TimeSpent(minutes, paths) if minutes >= 0 else None


def time_by_person(facts: Facts, table: Field, path: str) -> Mapping[str, int]:
    """Whole minutes a person over the rows of the table at an answer path, in the rows' order.

    Rows that name nobody are summed under `NOT_NAMED`. Empty when the table keeps no time.
    """
    minutes = next((f for f in table.fields if f.kind is FieldKind.MINUTES), None)
    person = next((f for f in table.fields if f.kind is FieldKind.PERSON), None)
    found: dict[str, int] = {}
    if minutes is None:
        return found
    for row in facts.rows(path):
        spent = time_spent(facts, f"{path}/{row}/{minutes.id}")
        if spent is not None:
            who = facts.read(f"{path}/{row}/{person.id}") if person else None
            name = who.name if isinstance(who, Person) else NOT_NAMED
            found[name] = found.get(name, 0) + spent.minutes
    return found


def _of_day(time: dt.time) -> int:
    return time.hour * 60 + time.minute
