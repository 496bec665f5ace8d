"""Mistakes in the conditions of a guide: names, values, order, and conditions that never hold."""

from collections.abc import Iterator

from app.domain.guides.guide import FieldKind
from app.guides.condition_file import ConditionFile
from app.guides.names import Name, Names
from app.guides.problem import Finding, Loc, did_you_mean

_TEXTS = (FieldKind.TEXT, FieldKind.LONG_TEXT)


def check_condition(
    condition: ConditionFile | None, at: Loc, names: Names, table: str, before: int | None = None
) -> Iterator[Finding]:
    """Everything wrong with one condition, read from a row of `table` (empty: from the top).

    `before` is the order of the field that the condition shows or hides: it may read only fields
    that are asked before that one, so that no circle can arise and no field appears above the hand.
    """
    if condition is None:
        return
    for name, parts in (("all", condition.all_), ("any", condition.any_)):
        for index, part in enumerate(parts or ()):
            yield from check_condition(part, (*at, name, index), names, table, before)
    yield from check_condition(condition.not_, (*at, "not"), names, table, before)
    if condition.row is not None:
        yield from _check_row(condition, condition.row, at, names, table, before)
    if condition.field is not None:
        yield from _check_field(condition, condition.field, at, names, table, before)


def _check_row(
    condition: ConditionFile, row: str, at: Loc, names: Names, table: str, before: int | None
) -> Iterator[Finding]:
    place = (*at, "row")
    found = names.find(row)
    trouble = names.trouble(row, table)
    if not trouble and found is not None:
        if found.kind is not FieldKind.TABLE:
            trouble = f"“{row}” is no table: ask for its answer with “field” instead."
        else:
            trouble = _too_late(row, found, before)
    if trouble:
        yield place, trouble
    else:
        yield from check_condition(condition.where, (*at, "where"), names, row, before)


def _check_field(
    condition: ConditionFile, field: str, at: Loc, names: Names, table: str, before: int | None
) -> Iterator[Finding]:
    place = (*at, "field")
    found = names.find(field)
    trouble = names.trouble(field, table)
    if not trouble and found is not None:
        trouble = _too_late(field, found, before)
    if trouble:
        yield place, trouble
    if found is None or condition.answered is not None:
        return
    for value in condition.values:
        if (why := _value_trouble(field, found, value)) and not names.is_lost(value):
            yield (*at, "is" if condition.is_ is not None else "in"), why


def _too_late(path: str, found: Name, before: int | None) -> str:
    if before is None or found.order < before:
        return ""
    if found.order == before:
        return f"“{path}” would show or hide itself: ask for another field."
    return f"“{path}” is asked further down: a field can only wait for answers above it."


def _value_trouble(field: str, found: Name, value: str) -> str:
    if found.kind in _TEXTS and value != value.casefold():
        return (
            f"Write “{value.casefold()}” in small letters: answers are compared without capitals."
        )
    if found.values is None or value in found.values:
        return ""
    if found.kind is FieldKind.TABLE:
        return f"“{field}” is a table: ask with “row: {field}”."
    if not found.values:
        return f"“{field}” holds no choice to compare with: use “answered: true”."
    near = did_you_mean(value, found.values)
    return f"“{value}” is no answer of “{field}”.{near}"
