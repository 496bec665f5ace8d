"""A table must have at least so many rows, of a certain kind if `where` is given.

Complete: one activity with a result.
Lacking: no activities.
"""

from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.condition import Condition, SomeRow
from app.domain.guides.condition import reads as condition_reads
from app.domain.guides.paths import Place

KIND = "at_least"


@dataclass(frozen=True, slots=True)
class Params:
    """The table, how many rows, and which rows count."""

    field: str
    table: str
    rows: int = 1
    where: Condition | None = None


def reads(params: Params) -> tuple[str, ...]:
    """The template paths this check looks at."""
    return (params.table, *condition_reads(params.where))


def check(params: Params, facts: Facts, place: Place) -> bool:
    """Whether enough rows count."""
    return SomeRow(params.table, params.where, params.rows).holds(facts, place)
