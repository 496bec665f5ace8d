"""What differs between two versions of a card, in words, and what comes from each source."""

import datetime as dt

from app.domain.payers.card_sheet import CardSheet
from app.domain.payers.payer import (
    AppealRule,
    CardAsk,
    CardRule,
    CardSource,
    PayerCard,
    UseLimit,
    Window,
)
from app.domain.practice.people import Address
from app.services.cards.card_rules import rule_of
from app.services.cards.card_sheets import CardBefore, sheet_of
from app.services.notes.answer_reading import AnswerReader
from app.services.payers.card_history import differences, origins, said_by
from app.services.records.record_forms.payer_card import CardChoices, payer_card_form
from tests.small_guide import NOW, index

MANUAL = CardSource(title="Manual", checked=dt.date(2026, 1, 5))
CALL = CardSource(title="Call", checked=dt.date(2026, 11, 20))
ASK = CardAsk(field="npi", say="Add the NPI.", because="Claims without it were denied.")
CARD = PayerCard(
    id="own",
    payer="Own",
    phone="614-555-0100",
    sources={"own/S1": MANUAL},
    said_by={"phone": "own/S1"},
    codes={"D9311": CardRule(covered="yes", limits=(UseLimit(per="day"),), source="own/S1")},
)
FORM = payer_card_form(
    CardBefore(CARD, {}),
    CardChoices({"D9311": "Consultation"}, {"D9311": {"npi": "NPI"}}),
    dt.date(2026, 11, 25),
    lambda: sheet_of(CARD, {}),
)
READER = AnswerReader(lambda: NOW, index)


def _lines(older: CardSheet, newer: CardSheet) -> tuple[str, ...]:
    return differences(older, newer, FORM, READER)


def test_a_version_differs_from_itself_in_nothing() -> None:
    sheet = sheet_of(CARD, {})
    assert _lines(sheet, sheet) == ()


def test_every_kind_of_fact_is_said_old_to_new() -> None:
    window = Window(amount=6, unit="months", counted_from="eob")
    rules = {"D9311": (rule_of(ASK, "CARD-D9311-npi", "own/S2"),)}
    card = CARD.model_copy(
        update={
            "phone": "",
            "payer_ids": ("X1", "X2"),
            "timely_filing": Window(amount=1, unit="months", counted_from="service"),
            "appeals": (AppealRule(kind="provider_dispute", window=window),),
            "appeals_address": Address(city="Testville"),
            "codes": {"D9311": CardRule(covered="no", limits=(UseLimit(per="lifetime"),))},
            "sources": {
                "own/S1": MANUAL.model_copy(update={"checked": dt.date(2026, 11, 20)}),
                "own/S2": CALL,
            },
        }
    )
    assert _lines(sheet_of(CARD, {}), sheet_of(card, rules)) == (
        "Payer ids: nothing → X1, X2",
        "Phone for providers: 614-555-0100 → nothing",
        "Claims must arrive within: nothing → 1 month from the date of service",
        "Appeal added: Provider dispute: 6 months from the date of the EOB",
        "Where appeals go: City: nothing → Testville",
        "D9311 Coverage: Covered → Not covered",
        "D9311 Limit taken out: once a day",
        "D9311 Limit added: once in a lifetime",
        "D9311 Fact added: Add the NPI. Claims without it were denied.",
        "Checked again on 11/20/2026: Manual",
        "New source: Call",
    )


def test_a_source_is_told_what_rests_on_it() -> None:
    rules = {"D9311": (rule_of(ASK, "CARD-D9311-npi", "own/S1"),)}
    assert origins(CARD) == {
        "phone": MANUAL,
        "codes.D9311.covered": MANUAL,
        "codes.D9311.limits": MANUAL,
    }
    assert said_by("own/S1", CARD, rules, FORM) == (
        "Phone for providers",
        "D9311: Coverage, How often it is paid, Also asked for",
    )
