"""Answers nested by field id, the way note files carry them; `note_file_answers` reads them back.

Exports and the sample notes are written with it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from app.domain import answers as a
from app.domain.guide import Field, Guide
from app.domain.note import Answers
from app.services.note_files.note_file_answers import PERSON_PARTS, ROW


def nest_answers(answers: Answers, guide: Guide) -> dict[str, Any]:
    """The nested form of answers; what is of no field of this guide is left out."""
    fields = (field for section in guide.sections for field in section.fields)
    return _nested(answers, fields, "")


def _nested(answers: Answers, fields: Iterable[Field], prefix: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields:
        answer = answers.get(prefix + field.id)
        if isinstance(answer, a.Rows):
            found[field.id] = list(_nested_rows(answers, field, answer, prefix + field.id))
        elif answer is not None:
            found[field.id] = _WRITERS[type(answer)](answer)
    return found


def _nested_rows(answers: Answers, table: Field, rows: a.Rows, path: str) -> Iterator[Any]:
    for number, row in enumerate(rows.ids, 1):
        named = {} if row == f"r{number}" else {ROW: row}
        yield named | _nested(answers, table.fields, f"{path}/{row}/")


def _number(answer: a.Number | a.Money) -> int | str:
    """A whole number as it is, any other as text, so that no digit is lost."""
    written = str(answer.value)
    return int(written) if written.isdigit() else written


def _person(person: a.Person) -> dict[str, str]:
    return {name: value for name in PERSON_PARTS if (value := getattr(person, name))}


def _documents(evidence: a.Evidence) -> list[dict[str, Any]]:
    return [{"title": i.title, "sha256": i.sha256, "size": i.size} for i in evidence.items]


_value = attrgetter("value")

_WRITERS: Mapping[type[a.Answer], Callable[[Any], Any]] = MappingProxyType(
    {
        a.Text: _value,
        a.Choice: _value,
        a.Choices: lambda answer: list(answer.values),
        a.Date: lambda answer: answer.value.isoformat(),
        a.Time: lambda answer: answer.value.strftime("%H:%M"),
        a.Minutes: _value,
        a.Number: _number,
        a.Money: _number,
        a.YesNo: _value,
        a.Teeth: lambda answer: list(answer.values),
        a.Npi: _value,
        a.Phone: _value,
        a.Person: _person,
        a.Evidence: _documents,
        a.Diagnoses: lambda answer: [diagnosis.code for diagnosis in answer.values],
        a.NotGiven: lambda answer: {"not_given": answer.kind},
        a.Unreadable: lambda answer: {"unreadable": answer.typed},
    }
)
