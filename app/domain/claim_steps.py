"""How a claim goes on: to another state, and what a payer's judgment makes of it.

Services call it with values read from a person or a remittance; nothing here keeps anything. Which
adjustment reasons are ordinary, ask for something, or report only, is decision 151.
"""

import datetime as dt
from collections.abc import Iterable

from app.domain.claim import NEXT, Claim, ClaimEvent, ClaimState, PostedAdjustment, Posting

ORDINARY = frozenset({"1", "2", "3", "23", "45", "253"})
"""Reasons that are no denial: deductible, coinsurance, copayment, another payer, contract, levy."""

ASKS_FOR_SOMETHING = frozenset({"250", "251", "252"})
"""Reasons that name a document: it is missing, is the wrong one, or lacks something."""

REPORTS_ONLY = frozenset({"246"})
"""Reasons of codes that report and are paid nothing, as a trigger is."""

_NOT_WITH_PAYER = (
    ClaimState.NOT_CLAIMED,
    ClaimState.READY,
    ClaimState.ON_HOLD,
    ClaimState.REJECTED,
    ClaimState.APPEALED,
    ClaimState.OVERTURNED,
)


def moved(
    claim: Claim, state: ClaimState, at: dt.datetime, by: str, text: str = "", reference: str = ""
) -> Claim:
    """The claim in its next state, with the event of it. Raises ValueError when it may not go."""
    if state not in NEXT[claim.state]:
        raise ValueError(f"a claim that is {claim.state} does not become {state}")
    return told(claim.model_copy(update={"state": state}), at, by, text, reference)


def told(claim: Claim, at: dt.datetime, by: str, text: str, reference: str = "") -> Claim:
    """The claim with one more event, in the state it has."""
    event = ClaimEvent(at=at, by=by, state=claim.state, text=text, reference=reference)
    return claim.model_copy(update={"events": (*claim.events, event)})


def judged(claim: Claim, posting: Posting) -> Claim:
    """The claim with a payer's judgment and the state that follows from it.

    A claim that was settled or replaced keeps its state: somebody has to look at it.
    """
    state = state_after(posting)
    follows = state in NEXT[claim.state] or claim.state in _NOT_WITH_PAYER
    changes: dict[str, object] = {"postings": (*claim.postings, posting)}
    if posting.payer_number:
        changes["payer_number"] = posting.payer_number
    if follows or state is claim.state:
        changes["state"] = state
        text = f"The payer’s answer: {state.value}."
    else:
        changes["follow_up"] = posting.at.date()
        text = f"The payer’s answer ({state.value}) came when the claim was {claim.state.value}."
    return told(claim.model_copy(update=changes), posting.at, posting.by, text, posting.trace)


def state_after(posting: Posting) -> ClaimState:
    """Where a judgment alone puts a claim: by its adjustments, not by its status."""
    if posting.is_reversal:
        return ClaimState.REVERSED
    every = tuple(_every(posting))
    unusual = [a for a in every if a.reason not in ORDINARY | REPORTS_ONLY and a.amount > 0]
    is_paid = posting.paid is not None and posting.paid > 0
    if not unusual and not posting.reason_as_printed:
        return ClaimState.PAID
    if is_paid:
        return ClaimState.PARTLY_PAID if unusual else ClaimState.PAID
    if any(a.reason in ASKS_FOR_SOMETHING for a in unusual):
        return ClaimState.INFORMATION_REQUESTED
    if unusual and all(a.group == "CO" for a in unusual):
        return ClaimState.DISALLOWED
    return ClaimState.DENIED


def _every(posting: Posting) -> Iterable[PostedAdjustment]:
    yield from posting.adjustments
    for line in posting.lines:
        yield from line.adjustments
