"""From a payer card to the sheet it is edited on, and back; `card_desk` and the form use it.

Every fact keeps the source it had; what was changed gets the source that the sheet names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from app.domain.guides.guide import Requirement
from app.domain.payers.card_sheet import CardSheet, SheetRule
from app.domain.payers.payer import ASK_PURPOSES, AppealRule, CardAsk, CardRule, PayerCard
from app.services.cards.card_rules import (
    is_plain,
    new_rule_id,
    rule_ids,
    rule_of,
    with_rule,
    without_rules,
)
from app.services.ports.card import Requires

_NO_FACTS = {"id", "payer", "version", "fresh_days", "retired"}
"""Of a card: what nobody has to say where it comes from."""

CARD_FACTS = tuple(
    name
    for name in PayerCard.model_fields
    if name not in _NO_FACTS | {"said_by", "sources", "codes", "appeals"}
)
CODE_FACTS = tuple(name for name in CardRule.model_fields if name not in ("source", "said_by"))

_MADE = {"asks", "others"}

NEW_SOURCE = "new"
"""Stands for the source of what was changed, until it has an id among the card's."""


@dataclass(frozen=True, slots=True)
class CardBefore:
    """A card as it stands, with its rules: what a sheet differs from needs a source."""

    card: PayerCard
    rules: Requires

    @property
    def sheet(self) -> CardSheet:
        """The sheet that shows it."""
        return sheet_of(self.card, self.rules)


def sheet_of(card: PayerCard, requires: Requires) -> CardSheet:
    """The sheet that shows a card and its rules."""
    codes = {
        code: SheetRule(
            **card.codes[code].model_dump() if code in card.codes else {},
            asks=tuple(ask_of(rule) for rule in requires.get(code, ()) if is_plain(rule)),
            others=tuple(rule.id for rule in requires.get(code, ()) if not is_plain(rule)),
        )
        for code in (*card.codes, *(each for each in requires if each not in card.codes))
    }
    return CardSheet(**{**_facts(card), "codes": codes})


def ask_of(rule: Requirement) -> CardAsk:
    """The fact that a plain rule asks for."""
    return CardAsk(
        field=rule.field,
        say=rule.say,
        because=rule.because,
        needed_for=tuple(each for each in ASK_PURPOSES if each in rule.needed_for),
    )


def card_of(
    sheet: CardSheet, before: PayerCard, rules: Requires, source: str
) -> tuple[PayerCard, Requires]:
    """The card and the rules that a sheet says, over the card and the rules `before`.

    What differs comes from `source`, the id of a source.
    """
    requires: Requires = rules
    for code in dict.fromkeys((*rules, *sheet.codes)):
        rule = sheet.codes.get(code, SheetRule())
        requires = _asked(before, requires, code, rule, source)
    gone = rule_ids(rules) - rule_ids(requires)
    codes = {
        code: _credited_rule(before.codes.get(code), rule, source)
        for code, rule in sheet.codes.items()
        if code in before.codes or code in requires or _says_anything(rule)
    }
    return PayerCard(
        **{
            **_facts(sheet),
            "codes": codes,
            "sources": before.sources,
            "appeals": tuple(_credited_appeals(before.appeals, sheet.appeals, source)),
            "said_by": _credits(before.said_by, before, sheet, CARD_FACTS, source),
            "retired": (*before.retired, *sorted(gone)),
        }
    ), requires


def needs_source(sheet: CardSheet, stored: CardSheet) -> bool:
    """Whether a sheet says anything that the one stored does not: then somebody has to say so."""
    rules = {
        code: tuple(rule_of(ask, f"{number}", "") for number, ask in enumerate(rule.asks))
        for code, rule in stored.codes.items()
    }
    return NEW_SOURCE in used_sources(*card_of(sheet, stored, rules, NEW_SOURCE))


def used_sources(card: PayerCard, requires: Requires) -> frozenset[str]:
    """The ids of the sources that anything comes from."""
    rules = card.codes.values()
    return frozenset(
        (
            *card.said_by.values(),
            *(each.source for each in card.appeals),
            *(rule.source for rule in rules),
            *(source for rule in rules for source in rule.said_by.values()),
            *(each.source for asked in requires.values() for each in asked),
        )
    ) - {""}


def source_of(card: PayerCard, fact: str, code: str = "") -> str:
    """The id of the source of a fact, of a code's where one is given; empty when nobody said."""
    if not code:
        return card.said_by.get(fact, "")
    rule = card.codes.get(code)
    if rule is None or getattr(rule, fact) == _default(CardRule, fact):
        return ""
    return rule.said_by.get(fact, rule.source)


def _facts(card: PayerCard) -> dict[str, Any]:
    return {name: getattr(card, name) for name in PayerCard.model_fields}


def _says_anything(rule: SheetRule) -> bool:
    return rule.model_dump(exclude=_MADE) != SheetRule().model_dump(exclude=_MADE)


def _default(model: type[BaseModel], fact: str) -> Any:  # noqa: ANN401 - each fact has its own
    return model.model_fields[fact].get_default(call_default_factory=True)


def _credits(
    said_by: Mapping[str, str],
    before: BaseModel,
    after: BaseModel,
    facts: Sequence[str],
    source: str,
) -> dict[str, str]:
    """Whose word each fact is: as before where it is the same, nobody's where nothing is said."""
    said = dict(said_by)
    for fact in facts:
        now = getattr(after, fact)
        if now != getattr(before, fact):
            said.pop(fact, None)
            if now != _default(type(before), fact):
                said[fact] = source
    return said


def _credited_rule(before: CardRule | None, after: SheetRule, source: str) -> CardRule:
    facts = {fact: getattr(after, fact) for fact in CODE_FACTS}
    if before is None:
        return CardRule(**facts, source=source)
    said = _credits(before.said_by, before, after, CODE_FACTS, source)
    return CardRule(**facts, source=before.source, said_by=said)


def _credited_appeals(
    before: Sequence[AppealRule], after: Sequence[AppealRule], source: str
) -> Iterator[AppealRule]:
    """Each way to appeal with its source: the one it had while it says the same."""
    left = list(before)
    for each in after:
        same = next((old for old in left if _bare(old) == _bare(each)), None)
        if same is not None:
            left.remove(same)
        yield same or each.model_copy(update={"source": source})


def _bare(rule: AppealRule) -> AppealRule:
    return rule.model_copy(update={"source": ""})


def _asked(
    before: PayerCard, requires: Requires, code: str, sheet: SheetRule, source: str
) -> Requires:
    """The rules with those of one code as the sheet says; each keeps its id while it is the same.

    A fact asked for is the same while it is the same field, whatever the sentence.
    """
    rules = requires.get(code, ())
    left = [rule for rule in rules if is_plain(rule)]
    stay: dict[str, Requirement] = {rule.id: rule for rule in rules if rule.id in sheet.others}
    new: list[CardAsk] = []
    for ask in sheet.asks:
        same = next((rule for rule in left if rule.field == ask.field), None)
        if same is None:
            new.append(ask)
            continue
        left.remove(same)
        changed = rule_of(ask, same.id, source)
        now = replace(changed, source=same.source, fact=same.fact, section=same.section)
        stay[same.id] = same if now == same else replace(now, source=source)
    kept = {**requires, code: tuple(stay[rule.id] for rule in rules if rule.id in stay)}
    ever = before.model_copy(update={"retired": (*before.retired, *rule_ids(requires))})
    result = without_rules(kept, ())
    for ask in new:
        rule_id = new_rule_id(code, ask.field, ever, result)
        result = with_rule(result, code, rule_of(ask, rule_id, source))
    return result
