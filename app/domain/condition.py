"""Conditions of a guide as data (never strings of code), and whether one holds for some answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from app.domain.answers import Answer, Rows, Unreadable, tokens
from app.domain.paths import Place


@dataclass(frozen=True, slots=True)
class FieldIn:
    """The field's answer is one of these values (for several choices: at least one is)."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answered:
    """The field has a readable answer; an honest closing counts as one."""

    field: str


@dataclass(frozen=True, slots=True)
class SomeRow:
    """At least `at_least` rows of the table fulfil `where` (any row, when it is None)."""

    table: str
    where: "Condition | None" = None
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


Condition = FieldIn | Answered | SomeRow | AllOf | AnyOf | Not


class Readable(Protocol):
    """Where answers are read from: hidden answers read as None."""

    def read(self, path: str) -> Answer | None:
        """The visible answer at an answer path, or None."""
        ...


def holds(condition: Condition, answers: Readable, place: Place) -> bool:
    """Whether the condition holds when read from `place`."""
    match condition:
        case FieldIn(field, values):
            answer = answers.read(place.path(field))
            return answer is not None and not values.isdisjoint(tokens(answer))
        case Answered(field):
            answer = answers.read(place.path(field))
            return answer is not None and not isinstance(answer, Unreadable)
        case AllOf(parts):
            return all(holds(part, answers, place) for part in parts)
        case AnyOf(parts):
            return any(holds(part, answers, place) for part in parts)
        case Not(part):
            return not holds(part, answers, place)
        case SomeRow(table, where, at_least):
            rows = answers.read(place.path(table))
            ids = rows.ids if isinstance(rows, Rows) else ()
            if where is None:
                return len(ids) >= at_least
            inside = (place.inside(table, row) for row in ids)
            return sum(holds(where, answers, row) for row in inside) >= at_least


def reads(condition: Condition | None) -> Iterator[str]:
    """The template paths a condition reads, tables included."""
    match condition:
        case None:
            return
        case FieldIn(field) | Answered(field):
            yield field
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from reads(part)
        case Not(part):
            yield from reads(part)
        case SomeRow(table, where):
            yield table
            yield from reads(where)
