"""A remittance file that was read, and what of it still waits for somebody to say whose it is.

Only claims that are ours are kept: those with a followed code, or with a control number we gave.
Of the rest a file keeps its counts and sums alone, so that the check can be reconciled.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from app.domain.claims.claim import Money
from app.domain.practice.people import Border, Id, Line
from app.domain.remittances.remittance import RemitClaim

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class RemitCheck(Border):
    """One payment in a file and how it adds up; amounts that could not be read are None."""

    payer: Line = ""
    trace: Line = ""
    paid_on: dt.date | None = None
    amount: Money | None = None
    claims: int = 0
    kept: int = 0
    kept_paid: Money | None = None
    other_paid: Money | None = None
    provider_adjustments: Money | None = None
    difference: Money | None = None
    lost: int = 0


class RemitFile(Border):
    """One file, by the SHA-256 of its bytes: reading it again changes nothing."""

    id: Sha256
    read_at: dt.datetime
    read_by: Line = ""
    checks: tuple[RemitCheck, ...] = ()
    problems: tuple[str, ...] = ()
    version: int = 0


class WaitingClaim(Border):
    """One judged claim of a file that could not be matched surely; nothing of it is posted yet.

    `payer`, `trace` and `paid_on` are those of its payment. `decided` is what somebody said:
    posted to the claim `claim`, or not ours.
    """

    id: Id
    file: Sha256
    payer: Line = ""
    trace: Line = ""
    paid_on: dt.date | None = None
    judged: RemitClaim
    offered: tuple[Line, ...] = ()
    decided: Literal["", "posted", "not_ours"] = ""
    claim: Line = ""
    decided_by: Line = ""
    version: int = 0
