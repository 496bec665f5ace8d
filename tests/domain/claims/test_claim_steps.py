"""What a payer's answer makes of a claim, and why in words."""

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.claims.claim import Claim, ClaimState, PostedAdjustment, PostedLine, Posting
from app.domain.claims.claim_steps import following, judged, moved, refused_lines, retyped
from app.domain.claims.taking_back import undoing

AT = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def posting(
    paid: str,
    *adjustments: tuple[str, str, str],
    allowed: str = "",
    patient: str = "",
    reason: str = "",
    billed: str = "100",
) -> Posting:
    line = PostedLine(
        billed=Decimal(billed),
        allowed=Decimal(allowed) if allowed else None,
        paid=Decimal(paid),
        patient_part=Decimal(patient) if patient else None,
        adjustments=tuple(
            PostedAdjustment(group=group, reason=code, amount=Decimal(amount))
            for group, code, amount in adjustments
        ),
    )
    return Posting(
        id="x",
        at=AT,
        by="b1",
        source="paper",
        billed=line.billed,
        paid=line.paid,
        lines=(line,),
        reason_as_printed=reason,
    )


@pytest.mark.parametrize(
    ("answer", "state", "says"),
    [
        (posting("80", ("CO", "45", "20")), ClaimState.PAID, "ordinary"),
        (posting("100"), ClaimState.PAID, "All of it was paid."),
        (posting("0", ("PR", "1", "100")), ClaimState.PAID, "ordinary"),
        (posting("0", billed="0"), ClaimState.PAID, "ordinary"),
        (posting("40", ("PR", "204", "60")), ClaimState.PARTLY_PAID, "204"),
        (posting("0", ("CO", "252", "100")), ClaimState.INFORMATION_REQUESTED, "252"),
        (posting("40", ("CO", "252", "60")), ClaimState.INFORMATION_REQUESTED, "the rest"),
        (posting("0", ("CO", "97", "100")), ClaimState.DISALLOWED, "CO"),
        (posting("0", ("PR", "96", "100")), ClaimState.DENIED, "reason 96"),
        (
            posting("0", ("PR", "96", "60"), ("PR", "204", "40")),
            ClaimState.DENIED,
            "reasons 96, 204",
        ),
        (
            posting("0", ("", "", "100"), reason="Not a benefit."),
            ClaimState.DENIED,
            "without a code",
        ),
        (posting("0"), ClaimState.DENIED, "no ordinary reason"),
        (posting("0", patient="100"), ClaimState.DENIED, "no ordinary reason"),
    ],
)
def test_money_and_reasons_decide_and_say_why(
    answer: Posting, state: ClaimState, says: str
) -> None:
    follows = following(answer)
    assert follows.state is state
    assert says in follows.why


def test_what_a_contract_takes_off_is_no_refusal() -> None:
    def line(name: str, paid: str, *taken: tuple[str, str, str]) -> PostedLine:
        return posting(paid, *taken).lines[0].model_copy(update={"line": name})

    def names(*lines: PostedLine) -> list[str]:
        told = posting("80").model_copy(update={"lines": lines})
        return [each.line for each in refused_lines(told)]

    ordinary, whole = line("a", "80", ("CO", "45", "20")), line("b", "100")
    denied, silent = line("c", "0", ("CO", "197", "100")), line("d", "0")
    assert names(ordinary, whole, denied, silent) == ["c", "d"]
    assert names(ordinary, whole) == ["a"], "something must be what the letter is about"
    assert names(whole) == []


def test_an_adjustment_without_a_code_is_ordinary_only_on_a_line_paid_as_allowed() -> None:
    rest = ("", "", "20")
    assert following(posting("64", rest, allowed="80", patient="16")).state is ClaimState.PAID
    assert following(posting("60", rest, allowed="80")).state is ClaimState.PARTLY_PAID
    assert following(posting("64", rest)).state is ClaimState.PARTLY_PAID


