"""A guide made ready for the engine: rules with prebuilt open items, and who reads which field.

The reverse index is what makes the cost of one keystroke follow what it touches, not the form.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from app.domain.facts.facts import Facts
from app.domain.facts.known import KNOWN_FIELDS
from app.domain.guides.condition import Condition, reads
from app.domain.guides.guide import (
    Act,
    Field,
    FieldKind,
    Guide,
    Purpose,
    Requirement,
    Severity,
    Source,
)
from app.domain.guides.paths import TOP, Place, parent_table, row_ids
from app.rules.checks import no_blanks, readable
from app.rules.open_item import OpenItem
from app.rules.registry import REGISTRY
from app.rules.state import NO_COUNTS, PURPOSES, Counts

RECORD_SECTION = "record"
"""Where items about patient, practice, plan and history go; these have screens of their own."""

T = TypeVar("T")

_CHART = frozenset({Purpose.CHART})
_TEXTS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT})
_UNREAD = frozenset({*FieldKind} - _TEXTS - {FieldKind.TABLE})
"""What may be unreadable as it was typed, or as it stands in a note file."""


@dataclass(frozen=True, slots=True)
class Weight:
    """The open item of a rule at the top, and what it adds to the counts while open or met.

    A silent item adds nothing. A warning, and a rule that judges an answer instead of asking for
    one, counts only while it is raised: no fact is counted twice.
    """

    item: OpenItem
    when_open: Counts
    when_met: Counts
    when_answered: Counts


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One requirement, bound to its check; `section` and `slot` say where its status is kept.

    `local` lists the template paths of its own table that it reads in its own row only; a change
    there touches that row alone. `for_claim` is its weight while a claim may be made, `for_chart`
    while not (None: the rule falls away).
    """

    requirement: Requirement
    check: Callable[[Any, Facts, Place], bool]
    section: int
    slot: int
    reads: frozenset[str]
    local: frozenset[str]
    for_claim: Weight
    for_chart: Weight | None
    row_items: dict[tuple[str, Purpose | None], OpenItem] = field(default_factory=dict)

    def item_at(self, place: Place, *, chart_only: bool) -> OpenItem:
        """The open item at one place: made once, the same object ever after."""
        weight = self.for_chart if chart_only else self.for_claim
        assert weight is not None, "a rule that fell away has no items"
        if place is TOP:
            return weight.item
        key = (place.prefix, Purpose.CHART if chart_only else None)
        item = self.row_items.get(key)
        if item is None:
            item = self.row_items[key] = replace(
                weight.item,
                id=f"{weight.item.id}@{'/'.join(row_ids(place.prefix))}",
                path=place.path(self.requirement.field),
            )
        return item


@dataclass(frozen=True, slots=True, eq=False)
class Showing:
    """When a field is shown; `table` is the table whose every row it is decided in."""

    field: str
    table: str
    condition: Condition
    local: frozenset[str]


class CompiledGuide:
    """A guide, with a payer card's requirements if there is one, indexed for the engine.

    `templates` are the text fields whose blanks are meant: what is filled in later, by the program.
    """

    def __init__(
        self,
        guide: Guide,
        card_requires: Iterable[Requirement] = (),
        card_sources: Mapping[str, Source] | None = None,
        templates: Collection[str] = (),
    ) -> None:
        self.guide = guide
        self._sources = {**guide.sources, **(card_sources or {})}
        self.section_ids = (RECORD_SECTION, *(section.id for section in guide.sections))
        self.rules_by_section: tuple[list[Rule], ...] = tuple([] for _ in self.section_ids)
        automatic = automatic_requirements(guide, templates)
        for requirement in (*guide.requires, *card_requires, *automatic):
            self._add(requirement)
        self.showings = tuple(_showings(guide))
        self.readers_of_field = _index(self.rules, lambda rule: rule.reads)
        self.showings_by_field = _index(
            self.showings, lambda s: _with_tables({s.field, *reads(s.condition)}) - {s.field}
        )
        self.chart_only_reads = frozenset(reads(guide.chart_only))
        self.tables = frozenset(
            path for path, asked in guide.fields.items() if asked.kind is FieldKind.TABLE
        )

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, section by section."""
        return tuple(rule for rules in self.rules_by_section for rule in rules)

    @cached_property
    def claim_rules(self) -> tuple[Rule, ...]:
        """The rules that change when a note becomes chart only."""
        return tuple(rule for rule in self.rules if rule.for_chart is not rule.for_claim)

    @cached_property
    def rules_by_id(self) -> Mapping[str, Rule]:
        """Every rule by its requirement's id."""
        return {rule.requirement.id: rule for rule in self.rules}

    def row_of(self, item_id: str) -> str:
        """The answer path of the row an open item is about; empty for items at the top."""
        rule_id, _, marks = item_id.partition("@")
        rule = self.rules_by_id.get(rule_id)
        if rule is None or not marks:
            return ""
        tables = rule.requirement.table.split("/")
        return "/".join(f"{t}/{row}" for t, row in zip(tables, marks.split("/"), strict=False))

    def _add(self, requirement: Requirement) -> None:
        section = self._section_of(requirement)
        kind = REGISTRY[requirement.check]
        looked_at = _with_tables(
            {*kind.reads(requirement.params), *reads(requirement.when), requirement.field}
        )
        own_row = f"{requirement.table}/" if requirement.table else "\0"
        for_claim = self._weight(requirement, section)
        is_chart = Purpose.CHART in requirement.needed_for
        if requirement.needed_for <= _CHART:
            for_chart: Weight | None = for_claim
        elif is_chart:
            for_chart = self._weight(replace(requirement, needed_for=_CHART), section)
        else:
            for_chart = None
        rules = self.rules_by_section[section]
        rules.append(
            Rule(
                requirement=requirement,
                check=kind.check,
                section=section,
                slot=len(rules),
                reads=frozenset(looked_at),
                local=frozenset(path for path in looked_at if path.startswith(own_row)),
                for_claim=for_claim,
                for_chart=for_chart,
            )
        )

    def _section_of(self, requirement: Requirement) -> int:
        section = self.guide.section_of.get(requirement.field)
        section_id = requirement.section or (section.id if section else RECORD_SECTION)
        return self.section_ids.index(section_id)

    def _weight(self, requirement: Requirement, section: int) -> Weight:
        item = OpenItem(
            id=requirement.id,
            requirement=requirement.id,
            path=requirement.field,
            section=self.section_ids[section],
            severity=requirement.severity,
            needed_for=requirement.needed_for,
            say=requirement.say,
            because=requirement.because,
            source=self._sources.get(requirement.source),
            blocks=requirement.blocks,
            fact=requirement.fact,
        )
        if requirement.severity is Severity.SILENT:
            return Weight(item, NO_COUNTS, NO_COUNTS, NO_COUNTS)
        asked = (1, *(int(purpose in item.needed_for) for purpose in PURPOSES))
        done = (*asked, *(0 for _ in asked))
        warns = requirement.severity is Severity.WARNS
        only_when_raised = warns or not REGISTRY[requirement.check].asks
        return Weight(item, (*asked, *asked), NO_COUNTS if only_when_raised else done, done)


