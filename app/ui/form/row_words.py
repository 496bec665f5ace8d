"""One row of a table in a line: the answers that tell it from the others, shown on its head."""

from collections.abc import Iterator

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Answer, Person
from app.domain.guides.guide import Field, FieldKind
from app.domain.guides.showing import show_answer

_LONG = frozenset({FieldKind.LONG_TEXT, FieldKind.EVIDENCE, FieldKind.DIAGNOSES, FieldKind.TABLE})
_MOST = 5


def row_words(table: Field, row: str, facts: Facts) -> str:
    """The first visible answers of the row at an answer path; long texts only if alone."""
    short = list(_words(table, row, facts, long=False))
    return " · ".join(short[:_MOST] or list(_words(table, row, facts, long=True))[:1])


def _words(table: Field, row: str, facts: Facts, *, long: bool) -> Iterator[str]:
    for field in table.fields:
        if (field.kind in _LONG) is long:
            words = _shown(facts.read(f"{row}/{field.id}"), field)
            if words:
                yield " ".join(words.split())


def _shown(answer: Answer | None, field: Field) -> str:
    if isinstance(answer, Person):
        return answer.name
    return show_answer(answer, field)
