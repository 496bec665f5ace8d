"""Answers as people write them in files, nested by field id; `note_file_reading` reads them here.

Note files, the sample notes and the tests' cases share this form. Text goes through the same
reader as the form, so `t-3` or `2:30p` mean the same in both. What cannot be read stays as an
unreadable answer where a rule asks for it; everything else is a problem with its path.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rpds import HashTrieMap

from app.domain.guides.answers import (
    Answer,
    Evidence,
    EvidenceItem,
    NotGiven,
    Person,
    Rows,
    Unreadable,
)
from app.domain.guides.guide import Field, FieldKind, Guide
from app.domain.notes.note import Answers
from app.domain.practice.people import StaffRole
from app.domain.reading.blank import is_blank
from app.services.notes.answer_reading import AnswerReader

ROW = "@row"
"""The key of a row's id in a table; needed only where ids do not run r1, r2, r3."""

_LISTS = frozenset({FieldKind.CHOICES, FieldKind.TEETH, FieldKind.DIAGNOSES})
# For these no rule reports what could not be read, so it is a problem of the file.
_PICKED = frozenset({FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO})
PERSON_PARTS = ("name", "role", "credential", "supervisor", "entry")
_ROLES = frozenset({"", *(role.value for role in StaffRole)})


@dataclass(frozen=True, slots=True)
class NoteProblem:
    """One bad value of a note file: its path and one sentence on what to write instead."""

    path: str
    text: str

    def __str__(self) -> str:
        """`path: sentence`."""
        return f"{self.path}: {self.text}" if self.path else self.text


def read_answers(
    nested: Mapping[str, Any], guide: Guide, reader: AnswerReader, path: str = "answers"
) -> tuple[Answers, tuple[NoteProblem, ...]]:
    """The answers in a nested form, by answer path, and every value that is none.

    `path` is where the form stands in its file.
    """
    reading = _Reading(reader)
    fields = {field.id: field for section in guide.sections for field in section.fields}
    reading.group(nested, fields, path, "")
    return HashTrieMap(reading.answers), tuple(reading.problems)


class _Reading:
    """Reads nested answers and gathers answers and problems."""

    def __init__(self, reader: AnswerReader) -> None:
        self.answers: dict[str, Answer] = {}
        self.problems: list[NoteProblem] = []
        self._reader = reader

    def group(
        self, nested: Mapping[str, Any], fields: Mapping[str, Field], at: str, prefix: str
    ) -> None:
        """The answers of a note or of one row; `prefix` begins their answer paths."""
        for name, raw in nested.items():
            place = f"{at}.{name}"
            field = fields.get(name)
            if field is None:
                self._problem(place, "The guide has no such field here. Check its id.")
            elif raw is not None:
                self._value(field, raw, place, prefix + name)

    def _value(self, field: Field, raw: object, at: str, path: str) -> None:
        if isinstance(raw, dict) and raw.keys() == {"not_given"}:
            self._closing(field, raw["not_given"], at, path)
        elif field.kind is FieldKind.TABLE:
            self._table(field, raw, at, path)
        elif field.kind is FieldKind.EVIDENCE:
            self._evidence(raw, at, path)
        elif isinstance(raw, dict) and field.kind is FieldKind.PERSON:
            self._person(raw, at, path)
        elif isinstance(raw, dict) and raw.keys() == {"unreadable"}:
            self._typed(field, str(raw["unreadable"]), at, path)
        else:
            typed = _as_typed(field, raw)
            if typed is None:
                self._problem(at, f"Write {_FORMS[field.kind]}.")
            else:
                self._typed(field, typed, at, path)

    def _typed(self, field: Field, typed: str, at: str, path: str) -> None:
        answer = self._reader.read(field, typed)
        if isinstance(answer, Unreadable) and field.kind in _PICKED:
            self._problem(at, f"{answer.why} Write {_FORMS[field.kind]}.")
        elif answer is not None:
            self.answers[path] = answer

    def _closing(self, field: Field, kind: object, at: str, path: str) -> None:
        for closing in field.closings:
            if kind == closing:
                self.answers[path] = NotGiven(closing)
                return
        allowed = " or ".join(field.closings)
        ways = f"it can be {allowed}" if allowed else "give its answer, or leave it out"
        self._problem(at, f"This field cannot be closed that way: {ways}.")

    def _table(self, field: Field, raw: object, at: str, path: str) -> None:
        if not isinstance(raw, list):
            self._problem(at, f"Write {_FORMS[FieldKind.TABLE]}.")
            return
        fields = {inner.id: inner for inner in field.fields}
        ids: list[str] = []
        for index, row in enumerate(raw):
            place = f"{at}[{index}]"
            if not isinstance(row, dict):
                self._problem(place, "Write one row as a group of fields.")
                continue
            given = row.get(ROW, f"r{index + 1}")
            if not isinstance(given, str) or not _is_row_id(given) or given in ids:
                self._problem(f"{place}.{ROW}", "Write r and a number that no other row has.")
                continue
            ids.append(given)
            answers = {name: value for name, value in row.items() if name != ROW}
            self.group(answers, fields, place, f"{path}/{given}/")
        if ids:
            self.answers[path] = Rows(tuple(ids))

    def _person(self, raw: Mapping[str, object], at: str, path: str) -> None:
        for name, value in raw.items():
            if name not in PERSON_PARTS:
                self._problem(f"{at}.{name}", f"A person has {', '.join(PERSON_PARTS)}.")
            elif not isinstance(value, str):
                self._problem(f"{at}.{name}", "Write words in quotes.")
        parts = {name: raw[name] for name in PERSON_PARTS if isinstance(raw.get(name), str)}
        person = Person(**{"name": "", **{k: str(v).strip() for k, v in parts.items()}})
        if person.role not in _ROLES:
            roles = ", ".join(sorted(_ROLES - {""}))
            self._problem(f"{at}.role", f"This is no role: write one of {roles}.")
        elif is_blank(person.name):
            self._problem(f"{at}.name", "Write the person’s name.")
        else:
            self.answers[path] = person

    def _evidence(self, raw: object, at: str, path: str) -> None:
        if not isinstance(raw, list):
            self._problem(at, f"Write {_FORMS[FieldKind.EVIDENCE]}.")
            return
        items = [self._document(each, f"{at}[{index}]") for index, each in enumerate(raw)]
        kept = tuple(item for item in items if item is not None)
        if kept:
            self.answers[path] = Evidence(kept)

    def _document(self, raw: object, at: str) -> EvidenceItem | None:
        parts = raw if isinstance(raw, dict) else {"title": raw}
        title, size = parts.get("title"), parts.get("size", 0)
        sha256 = parts.get("sha256")
        unknown = parts.keys() - {"title", "sha256", "size"}
        if unknown or not isinstance(title, str) or is_blank(title):
            self._problem(at, "A document has a title, and may have sha256 and size.")
            return None
        if sha256 is None:
            # The file itself is not at hand: its title stands for it, so that it can be told apart.
            sha256 = hashlib.sha256(title.encode()).hexdigest()
        if not isinstance(sha256, str) or not _is_sha256(sha256):
            self._problem(f"{at}.sha256", "Write the 64 hexadecimal digits of the file’s SHA-256.")
            return None
        if not isinstance(size, int) or isinstance(size, bool) or size < 0:
            self._problem(f"{at}.size", "Write the size in bytes, 0 or more.")
            return None
        return EvidenceItem(sha256, title.strip(), size)

    def _problem(self, at: str, text: str) -> None:
        self.problems.append(NoteProblem(at, text))


