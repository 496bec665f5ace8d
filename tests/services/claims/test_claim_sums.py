"""What a payer decided adds up exactly, or the difference is shown."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.domain.claims.claim import PostedAdjustment, PostedLine, Posting
from app.services.claims.claim_sums import line_sums, posting_sums

AMOUNTS = st.decimals(-9_999, 9_999, places=2)
AT = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def adjusted(*amounts: Decimal) -> tuple[PostedAdjustment, ...]:
    return tuple(PostedAdjustment(group="CO", reason="45", amount=each) for each in amounts)


@given(AMOUNTS, st.lists(AMOUNTS, max_size=4), AMOUNTS)
def test_the_difference_is_what_has_no_reason(
    paid: Decimal, amounts: list[Decimal], missing: Decimal
) -> None:
    billed = paid + sum(amounts, Decimal(0)) + missing
    sums = line_sums(PostedLine(billed=billed, paid=paid, adjustments=adjusted(*amounts)))
    assert sums.difference == missing
    assert ("has no reason" in sums.words) is (missing != 0)


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), max_size=4), AMOUNTS)
def test_a_claim_is_its_lines_and_what_stands_over_them(
    lines: list[tuple[Decimal, Decimal]], over: Decimal
) -> None:
    posted = tuple(PostedLine(paid=paid, adjustments=adjusted(less)) for paid, less in lines)
    billed = sum((paid + less for paid, less in lines), over)
    paid_in_all = sum((paid for paid, _ in lines), Decimal(0))
    posting = Posting(
        id="x",
        at=AT,
        by="b1",
        source="paper",
        billed=billed,
        paid=paid_in_all,
        lines=posted,
        adjustments=adjusted(over),
    )
    assert posting_sums(posting).difference == 0


def test_an_amount_nobody_knows_is_said_and_judged_no_further() -> None:
    sums = line_sums(PostedLine(billed=Decimal(85), adjustments=adjusted(Decimal(85))))
    assert sums.difference is None
    assert sums.words == "The sums cannot be checked: an amount is missing."


def test_the_sentence() -> None:
    sums = line_sums(
        PostedLine(billed=Decimal(120), paid=Decimal(40), adjustments=adjusted(Decimal(60)))
    )
    assert sums.words == (
        "Billed $120.00 = paid $40.00 + not paid $60.00, and $20.00 that has no reason."
    )


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_what_paper_prints_as_the_patients_part_is_accounted_for(
    paid: Decimal, patient: Decimal, less: Decimal
) -> None:
    line = PostedLine(
        billed=paid + patient + less, paid=paid, patient_part=patient, adjustments=adjusted(less)
    )
    assert line_sums(line).difference == 0
