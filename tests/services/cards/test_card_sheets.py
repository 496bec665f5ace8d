"""Sheets of payer cards: what is left alone keeps its source, what is changed gets the new one."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from app.domain.guides.answers import Choice, Number, Rows, Text
from app.domain.payers.card_sheet import CardSheet, SheetRule
from app.domain.payers.payer import AppealRule, CardAsk, PayerCard, UseLimit, Window
from app.services.cards.card_rules import rule_of
from app.services.cards.card_sheets import (
    CardBefore,
    card_of,
    sheet_of,
    source_of,
    used_sources,
)
from app.services.notes.answer_reading import AnswerReader
from app.services.records.record_forms.payer_card import CardChoices, payer_card_form
from tests.domain.payers.card_strategy import PLAIN_WORDS, cards
from tests.small_guide import NOW, index
from tests.storage import samples

CHOICES = CardChoices(
    {"D9311": "Consultation"}, {"D9311": {"diagnoses": "Diagnoses", "c/npi": "NPI"}}
)
READER = AnswerReader(lambda: NOW, index)
ASK = CardAsk(field="diagnoses", say="Add it.", because="It is asked.", needed_for=("payer",))


def _changed(card: PayerCard, **facts: Any) -> CardSheet:  # noqa: ANN401 - facts of all kinds
    return sheet_of(card, {}).model_copy(update=facts)


@given(card=cards())
def test_a_sheet_nobody_changed_is_the_same_card(card: PayerCard) -> None:
    rules = {code: (rule_of(ASK, f"CARD-{code}-diagnoses", "own/S1"),) for code in card.codes}
    assert card_of(sheet_of(card, rules), card, rules, "new") == (card, rules)


@settings(deadline=None, max_examples=40)  # a form's rules are compiled for each
@given(card=cards(PLAIN_WORDS))
def test_a_form_nobody_typed_into_says_the_same(card: PayerCard) -> None:
    before = CardBefore(card.model_copy(update={"phone": ""}), {})
    form = payer_card_form(before, CHOICES, dt.date(2026, 11, 25), lambda: before.sheet)
    sheet, problems = form.read(form.answers(before.sheet, READER), before.sheet.model_dump())
    assert problems == ()
    assert sheet is not None
    assert card_of(sheet, before.card, {}, "new") == (before.card, {})


def test_what_is_changed_comes_from_the_new_source_and_the_rest_as_before() -> None:
    card = samples.card().model_copy(update={"fax": "614-555-0109", "said_by": {"fax": "S1"}})
    rule = SheetRule(covered="no", repeat="per_date", limits=(UseLimit(per="day"),), source="S1")
    sheet = _changed(card, phone="614-555-0100", codes={"D9311": rule})
    now, _ = card_of(sheet, card, {}, "S2")
    assert now.said_by == {"fax": "S1", "phone": "S2"}
    assert [source_of(now, fact, "D9311") for fact in ("covered", "limits", "repeat")] == [
        "S2",
        "S2",
        "S1",
    ]
    assert source_of(now, "records", "D9311") == ""
    assert used_sources(now, {}) == {"S1", "S2"}


def test_a_fact_that_is_taken_out_is_nobodys_word() -> None:
    card = samples.card().model_copy(update={"fax": "614-555-0109", "said_by": {"fax": "S1"}})
    now, _ = card_of(_changed(card, fax=""), card, {}, "S2")
    assert now.said_by == {}


def test_an_appeal_keeps_its_source_while_it_says_the_same() -> None:
    window = Window(amount=6, unit="months", counted_from="eob")
    old = AppealRule(kind="provider_dispute", window=window, source="S1")
    card = samples.card().model_copy(update={"appeals": (old,)})
    typed = (AppealRule(kind="provider_dispute", window=window), AppealRule(kind="peer_review"))
    now, _ = card_of(_changed(card, appeals=typed), card, {}, "S2")
    assert [each.source for each in now.appeals] == ["S1", "S2"]


def test_a_code_of_which_nothing_is_said_stays_off_the_card() -> None:
    card = PayerCard(id="own", payer="Own")
    now, _ = card_of(_changed(card, codes={"D9311": SheetRule()}), card, {}, "S1")
    assert now == card


def test_a_fact_dropped_and_asked_again_gets_another_id() -> None:
    card = samples.card()
    asked = _changed(
        card,
        codes={
            "D9311": SheetRule.model_validate({**card.codes["D9311"].model_dump(), "asks": (ASK,)})
        },
    )
    first, rules = card_of(asked, card, {}, "S1")
    (rule,) = rules["D9311"]
    assert (rule.id, rule.field, rule.source) == ("CARD-D9311-diagnoses", "diagnoses", "S1")
    gone, none = card_of(sheet_of(card, {}), first, rules, "S1")
    assert (gone.retired, none) == (("CARD-D9311-diagnoses",), {})
    _, again = card_of(asked.model_copy(update={"version": 3}), gone, none, "S1")
    assert [each.id for each in again["D9311"]] == ["CARD-D9311-diagnoses_2"]


def test_another_sentence_leaves_the_id_and_takes_the_new_source() -> None:
    card = samples.card()
    rules = {"D9311": (rule_of(ASK, "CARD-D9311-diagnoses", "S1"),)}
    other = ASK.model_copy(update={"say": "Add the first one."})
    sheet = sheet_of(card, rules)
    code = sheet.codes["D9311"].model_copy(update={"asks": (other,)})
    now, changed = card_of(sheet.model_copy(update={"codes": {"D9311": code}}), card, rules, "S2")
    (rule,) = changed["D9311"]
    assert (rule.id, rule.say, rule.source, now.retired) == (
        "CARD-D9311-diagnoses",
        "Add the first one.",
        "S2",
        (),
    )


@pytest.mark.parametrize(
    ("typed", "path", "words"),
    [
        ({"timely_filing.amount": "12"}, "timely_filing.counted_from", "from which day"),
        ({"phone": "614-555-0100"}, "source.title", "where what you changed comes from"),
        ({"source.where": "page 3"}, "source.title", "Who or what says so: fill this in."),
        ({"fresh_days": "5"}, "fresh_days", "Days a checked fact counts as fresh"),
    ],
)
def test_what_cannot_be_saved_says_why_and_where(
    typed: dict[str, str], path: str, words: str
) -> None:
    before = CardBefore(samples.card(), {})
    form = payer_card_form(before, CHOICES, dt.date(2026, 11, 25), lambda: before.sheet)
    answers = form.answers(before.sheet, READER)
    for field, text in typed.items():
        answer = READER.read(form.guide.guide.fields[field], text)
        assert answer is not None
        answers = answers.insert(field, answer)
    sheet, problems = form.read(answers, before.sheet.model_dump())
    assert sheet is None
    assert [(problem.path, words in problem.say) for problem in problems] == [(path, True)]


def test_a_limit_by_the_month_says_how_many_and_another_forgets_them() -> None:
    before = CardBefore(samples.card(), {})
    form = payer_card_form(before, CHOICES, dt.date(2026, 11, 25), lambda: before.sheet)
    row = "codes.D9311.limits/r1"
    answers = (
        form.answers(before.sheet, READER)
        .insert("source.title", Text("Call"))
        .insert("codes.D9311.limits", Rows(("r1",)))
        .insert(f"{row}/per", Choice("months"))
    )
    sheet, problems = form.read(answers, before.sheet.model_dump())
    assert sheet is None
    assert [(each.path, "how many months" in each.say) for each in problems] == [(row, True)]
    hidden = answers.insert(f"{row}/months", Number(Decimal(6))).insert(
        f"{row}/per", Choice("lifetime")
    )
    sheet, _ = form.read(hidden, before.sheet.model_dump())
    assert sheet is not None
    assert sheet.codes["D9311"].limits == (UseLimit(per="lifetime"),)


def test_what_hides_behind_an_empty_window_does_not_count() -> None:
    window = Window(amount=6, unit="months", counted_from="eob")
    before = CardBefore(samples.card().model_copy(update={"timely_filing": window}), {})
    form = payer_card_form(before, CHOICES, dt.date(2026, 11, 25), lambda: before.sheet)
    answers = form.answers(before.sheet, READER).remove("timely_filing.amount")
    sheet, problems = form.read(
        answers.insert("source.title", Text("Call")), before.sheet.model_dump()
    )
    assert problems == ()
    assert sheet is not None
    assert sheet.timely_filing is None
