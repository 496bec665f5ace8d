"""Finds what could never be shown or judged: conditions that contradict one another."""

from collections.abc import Iterable, Mapping, Sequence

from app.domain.guides.guide import FieldKind
from app.domain.guides.paths import parent_table
from app.guides.condition_file import ConditionFile
from app.guides.names import Names
from app.guides.placed import Placed

_ONE_VALUE = (FieldKind.CHOICE, FieldKind.YES_NO)

Allowed = dict[str, frozenset[str]]
"""The answers that are still possible, by the path of a field with one answer."""


class Reach:
    """Knows when each field is shown, so that it can tell whether a condition can ever hold.

    It looks only for plain contradictions (the method is phone, and the method is letter): what
    it calls impossible is impossible, not everything impossible is found.
    """

    def __init__(self, fields: Iterable[Placed], names: Names) -> None:
        self._names = names
        self._shown: Mapping[str, tuple[ConditionFile, ...]] = {
            field.path: field.shown_when for field in fields
        }

    def can_be_shown(self, path: str) -> bool:
        """Whether some answers show the field."""
        return self.can_hold((), path)

    def can_hold(self, conditions: Sequence[ConditionFile], path: str) -> bool:
        """Whether some answers show the field at `path` and fulfil all the conditions."""
        allowed: Allowed = {}
        parts = [*conditions, *self._showing(path, set())]
        return self._narrow(parts, allowed)

    def _showing(self, path: str, seen: set[str]) -> list[ConditionFile]:
        """The conditions under which a field is shown: its own, its table's, and in turn those of
        the fields they read, since a hidden field has no answer.
        """
        if not path or path in seen:
            return []
        seen.add(path)
        found = list(self._shown.get(path, ()))
        for condition in tuple(found):
            for field in _read_for_sure(condition):
                found += self._showing(field, seen)
        return found + self._showing(parent_table(path), seen)

    def _narrow(self, conditions: Sequence[ConditionFile], allowed: Allowed) -> bool:
        """Whether all can hold together; `allowed` is narrowed to what is then possible."""
        flat = list(_conjuncts(conditions))
        for each in flat:
            for field in _read_for_sure(each):
                flat += [c for c in self._showing(field, set()) if c not in flat]
        flat = list(_conjuncts(flat))
        for each in flat:
            if self._has_values(each) and not self._intersect(each, allowed, keep=True):
                return False
        for each in flat:
            other = each.not_
            excludes = other is not None and other.field in allowed and self._has_values(other)
            if other is not None and excludes and not self._intersect(other, allowed, keep=False):
                return False
        return all(
            any(self._narrow((branch,), dict(allowed)) for branch in each.any_)
            for each in flat
            if each.any_ is not None
        )

    def _has_values(self, condition: ConditionFile) -> bool:
        """Whether it compares a field that has one answer at a time."""
        if condition.field is None or condition.answered is not None:
            return False
        found = self._names.find(condition.field)
        if found is None or found.values is None or found.kind not in _ONE_VALUE:
            return False
        return found.values.issuperset(condition.values)  # a misspelled one is reported as such

    def _intersect(self, condition: ConditionFile, allowed: Allowed, *, keep: bool) -> bool:
        assert condition.field is not None, "asked by _has_values"
        values = frozenset(condition.values)
        before = allowed.get(condition.field, values)
        now = before & values if keep else before - values
        allowed[condition.field] = now
        return bool(now)


def _conjuncts(conditions: Iterable[ConditionFile]) -> Iterable[ConditionFile]:
    for condition in conditions:
        if condition.all_ is not None:
            yield from _conjuncts(condition.all_)
        else:
            yield condition


def _read_for_sure(condition: ConditionFile) -> Iterable[str]:
    """The fields that must have an answer for the condition to hold."""
    for each in _conjuncts((condition,)):
        if each.field is not None and each.answered is not False:
            yield each.field
        elif each.row is not None:
            yield each.row
