"""Mistakes in the fields of a guide: settings, choices, defaults, order. Crosscheck calls it."""

from collections.abc import Iterator, Mapping

from app.domain.facts.known import KNOWN_FIELDS
from app.domain.guides.guide import FieldKind
from app.guides.conditions import check_condition
from app.guides.names import Names
from app.guides.placed import Placed
from app.guides.problem import Finding, did_you_mean
from app.guides.reachable import Reach
from app.guides.schema import GuideFile
from app.guides.templates import check_template

_TEXTS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT})
_CHOICES = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
_NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.MINUTES, FieldKind.MONEY})
_TABLE = frozenset({FieldKind.TABLE})

_OFFERED = _TEXTS | {FieldKind.DATE, FieldKind.NUMBER}
"""Kinds that can take over a text that was built: it is read as if it had been typed."""

_ONLY_FOR: Mapping[str, frozenset[FieldKind]] = {
    "choices": _CHOICES,
    "suggests": _OFFERED,
    "unit": _NUMBERS,
    "min": _NUMBERS,
    "max": _NUMBERS,
    "whole": frozenset({FieldKind.NUMBER}),
    "directory": frozenset({FieldKind.PERSON, FieldKind.TEXT}),
    "row_name": _TABLE,
    "fields": _TABLE,
}

_MOST_TABLE_LEVELS = 2


def check_fields(
    guide: GuideFile, fields: tuple[Placed, ...], names: Names, reach: Reach
) -> Iterator[Finding]:
    """Everything wrong with the fields of a guide."""
    for field in fields:
        yield from _check_kind(field)
        yield from _check_choices(field, guide, names)
        yield from _check_default(field, names)
        written = field.written
        if written.suggests:
            yield from check_template(written.suggests, (*field.at, "suggests"), names, field.table)
        show_at = (*field.at, "show_when")
        yield from check_condition(written.show_when, show_at, names, field.table, field.order)
        if field.shown_when and not reach.can_be_shown(field.path):
            yield (
                show_at if written.show_when else field.at,
                f"“{field.path}” could never be shown: its conditions contradict one another.",
            )


def _check_kind(field: Placed) -> Iterator[Finding]:
    written = field.written
    for setting, kinds in _ONLY_FOR.items():
        given = getattr(written, setting)
        is_set = given is not False and given not in ("", None, ())
        if is_set and written.kind not in kinds:
            which = ", ".join(sorted(kinds))
            yield (*field.at, setting), f"“{setting}” does nothing here: it is for {which} fields."
    if written.kind is FieldKind.TABLE:
        if not written.fields:
            yield field.at, f"The table “{written.id}” has no fields: list them under “fields”."
        if field.path.count("/") >= _MOST_TABLE_LEVELS:
            yield field.at, "Tables go two levels deep: this one stands in a table in a table."
    if written.min is not None and written.max is not None and written.min > written.max:
        yield (*field.at, "min"), "“min” is greater than “max”: exchange them."


def _check_choices(field: Placed, guide: GuideFile, names: Names) -> Iterator[Finding]:
    written = field.written
    at = (*field.at, "choices")
    if written.kind in _CHOICES and written.choices is None:
        yield field.at, f"“{written.id}” has nothing to choose from: list it under “choices”."
    elif isinstance(written.choices, str):
        if written.choices not in guide.lists and not names.is_lost(written.choices):
            near = did_you_mean(written.choices, guide.lists)
            yield at, f"There is no list “{written.choices}” under “lists”.{near}"
    else:
        yield from repeated_options(tuple(o.value for o in written.choices or ()), at)


def repeated_options(values: tuple[str, ...], at: tuple[str | int, ...]) -> Iterator[Finding]:
    """Values that stand in one list of choices more than once."""
    for index, value in enumerate(values):
        if value in values[:index]:
            yield (*at, index), f"The choice “{value}” is there already: give each its own value."


def _check_default(field: Placed, names: Names) -> Iterator[Finding]:
    default, kind = str(field.written.default), field.written.kind
    if not default:
        return
    at = (*field.at, "default")
    if default == "author" or default == "today":
        wanted = FieldKind.PERSON if default == "author" else FieldKind.DATE
        if kind is not wanted:
            yield at, f"“{default}” can only start a {wanted.value} field."
        return
    known = KNOWN_FIELDS.get(default)
    if known is not None:
        if kind not in _TEXTS and kind is not known[0]:
            yield at, f"“{default}” does not fit into a {kind.value} field."
        return
    if trouble := _literal_trouble(default, field, names):
        yield at, trouble


def _literal_trouble(default: str, field: Placed, names: Names) -> str:
    """Why a fixed value cannot start this field; empty when it can."""
    kind = field.written.kind
    if kind in _NUMBERS:
        return "" if default.isdigit() else "A number field can only start with a number."
    found = names.find(field.path)
    if kind in _CHOICES or kind is FieldKind.YES_NO:
        values = found.values if found else None
        if values is None or default in values or names.is_lost(default):
            return ""
        return f"“{default}” is no answer of this field.{did_you_mean(default, values)}"
    near = did_you_mean(default, KNOWN_FIELDS)
    return f"“{default}” is no known name a field can start with.{near}"
