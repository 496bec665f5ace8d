"""Ids of a guide that are given twice, retired, taken by known names, or of another code."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from app.domain.facts.known import KNOWN_FIELDS
from app.guides.build import fit_requirements
from app.guides.check_form import repeated_options
from app.guides.placed import FIT, Placed
from app.guides.problem import Finding, Loc
from app.guides.schema import GuideFile
from app.rules.compiled import RECORD_SECTION

STAND_IN_CODE = "X0000"


def check_ids(guide: GuideFile, fields: tuple[Placed, ...]) -> Iterator[Finding]:
    """Everything wrong with the ids of fields, sections, rules, sentences and choices."""
    sections = _ids("sections", guide.sections)
    rules = _ids("requires", guide.requires)
    sentences = _ids("says", guide.says)
    asked = [(field.path, field.at) for field in fields]
    fit_rules = fit_requirements(guide.fit, guide.code) if guide.fit else ()
    own = frozenset(rule.id for rule in fit_rules)
    yield from _taken(sections, "section", frozenset({FIT, RECORD_SECTION}))
    yield from _taken(asked, "field", frozenset(n for n in KNOWN_FIELDS if "." not in n))
    yield from _taken(rules, "rule", own)
    yield from _taken(sentences, "sentence", frozenset())
    for given, at in (*sections, *asked, *rules, *sentences):
        if given in guide.retired:
            yield (*at, "id"), f"“{given}” is retired: give this a new id, never used before."
    yield from _renamed(guide, frozenset(given for given, _ in asked))
    for given, at in rules:
        if guide.code != STAND_IN_CODE and not given.startswith(f"{guide.code}-"):
            yield (*at, "id"), f"The id must begin with “{guide.code}-”."
    for name, options in guide.lists.items():
        yield from repeated_options(tuple(o.value for o in options), ("lists", name))


def _renamed(guide: GuideFile, asked: frozenset[str]) -> Iterator[Finding]:
    for old, new in guide.renamed.items():
        at = ("renamed", old)
        if old in asked:
            yield at, f"“{old}” is a field again: an id is never used for another question."
        if new not in asked:
            yield at, f"There is no field “{new}”: name the path that “{old}” has now."
        elif old.count("/") != new.count("/"):
            yield (
                at,
                f"“{new}” is not in a table as “{old}” was: name a field that is.",
            )


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


def _ids(name: str, parts: Sequence[_WithId]) -> list[tuple[str, Loc]]:
    return [(part.id, (name, index)) for index, part in enumerate(parts)]


def _taken(given: list[tuple[str, Loc]], what: str, reserved: frozenset[str]) -> Iterator[Finding]:
    seen = set[str]()
    for each, at in given:
        if each in reserved:
            yield (*at, "id"), f"“{each}” is a name the program uses itself: choose another id."
        elif each in seen:
            yield (*at, "id"), f"There is already a {what} “{each}”: give this one another id."
        seen.add(each)
