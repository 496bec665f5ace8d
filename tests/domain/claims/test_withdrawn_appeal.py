"""A withdrawn appeal leaves a claim as it was: nobody but a payer decides about it."""

import datetime as dt

import pytest

from app.domain.claims.claim import NEXT, Claim, ClaimState
from app.domain.claims.claim_steps import appeal_withdrawn, moved, told

AT = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
_S = ClaimState


@pytest.mark.parametrize("state", [each for each in ClaimState if _S.APPEALED in NEXT[each]])
def test_a_claim_is_again_what_it_was(state: ClaimState) -> None:
    claim = Claim(id="c", number="C", patient="p", payer="Payer", state=state)
    appealed = moved(told(claim, AT, "b1", "As the payer has it."), _S.APPEALED, AT, "b1")
    assert appeal_withdrawn(appealed).state is state


def test_a_document_asked_for_during_an_appeal_is_no_decision() -> None:
    claim = Claim(id="c", number="C", patient="p", payer="Payer", state=_S.SENT)
    for state in (_S.DISALLOWED, _S.APPEALED, _S.INFORMATION_REQUESTED, _S.APPEALED):
        claim = moved(claim, state, AT, "b1")
    assert appeal_withdrawn(claim).state is _S.DISALLOWED


def test_what_was_changed_in_part_can_be_appealed_further_or_ended() -> None:
    assert {_S.APPEALED, _S.CLOSED, _S.WRITTEN_OFF} <= set(NEXT[_S.OVERTURNED])
