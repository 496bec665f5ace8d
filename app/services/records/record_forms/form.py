"""A record's form: the guide its editors are made of, and the way from record to answers and back.

The record pages edit the answers in a draft as they do a note's; saving reads them back here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from rpds import HashTrieMap

from app.domain.guides.answers import (
    Answer,
    Choice,
    Choices,
    Date,
    Evidence,
    Money,
    NotGiven,
    Npi,
    Number,
    Phone,
    Rows,
    Text,
    Unreadable,
    YesNo,
)
from app.domain.guides.guide import Field, FieldKind
from app.domain.notes.note import Answers
from app.rules.compiled import CompiledGuide
from app.services.notes.answer_reading import AnswerReader

Record = TypeVar("Record", bound=BaseModel)

Plain = dict[str, Any]
"""A record's values by name, groups within groups."""

Value = Any
"""One of them: text, number, day, truth value or tuple of files, as the field's kind says."""

CLOSED = "closed"
"""The record's value that keeps how a field was closed instead of answered, by the field's id."""

_KEEPS_TYPED = frozenset({FieldKind.NPI, FieldKind.PHONE})
"""A record keeps these as text, so even what could not be read is kept, and marked again."""


@dataclass(frozen=True, slots=True)
class FormProblem:
    """Why a record cannot be saved yet: where, and what to do."""

    path: str
    say: str


def as_is(plain: Plain) -> Plain:
    """The values as they stand."""
    return plain


def nothing_wrong(_record: BaseModel) -> tuple[FormProblem, ...]:
    """What a model lets through is fine."""
    return ()


@dataclass(frozen=True)
class RecordForm(Generic[Record]):
    """The form of one kind of record.

    A field's path names the record's value, with a dot for every group: `name.given`, and in a
    table `coverages/payer`. `into` and `out_of` bridge what has another shape in the form. `judge`
    says what of a whole record cannot be saved, beyond what its model can know. `beside` names a
    field of several choices that does not offer again what another field holds, and that field.
    """

    guide: CompiledGuide
    model: type[Record]
    into: Callable[[Plain], Plain] = as_is
    out_of: Callable[[Plain], Plain] = as_is
    judge: Callable[[Record], Sequence[FormProblem]] = nothing_wrong
    beside: tuple[str, str] | None = None

    def answers(self, record: Record | None, reader: AnswerReader) -> Answers:
        """What the editors show of a record; nothing for a new one."""
        plain = self.into(record.model_dump()) if record else {}
        return HashTrieMap(dict(_answers(self._top_fields(), plain, reader)))

    def read(
        self, answers: Answers, base: Mapping[str, Any]
    ) -> tuple[Record | None, tuple[FormProblem, ...]]:
        """The record that the answers give over `base` (what the form does not show), or why none.

        Never raises for what was typed.
        """
        problems = tuple(self._unreadable(answers))
        if problems:
            return None, problems
        plain = self.into(dict(base)) if base else {}
        rows = _put_answers(plain, self._top_fields(), answers)
        try:
            record = self.model.model_validate(self.out_of(plain))
        except ValidationError as error:
            return None, tuple(self._problems(error, rows))
        problems = tuple(self.judge(record))
        return (None, problems) if problems else (record, ())

    def _top_fields(self) -> Iterator[Field]:
        for section in self.guide.guide.sections:
            yield from section.fields

    def _unreadable(self, answers: Answers) -> Iterator[FormProblem]:
        for path, answer in sorted(answers.items()):
            field = self.guide.guide.fields["/".join(path.split("/")[::2])]
            if isinstance(answer, Unreadable) and field.kind not in _KEEPS_TYPED:
                yield FormProblem(path, f"{field.label}: {answer.why}")

    def _problems(
        self, error: ValidationError, rows: Mapping[str, Sequence[str]]
    ) -> Iterator[FormProblem]:
        seen: set[str] = set()
        for each in error.errors(include_url=False, include_input=False):
            path = _path(each["loc"], rows)
            if path not in seen:
                seen.add(path)
                yield FormProblem(path, self._sentence(path, each["type"], each.get("ctx", {})))

    def _sentence(self, path: str, kind: str, ctx: Mapping[str, Any]) -> str:
        template = "/".join(path.split("/")[::2])
        field = self.guide.guide.fields.get(template)
        label = field.label if field else template
        match kind:
            case "missing" | "string_too_short" | "int_type":
                asked = (r.say for r in self.guide.guide.requires if r.field == template)
                return next(asked, f"{label}: fill this in.")
            case "string_too_long":
                return f"{label}: write at most {ctx['max_length']} characters."
            case "value_error":
                return f"{label}: {ctx['error']}"
            case "too_long":
                return f"{label}: there can be at most {ctx['max_length']}. Remove one."
            case _:
                return f"{label}: {field.help or 'type it in another way.'}" if field else label


