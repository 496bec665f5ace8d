"""Reads a payer card: what one payer wants, and the rules it adds to guides.

The command line, bootstrap and the screen that takes a card from a file call it. `card_writing`
is the way back.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, create_model

from app.domain.guides.guide import Guide, Requirement, Source
from app.domain.payers.payer import RULE_PREFIX, CardRule, CardSource, PayerCard
from app.domain.practice.people import Border
from app.guides.build import build_requirement
from app.guides.check_rules import check_rule, check_source
from app.guides.files import read_file, read_tree
from app.guides.loader import located, names_in
from app.guides.mending import fit
from app.guides.names import Names
from app.guides.part import Code, RuleId
from app.guides.problem import Finding, Loc, Problem, did_you_mean
from app.guides.rule_file import RequirementFile, rule_list


class CardCode(CardRule):
    """What the payer says of one code, and the rules it adds to that code's guide."""

    requires: tuple[RequirementFile, ...] = ()


class CardFile(PayerCard):
    """A whole card file: every field of a card, and at least its sources and codes.

    Sources have short ids here, which only this file knows.
    """

    version: Annotated[int, Field(ge=1)] = 1
    sources: dict[str, CardSource]
    codes: dict[Code, CardCode]  # type: ignore[assignment]  # narrower; nothing is ever put in
    retired: tuple[RuleId, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedCard:
    """A payer card and the rules it adds, by procedure code.

    Its sources carry the card's id before their own (`example-mutual/S1`): a card is used together
    with a guide that has sources of its own.
    """

    card: PayerCard
    requires: Mapping[str, tuple[Requirement, ...]]

    @property
    def sources(self) -> dict[str, Source]:
        """The card's sources as open items show them."""
        return {
            name: Source(name, source.title, source.authority, source.checked, source.where)
            for name, source in self.card.sources.items()
        }


def load_card(
    path: Path, guides: Mapping[str, Guide]
) -> tuple[LoadedCard | None, tuple[Problem, ...]]:
    """The card in a file, or None and every problem of the file. Never raises for its content.

    Its rules are checked against the guides they are added to.
    """
    text, problems = read_file(path)
    return (None, problems) if text is None else read_card(text, str(path), guides)


def read_card(
    text: str, file: str, guides: Mapping[str, Guide]
) -> tuple[LoadedCard | None, tuple[Problem, ...]]:
    """The card in a text; `file` names it in problems."""
    tree, problems = read_tree(text, file)
    if tree is None:
        return None, problems
    fitted = fit(tree, card_file(), card_names)
    crossed = tuple(_cross_check(fitted.model, guides, fitted.lost)) if fitted.model else ()
    found = (*problems, *located(fitted, crossed, file))
    if found or fitted.model is None:
        return None, tuple(sorted(set(found)))
    return _build(fitted.model), ()


@cache
def card_file() -> type[CardFile]:
    """The model of a whole card file, its rules told apart by their check."""
    rules: Any = (rule_list(), ())
    code = create_model("CardCode", __base__=CardCode, __doc__=CardCode.__doc__, requires=rules)
    codes: Any = (dict[Code, code], ...)  # type: ignore[valid-type]  # made at run time
    return create_model("PayerCard", __base__=CardFile, __doc__=CardFile.__doc__, codes=codes)


@cache
def card_names() -> frozenset[str]:
    """Every name that a card file can have before a colon, offered for misspelled ones."""
    return names_in(card_file().model_json_schema(by_alias=True))


def _cross_check(
    file: CardFile, guides: Mapping[str, Guide], lost: frozenset[str]
) -> Iterator[Finding]:
    yield from _check_sources(file, Names((), lost))
    seen = set(file.retired)
    for code, rule in file.codes.items():
        at: Loc = ("codes", code)
        guide = guides.get(code)
        names = Names(guide.fields.values() if guide else (), lost)
        if guide is None:
            if rule.requires:
                yield (*at, "requires"), f"There is no guide for {code} to add rules to."
            continue
        sections = tuple(section.id for section in guide.sections)
        for index, each in enumerate(rule.requires):
            place = (*at, "requires", index)
            yield from check_rule(each, place, names, sections, file.sources)
            if not each.id.startswith(RULE_PREFIX):
                yield (*place, "id"), f"The id of a card’s rule begins with “{RULE_PREFIX}”."
            elif each.id in file.retired:
                yield (*place, "id"), f"“{each.id}” is among the retired ids: give it another one."
            elif each.id in seen:
                yield (*place, "id"), f"There is already a rule “{each.id}”: give it another id."
            seen.add(each.id)


def _check_sources(file: CardFile, names: Names) -> Iterator[Finding]:
    """Whether every source that a fact is said to come from is listed, and the fact is one."""
    yield from _check_said_by(file.said_by, PayerCard, (), names, file.sources)
    for index, appeal in enumerate(file.appeals):
        if appeal.source:
            at: Loc = ("appeals", index, "source")
            yield from check_source(appeal.source, at, names, file.sources)
    for code, rule in file.codes.items():
        if rule.source:
            yield from check_source(rule.source, ("codes", code, "source"), names, file.sources)
        yield from _check_said_by(rule.said_by, CardRule, ("codes", code), names, file.sources)


def _check_said_by(
    said_by: Mapping[str, str],
    model: type[Border],
    at: Loc,
    names: Names,
    sources: Collection[str],
) -> Iterator[Finding]:
    for fact, source in said_by.items():
        place = (*at, "said_by", fact)
        if fact not in model.model_fields:
            near = did_you_mean(fact, model.model_fields)
            yield place, f"“{fact}” is nothing that a card says here: take it out.{near}"
        yield from check_source(source, place, names, sources)


def rename_sources(card: PayerCard, call: Callable[[str], str]) -> PayerCard:
    """The card with every source called as `call` calls it; facts without one stay so."""

    def credited(said_by: Mapping[str, str]) -> dict[str, str]:
        return {fact: call(source) for fact, source in said_by.items()}

    def called(source: str) -> dict[str, str]:
        return {"source": call(source) if source else ""}

    codes = {
        code: rule.model_copy(update=called(rule.source) | {"said_by": credited(rule.said_by)})
        for code, rule in card.codes.items()
    }
    appeals = tuple(each.model_copy(update=called(each.source)) for each in card.appeals)
    sources = {call(name): source for name, source in card.sources.items()}
    said_by = credited(card.said_by)
    return card.model_copy(
        update={"codes": codes, "appeals": appeals, "sources": sources, "said_by": said_by}
    )


def _build(file: CardFile) -> LoadedCard:
    def own(source: str) -> str:
        return f"{file.id}/{source}"

    plain = file.model_dump(exclude={"codes": {"__all__": {"requires"}}})
    card = rename_sources(PayerCard.model_validate(plain), own)
    requires = {
        code: tuple(build_requirement(each, own(each.source)) for each in rule.requires)
        for code, rule in file.codes.items()
        if rule.requires
    }
    return LoadedCard(card, requires)