def _as_typed(field: Field, raw: object) -> str | None:
    """What somebody would type for this value; None when the value is of a wrong form."""
    if isinstance(raw, bool):
        return ("yes" if raw else "no") if field.kind is FieldKind.YES_NO else None
    if isinstance(raw, list) and field.kind in _LISTS:
        good = all(isinstance(each, str | int) and not isinstance(each, bool) for each in raw)
        return ", ".join(str(each) for each in raw) if good else None
    if isinstance(raw, dt.date):
        return raw.isoformat()
    if isinstance(raw, str | int | float | Decimal):
        return str(raw)
    return None


_FORMS: Mapping[FieldKind, str] = {
    FieldKind.TEXT: "words in quotes",
    FieldKind.LONG_TEXT: "words in quotes",
    FieldKind.CHOICE: "one of the values of its choices, in quotes",
    FieldKind.CHOICES: "a list of values of its choices",
    FieldKind.DATE: 'a day such as "2026-11-03"',
    FieldKind.TIME: 'a time such as "14:30"',
    FieldKind.MINUTES: "whole minutes such as 20",
    FieldKind.NUMBER: "a number such as 1",
    FieldKind.MONEY: 'an amount such as "85.00"',
    FieldKind.YES_NO: "true or false",
    FieldKind.TEETH: 'a list of teeth or areas such as ["3", "UR"]',
    FieldKind.NPI: "the ten digits in quotes",
    FieldKind.PHONE: "the number in quotes",
    FieldKind.PERSON: "a name in quotes, or a group with name, role, credential and supervisor",
    FieldKind.EVIDENCE: 'a list of documents such as [{"title": "Reply letter"}]',
    FieldKind.DIAGNOSES: 'a list of codes such as ["Z95.2"]',
    FieldKind.TABLE: "a list of rows, each a group of fields",
}


def _is_row_id(given: str) -> bool:
    return given[:1] == "r" and given[1:].isdigit() and given.isascii()


def _is_sha256(given: str) -> bool:
    return len(given) == 64 and all(digit in "0123456789abcdef" for digit in given)
