"""What lists of claims ask and show; the worklist, the patient page and reports ask with it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.domain.claims.claim import ClaimState
from app.domain.deadlines.deadline import Clock
from app.domain.finding.listing import PAGE_ROWS, Cursor

ClaimOrder = Literal["due", "sent"]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One line of a list. `due` is the day by which something must be done, `clock` what runs out.

    Both are as they were when the claim was kept; they do not depend on today.
    """

    id: str
    number: str
    patient_id: str
    patient: str
    payer: str
    state: ClaimState
    owner: str
    codes: tuple[str, ...]
    began: dt.date | None
    sent_on: dt.date | None
    follow_up: dt.date | None
    due: dt.date | None
    billed: Decimal
    paid: Decimal
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class ClaimQuery:
    """Which claims. Order `due` has overdue ones first and those without a day last.

    `is_open` asks for those with which somebody has something to do (`Claim.is_open`).
    """

    states: tuple[ClaimState, ...] = ()
    is_open: bool = False
    owner: str = ""
    payer: str = ""
    patient_id: str = ""
    note_id: str = ""
    code: str = ""
    due_until: dt.date | None = None
    sent_since: dt.date | None = None
    sent_until: dt.date | None = None
    order: ClaimOrder = "due"
    after: Cursor | None = None
    limit: int = PAGE_ROWS
