"""Writes a payer card as the YAML text that `cards` reads back as the very same card.

The services keep that text: it is a card's truth, whether a file or the program wrote it. Comments
of a file are taken along; its blank lines and the order of its entries become the program's own.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

import yaml

from app.domain.guides.condition import AllOf, Answered, AnyOf, FieldIn, Not, SomeRow
from app.domain.guides.guide import Purpose, Requirement, Severity
from app.guides.card_comments import with_comments
from app.guides.cards import LoadedCard, rename_sources

_WIDTH = 96

Plain = dict[str, Any]


def write_card(loaded: LoadedCard, before: str = "") -> str:
    """The text of a card and the rules it adds, with the comments of its text before."""
    prefix = f"{loaded.card.id}/"

    def short(source: str) -> str:
        return source.removeprefix(prefix)

    card = rename_sources(loaded.card, short)
    facts = card.model_dump(exclude_defaults=True, exclude={"codes", "sources"})
    plain: Plain = {"id": card.id, "payer": card.payer, "version": card.version} | facts
    plain["sources"] = {
        name: source.model_dump(exclude_defaults=True) for name, source in card.sources.items()
    }
    plain["codes"] = {
        code: rule.model_dump(exclude_defaults=True)
        | _requires(loaded.requires.get(code, ()), short)
        for code, rule in card.codes.items()
    }
    text = str(
        yaml.dump(_plain(plain), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    )
    return with_comments(text, before) if before else text


class _Dumper(yaml.SafeDumper):
    """Writes everything where it stands: a file with repetitions by `&name` is hard to read."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - yaml's signature
        """Never refer to what was written before."""
        return True


def _requires(rules: tuple[Requirement, ...], short: Callable[[str], str]) -> Plain:
    return {"requires": [_rule(each, short(each.source)) for each in rules]} if rules else {}


def _rule(rule: Requirement, source: str) -> Plain:
    plain: Plain = {"id": rule.id, "check": rule.check, "field": rule.field}
    for setting in dataclasses.fields(rule.params):
        value = getattr(rule.params, setting.name)
        if setting.name != "field" and value != setting.default:
            plain[setting.name] = value
    if rule.needed_for != {Purpose.CHART}:
        plain["needed_for"] = sorted(rule.needed_for)
    if rule.severity is not Severity.NEEDED:
        plain["severity"] = rule.severity
    if rule.blocks is not None:
        plain["blocks"] = rule.blocks
    if rule.when is not None:
        plain["when"] = rule.when
    plain |= {"say": rule.say, "because": rule.because, "source": source}
    more = {"fact": rule.fact, "section": rule.section}
    return plain | {name: value for name, value in more.items() if value}


def _plain(value: object) -> object:
    """A value as the few kinds that a file has."""
    match value:
        case Mapping():
            return {str(name): _plain(inner) for name, inner in value.items()}
        case tuple() | list():
            return [_plain(inner) for inner in value]
        case Enum():
            return value.value
        case bool() | int() | str() | dt.date() | None:
            return value
        case _:
            return _plain(_condition(value))


def _condition(condition: object) -> Plain:
    match condition:
        case FieldIn(field, values):
            return {"field": field, "in": sorted(values)}
        case Answered(field):
            return {"field": field, "answered": True}
        case SomeRow(table, where, at_least):
            more = {"where": where} if where is not None else {}
            return {"row": table, **more, "at_least": at_least}
        case AllOf(parts):
            return {"all": parts}
        case AnyOf(parts):
            return {"any": parts}
        case Not(part):
            return {"not": part}
        case _:
            raise TypeError(f"{type(condition).__name__} has no place in a card")
