"""What can be done with a claim in the state it has: the next step first, then the rest. Pure.

The claim page offers them; acts that change the state go along `NEXT` of the claim alone. What
payers decide is posted with an EOB, never set by an act.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.claims.claim import NEXT, Claim, ClaimState

_S = ClaimState


class Act(StrEnum):
    """An act by name; the value is what its button says."""

    READY = "Ready to send"
    HOLD = "Put on hold…"
    SEND = "Record as sent…"
    REJECT = "Rejected at the front end…"
    ACKNOWLEDGE = "Acknowledged by the payer"
    INFORMATION = "Information requested…"
    REVERSE = "Reversed, refund demanded…"
    WRITE_OFF = "Write off…"
    CLOSE = "Close the claim…"
    REOPEN = "Reopen"
    BACK = "Back to not claimed"
    EOB = "Enter the EOB…"
    WHAT_NOW = "What now…"
    APPEAL = "Appeal…"
    SECONDARY = "Secondary claim"
    REPLACE = "Replacement claim"
    VOID = "Void claim"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an act asks for before it is done: words of a day, of a text; empty for not asked."""

    day: str = ""
    text: str = ""
    how: bool = False
    number: bool = False
    is_day_needed: bool = True
    is_text_needed: bool = True


GOES_TO: Mapping[Act, ClaimState] = {
    Act.READY: _S.READY,
    Act.HOLD: _S.ON_HOLD,
    Act.SEND: _S.SENT,
    Act.REJECT: _S.REJECTED,
    Act.ACKNOWLEDGE: _S.ACKNOWLEDGED,
    Act.INFORMATION: _S.INFORMATION_REQUESTED,
    Act.REVERSE: _S.REVERSED,
    Act.WRITE_OFF: _S.WRITTEN_OFF,
    Act.CLOSE: _S.CLOSED,
    Act.REOPEN: _S.READY,
    Act.BACK: _S.NOT_CLAIMED,
}
"""The state that follows from an act; the other acts lead to a page, or begin another claim."""

ASKS: Mapping[Act, Asked] = {
    Act.HOLD: Asked(day="Until", text="Reason"),
    Act.SEND: Asked(day="Sent on", how=True, number=True),
    Act.REJECT: Asked(text="Reason, as the clearinghouse or payer gave it"),
    Act.INFORMATION: Asked(day="Answer by", text="Document asked for", is_day_needed=False),
    Act.REVERSE: Asked(day="Refund by", text="Reason, as the payer gave it", is_day_needed=False),
    Act.WRITE_OFF: Asked(text="Reason"),
    Act.CLOSE: Asked(text="Reason", is_text_needed=False),
}

_NEXT_STEP: Mapping[ClaimState, Act] = {
    _S.NOT_CLAIMED: Act.READY,
    _S.READY: Act.SEND,
    _S.ON_HOLD: Act.READY,
    _S.SENT: Act.EOB,
    _S.REJECTED: Act.READY,
    _S.ACKNOWLEDGED: Act.EOB,
    _S.INFORMATION_REQUESTED: Act.WHAT_NOW,
    _S.PARTLY_PAID: Act.WHAT_NOW,
    _S.PAID: Act.CLOSE,
    _S.DENIED: Act.WHAT_NOW,
    _S.DISALLOWED: Act.WHAT_NOW,
    _S.APPEALED: Act.APPEAL,
    _S.UPHELD: Act.APPEAL,
    _S.OVERTURNED: Act.EOB,
    _S.REVERSED: Act.WHAT_NOW,
    _S.REPLACED: Act.CLOSE,
    _S.WRITTEN_OFF: Act.CLOSE,
    _S.CLOSED: Act.REOPEN,
}

_WITH_PAYER = (
    _S.SENT,
    _S.ACKNOWLEDGED,
    _S.INFORMATION_REQUESTED,
    _S.PARTLY_PAID,
    _S.PAID,
    _S.DENIED,
    _S.DISALLOWED,
    _S.APPEALED,
    _S.OVERTURNED,
    _S.UPHELD,
    _S.REVERSED,
)
_CONTESTED = (
    _S.INFORMATION_REQUESTED,
    _S.PARTLY_PAID,
    _S.DENIED,
    _S.DISALLOWED,
    _S.UPHELD,
    _S.REVERSED,
)


def next_step(claim: Claim) -> Act:
    """The one act that stands out."""
    return _NEXT_STEP[claim.state]


def further_acts(claim: Claim) -> tuple[Act, ...]:
    """Every other act, in the order of the menu."""
    first = next_step(claim)
    return tuple(act for act in Act if act is not first and _is_open(act, claim))


def _is_open(act: Act, claim: Claim) -> bool:
    state = claim.state
    if act is Act.REOPEN:
        return state is _S.CLOSED
    if act is Act.READY and state is _S.CLOSED:
        return False
    if act in GOES_TO:
        return GOES_TO[act] in NEXT[state]
    return {
        Act.EOB: state in _WITH_PAYER,
        Act.WHAT_NOW: state in _CONTESTED,
        Act.APPEAL: bool(claim.appeals) or _S.APPEALED in NEXT[state],
        Act.SECONDARY: bool(claim.standing) and claim.kind != "void",
        Act.REPLACE: _S.REPLACED in NEXT[state],
        Act.VOID: _S.REPLACED in NEXT[state],
    }[act]
