"""What the parts of one guide file say about each other: names, order, sources, sentences, ids."""

from collections.abc import Iterator

from app.domain.guides.guide import FieldKind
from app.guides.check_form import check_fields
from app.guides.check_ids import check_ids
from app.guides.check_rules import check_rule, check_source
from app.guides.conditions import check_condition
from app.guides.names import Names
from app.guides.placed import FIT, build_field, placed_fields
from app.guides.problem import Finding, Loc
from app.guides.reachable import Reach
from app.guides.rule_file import RequirementFile
from app.guides.schema import GuideFile, SentenceFile
from app.guides.templates import check_template, says_a_fact

_GIVE_IT_A_FACT = "put a {field} outside the brackets, or add “when”"


def cross_check(guide: GuideFile, lost: frozenset[str]) -> Iterator[Finding]:
    """Everything wrong between the parts of a guide whose parts are each well formed.

    `lost` are words of parts that are broken and were left out; they may be named.
    """
    fields = placed_fields(guide)
    built = (build_field(f.written, f.path, None, guide) for f in fields)
    names = Names(built, lost)
    reach = Reach(fields, names)
    yield from check_ids(guide, fields)
    yield from check_fields(guide, fields, names, reach)
    first = 0
    for index, section in enumerate(guide.sections):
        at: Loc = ("sections", index)
        first = next((f.order for f in fields if f.at[:2] == at), first)
        yield from check_condition(section.show_when, (*at, "show_when"), names, "", first)
    yield from check_condition(guide.chart_only, ("chart_only",), names, "")
    yield from _check_fit_sources(guide, names)
    sections = (FIT, *(section.id for section in guide.sections))
    for index, rule in enumerate(guide.requires):
        at = ("requires", index)
        yield from check_rule(rule, at, names, sections, guide.sources)
        yield from _check_applies(rule, at, reach)
    for index, sentence in enumerate(guide.says):
        yield from _check_sentence(sentence, ("says", index), names)


def _check_applies(rule: RequirementFile, at: Loc, reach: Reach) -> Iterator[Finding]:
    if rule.when is None or not reach.can_be_shown(rule.jump):
        return  # a field that is never shown is reported as such
    if not reach.can_hold((rule.when,), rule.jump):
        why = f"“when” contradicts itself, or when “{rule.jump}” is shown."
        yield (*at, "when"), f"This rule could never apply: {why}"


def _check_fit_sources(guide: GuideFile, names: Names) -> Iterator[Finding]:
    for index, question in enumerate(guide.fit.questions if guide.fit else ()):
        at: Loc = (FIT, "questions", index)
        yield from check_source(question.source, (*at, "source"), names, guide.sources)
        if question.when_no:
            place = (*at, "when_no", "source")
            yield from check_source(question.when_no.source, place, names, guide.sources)


def _check_sentence(sentence: SentenceFile, at: Loc, names: Names) -> Iterator[Finding]:
    table = sentence.each or ""
    if sentence.each is not None:
        found = names.find(sentence.each)
        if found is None or found.kind is not FieldKind.TABLE:
            if not names.is_lost(sentence.each):
                yield (*at, "each"), f"“{sentence.each}” is no table of this guide."
            return
    yield from check_condition(sentence.when, (*at, "when"), names, table)
    for name, text in (("text", sentence.text), ("short", sentence.short)):
        yield from check_template(text, (*at, name), names, table)
        if text and sentence.when is None and not says_a_fact(text):
            yield at, f"“{name}” would be said whatever the answers are: {_GIVE_IT_A_FACT}."
