"""Mistakes in the rules of a guide or payer card: names, sources, what a check can judge."""

import re
from collections.abc import Collection, Iterator, Mapping

from app.domain.guides.guide import FieldKind, Severity
from app.domain.guides.paths import parent_table
from app.guides.check_fields import WANTS, Want
from app.guides.conditions import check_condition
from app.guides.names import Names
from app.guides.problem import Finding, Loc, did_you_mean
from app.guides.rule_file import RequirementFile
from app.guides.slow_patterns import why_slow

_HOLDS: Mapping[FieldKind, str] = {
    FieldKind.TEXT: "a text",
    FieldKind.LONG_TEXT: "a long text",
    FieldKind.CHOICE: "a choice",
    FieldKind.CHOICES: "several choices",
    FieldKind.DATE: "a date",
    FieldKind.TIME: "a time",
    FieldKind.MINUTES: "minutes",
    FieldKind.NUMBER: "a number",
    FieldKind.MONEY: "an amount",
    FieldKind.YES_NO: "a yes or no",
    FieldKind.TEETH: "teeth",
    FieldKind.NPI: "an NPI",
    FieldKind.PHONE: "a phone number",
    FieldKind.PERSON: "a person",
    FieldKind.EVIDENCE: "documents",
    FieldKind.DIAGNOSES: "diagnoses",
    FieldKind.TABLE: "a table",
}


def check_rule(
    rule: RequirementFile,
    at: Loc,
    names: Names,
    sections: Collection[str],
    sources: Collection[str],
) -> Iterator[Finding]:
    """Everything wrong with one rule, seen beside the guide's fields, sections and sources."""
    if not rule.jump:
        yield at, "“field” is missing: say which field this rule is about."
        return
    table = parent_table(rule.jump)
    if rule.field is not None and (trouble := names.trouble(rule.field, table)):
        yield (*at, "field"), trouble
    yield from check_condition(rule.when, (*at, "when"), names, table)
    yield from check_source(rule.source, (*at, "source"), names, sources)
    section = rule.section
    if section is not None and section not in sections and not names.is_lost(section):
        near = did_you_mean(section, sections)
        yield (*at, "section"), f"There is no section “{section}”.{near}"
    if (rule.severity is Severity.BLOCKS) != (rule.blocks is not None):
        yield (
            at,
            "“severity: blocks” and “blocks: signing” or “blocks: sending” belong together.",
        )
    yield from _check_settings(rule, at, names, table)


def check_source(source: str, at: Loc, names: Names, sources: Collection[str]) -> Iterator[Finding]:
    """Whether the source is listed."""
    if source not in sources and not names.is_lost(source):
        near = did_you_mean(source, sources)
        yield at, f"“{source}” is not among the sources of this file: add it under “sources”.{near}"


def _check_settings(rule: RequirementFile, at: Loc, names: Names, table: str) -> Iterator[Finding]:
    settings = rule.settings()
    for setting, want in WANTS[rule.check].items():
        if setting == "field" and names.find(rule.jump) is None:
            continue  # reported already
        given = rule.jump if setting == "field" else settings[setting]
        for path in (given,) if isinstance(given, str) else given:
            if trouble := _setting_trouble(path, want, names, table):
                yield (*at, setting), trouble
    inner = settings.get("table")
    if inner is not None and names.find(inner) is not None:
        yield from check_condition(settings["where"], (*at, "where"), names, inner)
    if rule.check == "pattern" and (trouble := _pattern_trouble(settings["matches"])):
        yield (*at, "matches"), trouble
    if rule.check == "date_order":
        kinds = {names.find(path) for path in (settings["first"], *settings["then"])}
        if len({found.kind for found in kinds if found}) > 1:
            yield (*at, "then"), "Days can be compared with days only, times with times only."


def _pattern_trouble(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):  # a repeat or nesting beyond the engine's
        return "This is no regular expression: check its brackets and signs."
    slow = why_slow(pattern)
    return f"This regular expression could take very long on some texts. {slow}" if slow else ""


def _setting_trouble(path: str, want: Want, names: Names, table: str) -> str:
    if trouble := names.trouble(path, table, columns=want.columns):
        return trouble
    found = names.find(path)
    if found is None or found.kind in want.kinds:
        return ""
    wanted = " or ".join(words for kind, words in _HOLDS.items() if kind in want.kinds)
    return f"“{path}” holds {_HOLDS[found.kind]}; this check judges {wanted}."
