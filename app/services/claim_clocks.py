"""What runs out for one claim, out of the claim and its payer card alone.

`claim_keeping` stores the earliest day with the claim, `deadlines` collects them with all others.
The payer's own words come before the card, the card before the law in general (domain of
`app.domain.deadline`).
"""

import datetime as dt
from collections.abc import Iterator

from app.domain.claim import OPEN_STATES, Claim, ClaimState
from app.domain.deadline import Clock, Deadline

_S = ClaimState
_TO_ANSWER = {
    _S.INFORMATION_REQUESTED: Clock.INFORMATION,
    _S.REVERSED: Clock.REFUND,
    _S.DENIED: Clock.APPEAL,
    _S.DISALLOWED: Clock.APPEAL,
    _S.PARTLY_PAID: Clock.APPEAL,
    _S.UPHELD: Clock.APPEAL,
}


def clocks_of(claim: Claim) -> tuple[Deadline, ...]:
    """Everything that runs for a claim, the earliest first; nothing for a settled one."""
    if claim.state not in OPEN_STATES:
        return ()
    return tuple(sorted(_running(claim), key=lambda each: (each.due, each.clock)))


def due_of(claim: Claim) -> dt.date | None:
    """Its earliest deadline; None when nothing runs."""
    return next((each.due for each in clocks_of(claim)), None)


def _running(claim: Claim) -> Iterator[Deadline]:
    if claim.follow_up:
        yield _clock(claim, Clock.FOLLOW_UP, claim.follow_up, "set by the office")
    if claim.state is _S.ON_HOLD and claim.hold_until:
        yield _clock(claim, Clock.FOLLOW_UP, claim.hold_until, claim.hold_reason or "on hold")
    last = claim.postings[-1] if claim.postings else None
    clock = _TO_ANSWER.get(claim.state)
    if clock and last and last.answer_due:
        yield _clock(claim, clock, last.answer_due, "the payer’s own words")


def _clock(claim: Claim, clock: Clock, due: dt.date, basis: str) -> Deadline:
    return Deadline(
        clock=clock,
        due=due,
        kind="claim",
        record=claim.id,
        patient=claim.patient,
        title=f"{claim.number}, {claim.payer}",
        basis=basis,
        owner=claim.owner,
    )
