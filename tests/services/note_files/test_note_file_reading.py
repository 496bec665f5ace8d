"""A note file becomes a note with its surroundings."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.guides.answers import Text, YesNo
from app.domain.guides.guide import Field, FieldKind
from app.domain.notes.note import Entry, Reason
from app.domain.reading.blank import is_blank
from app.services.seals.signing import signature_matches
from tests.services.note_files.note_files import NOW, guides, read, sample


def test_the_note_and_what_is_known_around_it() -> None:
    reading = read(sample(control_number="CP1", reasons={"D9311-C11-exam": "Pat said so."}))
    note = reading.note
    assert reading.problems == ()
    assert note.date_of_service == dt.date(2026, 11, 3)
    assert note.content.entries["date_of_service"] == Entry("treating", NOW)
    assert note.content.reasons["D9311-C11-exam"] == Reason("Pat said so.", "treating", NOW)
    assert (note.status, note.author_id, note.control_number) == ("draft", "treating", "CP1")
    assert note.guide_digest == guides()["D9311"].guide.digest
    known = reading.known.answers
    assert known["patient.name"] == Text("Marisol Testwell")
    assert known["patient.minor"] == YesNo(False)
    assert reading.known.today == dt.date(2026, 11, 22)


def test_a_record_of_marks_that_nobody_sees_is_not_known() -> None:
    name = {"given": "\u200b", "family": "\u2060"}
    reading = read(sample(patient={"name": name, "chart_number": "\ufeff"}))
    assert "patient.name" not in reading.known.answers
    assert "patient.chart_number" not in reading.known.answers


def test_without_a_moment_the_present_one_is_taken() -> None:
    plain = {"format": 1, "code": "D9311", "answers": {"date_of_service": "t"}}
    reading = read(plain)
    assert reading.note.created_at == NOW
    assert reading.note.date_of_service == NOW.date()


def test_values_that_name_nothing_are_problems() -> None:
    reading = read(
        sample(
            answers={"colour": "x"},
            reasons={"D9311-none": "x"},
            entries={"colour": {"by": "treating", "at": "2026-11-22T15:00:00Z"}},
            signature={"by": "nobody", "at": "2026-11-22T15:05:00Z"},
        )
    )
    assert {problem.path for problem in reading.problems} == {
        "answers.colour",
        "reasons.D9311-none",
        "entries.colour",
        "signature.by",
    }


def test_whoever_is_named_has_to_be_in_the_file() -> None:
    by_nobody = {"by": "nobody", "at": "2026-11-22T15:00:00Z"}
    reading = read(
        sample(
            entries={"date_of_service": by_nobody},
            reasons={"D9311-C11-exam": {"text": "Pat said so.", **by_nobody}},
        )
    )
    assert [str(problem) for problem in reading.problems] == [
        "entries.date_of_service.by: Nobody in this file has this id.",
        "reasons.D9311-C11-exam.by: Nobody in this file has this id.",
    ]


def test_records_that_could_be_taken_for_one_another_are_problems() -> None:
    finn = {"id": "treating", "name": {"given": "Finn", "family": "Deskwell"}, "role": "biller"}
    twice = {**sample()["treating"], "id": "treating"}  # the same person, in two places
    coverages = [{"payer": "Example Dental Plan"}, {"payer": "Second Example Plan"}]
    name = {"given": "Marisol", "family": "Testwell"}
    reading = read(
        sample(staff=[finn], author=twice, patient={"name": name, "coverages": coverages})
    )
    assert [problem.path for problem in reading.problems] == [
        "staff[0].id",
        "patient.coverages[1].order",
    ]


SIGNATURE = {"by": "treating", "at": "2026-11-22T15:05:00-05:00"}


def test_a_signed_note_is_signed_over_what_the_file_says() -> None:
    note = read(sample(signature=SIGNATURE)).note
    assert note.status == "signed"
    assert signature_matches(note)
    assert note.signature is not None
    assert note.signature.open_items > 0
    again = read(sample(signature={**SIGNATURE, "digest": note.signature.digest}))
    assert again.problems == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": {"date_of_service": "2026-11-04"}},
        {"control_number": "CP2"},
        {"patient": {"name": {"given": "Marisol", "family": "Otherwell"}}},
        {"signature": {**SIGNATURE, "by": "author"}},
        {"signature": {**SIGNATURE, "at": "2026-11-21T15:05:00-05:00"}},
        {"reasons": {"D9311-C11-exam": "Added later."}},
    ],
)
def test_whatever_is_changed_breaks_the_signature(changes: dict[str, Any]) -> None:
    author = {"name": {"given": "Finn", "family": "Deskwell"}, "role": "front_desk"}
    plain = sample(signature=SIGNATURE, author=author)
    signature = read(plain).note.signature
    assert signature is not None
    changed = {**plain, **changes}
    changed["signature"] = {**changed["signature"], "digest": signature.digest}
    reading = read(changed)
    assert [problem.path for problem in reading.problems] == ["signature.digest"]
    assert reading.note.status == "draft"


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"signature": {**SIGNATURE, "digest": "0" * 64}}, "signature.digest", "read as a draft"),
        (
            {"signature": SIGNATURE, "answers": {"date_of_service": "2/30"}},
            "signature",
            "cannot be signed yet",
        ),
    ],
)
def test_a_signature_that_does_not_hold_leaves_a_draft(
    changes: dict[str, Any], path: str, words: str
) -> None:
    reading = read(sample(**changes))
    assert reading.note.status == "draft"
    assert [(p.path, words in p.text) for p in reading.problems] == [(path, True)]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1)


def raw_value(field: Field) -> st.SearchStrategy[Any]:
    """What a user might put into a field: sound, unreadable, or an honest closing."""
    closings = [st.just({"not_given": closing}) for closing in field.closings]
    return st.one_of(*closings, _RAW.get(field.kind, WORDS) if not field.options else _pick(field))


def _pick(field: Field) -> st.SearchStrategy[Any]:
    values = st.sampled_from([option.value for option in field.options])
    if field.kind is FieldKind.CHOICES:
        return st.lists(values, min_size=1, max_size=3, unique=True)
    return values


_RAW: dict[FieldKind, st.SearchStrategy[Any]] = {
    FieldKind.DATE: st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)).map(str) | st.just("2/30"),
    FieldKind.TIME: st.times().map(lambda time: time.strftime("%H:%M")) | st.just("late"),
    FieldKind.MINUTES: st.integers(0, 1440) | st.just("long"),
    FieldKind.NUMBER: st.integers(0, 99) | st.just("2.50"),
    FieldKind.MONEY: st.integers(0, 99999) | st.just("85.5") | st.just("free"),
    FieldKind.YES_NO: st.booleans(),
    FieldKind.TEETH: st.lists(st.sampled_from(["3", "14", "UR", "A", "10"]), min_size=1),
    FieldKind.NPI: st.sampled_from(["1234567893", "1234567890"]),
    FieldKind.PHONE: st.sampled_from(["555-010-0199", "614 555 0100 x12", "555"]),
    FieldKind.PERSON: st.fixed_dictionaries(
        {"name": WORDS.filter(lambda name: name.strip() == name and not is_blank(name))},
        optional={"credential": st.just("RDA")},
    ),
    FieldKind.EVIDENCE: st.just([{"title": "Reply letter"}]),
    FieldKind.DIAGNOSES: st.lists(st.sampled_from(["Z95.2", "G80.9"]), min_size=1, unique=True),
}


@st.composite
def nested_answers(draw: st.DrawFn, fields: tuple[Field, ...], most: int = 12) -> dict[str, Any]:
    """Answers to some fields of a form or row."""
    chosen = draw(st.lists(st.sampled_from(fields), max_size=most, unique_by=lambda f: f.path))
    found: dict[str, Any] = {}
    for field in chosen:
        if field.kind is FieldKind.TABLE:
            row = nested_answers(field.fields, 3)
            rows = draw(st.lists(row, min_size=1, max_size=3))
            numbers = draw(st.permutations(range(1, 9)))
            found[field.id] = [{"@row": f"r{n}", **r} for n, r in zip(numbers, rows, strict=False)]
        else:
            found[field.id] = draw(raw_value(field))
    return found


@pytest.mark.parametrize("code", ["D9311", "D9997"])
def test_whatever_a_form_takes_is_read_to_the_last_answer(code: str) -> None:
    guide = guides()[code]
    fields = tuple(field for section in guide.guide.sections for field in section.fields)

    @given(nested_answers(fields))
    def same(nested: dict[str, Any]) -> None:
        reading = read(sample(code=code, answers=nested))
        assert reading.problems == ()
        answered = {path for path in reading.note.content.answers if "/" not in path}
        assert answered == set(nested)
        assert read(sample(code=code, answers=nested)).known == reading.known

    same()


def test_who_entered_an_answer_and_when_is_read() -> None:
    entry = {"by": "hygienist", "at": "2026-11-23T09:00:00Z"}
    content = read(sample(entries={"date_of_service": entry})).note.content
    later = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
    assert content.entries["date_of_service"] == Entry("hygienist", later)
