"""Answers as plain JSON: exact both ways, and one text for one content."""

import datetime as dt
import json
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rpds import HashTrieMap

from app.domain.guides import answers as a
from app.domain.guides.answers import Answer
from app.domain.notes.note import Content
from app.domain.notes.plain import (
    UNREADABLE,
    answer_of,
    answers_of,
    canonical,
    content_of,
    plain_answer,
    plain_answers,
    plain_content,
)
from tests.domain.guides.answers_strategy import answers, contents


@given(answers())
def test_any_answer_reads_back_exactly(answer: Answer) -> None:
    again = answer_of(json.loads(canonical(plain_answer(answer))))
    assert again == answer
    assert type(again) is type(answer)


@given(contents())
def test_any_content_reads_back_exactly(content: Content) -> None:
    assert content_of(json.loads(canonical(plain_content(content)))) == content


@given(contents())
def test_the_order_of_typing_does_not_show(content: Content) -> None:
    turned = Content(
        HashTrieMap(dict(reversed(list(content.answers.items())))),
        HashTrieMap(dict(reversed(list(content.entries.items())))),
        HashTrieMap(dict(reversed(list(content.reasons.items())))),
    )
    assert canonical(plain_content(turned)) == canonical(plain_content(content))


@given(contents(), contents())
def test_different_contents_have_different_texts(one: Content, other: Content) -> None:
    texts = canonical(plain_content(one)), canonical(plain_content(other))
    if one != other:
        assert texts[0] != texts[1]


@given(contents())
def test_the_text_is_ascii_on_one_line(content: Content) -> None:
    text = canonical(plain_content(content))
    assert text.isascii()
    assert text.isprintable()


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (a.Text("naïve"), '["text","na\\u00efve"]'),
        (a.Choice("cardiac"), '["choice","cardiac"]'),
        (a.Choices(("inr", "hba1c")), '["choices",["inr","hba1c"]]'),
        (a.Date(dt.date(2026, 11, 3)), '["date","2026-11-03"]'),
        (a.Time(dt.time(14, 30)), '["time","14:30:00"]'),
        (a.Minutes(12), '["minutes",12]'),
        (a.Number(Decimal("2.50")), '["number","2.50"]'),
        (a.Money(Decimal("85.00")), '["money","85.00"]'),
        (a.YesNo(False), '["yes_no",false]'),
        (a.Teeth(("14", "UR")), '["teeth",["14","UR"]]'),
        (a.Npi("1234567893"), '["npi","1234567893"]'),
        (a.Phone("555-0101"), '["phone","555-0101"]'),
        (a.Person("Ada", "dentist", "DDS", "", "s1"), '["person",["Ada","dentist","DDS","","s1"]]'),
        (a.Evidence((a.EvidenceItem("ab", "Letter", 5),)), '["evidence",[["ab","Letter",5]]]'),
        (a.Diagnoses((a.DiagnosisCode("I48.91", "AF"),)), '["diagnoses",[["I48.91","AF"]]]'),
        (a.Rows(("r1", "r2")), '["rows",["r1","r2"]]'),
        (a.NotGiven("would_not_say"), '["not_given","would_not_say"]'),
        (a.Unreadable("ten-ish", "Type minutes."), '["unreadable",["ten-ish","Type minutes."]]'),
    ],
)
def test_what_stored_notes_rest_on_stays_as_it_is(answer: Answer, text: str) -> None:
    assert canonical(plain_answer(answer)) == text
    assert answer_of(json.loads(text)) == answer


def test_every_kind_of_answer_is_known() -> None:
    for kind in get_args(Answer):
        # A blank has no fields to write; that it is asked for them shows that its kind is known.
        with pytest.raises(AttributeError):
            plain_answer(kind.__new__(kind))


@pytest.mark.parametrize(
    "plain",
    [[], ["text"], ["unheard_of", 1], ["date", "soon"], ["money", "much"], ["choices", 5], "text"],
)
def test_what_was_not_written_here_is_unreadable(plain: list[object]) -> None:
    with pytest.raises(UNREADABLE):
        answer_of(plain)


@given(st.dictionaries(st.text(), answers()))
def test_answers_alone_read_back(found: dict[str, Answer]) -> None:
    kept = HashTrieMap(found)
    assert answers_of(json.loads(canonical(plain_answers(kept)))) == kept
