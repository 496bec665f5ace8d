"""What a judgment says of an appeal: clear where all that was refused is paid, else it is asked."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest

from app.domain.claims.appeal_answers import AppealAnswer, appeal_asked, judged_on_appeal
from app.domain.claims.claim import (
    NEXT,
    Appeal,
    Claim,
    ClaimState,
    PostedAdjustment,
    PostedLine,
    Posting,
)
from app.domain.payers.payer import AppealKind

SENT = dt.date(2026, 11, 10)
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
TODAY = NOON.date()


def posting(
    *paid: str,
    posting_id: str = "n",
    day: dt.date | None = TODAY,
    group: str = "PR",
    reason: str = "96",
) -> Posting:
    """An answer to lines l0, l1, … of 85.50 each; a line that was paid has an ordinary rest."""
    lines = []
    for at, amount in enumerate(paid):
        rest = Decimal("85.50") - Decimal(amount)
        why = ("CO", "45") if Decimal(amount) else (group, reason)
        taken = PostedAdjustment(group=why[0], reason=why[1], amount=rest)
        lines.append(PostedLine(line=f"l{at}", paid=Decimal(amount), adjustments=(taken,)))
    total = sum((Decimal(amount) for amount in paid), Decimal(0))
    return Posting(
        id=posting_id, at=NOON, by="b1", source="f", eob_date=day, paid=total, lines=tuple(lines)
    )


def appealed(kind: AppealKind = "provider_dispute", *paid: str) -> Claim:
    denial = posting(*(paid or ("0",)), posting_id="d", day=dt.date(2026, 11, 1))
    appeal = Appeal(id="a", kind=kind, posting="d", begun_at=NOON, begun_by="b1", sent_on=SENT)
    return Claim(
        id="c",
        number="CP1",
        patient="p1",
        payer="Example Mutual Dental",
        state=ClaimState.APPEALED,
        postings=(denial,),
        appeals=(appeal,),
    )


def test_what_was_refused_and_is_paid_now_overturns() -> None:
    claim = judged_on_appeal(appealed(), posting("60.00"))
    assert claim.state is ClaimState.PAID
    assert [each.state for each in claim.events] == [ClaimState.OVERTURNED, ClaimState.PAID]
    assert (claim.appeals[0].outcome, claim.appeals[0].outcome_on) == ("overturned", TODAY)
    assert claim.follow_up is None


@pytest.mark.parametrize(
    ("before", "answer"),
    [
        (("0",), posting("0")),  # refused again: of the appeal, or a copy of the first one
        (("0", "0"), posting("60.00", "0")),  # one line of two
        (("0",), posting("60.00", day=None)),  # perhaps older than the appeal
        (("40.00",), posting("60.00")),  # less was paid than asked; how much is enough?
    ],
)
def test_what_is_not_clear_is_asked_and_ends_no_appeal(
    before: tuple[str, ...], answer: Posting
) -> None:
    claim = judged_on_appeal(appealed("provider_dispute", *before), answer)
    assert claim.appeals[0].outcome == ""
    assert claim.follow_up == TODAY
    assert "Does this answer the appeal of 11/10/2026?" in claim.events[-1].text
    assert ClaimState.UPHELD not in {each.state for each in claim.events}


def test_refused_again_the_claim_stays_appealed_until_somebody_says() -> None:
    assert judged_on_appeal(appealed(), posting("0")).state is ClaimState.APPEALED


@pytest.mark.parametrize(
    ("said", "paid", "state", "outcome"),
    [
        ("upheld", "0", ClaimState.UPHELD, "upheld"),
        ("overturned", "60.00", ClaimState.PAID, "overturned"),
        ("overturned", "0", ClaimState.OVERTURNED, "overturned"),
        ("partly", "60.00", ClaimState.PARTLY_PAID, "partly"),
        ("partly", "0", ClaimState.OVERTURNED, "partly"),
        ("none", "0", ClaimState.APPEALED, ""),
        ("none", "60.00", ClaimState.APPEALED, ""),
    ],
)
def test_what_a_person_says_holds(
    said: AppealAnswer, paid: str, state: ClaimState, outcome: str
) -> None:
    claim = judged_on_appeal(appealed(), posting(paid), said)
    assert (claim.state, claim.appeals[0].outcome) == (state, outcome)
    assert claim.follow_up is None
    assert len(claim.postings) == 2


@pytest.mark.parametrize(
    "answer",
    [
        posting("0", reason="252"),  # asks for a document first
        posting("60.00", day=dt.date(2026, 11, 9)),  # written before the appeal was sent
        posting("-60.00"),
    ],
)
def test_what_surely_is_no_answer_is_not_asked_about(answer: Posting) -> None:
    claim = judged_on_appeal(appealed(), answer)
    assert appeal_asked(appealed(), answer) is None
    assert claim.appeals[0].outcome == ""
    assert not any("Does this answer" in each.text for each in claim.events)


def test_documents_that_were_sent_are_no_appeal() -> None:
    assert appeal_asked(appealed("documents"), posting("0")) is None


def test_money_taken_back_under_appeal_leaves_the_appeal_open_for_what_follows() -> None:
    """Payers overturn by taking the refusal back and judging anew, in one check."""
    back = judged_on_appeal(appealed(), posting("-60.00", posting_id="r"))
    assert back.state is ClaimState.REVERSED
    claim = judged_on_appeal(back, posting("60.00"))
    assert (claim.state, claim.appeals[0].outcome) == (ClaimState.PAID, "overturned")


@pytest.mark.parametrize("said", ["", "upheld", "overturned", "partly", "none"])
@pytest.mark.parametrize("paid", ["0", "60.00"])
def test_every_step_under_appeal_is_one_that_claims_may_take(said: AppealAnswer, paid: str) -> None:
    claim = judged_on_appeal(appealed(), posting(paid), said)
    states = [ClaimState.APPEALED, *(each.state for each in claim.events)]
    for before, after in pairwise(states):
        assert after is before or after in NEXT[before]
    assert states[-1] is claim.state
