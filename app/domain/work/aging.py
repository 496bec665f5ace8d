"""How old the claims followed here are, in the usual four steps; stores count, reports show it.

The steps 0-30, 31-60, 61-90 and 91+ days are those of the offices' aging reports; whether age is
counted from the day a claim was sent or from the service differs, so it is chosen and said.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.domain.claims.claim import OPEN_STATES, ClaimState
from app.domain.finding.listing import PAGE_ROWS, Cursor

AgedBy = Literal["sent", "service"]

LAST_DAYS = (30, 60, 90)
"""The last day of each step but the last, which has no end."""

STEPS = ("0–30", "31–60", "61–90", "91+")

_NOT_SENT = (ClaimState.NOT_CLAIMED, ClaimState.READY, ClaimState.ON_HOLD)
AGED_STATES = tuple(s for s in OPEN_STATES if s not in (*_NOT_SENT, ClaimState.PAID))
"""Claims that were sent and wait for money, an answer or an appeal; what is paid ages no more."""


@dataclass(frozen=True, slots=True)
class AgedSum:
    """The claims of one payer in one step (0 to 3): how many, billed less paid so far.

    Billed less paid is no promise: what the contract takes off is in it until the payer decides.
    """

    payer: str
    step: int
    claims: int
    unpaid: Decimal


@dataclass(frozen=True, slots=True)
class AgedQuery:
    """The claims behind one sum, the oldest first; an empty payer or step None lets all through."""

    by: AgedBy
    today: dt.date
    payer: str = ""
    step: int | None = None
    after: Cursor | None = None
    limit: int = PAGE_ROWS


def first_days(today: dt.date) -> tuple[dt.date, ...]:
    """The earliest day of each step but the last, the newest step first."""
    return tuple(today - dt.timedelta(days=last) for last in LAST_DAYS)
