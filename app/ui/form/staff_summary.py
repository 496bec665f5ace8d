"""What staff entered, in a few lines for the dentist: the answered facts of the chart.

Pure words; the dentist's view shows them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.facts.facts import Facts
from app.domain.guides.answers import YesNo
from app.domain.guides.guide import Field, FieldKind, Guide, Purpose
from app.domain.guides.showing import show_answer
from app.ui.form.row_words import row_words


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """One section's facts as pairs of label and words."""

    title: str
    facts: tuple[tuple[str, str], ...]


def staff_summary(guide: Guide, facts: Facts) -> Iterator[SummaryPart]:
    """The sections staff filled in, as far as the chart needs them; claim and payer matters out."""
    off_chart = _off_chart(guide)
    for section in guide.sections:
        lines = tuple(
            line
            for field in section.fields
            if not is_dentists(field) and field.path not in off_chart
            if not (section.is_fit and facts.read(field.path) == YesNo(True))  # nothing to weigh
            for line in _lines(field, facts)
        )
        if lines:
            yield SummaryPart(section.title, lines)


def is_dentists(field: Field) -> bool:
    """Whether the dentist fills this field, or a field of this table."""
    return field.filled_by == "dentist" or any(is_dentists(inner) for inner in field.fields)


def _off_chart(guide: Guide) -> set[str]:
    """The fields that are asked for, but never for the chart."""
    asked = {rule.field for rule in guide.requires}
    return asked - {rule.field for rule in guide.requires if Purpose.CHART in rule.needed_for}


def _lines(field: Field, facts: Facts) -> Iterator[tuple[str, str]]:
    if field.kind is FieldKind.TABLE and (rows := facts.rows(field.path)):
        for number, row in enumerate(rows, start=1):
            words = row_words(field, f"{field.path}/{row}", facts)
            yield f"{field.row_name or field.label} {number}", words
    elif words := show_answer(facts.read(field.path), field):
        yield field.label, words
