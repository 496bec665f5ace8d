"""What is wrong with the form of a note file is said with its path; nothing raises."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.note_files.note_file import NoteFile, note_schema
from app.services.note_files.note_file_parsing import parse_note_file
from tests.services.note_files.note_files import sample


def problems_of(plain: object) -> list[str]:
    file, problems = parse_note_file(json.dumps(plain).encode())
    assert (file is None) == bool(problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"{", "Line 1 is not JSON"),
        (b'{"format": 1,\n}', "Line 2 is not JSON"),
        (b"\xff\xfe", "Save the file as UTF-8"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"answers": ' * 500 + b"1" + b"}" * 500, ""),
        (b'{"format": NaN}', "a number in it that is none"),
        (b'{"format": ' + b"9" * 5000 + b"}", "far too long"),
        (b" " * (4 * 1024 * 1024 + 1), "larger than 4 MB"),
        (b'{"format": 1, "format": 1}', "format: This name is given twice"),
        (b'{"answers": {"a": [{"b": "\\u0000"}]}}', "answers.a[0].b: There is a character"),
        (b'{"answers": {"a": "\\ud800"}}', "answers.a: There is a character"),
        (b"[]", "a group of names and values"),
        (b"null", "a group of names and values"),
    ],
)
def test_files_that_are_no_note_file(raw: bytes, words: str) -> None:
    file, problems = parse_note_file(raw)
    assert file is None
    assert words in str(problems[0])


PATIENT = {"name": {"given": "Marisol", "family": "Testwell"}}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"format": 2}, "format: Write 1."),
        ({"code": "9311"}, "code: Write a procedure code such as D9311."),
        ({"bogus": 1}, "bogus: This name is not known here"),
        ({"today": 20261122}, "today: Write a day"),
        ({"made_at": "2026-11-22T10:00:00"}, "made_at: Write a moment with its offset"),
        ({"patient": {"name": {"given": "Marisol"}}}, "patient.name.family: This is missing"),
        ({"patient": {**PATIENT, "birth_date": "4/2/58"}}, "patient.birth_date: Write a day"),
        ({"patient": {**PATIENT, "epsdt": "yes"}}, "patient.epsdt: Write true or false."),
        (
            {"patient": {**PATIENT, "coverages": [{"payer": "X", "network": "maybe"}]}},
            "patient.coverages[0].network: Write 'in', 'out' or 'unknown'.",
        ),
        ({"reasons": {"D9311-C11-exam": 5}}, "reasons.D9311-C11-exam: Write a group"),
        ({"reasons": {"x": {"text": " "}}}, "reasons.x.text: This is empty"),
        ({"reasons": {"x": ""}}, "reasons.x: This is empty"),
        ({"reasons": {"x": " "}}, "reasons.x: This is empty"),
        ({"card": 7}, "card: Write words"),
        (
            {"earlier": [{"code": "D9311", "contacts": [{"date": "2026-11-01", "time": 870}]}]},
            "earlier[0].contacts[0].time: Write a time",
        ),
        ({"signature": {"by": "treating"}}, "signature.at: This is missing"),
    ],
)
def test_each_bad_value_is_named_by_its_path(changes: dict[str, Any], expected: str) -> None:
    assert [expected in found for found in problems_of(sample(**changes))] == [True]


def test_all_bad_values_are_reported_together() -> None:
    found = problems_of(sample(today="soon", bogus=1, patient={"name": {"given": "M"}}))
    assert {each.partition(":")[0] for each in found} == {"today", "bogus", "patient.name.family"}


def test_no_typed_value_is_repeated_in_a_problem() -> None:
    canary = "Marisol Testwell"
    plain = sample(today=canary, patient=canary, reasons={"x": [canary]}, staff=[canary])
    assert not any(canary in each for each in problems_of(plain))


def test_the_schema_documents_every_part() -> None:
    schema = note_schema()
    assert schema["required"] == ["format", "code"]
    assert set(schema["properties"]) == set(NoteFile.model_fields)
    assert all("description" in each for each in schema["properties"].values())
    assert schema["additionalProperties"] is False


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(name=st.sampled_from(sorted(NoteFile.model_fields)), value=JSON)
def test_any_value_anywhere_ends_with_a_file_or_problems(name: str, value: object) -> None:
    problems_of(sample(**{name: value}))


@given(st.binary(max_size=60))
def test_any_bytes_end_with_problems(raw: bytes) -> None:
    assert parse_note_file(raw)[1]
