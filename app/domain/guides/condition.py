"""Conditions of a guide as data (never strings of code), and whether one holds for some answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from app.domain.guides.answers import Answer, Rows, Unreadable, tokens
from app.domain.guides.paths import Place


class Readable(Protocol):
    """Where answers are read from: hidden answers read as None."""

    def read(self, path: str) -> Answer | None:
        """The visible answer at an answer path, or None."""
        ...


class Condition(Protocol):
    """Something that holds or does not, read from a place; it knows which fields it reads."""

    def holds(self, answers: Readable, place: Place) -> bool:
        """Whether it holds when read from `place`."""
        ...

    def reads(self) -> Iterator[str]:
        """The template paths it reads, tables included."""
        ...


@dataclass(frozen=True, slots=True)
class FieldIn:
    """The field's answer is one of these values (for several choices: at least one is)."""

    field: str
    values: frozenset[str]

    def holds(self, answers: Readable, place: Place) -> bool:
        """Whether the visible answer is among the values."""
        answer = answers.read(place.path(self.field))
        return answer is not None and not self.values.isdisjoint(tokens(answer))

    def reads(self) -> Iterator[str]:
        """The field."""
        yield self.field


@dataclass(frozen=True, slots=True)
class Answered:
    """The field has a readable answer; an honest closing counts as one."""

    field: str

    def holds(self, answers: Readable, place: Place) -> bool:
        """Whether there is a visible answer that could be read."""
        answer = answers.read(place.path(self.field))
        return answer is not None and not isinstance(answer, Unreadable)

    def reads(self) -> Iterator[str]:
        """The field."""
        yield self.field


@dataclass(frozen=True, slots=True)
class SomeRow:
    """At least `at_least` rows of the table fulfil `where` (any row, when it is None)."""

    table: str
    where: Condition | None = None
    at_least: int = 1

    def holds(self, answers: Readable, place: Place) -> bool:
        """Whether enough visible rows fulfil it."""
        rows = answers.read(place.path(self.table))
        ids = rows.ids if isinstance(rows, Rows) else ()
        where = self.where
        if where is None:
            return len(ids) >= self.at_least
        inside = (place.inside(self.table, row) for row in ids)
        return sum(where.holds(answers, row) for row in inside) >= self.at_least

    def reads(self) -> Iterator[str]:
        """The table and what `where` reads."""
        yield self.table
        if self.where is not None:
            yield from self.where.reads()


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Readable, place: Place) -> bool:
        """Whether every part holds."""
        return all(part.holds(answers, place) for part in self.parts)

    def reads(self) -> Iterator[str]:
        """What the parts read."""
        for part in self.parts:
            yield from part.reads()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def holds(self, answers: Readable, place: Place) -> bool:
        """Whether at least one part holds."""
        return any(part.holds(answers, place) for part in self.parts)

    def reads(self) -> Iterator[str]:
        """What the parts read."""
        for part in self.parts:
            yield from part.reads()


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition

    def holds(self, answers: Readable, place: Place) -> bool:
        """Whether the part does not hold."""
        return not self.part.holds(answers, place)

    def reads(self) -> Iterator[str]:
        """What the part reads."""
        return self.part.reads()


def reads(condition: Condition | None) -> Iterator[str]:
    """The template paths a condition reads; none when there is no condition."""
    if condition is not None:
        yield from condition.reads()
