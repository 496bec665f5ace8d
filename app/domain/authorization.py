"""What a payer said before the work: a predetermination (an estimate) or a prior authorization.

They are two things: an estimate promises nothing, an authorization is a condition of payment. The
patient page keeps them, claims name their numbers, deadlines watch when they end.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from app.domain.claim import Money
from app.domain.people import Border, Id, Line


class Authorization(Border):
    """One request and its answer. `until` is its last day, `units` how many services it covers.

    `evidence` is the SHA-256 of the payer's letter, `kind` decides where the number goes on a claim
    (REF G3 for a predetermination, REF G1 for a prior authorization).
    """

    id: Id
    patient: Id
    coverage_order: Annotated[int, Field(ge=1, le=3)] = 1
    payer: Line = ""
    kind: Literal["predetermination", "prior_authorization"]
    codes: tuple[Line, ...] = ()
    number: Line = ""
    requested_on: dt.date | None = None
    answered_on: dt.date | None = None
    decision: Literal["", "approved", "partly", "denied", "estimate"] = ""
    begins: dt.date | None = None
    until: dt.date | None = None
    units: Annotated[int, Field(ge=0, le=999)] = 0
    estimate: Money | None = None
    remark: Annotated[str, Field(max_length=2000)] = ""
    evidence: Line = ""
    version: int = 0
