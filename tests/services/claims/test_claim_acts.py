"""Acts on claims: whatever is done in whatever order, states follow and nothing is lost."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.claims.claim import NEXT, Claim, ClaimLine, ClaimState, PostedAdjustment, Posting
from app.domain.claims.claim_steps import judged, moved, told
from app.services.claims.claim_acts import ASKS, GOES_TO, Act, further_acts, next_step

AT = dt.datetime(2026, 11, 22, 17, 0, tzinfo=dt.UTC)
FEES = st.decimals(0, 9_999, places=2)


def claim_in(state: ClaimState, *fees: Decimal) -> Claim:
    lines = tuple(
        ClaimLine(id=f"l{at}", code="D9311", on=AT.date(), fee=fee)
        for at, fee in enumerate(fees or (Decimal(85),))
    )
    return Claim(id="c1", number="C1", patient="p1", payer="P", lines=lines, state=state)


@pytest.mark.parametrize("state", list(ClaimState))
def test_what_is_offered_follows_from_the_state(state: ClaimState) -> None:
    claim = claim_in(state)
    offered = (next_step(claim), *further_acts(claim))
    assert len(set(offered)) == len(offered)
    for act in offered:
        assert act not in GOES_TO or GOES_TO[act] in NEXT[state]


@pytest.mark.parametrize("state", list(ClaimState))
def test_every_state_that_people_set_can_be_reached(state: ClaimState) -> None:
    claim = claim_in(state)
    offered = {GOES_TO[act] for act in (next_step(claim), *further_acts(claim)) if act in GOES_TO}
    assert set(NEXT[state]) & set(GOES_TO.values()) <= offered


def test_a_reason_is_asked_for_where_one_is_owed() -> None:
    owed = {Act.HOLD, Act.REJECT, Act.INFORMATION, Act.REVERSE, Act.WRITE_OFF}
    assert {act for act, asks in ASKS.items() if asks.text and asks.is_text_needed} == owed


@given(st.data())
def test_any_sequence_keeps_to_the_states_and_to_the_sums(data: st.DataObject) -> None:
    """Acts of people and answers of payers in any order: events only grow, amounts are exact."""
    claim = claim_in(ClaimState.NOT_CLAIMED, *data.draw(st.lists(FEES, min_size=1, max_size=3)))
    billed, paid = claim.billed, Decimal(0)
    for _ in range(data.draw(st.integers(1, 12))):
        before = claim
        if data.draw(st.booleans()):
            acts = [act for act in (next_step(claim), *further_acts(claim)) if act in GOES_TO]
            if not acts:
                continue
            state = GOES_TO[data.draw(st.sampled_from(acts))]
            claim = moved(claim, state, AT, "b1", "x")
            assert claim.state in NEXT[before.state]
        elif data.draw(st.booleans()):
            claim = told(claim, AT, "b1", "answered", "check fee:l0")
            assert claim.state is before.state
        else:
            amount = data.draw(FEES)
            claim = judged(claim, answer(amount, data.draw(FEES)))
            paid += amount
        assert claim.events[: len(before.events)] == before.events
        assert len(claim.events) == len(before.events) + 1
        assert claim.postings[: len(before.postings)] == before.postings
    assert (claim.billed, claim.paid) == (billed, paid)


def answer(paid: Decimal, adjusted: Decimal) -> Posting:
    adjustment = PostedAdjustment(group="CO", reason="45", amount=adjusted)
    return Posting(id="x", at=AT, by="b1", source="paper", paid=paid, adjustments=(adjustment,))
