"""What was typed becomes an answer by the field's kind, held to what the field allows."""

from decimal import Decimal

import pytest

from app.domain.guides.answers import Answer, Diagnoses, Minutes, Money, Number, Text, Unreadable
from app.domain.guides.guide import Field, FieldKind
from tests.small_guide import reader

QUANTITY = Field("quantity", FieldKind.NUMBER, "Quantity", minimum=1, maximum=99, whole=True)
WHOLE = "This counts whole things: type a number without a fraction, such as 1."
MINUTES = Field("minutes", FieldKind.MINUTES, "Minutes", minimum=1, maximum=480)
FEE = Field("fee", FieldKind.MONEY, "Fee", minimum=1)


@pytest.mark.parametrize(
    ("field", "typed", "answer"),
    [
        (QUANTITY, "1", Number(Decimal(1))),
        (QUANTITY, "2.0", Number(Decimal("2.0"))),
        (QUANTITY, "1.5", Unreadable("1.5", WHOLE)),
        (QUANTITY, "0", Unreadable("0", "This is too little here: type 1 or more.")),
        (QUANTITY, "100", Unreadable("100", "This is too much here: type 99 or less.")),
        (MINUTES, "8h", Minutes(480)),
        (MINUTES, "0", Unreadable("0", "This is too little here: type 1 or more.")),
        (MINUTES, "9h", Unreadable("9h", "This is too much here: type 480 or less.")),
        (FEE, "0.99", Unreadable("0.99", "This is too little here: type 1 or more.")),
        (FEE, "$1", Money(Decimal("1.00"))),
    ],
)
def test_amounts_keep_to_the_bounds_of_their_field(
    field: Field, typed: str, answer: Answer
) -> None:
    assert reader().read(field, typed) == answer


@pytest.mark.parametrize("typed", ["\u200b", " \u00a0\ufeff", "\u202e"])
def test_what_nobody_sees_is_no_answer(typed: str) -> None:
    for kind in FieldKind:
        assert reader().read(Field("any", kind, "Any"), typed) is None


def test_marks_inside_a_text_stay() -> None:
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    assert reader().read(Field("words", FieldKind.TEXT, "Words"), persian) == Text(persian)


def test_a_claim_has_room_for_four_diagnoses_each_named_once() -> None:
    field = Field("diagnoses", FieldKind.DIAGNOSES, "Diagnoses")
    four = reader().read(field, "Z95.2, Z95.2, F84.0, K02.9, I10")
    assert isinstance(four, Diagnoses)
    assert [each.code for each in four.values] == ["Z95.2", "F84.0", "K02.9", "I10"]
    five = reader().read(field, "Z95.2, F84.0, K02.9, I10, Z59.82")
    assert isinstance(five, Unreadable)
    assert "room for 4" in five.why
