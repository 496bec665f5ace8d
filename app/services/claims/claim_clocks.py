"""What runs out for one claim, out of the claim, its payer card and what stands around it.

`claim_keeping` stores the earliest day with the claim, `deadlines` collects them with all others.
The payer's own words come before the card, the card before the law in general (`appeal_windows`).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.claims.claim import Claim, ClaimState
from app.domain.deadlines.deadline import Clock, Deadline, counted, window_end
from app.domain.payers.payer import PayerCard, Verification
from app.domain.practice.people import PayerType
from app.domain.reading.dates import show_date
from app.services.cards.benefit_checks import good_until
from app.services.cards.card_sources import sourced_window
from app.services.claims.appeal_windows import appeal_window, information_window

ASK_AFTER = 30
"""Days without an answer after which the office asks, where nobody set a day: a habit, no rule."""

_S = ClaimState
TO_ANSWER = {
    _S.INFORMATION_REQUESTED: Clock.INFORMATION,
    _S.REVERSED: Clock.REFUND,
    _S.DENIED: Clock.APPEAL,
    _S.DISALLOWED: Clock.APPEAL,
    _S.PARTLY_PAID: Clock.APPEAL,
    _S.UPHELD: Clock.APPEAL,
}
NOT_SENT = (_S.NOT_CLAIMED, _S.READY, _S.ON_HOLD)
_NOT_FILED = (*NOT_SENT, _S.REJECTED, _S.SENT)
"""Until the payer acknowledges a claim, it counts as filed for nobody but us."""
_WAITING = (_S.SENT, _S.ACKNOWLEDGED, _S.APPEALED, _S.OVERTURNED)


@dataclass(frozen=True, slots=True)
class Around:
    """What clocks need beside the claim: the kind of payer, and its benefit checks."""

    payer_type: PayerType = PayerType.OTHER
    checks: tuple[Verification, ...] = ()


NOTHING_AROUND = Around()


def clocks_of(claim: Claim, around: Around = NOTHING_AROUND) -> tuple[Deadline, ...]:
    """Everything that runs for a claim, the earliest first; nothing for one that is not open."""
    if not claim.is_open:
        return ()
    return tuple(sorted(_running(claim, around), key=lambda each: (each.do_by, each.clock)))


def first_of(claim: Claim, around: Around = NOTHING_AROUND) -> Deadline | None:
    """What has to be done first; None when nothing runs."""
    return next(iter(clocks_of(claim, around)), None)


def _running(claim: Claim, around: Around) -> Iterator[Deadline]:
    if claim.follow_up:
        yield _clock(claim, Clock.FOLLOW_UP, claim.follow_up, "set by the office")
    if claim.state is _S.ON_HOLD and claim.hold_until:
        yield _clock(claim, Clock.HOLD, claim.hold_until, "put on hold until that day")
    yield from _filing(claim)
    yield from _answer_to_payer(claim, around)
    yield from _answer_of_payer(claim)
    yield from _check(claim, around)


def _filing(claim: Claim) -> Iterator[Deadline]:
    """Timely filing, counted from the service: that is never later than from anything else."""
    window = claim.card.timely_filing if claim.card else None
    if claim.card and window and claim.began and claim.state in _NOT_FILED:
        words = sourced_window(window, claim.card, "timely_filing")
        due = window_end(window, claim.began)
        yield _clock(claim, Clock.TIMELY_FILING, due, f"{words}, from the date of service")


def _answer_to_payer(claim: Claim, around: Around) -> Iterator[Deadline]:
    clock = TO_ANSWER.get(claim.state)
    if clock is None:
        return
    posting = claim.standing[-1] if claim.standing else None
    appealed = max((each.sent_on for each in claim.appeals if each.sent_on), default=dt.date.min)
    if posting and posting.answer_due and posting.answer_due > appealed:
        yield _clock(claim, clock, posting.answer_due, "the payer’s own words")
        return
    if clock is Clock.REFUND:
        return  # nobody's law: the demand itself says by when, and `_answer_of_payer` asks for it
    found = information_window(claim) if clock is Clock.INFORMATION else None
    found = found or appeal_window(claim, around.payer_type)
    if found:
        yield _clock(claim, clock, found.due, found.basis)


def _answer_of_payer(claim: Claim) -> Iterator[Deadline]:
    """When an answer should have come, from the day the claim came into its state."""
    asks = claim.state in _WAITING or claim.state is _S.REVERSED
    if not asks or claim.follow_up:
        return
    if claim.state is _S.APPEALED and (answer := _appeal_answer(claim, claim.card)):
        yield answer
        return
    since = _since(claim)
    if since:
        words = f"nobody set a day: {ASK_AFTER} days after {show_date(since)}"
        yield _clock(claim, Clock.ANSWER, counted(since, ASK_AFTER), words)


def _since(claim: Claim) -> dt.date | None:
    """The day a claim came into the state it has; a remark about it changes nothing.

    A claim is often recorded as sent on a later day: what counts then is the day it went.
    """
    since, before = claim.sent_on, None
    for event in reversed(claim.events):
        if event.state is not claim.state:
            before = event.state
            break
        since = event.at.date()
    was_filed = claim.state is _S.SENT and (before is None or before in _NOT_FILED)
    return claim.sent_on or since if was_filed else since


def _appeal_answer(claim: Claim, card: PayerCard | None) -> Deadline | None:
    last = claim.appeals[-1] if claim.appeals else None
    rule = card.appeal(last.kind, last.level) if card and last else None
    if not (last and last.sent_on and rule and rule.answered_in):
        return None
    words = f"payer card: answered in {rule.answered_in} days"
    return _clock(claim, Clock.ANSWER, counted(last.sent_on, rule.answered_in), words)


def _check(claim: Claim, around: Around) -> Iterator[Deadline]:
    """A benefit check that was out of date before the service; no check is the note's concern."""
    if claim.state not in NOT_SENT or not claim.lines:
        return
    codes = {line.code for line in claim.lines}
    ends = [good_until(each) for each in around.checks if each.code in codes]
    last = max(line.on for line in claim.lines)
    if ends and max(ends) < last:
        words = f"good until {show_date(max(ends))}, service on {show_date(last)}"
        yield _clock(claim, Clock.VERIFICATION, max(ends), words)


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
