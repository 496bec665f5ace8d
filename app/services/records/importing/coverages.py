"""Judging rows of coverages, each led to its patient by the chart number; the import's shelf."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from app.domain.finding.listing import search_key
from app.domain.incoming import FIELDS, ImportKind, Incoming
from app.domain.practice.people import Coverage, Patient
from app.services.ports.store import Repositories
from app.services.records.importing.patients import patient_rows
from app.services.records.importing.verdict import (
    AnyEntry,
    FieldChange,
    Outcome,
    SeenRows,
    Verdict,
    change,
    changed_values,
    refused,
    repeated,
)
from app.services.records.records import keep_record

MOST_COVERAGES = 3

Relationship = Literal["self", "spouse", "child", "other"]

_LABELS = {field.name: field.label for field in FIELDS[ImportKind.COVERAGES]}
_COPIED = ("payer_id", "plan", "group_number", "member_id")
_SUBSCRIBER = ("subscriber", "subscriber_birth_date")
_RANKS = MappingProxyType(
    {"1": 1, "primary": 1, "p": 1, "first": 1, "2": 2, "secondary": 2, "s": 2, "second": 2}
    | {"3": 3, "tertiary": 3, "t": 3, "third": 3}
)
_RELATIONS: Mapping[str, Relationship] = MappingProxyType(
    {
        "self": "self",
        "insured": "self",
        "subscriber": "self",
        "patient": "self",
        "spouse": "spouse",
        "husband": "spouse",
        "wife": "spouse",
        "child": "child",
        "son": "child",
        "daughter": "child",
        "dependent": "child",
    }
)

NO_CHART_NUMBER = "The chart number is needed: it says whose coverage this is."
NO_PAYER = "The payer is needed. Add it in the practice system."
NOBODY = "Nobody here has this chart number. Import the patients first."
SEVERAL = "Several patients here have this chart number. Mend that first."
BAD_ORDER = "The order must be 1, 2 or 3."
_OTHER_PAYER = "Another payer stands in this place now."


class CoverageShelf:
    """The coverages of all patients. Where the file gives no order, its rows are in order."""

    def __init__(self, found: Repositories) -> None:
        self._seen = SeenRows()
        self._stored: dict[str, Patient] = {}
        self._placed: dict[str, set[int]] = defaultdict(set)
        self._counted: Counter[str] = Counter()
        self._ids: dict[str, list[str]] = defaultdict(list)
        for row in patient_rows(found):
            if row.chart_number:
                self._ids[search_key(row.chart_number)].append(row.id)

    def judge(self, found: Repositories, rows: Sequence[Incoming]) -> Iterator[Verdict]:
        """What each row is to the coverages there are."""
        ids = {each for row in rows for each in self._ids.get(_chart(row), ())}
        self._stored = {patient.id: patient for patient in found.patients.some(ids)}
        for row in rows:
            yield self._judged(row)

    def keep(self, found: Repositories, entry: AnyEntry) -> None:
        """Keep a patient's coverages; the benefit checks follow theirs. Raises disk failures."""
        assert isinstance(entry, Patient), "only patients stand on this shelf"
        kept = keep_record(found, entry, self._stored[entry.id])
        assert isinstance(kept, Patient), "a patient was kept"
        self._stored[entry.id] = kept

    def _judged(self, row: Incoming) -> Verdict:
        if not (chart := _chart(row)):
            return refused(row, NO_CHART_NUMBER)
        if not row.text("payer"):
            return refused(row, NO_PAYER)
        self._counted[chart] += 1
        order = _order(row, self._counted[chart])
        if order is None:
            return refused(row, BAD_ORDER)
        place = f"{chart}|{order}"
        line, same = self._seen.earlier(row, [place], [place])
        if line:
            return repeated(row, line, same=same)
        ids = self._ids.get(chart, [])
        if len(ids) != 1 or ids[0] not in self._stored:
            return refused(row, SEVERAL if len(ids) > 1 else NOBODY)
        patient, placed = self._stored[ids[0]], self._placed[ids[0]]
        before = [each for each in patient.coverages if each.order not in placed]
        verdict = _beside(row, patient, before, order)
        if verdict.outcome is Outcome.NEW:
            placed.add(order)
        return verdict


