"""Which fields each kind of check can judge: used to refuse rules that could never be met or open.

A new kind of check gets its line here; a test holds this table and the registry together.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.guides.guide import FieldKind


@dataclass(frozen=True, slots=True)
class Want:
    """The kinds of field a setting may name; `columns`: also whole columns of tables."""

    kinds: frozenset[FieldKind]
    columns: bool = False


_ANY = frozenset(FieldKind)
_TEXTS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT})
_NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.MINUTES, FieldKind.MONEY})
_DAY = frozenset({FieldKind.DATE})
_DAY_OR_TIME = frozenset({FieldKind.DATE, FieldKind.TIME})
_SIMPLE = _ANY - {FieldKind.TABLE, FieldKind.EVIDENCE}
_PERSON = frozenset({FieldKind.PERSON})

WANTS: Mapping[str, Mapping[str, Want]] = {
    "apart": {"field": Want(_SIMPLE), "other": Want(_SIMPLE)},
    "at_least": {"table": Want(frozenset({FieldKind.TABLE}))},
    "avoids_words": {"fields": Want(_TEXTS, columns=True)},
    "credentialed": {"field": Want(_PERSON)},
    "date_order": {
        "first": Want(_DAY_OR_TIME, columns=True),
        "then": Want(_DAY_OR_TIME, columns=True),
    },
    "differs_from_earlier": {"fields": Want(_TEXTS, columns=True)},
    "distinct_date": {"field": Want(_DAY)},
    "first_diagnosis": {"field": Want(frozenset({FieldKind.DIAGNOSES}))},
    "history_limit": {"field": Want(_DAY)},
    "min_length": {"field": Want(_TEXTS)},
    "never": {},
    "not_counted_elsewhere": {
        "date": Want(_DAY),
        "time": Want(frozenset({FieldKind.TIME})),
    },
    "not_future": {"field": Want(_DAY)},
    "not_same_day": {"field": Want(_TEXTS)},
    "number_range": {"field": Want(_NUMBERS)},
    "one_of": {"fields": Want(_ANY)},
    "pattern": {"field": Want(frozenset({FieldKind.TEXT}))},
    "required": {"field": Want(_ANY)},
    "supervised": {"field": Want(_PERSON)},
}
