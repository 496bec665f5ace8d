"""From answers to open items: the whole note (`evaluate`), or only what a change touches.

`reevaluate` gives exactly what `evaluate` would; a property test holds the two equal. Called by
the draft on every keystroke, and by the command line once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import add, sub
from typing import TypeAlias

from rpds import HashTrieMap, HashTrieSet

from app.domain.facts.facts import Facts
from app.domain.facts.known import Known
from app.domain.guides.answers import Answer, Unreadable
from app.domain.guides.guide import Purpose, Severity
from app.domain.guides.paths import TOP, Place, place_of, template_of
from app.domain.notes.note import Reason
from app.rules.compiled import CompiledGuide, Rule, Showing, Weight
from app.rules.open_item import OpenItem
from app.rules.state import (
    NO_COUNTS,
    Counts,
    Evaluation,
    SectionState,
    Slot,
    Status,
    Tally,
)

Answers: TypeAlias = "HashTrieMap[str, Answer]"
Reasons: TypeAlias = "HashTrieMap[str, Reason]"


_AT_TOP = (TOP,)


def evaluate(guide: CompiledGuide, answers: Answers, known: Known, reasons: Reasons) -> Evaluation:
    """Judge the whole note."""
    facts = Facts(answers, known, _all_hidden(guide, answers, known))
    chart_only = _is_chart_only(guide, facts)
    judge = _Judge(facts, chart_only, reasons)
    sections = []
    total = NO_COUNTS
    for section_id, rules in zip(guide.section_ids, guide.rules_by_section, strict=True):
        slots = tuple(judge.slot(rule) for rule in rules)
        counts = NO_COUNTS
        for rule, slot in zip(rules, slots, strict=True):
            counts = _plus(counts, _slot_counts(rule, slot, chart_only))
        sections.append(_section(section_id, slots, counts))
        total = _plus(total, counts)
    return Evaluation(tuple(sections), facts.hidden, Tally(total), chart_only)


def reevaluate(
    guide: CompiledGuide,
    before: Evaluation,
    answers: Answers,
    known: Known,
    reasons: Reasons,
    changed: Iterable[str],
    reasoned: Iterable[str] = (),
) -> tuple[Evaluation, tuple[str, ...]]:
    """Judge again what a change touches.

    Args:
        guide: The compiled guide.
        before: What was found before the change.
        answers: The answers after it.
        known: What is known beside the form, unchanged since `before`.
        reasons: The reasons given to warnings, by item id.
        changed: The answer paths that changed (a table's own path when rows came or went).
        reasoned: The items whose reason changed.

    Returns:
        What holds now, and the answer paths that were shown or hidden by the change.
    """
    facts = Facts(answers, known, before.hidden)
    touched = list(changed)
    flipped = _reveal(guide, facts, touched)
    chart_only = before.chart_only
    rules: dict[Rule, dict[str, Place] | None] = {}
    if not guide.chart_only_reads.isdisjoint(touched):
        chart_only = _is_chart_only(guide, facts)
        if chart_only != before.chart_only:
            rules.update(dict.fromkeys(guide.claim_rules))
    _collect(guide, touched, rules)
    for item_id in reasoned:
        if rule := guide.rules_by_id.get(item_id.partition("@")[0]):
            rules[rule] = None
    judge = _Judge(facts, chart_only, reasons)
    sections, total = _judged_again(before, judge, rules)
    return Evaluation(sections, facts.hidden, total, chart_only), flipped


def answered_warnings(guide: CompiledGuide, state: Evaluation) -> Iterator[OpenItem]:
    """The warnings that a reason answers now, in the order of guide and rows."""
    for rule, slot in _slots(guide, state):
        for row, status in (slot if isinstance(slot, dict) else {"": slot}).items():
            if status == "answered":
                yield rule.item_at(place_of(f"{row}/"), chart_only=state.chart_only)


def asked_for(guide: CompiledGuide, state: Evaluation, purposes: frozenset[Purpose]) -> int:
    """How many facts count for at least one of these purposes."""
    return sum(
        _slot_counts(rule, slot, state.chart_only)[0]
        for rule, slot in _slots(guide, state)
        if (weight := rule.for_chart if state.chart_only else rule.for_claim)
        and not weight.item.needed_for.isdisjoint(purposes)
    )


def _slots(guide: CompiledGuide, state: Evaluation) -> Iterator[tuple[Rule, Slot]]:
    for rules, section in zip(guide.rules_by_section, state.sections, strict=True):
        yield from zip(rules, section.slots, strict=True)


class _Judge:
    """Gives one rule's status at one place."""

    __slots__ = ("chart_only", "facts", "reasons")

    def __init__(self, facts: Facts, chart_only: bool, reasons: Reasons) -> None:
        self.facts = facts
        self.chart_only = chart_only
        self.reasons = reasons

    def slot(self, rule: Rule) -> Slot:
        """The status of a rule; of a rule about rows, by each row's answer path."""
        table = rule.requirement.table
        if not table:
            return self.status(rule, TOP)
        return {place.row: self.status(rule, place) for place in self.facts.places(table, TOP)}

    def status(self, rule: Rule, place: Place) -> Status:
        """The status of a rule at one place."""
        requirement, facts = rule.requirement, self.facts
        if self.chart_only and rule.for_chart is None:
            return None
        path = requirement.field if place is TOP else place.path(requirement.field)
        if path in facts.hidden:
            return None
        if requirement.when is not None and not requirement.when.holds(facts, place):
            return None
        if rule.check(requirement.params, facts, place):
            return "met"
        return self._open(rule, place)

    def _open(self, rule: Rule, place: Place) -> Status:
        item = rule.item_at(place, chart_only=self.chart_only)
        if item.severity is Severity.WARNS and item.id in self.reasons:
            return "answered"
        if rule.requirement.check == "readable":
            answer = self.facts.read(item.path)
            return replace(item, say=answer.why) if isinstance(answer, Unreadable) else item
        return item


def _is_chart_only(guide: CompiledGuide, facts: Facts) -> bool:
    condition = guide.guide.chart_only
    return condition is not None and condition.holds(facts, TOP)


def _all_hidden(guide: CompiledGuide, answers: Answers, known: Known) -> "HashTrieSet[str]":
    facts = Facts(answers, known, HashTrieSet())
    _reveal(guide, facts, [], first=guide.showings)
    return facts.hidden


def _reveal(
    guide: CompiledGuide,
    facts: Facts,
    touched: list[str],
    first: Iterable[Showing] = (),
) -> tuple[str, ...]:
    """Bring `facts.hidden` up to date; fields that flip are appended to `touched` and returned.

    A flip can flip others; conditions never form a circle (the guide loader sees to that), so
    this comes to rest with the state that holds for all.
    """
    flipped: list[str] = []
    for showing in first:
        _flip(showing, facts.places(showing.table, TOP), facts, touched, flipped)
    for path in touched:  # grows while we go through it
        template = template_of(path)
        if template in guide.tables:
            _forget_gone_rows(path, facts)
        for showing in guide.showings_by_field.get(template, ()):
            places: Iterable[Place] = _AT_TOP
            if template in showing.local:
                places = (_row_place(path, showing.table),)
            elif showing.table:
                places = facts.places(showing.table, TOP)
            _flip(showing, places, facts, touched, flipped)
    return tuple(flipped)


def _flip(
    showing: Showing,
    places: Iterable[Place],
    facts: Facts,
    touched: list[str],
    flipped: list[str],
) -> None:
    for place in places:
        path = place.path(showing.field)
        hide = not showing.condition.holds(facts, place)
        if hide != (path in facts.hidden):
            facts.hidden = facts.hidden.insert(path) if hide else facts.hidden.remove(path)
            touched.append(path)
            flipped.append(path)


def _forget_gone_rows(table_path: str, facts: Facts) -> None:
    """Rows that went, or went out of sight with their table, leave nothing in `hidden`."""
    kept = set(facts.rows(table_path))
    prefix = f"{table_path}/"
    for path in facts.hidden:
        if path.startswith(prefix) and path[len(prefix) :].partition("/")[0] not in kept:
            facts.hidden = facts.hidden.remove(path)


def _row_place(path: str, table: str) -> Place:
    """The row of `table` in which an answer path stands."""
    place: Place | None = place_of(path)
    while place is not None and place.table[:-1] != table:
        place = place.outer
    assert place is not None, "only paths inside the table are local to it"
    return place


def _collect(
    guide: CompiledGuide, touched: Iterable[str], rules: dict[Rule, dict[str, Place] | None]
) -> None:
    """Add each touched rule with the rows to judge again; None means all of them."""
    for path in touched:
        template = template_of(path)
        for rule in guide.readers_of_field.get(template, ()):
            if template not in rule.local:
                rules[rule] = None
                continue
            place = _row_place(path, rule.requirement.table)
            places = rules.setdefault(rule, {})
            if places is not None:
                places[place.row] = place


def _judged_again(
    before: Evaluation,
    judge: _Judge,
    rules: Mapping[Rule, dict[str, Place] | None],
) -> tuple[tuple[SectionState, ...], Tally]:
    slots: dict[int, list[Slot]] = {}
    counts: dict[int, Counts] = {}
    total = before.total.counts
    for rule, places in rules.items():
        index = rule.section
        own = slots.get(index)
        old = own[rule.slot] if own else before.sections[index].slots[rule.slot]
        new = _slot_again(rule, places, old, judge)
        if new is old and judge.chart_only == before.chart_only:
            continue
        had = _slot_counts(rule, old, before.chart_only)
        has = _slot_counts(rule, new, judge.chart_only)
        if own is None:
            own = slots[index] = list(before.sections[index].slots)
            counts[index] = before.sections[index].tally.counts
        own[rule.slot] = new
        if has is not had:
            counts[index] = _minus(_plus(counts[index], has), had)
            total = _minus(_plus(total, has), had)
    if not slots:
        return before.sections, before.total
    sections = list(before.sections)
    for index, own in slots.items():
        sections[index] = _section(sections[index].id, tuple(own), counts[index])
    return tuple(sections), Tally(total)


def _slot_again(rule: Rule, places: dict[str, Place] | None, slot: Slot, judge: _Judge) -> Slot:
    if places is None or not isinstance(slot, dict):
        return judge.slot(rule)
    again = {row: judge.status(rule, place) for row, place in places.items() if row in slot}
    if all(slot[row] is status for row, status in again.items()):
        return slot
    return slot | again


def _slot_counts(rule: Rule, slot: Slot, chart_only: bool) -> Counts:
    weight = rule.for_chart if chart_only else rule.for_claim
    if weight is None or slot is None:
        return NO_COUNTS
    if not isinstance(slot, dict):
        return _status_counts(weight, slot)
    counts = NO_COUNTS
    for status in slot.values():
        if (own := _status_counts(weight, status)) is not NO_COUNTS:
            counts = _plus(counts, own)
    return counts


def _status_counts(weight: Weight, status: Status) -> Counts:
    match status:
        case None:
            return NO_COUNTS
        case "met":
            return weight.when_met
        case "answered":
            return weight.when_answered
        case _:
            return weight.when_open


def _plus(counts: Counts, more: Counts) -> Counts:
    return tuple(map(add, counts, more))


def _minus(counts: Counts, less: Counts) -> Counts:
    return tuple(map(sub, counts, less))


def _section(section_id: str, slots: tuple[Slot, ...], counts: Counts) -> SectionState:
    items: list[OpenItem] = []
    invitations: list[OpenItem] = []
    for slot in slots:
        if slot is None or slot == "met":
            continue
        for status in slot.values() if isinstance(slot, dict) else (slot,):
            if isinstance(status, OpenItem):
                (invitations if status.severity is Severity.SILENT else items).append(status)
    return SectionState(section_id, slots, tuple(items), tuple(invitations), Tally(counts))
