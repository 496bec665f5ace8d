"""Nested answers become the answers people would have typed; the wrong ones are named."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from app.domain.guides.answers import (
    Answer,
    Choice,
    Choices,
    Date,
    Evidence,
    Minutes,
    Money,
    NotGiven,
    Npi,
    Number,
    Person,
    Phone,
    Rows,
    Teeth,
    Text,
    Time,
    Unreadable,
    YesNo,
)
from app.domain.guides.guide import Field, FieldKind, Guide, Option, Section
from app.services.note_files.note_file_answers import read_answers
from app.services.notes.answer_reading import AnswerReader
from tests.services.note_files.note_files import NOW, diagnoses

K = FieldKind
OPTIONS = (Option("phone", "Phone call"), Option("letter", "Letter, or fax"))


def _field(path: str, kind: FieldKind) -> Field:
    return Field(path, kind, path)


INNER = (_field("calls/attempts/on", K.DATE),)
ATTEMPTS = Field("calls/attempts", K.TABLE, "Attempts", fields=INNER)
CALLS = Field(
    "calls",
    K.TABLE,
    "Calls",
    closings=("none",),
    fields=(_field("calls/at", K.TIME), _field("calls/who", K.PERSON), ATTEMPTS),
)
FIELDS = (
    *(_field(kind.value, kind) for kind in K if kind not in (K.TABLE, K.CHOICE, K.CHOICES)),
    Field("choice", K.CHOICE, "Choice", options=OPTIONS),
    Field("choices", K.CHOICES, "Choices", options=OPTIONS, closings=("none", "not_available")),
    CALLS,
)
GUIDE = Guide("X0001", 1, "Test", {}, (Section("all", "All", FIELDS),), (), ())


def read(nested: dict[str, Any]) -> tuple[dict[str, Answer], list[str]]:
    answers, problems = read_answers(nested, GUIDE, AnswerReader(lambda: NOW, diagnoses))
    return dict(answers.items()), [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("name", "raw", "answer"),
    [
        ("text", "as typed ", Text("as typed ")),
        ("text", 11, Text("11")),
        ("choice", "phone", Choice("phone")),
        ("choice", "Letter, or fax", Choice("letter")),
        ("choices", ["letter", "phone"], Choices(("phone", "letter"))),
        ("choices", "phone", Choices(("phone",))),
        ("choices", {"not_given": "not_available"}, NotGiven("not_available")),
        ("date", "2026-11-03", Date(dt.date(2026, 11, 3))),
        ("date", "t-1", Date(dt.date(2026, 11, 21))),
        ("date", dt.date(2026, 11, 3), Date(dt.date(2026, 11, 3))),
        ("time", "14:30", Time(dt.time(14, 30))),
        ("minutes", 20, Minutes(20)),
        ("number", 1, Number(Decimal(1))),
        ("money", 85.5, Money(Decimal("85.50"))),
        ("yes_no", True, YesNo(True)),
        ("yes_no", "no", YesNo(False)),
        ("teeth", ["UR", 3], Teeth(("3", "UR"))),
        ("npi", "1234567893", Npi("1234567893")),
        ("phone", "(555) 010-0199", Phone("555-010-0199")),
        ("person", "Iris Filler", Person("Iris Filler")),
        (
            "person",
            {"name": "Iris Filler", "role": "assistant", "credential": "RDA"},
            Person("Iris Filler", "assistant", "RDA"),
        ),
    ],
)
def test_values_by_kind(name: str, raw: object, answer: Answer) -> None:
    found, problems = read({name: raw})
    assert problems == []
    if isinstance(answer, Teeth):
        teeth = found[name]
        assert isinstance(teeth, Teeth)
        assert set(teeth.values) == set(answer.values)
    else:
        assert found == {name: answer}


def test_null_and_blank_are_no_answers() -> None:
    assert read({"text": None, "date": "  "}) == ({}, [])


def test_what_cannot_be_read_stays_as_typed_because_a_rule_reports_it() -> None:
    found, problems = read({"date": "2/30", "time": {"unreadable": "25:00"}, "npi": 1234567890})
    assert problems == []
    typed = {n: a.typed for n, a in found.items() if isinstance(a, Unreadable)}
    assert typed == {"date": "2/30", "time": "25:00", "npi": "1234567890"}


def test_tables_get_row_ids_in_order_or_those_given() -> None:
    found, problems = read(
        {"calls": [{"at": "9:00"}, {"@row": "r7", "attempts": [{"on": "11/3"}]}, {"who": "A B"}]}
    )
    assert problems == []
    assert found == {
        "calls": Rows(("r1", "r7", "r3")),
        "calls/r1/at": Time(dt.time(9, 0)),
        "calls/r7/attempts": Rows(("r1",)),
        "calls/r7/attempts/r1/on": Date(dt.date(2026, 11, 3)),
        "calls/r3/who": Person("A B"),
    }


def test_documents_without_a_file_get_a_stand_in_of_their_title() -> None:
    found, problems = read({"evidence": [{"title": "Reply letter"}, "Chart note"]})
    assert problems == []
    evidence = found["evidence"]
    assert isinstance(evidence, Evidence)
    assert [item.title for item in evidence.items] == ["Reply letter", "Chart note"]
    assert len({item.sha256 for item in evidence.items}) == 2


@pytest.mark.parametrize(
    ("nested", "expected"),
    [
        ({"colour": "x"}, "answers.colour: The guide has no such field"),
        ({"calls": [{"colour": "x"}]}, "answers.calls[0].colour: The guide has no such field"),
        ({"choice": "fax"}, "answers.choice: Pick one of the choices"),
        ({"choices": ["phone", "fax"]}, "answers.choices: Pick from the choices"),
        ({"yes_no": "perhaps"}, "answers.yes_no: Answer yes or no"),
        ({"text": True}, "answers.text: Write words in quotes"),
        ({"text": ["a"]}, "answers.text: Write words in quotes"),
        ({"date": {"day": 3}}, "answers.date: Write a day"),
        ({"teeth": [{}]}, "answers.teeth: Write a list of teeth"),
        ({"text": {"not_given": "none"}}, "answers.text: This field cannot be closed"),
        ({"choices": {"not_given": "never"}}, "it can be none or not_available"),
        ({"calls": "none"}, "answers.calls: Write a list of rows"),
        ({"calls": ["x"]}, "answers.calls[0]: Write one row"),
        ({"calls": [{}, {"@row": "r1"}]}, "answers.calls[1].@row: Write r and a number"),
        ({"calls": [{"@row": "x/y"}]}, "answers.calls[0].@row: Write r and a number"),
        ({"person": {"name": "A", "rôle": "x"}}, "answers.person.rôle: A person has name"),
        ({"person": {"name": "A", "role": "king"}}, "answers.person.role: This is no role"),
        ({"person": {"role": "dentist"}}, "answers.person.name: Write the person’s name"),
        ({"person": {"name": "\u200b"}}, "answers.person.name: Write the person’s name"),
        ({"evidence": ["\u200b"]}, "answers.evidence[0]: A document has a title"),
        ({"evidence": "x"}, "answers.evidence: Write a list of documents"),
        ({"evidence": [{}]}, "answers.evidence[0]: A document has a title"),
        ({"evidence": [{"title": "x", "sha256": "y"}]}, "answers.evidence[0].sha256: Write"),
        ({"evidence": [{"title": "x", "size": -1}]}, "answers.evidence[0].size: Write"),
    ],
)
def test_wrong_values_are_named_and_left_out(nested: dict[str, Any], expected: str) -> None:
    _, problems = read(nested)
    assert [expected in problem for problem in problems] == [True], problems