def _beside(row: Incoming, patient: Patient, before: Sequence[Coverage], order: int) -> Verdict:
    """A row beside the coverages its patient had before this run."""
    title = f"{patient.name.sorted}: {row.text('payer')}"
    same = _same_coverage(row, before, order)
    if same is not None:
        merged, changes = _merged(same, row, patient)
        outcome = Outcome.CHANGED if changes else Outcome.SAME
        entry = _with(patient, merged) if changes else None
        return Verdict(row.line, outcome, title, "", changes, entry)
    fresh, _ = _merged(Coverage(order=order, payer=row.text("payer")), row, patient)
    there = next((each for each in patient.coverages if each.order == order), None)
    if there is None:
        return Verdict(row.line, Outcome.NEW, title, entry=_with(patient, fresh))
    free = [each for each in range(1, MOST_COVERAGES + 1) if each not in _orders(patient)]
    apart = _with(patient, fresh.model_copy(update={"order": free[0]})) if free else None
    return Verdict(
        row.line,
        Outcome.LOOKALIKE,
        title,
        _OTHER_PAYER,
        _replaced(there, fresh),
        _with(patient, fresh),
        apart,
    )


def _same_coverage(row: Incoming, before: Sequence[Coverage], order: int) -> Coverage | None:
    """The coverage a row speaks of: the same payer in its place, or elsewhere unless the member
    ids differ: one payer may insure somebody twice.
    """
    payer, member = search_key(row.text("payer")), search_key(row.text("member_id"))
    same = [each for each in before if search_key(each.payer) == payer]
    here = next((each for each in same if each.order == order), None)
    alike = (each for each in same if search_key(each.member_id) in ("", member) or not member)
    return here or next(alike, None)


def _merged(
    old: Coverage, row: Incoming, patient: Patient
) -> tuple[Coverage, tuple[FieldChange, ...]]:
    copied = {name: _LABELS[name] for name in _COPIED}
    values, changes = changed_values(copied, old.model_dump(), row)
    told = row.text("relationship")
    relationship = _RELATIONS.get(told.casefold(), "other") if told else old.relationship
    if relationship != old.relationship:
        values["relationship"] = relationship
        shown = FieldChange(_LABELS["relationship"], old.relationship, relationship)
        changes = (*changes, shown)
    if relationship == "self":  # is his own subscriber, as on the patient's page
        values |= {"subscriber": patient.name.full, "subscriber_birth_date": patient.birth_date}
    else:
        subscriber = {name: _LABELS[name] for name in _SUBSCRIBER}
        more, shown_more = changed_values(subscriber, old.model_dump(), row)
        values, changes = {**values, **more}, (*changes, *shown_more)
    return old.model_copy(update=values), changes


def _replaced(old: Coverage, new: Coverage) -> tuple[FieldChange, ...]:
    """What taking the place of another payer's coverage does away with."""
    pairs = (
        change(_LABELS[name], getattr(old, name), getattr(new, name) or "—")
        for name in ("payer", *_COPIED)
    )
    return tuple(pair for pair in pairs if pair and (pair.old or pair.new != "—"))


def _with(patient: Patient, coverage: Coverage) -> Patient:
    others = [each for each in patient.coverages if each.order != coverage.order]
    placed = sorted([*others, coverage], key=lambda each: each.order)
    return patient.model_copy(update={"coverages": tuple(placed)})


def _orders(patient: Patient) -> set[int]:
    return {each.order for each in patient.coverages}


def _chart(row: Incoming) -> str:
    return search_key(row.text("chart_number"))


def _order(row: Incoming, counted: int) -> int | None:
    told = row.text("order").casefold()
    order = _RANKS.get(told) if told else counted
    return order if order and order <= MOST_COVERAGES else None
