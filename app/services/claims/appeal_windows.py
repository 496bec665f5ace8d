"""Until when a payer's decision can be answered: by its card, else by what the law says in general.

`claim_clocks` asks where the EOB itself names no day. The general rules are those of the research
for appeals as of 11/22/2026, on the safe side where sources differ; each is marked as general,
since the notice decides.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.claims.claim import Claim
from app.domain.deadlines.deadline import counted, window_end
from app.domain.payers.payer import AppealRule, PayerCard, Window
from app.domain.practice.people import PayerType
from app.services.cards.card_sources import sourced_window

_MEMBERS = "29 CFR 2560.503-1, appeals of members; a provider’s own dispute may end sooner"
_PLANS = "42 CFR 438.402, general knowledge"
_CONTRACT = "contracts commonly give 30 to 180 days; the shortest is taken"
GENERAL = {
    PayerType.SELF_FUNDED: (180, _MEMBERS),
    PayerType.COMMERCIAL_INSURED: (180, _MEMBERS),
    PayerType.MEDICAID_MANAGED: (60, _PLANS),
    PayerType.CHIP: (60, _PLANS),
    PayerType.MEDICARE_ADVANTAGE: (60, "cms.gov on appeals; newer notices may say 65"),
    PayerType.MEDICAID_FFS: (30, "differs by state; a short one is taken"),
    PayerType.OTHER: (30, _CONTRACT),
}
"""Days from the notice, and where that is said."""


_WESTERNMOST = dt.timedelta(hours=11)


@dataclass(frozen=True, slots=True)
class Ends:
    """The last day, and where it comes from in words."""

    due: dt.date
    basis: str


def information_window(claim: Claim) -> Ends | None:
    """Until when the payer's card lets a request for documents be answered."""
    window = claim.card.information_window if claim.card else None
    start = _start(claim, window) if window else None
    if claim.card is None or window is None or start is None:
        return None
    return Ends(window_end(window, start), sourced_window(window, claim.card, "information_window"))


def appeal_window(claim: Claim, payer_type: PayerType) -> Ends | None:
    """Until when the last decision can be appealed: the earliest of the next level's ways.

    None where no decision with a day is known.
    """
    ways = tuple(_of_card(claim, claim.card)) if claim.card else ()
    if ways:
        return min(ways, key=lambda each: each.due)
    decided = _decided_on(claim)
    if decided is None:
        return None
    days, source = GENERAL[payer_type]
    basis = f"general rule, check the notice: {days} days ({source})"
    return Ends(counted(decided, days), basis)


def _of_card(claim: Claim, card: PayerCard) -> Iterator[Ends]:
    for rule in _next_level(claim, card):
        start = _start(claim, rule.window) if rule.window else None
        if rule.window and start:
            words = sourced_window(rule.window, card, "appeals", rule.source)
            yield Ends(window_end(rule.window, start), words)


def _next_level(claim: Claim, card: PayerCard) -> tuple[AppealRule, ...]:
    ended = (each for each in claim.appeals if each.outcome and not each.was_dropped)
    done = max((each.level for each in ended), default=0)
    return tuple(rule for rule in card.appeals if rule.level == done + 1)


def _start(claim: Claim, window: Window) -> dt.date | None:
    """The day from which a window is counted, where it is known."""
    if window.counted_from == "service":
        return claim.began
    last = claim.standing[-1] if claim.standing else None
    if window.counted_from == "eob_received" and last and last.received_on:
        return last.received_on
    return _decided_on(claim)


def _decided_on(claim: Claim) -> dt.date | None:
    """The day of the last decision: of an appeal, else of the EOB, else the day it was told.

    Files bear the day the money moves, which may be later than the one they came in.
    """
    last = claim.standing[-1] if claim.standing else None
    ended = (each for each in claim.appeals if each.outcome != "withdrawn")  # that is our own act
    days = [each.outcome_on for each in ended if each.outcome_on]
    if last:
        known = [day for day in (last.eob_date, last.received_on) if day]
        days.append(min(known, default=_day(last.at)))
    if days:
        return max(days)
    told = (_day(event.at) for event in reversed(claim.events) if event.state is claim.state)
    return next(told, None)


def _day(at: dt.datetime) -> dt.date:
    """The day of a moment (UTC) in an office: on an evening in America it is tomorrow in UTC.

    From 8 in the morning to midnight it is right from Puerto Rico to Samoa, and never too late.
    """
    return (at - _WESTERNMOST).date()