def test_a_state_set_by_hand_is_kept_with_its_reason() -> None:
    sent = Claim(id="c", number="C", patient="p", payer="Payer", state=ClaimState.SENT)
    after = judged(
        sent, posting("0"), ClaimState.INFORMATION_REQUESTED, "The letter asks for films"
    )
    assert after.state is ClaimState.INFORMATION_REQUESTED
    assert after.events[-1].text.endswith("Set by hand: The letter asks for films")


def test_a_reason_alone_sets_no_state_by_hand() -> None:
    sent = Claim(id="c", number="C", patient="p", payer="Payer", state=ClaimState.SENT)
    assert (
        "by hand" not in judged(sent, posting("0"), why="The letter asks for films").events[-1].text
    )


def test_a_claim_goes_only_where_its_state_leads() -> None:
    closed = Claim(id="c", number="C", patient="p", payer="Payer", state=ClaimState.CLOSED)
    with pytest.raises(ValueError, match="closed does not become paid"):
        moved(closed, ClaimState.PAID, AT, "b1")


def test_a_posting_keeps_the_step_it_made() -> None:
    day = dt.date(2026, 12, 1)
    sent = Claim(
        id="c", number="C", patient="p", payer="P", state=ClaimState.SENT, answer_by=day
    ).model_copy(update={"payer_number": "26-1"})
    first = judged(sent, posting("0", ("PR", "96", "100")))
    step = first.postings[-1].step
    assert step is not None
    assert (step.came_from, step.became) == (ClaimState.SENT, ClaimState.DENIED)
    assert (step.answer_by, step.payer_number) == (day, "26-1")
    assert first.payer_number == "26-1"
    numbered = posting("100").model_copy(update={"payer_number": "26-2"})
    assert judged(first, numbered).payer_number == "26-2"


def test_an_answer_typed_anew_counts_as_if_it_had_come_instead() -> None:
    sent = Claim(id="c", number="C", patient="p", payer="P", state=ClaimState.SENT)
    wrong, right = posting("0", ("PR", "96", "100")), posting("100")
    denied = judged(sent, wrong)
    undo = undoing(denied.postings[-1]).model_copy(update={"id": "u"})
    anew = retyped(denied, undo, right.model_copy(update={"id": "y"}))
    assert (anew.state, anew.paid) == (ClaimState.PAID, Decimal(100))
    assert [each.id for each in anew.postings] == ["x", "u", "y"]
    step = anew.postings[-1].step
    assert step is not None
    assert (step.came_from, step.became) == (ClaimState.SENT, ClaimState.PAID)
    closed = moved(denied, ClaimState.CLOSED, AT, "b1")
    assert retyped(closed, undo, right).state is ClaimState.CLOSED
    followed = judged(denied, posting("0", ("CO", "252", "100")).model_copy(update={"id": "z"}))
    after = retyped(followed, undo, right.model_copy(update={"id": "y"}))
    assert (after.state, [each.id for each in after.postings]) == (
        followed.state,
        ["x", "u", "y", "z"],
    )


def test_an_answer_ends_what_a_demand_without_an_eob_was_due() -> None:
    day = dt.date(2026, 12, 1)
    asked = Claim(id="c", number="C", patient="p", payer="P", state=ClaimState.SENT, answer_by=day)
    assert judged(asked, posting("100")).answer_by is None


def test_money_taken_back_under_another_status_is_a_reversal() -> None:
    """Some payers give it as a claim that was processed, with every amount below zero."""
    back = posting("-80", ("CO", "45", "-20"), billed="-100")
    assert following(back).state is ClaimState.REVERSED


@pytest.mark.parametrize("state", [ClaimState.CLOSED, ClaimState.WRITTEN_OFF, ClaimState.REPLACED])
def test_an_answer_to_a_settled_claim_waits_until_somebody_looked(state: ClaimState) -> None:
    settled = Claim(id="c", number="C", patient="p", payer="Payer", state=state)
    assert not settled.is_open
    after = judged(settled, posting("80", ("CO", "45", "20")))
    assert (after.state, after.paid, after.is_open) == (state, Decimal(80), True)
    if state is not ClaimState.CLOSED:
        assert not moved(after, ClaimState.CLOSED, AT, "b1").is_open
