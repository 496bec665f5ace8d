"""What a new note or a new row starts with, out of what is known; nothing is asked twice."""

from collections.abc import Iterable

from app.domain.facts.known import Known
from app.domain.guides.answers import Answer, Choice, Date, Person, Text
from app.domain.guides.guide import Field, FieldKind
from app.domain.notes.note import Content, Entry
from app.rules.compiled import CompiledGuide
from app.services.notes.answer_reading import AnswerReader, Raw


def first_content(
    guide: CompiledGuide, known: Known, reader: AnswerReader, entry: Entry
) -> Content:
    """The content of a new note: every default the guide names that can be resolved now."""
    fields = (field for section in guide.guide.sections for field in section.fields)
    content = Content()
    for path, answer in _defaults(fields, known, reader).items():
        content = Content(content.answers.insert(path, answer), content.entries.insert(path, entry))
    return content


def row_defaults(table: Field, known: Known, reader: AnswerReader) -> dict[str, Answer]:
    """The answers a new row of a table starts with, by field id."""
    return _defaults(table.fields, known, reader)


def _defaults(fields: Iterable[Field], known: Known, reader: AnswerReader) -> dict[str, Answer]:
    found = {field.id: _default(field, known, reader) for field in fields if field.default}
    return {name: answer for name, answer in found.items() if answer is not None}


def _default(field: Field, known: Known, reader: AnswerReader) -> Answer | None:
    match field.default:
        case "today":
            return Date(known.today) if field.kind is FieldKind.DATE else None
        case "author":
            return author_person(known)
        case name if name in known.answers:
            return reader.read(field, _as_raw(known.answers[name], field))
        case name if "." in name:
            return None
        case value:
            return reader.read(field, value)


def _as_raw(answer: Answer, field: Field) -> Raw:
    if isinstance(answer, Text) and field.kind is not FieldKind.TEXT:
        return answer.value
    return answer


def author_person(known: Known) -> Person | None:
    """The author as a person named in the note; None while nobody is known."""
    name = known.answers.get("author.name")
    if not isinstance(name, Text):
        return None
    role = known.answers.get("author.role")
    credential = known.answers.get("author.credential")
    boss = known.answers.get("author.supervisor")
    entry = known.answers.get("author.entry")
    return Person(
        name.value,
        role.value if isinstance(role, Choice) else "",
        credential.value if isinstance(credential, Text) else "",
        boss.value if isinstance(boss, Text) else "",
        entry.value if isinstance(entry, Text) else "",
    )