def automatic_requirements(guide: Guide, templates: Collection[str] = ()) -> Iterator[Requirement]:
    """What holds for every field without being written in a guide: readable, no unfilled blanks.

    An impossible date or time and an unfilled blank block signing (product.md, Severity).
    """
    for path, asked in guide.fields.items():
        if asked.kind in _UNREAD:
            blocks = asked.kind in (FieldKind.DATE, FieldKind.TIME)
            yield _automatic(
                asked,
                f"{path}-readable",
                "readable",
                readable.Params(path),
                say=f"{asked.label}: type it so that it can be read, or clear it.",
                because="What cannot be read cannot be printed, counted or sent.",
                severity=Severity.BLOCKS if blocks else Severity.NEEDED,
                blocks=Act.SIGNING if blocks else None,
            )
        elif asked.kind in _TEXTS and path not in templates:
            yield _automatic(
                asked,
                f"{path}-blank",
                "no_blanks",
                no_blanks.Params(path),
                say=f"{asked.label}: fill the blank that is left in the text.",
                because="A blank in a signed record reads as if nobody had looked.",
                severity=Severity.BLOCKS,
                blocks=Act.SIGNING,
            )

    for name in ("treating.npi", "practice.npi"):
        label = KNOWN_FIELDS[name][1]
        yield replace(
            _automatic(
                Field(name, FieldKind.NPI, label),
                f"{name}-readable",
                "readable",
                readable.Params(name),
                say=f"{label}: correct it in the directory.",
                because="A claim with a wrong NPI is rejected before anybody reads it.",
                severity=Severity.BLOCKS,
                blocks=Act.SENDING,
            ),
            needed_for=frozenset({Purpose.CLAIM}),
        )


def _automatic(
    asked: Field,
    rule_id: str,
    check: str,
    params: object,
    *,
    say: str,
    because: str,
    severity: Severity,
    blocks: Act | None,
) -> Requirement:
    return Requirement(
        id=rule_id,
        check=check,
        params=params,
        field=asked.path,
        say=say,
        because=because,
        source="",
        severity=severity,
        blocks=blocks,
        table=parent_table(asked.path),
        fact=asked.fact,
    )


def _showings(guide: Guide) -> Iterator[Showing]:
    for path, asked in guide.fields.items():
        if asked.show_when is not None:
            table = parent_table(path)
            own_row = f"{table}/" if table else "\0"
            looked_at = reads(asked.show_when)
            local = frozenset(read for read in looked_at if read.startswith(own_row))
            yield Showing(path, table, asked.show_when, local)


def _with_tables(paths: Iterable[str]) -> set[str]:
    """The paths and every table they stand in, since a row that comes or goes changes them."""
    found = set(paths)
    for path in paths:
        while path := parent_table(path):
            found.add(path)
    return found


def _index(things: Sequence[T], what: Callable[[T], Iterable[str]]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for thing in things:
        for path in what(thing):
            found.setdefault(path, []).append(thing)
    return {path: tuple(readers) for path, readers in found.items()}
