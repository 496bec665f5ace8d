"""From a checked guide file to the guide the program uses; the loader calls it."""

from collections.abc import Iterator
from types import MappingProxyType

from app.domain.guides.condition import FieldIn
from app.domain.guides.guide import (
    Guide,
    Purpose,
    Requirement,
    Section,
    Sentence,
    Severity,
    Source,
)
from app.domain.guides.paths import parent_table
from app.guides.placed import FIT, build_field, fit_field
from app.guides.rule_file import RequirementFile
from app.guides.schema import FitFile, FitQuestion, GuideFile, SentenceFile
from app.rules.checks import never, required


def build_guide(file: GuideFile, digest: str) -> Guide:
    """The guide. The file has passed the cross-check; `digest` is the SHA-256 of its text."""
    fit = (_fit_section(file.fit, file),) if file.fit else ()
    fit_rules = tuple(fit_requirements(file.fit, file.code)) if file.fit else ()
    questions = file.fit.questions if file.fit else ()
    return Guide(
        code=file.code,
        version=file.version,
        title=file.title,
        sources={
            name: Source(name, source.title, source.authority, source.checked, source.where)
            for name, source in file.sources.items()
        },
        sections=(*fit, *build_sections(file)),
        requires=(*fit_rules, *(build_requirement(rule) for rule in file.requires)),
        says=tuple(_sentence(sentence) for sentence in file.says),
        chart_only=file.chart_only.condition() if file.chart_only else None,
        retired=frozenset(file.retired),
        renamed=MappingProxyType(dict(file.renamed)),
        digest=digest,
        suggested_codes={
            _no_rule_id(file.code, question): question.when_no.suggest
            for question in questions
            if question.when_no and question.when_no.suggest
        },
    )


def build_sections(file: GuideFile) -> tuple[Section, ...]:
    """The sections as written, without the code fit."""
    return tuple(
        Section(
            id=section.id,
            title=section.title,
            fields=tuple(build_field(f, f.id, section.show_when, file) for f in section.fields),
            intro=section.intro,
        )
        for section in file.sections
    )


def build_requirement(rule: RequirementFile, source: str | None = None) -> Requirement:
    """One rule; `source` replaces the source's id where a card gives it another name."""
    return Requirement(
        id=rule.id,
        check=rule.check,
        params=rule.params(),
        field=rule.jump,
        say=rule.say,
        because=rule.because,
        source=source or rule.source,
        severity=rule.severity,
        needed_for=frozenset(rule.needed_for),
        blocks=rule.blocks,
        when=rule.when.condition() if rule.when else None,
        table=parent_table(rule.jump),
        section=rule.section or "",
        fact=rule.fact,
    )


def fit_requirements(fit: FitFile, code: str) -> Iterator[Requirement]:
    """For each question of the code fit: answer it; and what to do when the answer is no."""
    for question in fit.questions:
        path = fit_field(question).id
        yield Requirement(
            id=f"{code}-{FIT}-{question.id}",
            check=required.KIND,
            params=required.Params(path),
            field=path,
            say=question.say,
            because=question.because,
            source=question.source,
            severity=Severity.NEEDED,
            needed_for=frozenset({Purpose.CHART}),
            fact=question.fact,
        )
        if question.when_no is None:
            continue
        yield Requirement(
            id=_no_rule_id(code, question),
            check=never.KIND,
            params=never.Params(path),
            field=path,
            say=question.when_no.say,
            because=question.when_no.because,
            source=question.when_no.source,
            severity=question.when_no.severity,
            needed_for=frozenset({Purpose.CHART}),
            when=FieldIn(path, frozenset({"no"})),
            fact=question.fact,
        )


def _no_rule_id(code: str, question: FitQuestion) -> str:
    return f"{code}-{FIT}-{question.id}-no"


def _fit_section(fit: FitFile, file: GuideFile) -> Section:
    questions = tuple(build_field(f, f.id, None, file) for f in map(fit_field, fit.questions))
    below = tuple(build_field(f, f.id, None, file) for f in fit.fields)
    return Section(FIT, fit.title, (*questions, *below), fit.intro, is_fit=True)


def _sentence(sentence: SentenceFile) -> Sentence:
    return Sentence(
        id=sentence.id,
        priority=sentence.priority,
        text=sentence.text,
        short=sentence.short,
        when=sentence.when.condition() if sentence.when else None,
        each=sentence.each or "",
    )
