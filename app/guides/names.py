"""What conditions, rules and sentences of one guide may name: its fields and the known facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from app.domain.facts.known import KNOWN_FIELDS
from app.domain.guides.guide import Field, FieldKind
from app.domain.guides.paths import parent_table
from app.domain.payers.payer import CardRule, Verification
from app.domain.practice.people import Border, Coverage, PayerType, StaffRole
from app.guides.problem import did_you_mean

UNDECLARED = -1
"""The order of a known fact: before every field."""


@dataclass(frozen=True, slots=True)
class Name:
    """A field or known fact. `values` is what a condition may compare it with; None: anything.

    An empty `values` means it cannot be compared, only asked whether it is answered. `order` counts
    the fields of the guide from the top.
    """

    kind: FieldKind
    values: frozenset[str] | None
    order: int = UNDECLARED


class Names:
    """Looks names up as seen from a table's row or from the top.

    `lost` are words of broken parts of the file: a name with one of them in it may well be right.
    """

    def __init__(self, fields: Iterable[Field], lost: frozenset[str] = frozenset()) -> None:
        own = {field.path: _of_field(field, order) for order, field in enumerate(fields)}
        self._names = {**own, **_KNOWN}
        self._lost = lost

    def find(self, path: str) -> Name | None:
        """The field or known fact of that template path or name."""
        return self._names.get(path)

    def is_lost(self, word: str) -> bool:
        """Whether this may be something that stands in a broken part of the file."""
        return word in self._lost or any(part in self._lost for part in word.split("/"))

    def trouble(self, path: str, table: str, *, columns: bool = False) -> str:
        """Why `path` cannot be read from a row of `table`; empty when it can.

        With `columns`, whole columns of other tables may be read.
        """
        if self.is_lost(path):
            return ""
        if path not in self._names:
            near = did_you_mean(path, self._names)
            return f"“{path}” is neither a field of this guide nor a known name.{near}"
        own = parent_table(path)
        if columns or not own or f"{table}/".startswith(f"{own}/"):
            return ""
        return (
            f"“{path}” stands in the table “{own}” and has no single value here: a condition looks"
            f" into tables with “row: {own}” and “where”, a sentence with “each: {own}” or |list."
        )


def _of_field(field: Field, order: int) -> Name:
    return Name(field.kind, _values(field), order)


def _values(field: Field) -> frozenset[str] | None:
    closings = frozenset[str](field.closings)
    match field.kind:
        case FieldKind.CHOICE | FieldKind.CHOICES:
            # A field without options is reported as such; nothing else is to be said of it.
            return closings | {o.value for o in field.options} if field.options else None
        case FieldKind.YES_NO:
            return closings | _YES_NO
        case FieldKind.PERSON:
            return closings | _ROLES
        case kind if kind in _INCOMPARABLE:
            return closings
        case _:
            return None


_YES_NO = frozenset({"yes", "no"})
_ROLES = frozenset(role.value for role in StaffRole)
_INCOMPARABLE = frozenset(
    {
        FieldKind.DATE,
        FieldKind.TIME,
        FieldKind.NPI,
        FieldKind.PHONE,
        FieldKind.EVIDENCE,
        FieldKind.TABLE,
    }
)


def _literals(model: type[Border], attribute: str) -> frozenset[str]:
    """The values a border model allows; `unknown` never becomes an answer."""
    return frozenset(get_args(model.model_fields[attribute].annotation)) - {"unknown"}


_KNOWN_CHOICES: Mapping[str, frozenset[str]] = {
    "author.role": _ROLES,
    "coverages/payer_type": frozenset(kind.value for kind in PayerType),
    "coverages/relationship": _literals(Coverage, "relationship"),
    "coverages/network": _literals(Coverage, "network"),
    "coverages/verified_channel": _literals(Verification, "channel"),
    "coverages/verified_covered": _literals(Verification, "covered"),
    "coverages/predetermination": _literals(Verification, "predetermination"),
    "coverages/prior_authorization": _literals(Verification, "prior_authorization"),
    "benefit.state": frozenset({"active"}),
    "benefit.billing": frozenset({"chart_only"}),
    "benefit.why_chart_only": frozenset({"already_triggered"}),
    "card.covered": _literals(CardRule, "covered"),
    "card.repeat": _literals(CardRule, "repeat"),
    "card.records": _literals(CardRule, "records"),
    "card.attachments": _literals(CardRule, "attachments"),
}


def _known(name: str, kind: FieldKind) -> Name:
    if kind is FieldKind.CHOICE:
        return Name(kind, _KNOWN_CHOICES[name])
    if kind is FieldKind.YES_NO:
        return Name(kind, _YES_NO)
    return Name(kind, frozenset() if kind in _INCOMPARABLE else None)


_KNOWN: Mapping[str, Name] = {name: _known(name, kind) for name, (kind, _) in KNOWN_FIELDS.items()}