def _answers(
    fields: Iterator[Field] | Sequence[Field], plain: Plain, reader: AnswerReader, prefix: str = ""
) -> Iterator[tuple[str, Answer]]:
    for field in fields:
        value = _get(plain, field.id)
        if field.kind is FieldKind.TABLE:
            ids = tuple(f"r{number}" for number in range(1, len(value or ()) + 1))
            if ids:
                yield prefix + field.id, Rows(ids)
            for row_id, row in zip(ids, value or (), strict=True):
                yield from _answers(field.fields, row, reader, f"{prefix}{field.id}/{row_id}/")
        elif (answer := _answer(field, value, reader) or _closing(field, plain)) is not None:
            yield prefix + field.id, answer


def _closing(field: Field, plain: Plain) -> NotGiven | None:
    kind = plain.get(CLOSED, {}).get(field.id) if field.closings else None
    return NotGiven(kind) if kind in field.closings else None


def _answer(field: Field, value: Value, reader: AnswerReader) -> Answer | None:
    if value is None or value == "":
        return None
    match field.kind:
        case FieldKind.EVIDENCE:
            return Evidence(value)
        case FieldKind.DATE:
            return Date(value)
        case FieldKind.MONEY:
            return Money(value)
        case FieldKind.YES_NO:
            return YesNo(value)
        case FieldKind.CHOICES:
            return Choices(tuple(str(each) for each in value))
        case FieldKind.CHOICE:
            return Choice(str(value)) if field.option(str(value)) else None
        case _:
            return reader.read(field, str(value))


def _put_answers(
    plain: Plain, fields: Iterator[Field], answers: Answers
) -> Mapping[str, tuple[str, ...]]:
    """Write the answers into the values; returns the rows of each table that are not empty."""
    rows: dict[str, tuple[str, ...]] = {}
    for field in fields:
        if field.kind is not FieldKind.TABLE:
            _put(plain, field.id, _value(answers.get(field.id)))
            if field.closings:
                _put_closing(plain, field, answers.get(field.id))
            continue
        table = answers.get(field.id)
        found: list[tuple[str, Plain]] = []
        for row_id in table.ids if isinstance(table, Rows) else ():
            row: Plain = {}
            for inner in field.fields:
                _put(row, inner.id, _value(answers.get(f"{field.id}/{row_id}/{inner.id}")))
            if row:
                found.append((row_id, row))
        rows[field.id] = tuple(row_id for row_id, _ in found)
        _put(plain, field.id, [row for _, row in found])
    return rows


def _put_closing(plain: Plain, field: Field, answer: Answer | None) -> None:
    closed = {name: kind for name, kind in plain.get(CLOSED, {}).items() if name != field.id}
    if isinstance(answer, NotGiven):
        closed[field.id] = answer.kind
    plain[CLOSED] = closed


def _value(answer: Answer | None) -> Value:
    match answer:
        case Text(value) | Unreadable(value):
            return value.strip() or None
        case Date(value) | Money(value) | Number(value) | YesNo(value) | Choice(value):
            return value
        case Npi(value) | Phone(value):
            return value
        case Choices(values):
            return values
        case Evidence(items):
            return items
        case _:
            return None


def _get(plain: Plain, path: str) -> Value:
    value: Value = plain
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _put(plain: Plain, path: str, value: Value) -> None:
    """Set a value in its groups; None takes it out, so that the record's own default holds."""
    *groups, last = path.split(".")
    for group in groups:
        if value is None and group not in plain:
            return
        plain[group] = dict(plain.get(group) or {})
        plain = plain[group]
    if value is None:
        plain.pop(last, None)
    else:
        plain[last] = value


def _path(loc: tuple[int | str, ...], rows: Mapping[str, Sequence[str]]) -> str:
    """The answer path of a place in the record."""
    at = next((at for at, part in enumerate(loc) if isinstance(part, int)), None)
    if at is None:
        return ".".join(map(str, loc))
    table, number, inner = ".".join(map(str, loc[:at])), loc[at], ".".join(map(str, loc[at + 1 :]))
    assert isinstance(number, int), "that is what was looked for"
    row = rows[table][number] if table in rows else f"r{number + 1}"
    return "/".join(part for part in (table, row, inner) if part)
