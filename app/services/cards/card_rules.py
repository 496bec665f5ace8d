"""The facts a payer card asks for beyond a guide, as rules with ids; `payer_cards` uses it.

An id is given once: a rule that is dropped leaves its id among the card's retired ones.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from app.domain.guides.guide import Guide, Purpose, Requirement, Severity
from app.domain.guides.paths import parent_table
from app.domain.payers.payer import RULE_PREFIX, CardAsk, CardSource, PayerCard
from app.rules.checks import required
from app.services.ports.card import Requires

_NO_WORD = re.compile(r"[^A-Za-z0-9]+")


def rule_of(ask: CardAsk, rule_id: str, source: str) -> Requirement:
    """The rule that asks for a fact; `source` is the id of the card's source."""
    return Requirement(
        id=rule_id,
        check=required.KIND,
        params=required.Params(ask.field),
        field=ask.field,
        say=ask.say,
        because=ask.because,
        source=source,
        needed_for=frozenset(Purpose(each) for each in ask.needed_for),
        table=parent_table(ask.field),
    )


def is_plain(rule: Requirement) -> bool:
    """Whether a rule does no more than ask for a fact, so that it can be changed in the program."""
    return (
        rule.check == required.KIND
        and rule.when is None
        and rule.severity is Severity.NEEDED
        and Purpose.CHART not in rule.needed_for
    )


def askable(guide: Guide) -> Mapping[str, str]:
    """The fields that a card can ask for: template paths and labels, after that of their table."""
    return {path: _field_words(guide, path) for path in guide.fields}


def _field_words(guide: Guide, path: str) -> str:
    table = parent_table(path)
    label = guide.fields[path].label
    return f"{guide.fields[table].label}: {label}" if table in guide.fields else label


def new_rule_id(code: str, field: str, card: PayerCard, requires: Requires) -> str:
    """An id for a rule about a field that no rule of the card has or ever had."""
    taken = rule_ids(requires) | set(card.retired)
    stem = f"{RULE_PREFIX}{code}-{_NO_WORD.sub('_', field)}"
    return next(each for each in _numbered(stem) if each not in taken)


def rule_ids(requires: Requires) -> frozenset[str]:
    """The ids of all rules."""
    return frozenset(rule.id for rules in requires.values() for rule in rules)


def with_source(card: PayerCard, source: CardSource) -> tuple[PayerCard, str]:
    """The card with a source among its own, and the id it has there.

    The very same source is taken once. Looked up on another day it is another one: what rests on
    the older has not been checked anew.
    """
    same = (name for name, each in card.sources.items() if each == source)
    name = next(same, "") or _new_source(card)
    return card.model_copy(update={"sources": {**card.sources, name: source}}), name


def _new_source(card: PayerCard) -> str:
    names = (f"{card.id}/S{number}" for number in count(1))
    return next(name for name in names if name not in card.sources)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}_{number}" for number in count(2))


def with_rule(requires: Requires, code: str, rule: Requirement) -> Requires:
    """The rules with one more at the end of a code's."""
    return {**requires, code: (*requires.get(code, ()), rule)}


def without_rules(requires: Requires, ids: Iterable[str]) -> Requires:
    """The rules without these; codes that nothing is asked of any more drop out."""
    gone = set(ids)
    left = {
        code: tuple(rule for rule in rules if rule.id not in gone)
        for code, rules in requires.items()
    }
    return {code: rules for code, rules in left.items() if rules}
