"""What one payer wants (the payer card) and one recorded benefit check (the verification)."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from app.domain.people import Border, Id, Line, Named

RepeatRule = Literal["unknown", "per_date", "trigger"]


class Verification(Border):
    """One benefit check for one coverage and code (P5).

    Either a representative and a reference, or the portal's page as evidence (`portal_page` is
    its SHA-256, `portal_size` its bytes), proves it. `payer` is who was asked, as the coverage
    named it then: a check says nothing for another payer that took the coverage's place.
    """

    id: Id
    patient: Id
    coverage_order: Annotated[int, Field(ge=1, le=3)] = 1
    payer: Line = ""
    code: Line
    checked_on: dt.date
    channel: Literal["phone", "portal", "electronic", "fax", "other"] = "phone"
    checked_by: Line = ""
    representative: Line = ""
    reference: Line = ""
    portal_page: Line = ""
    portal_title: Line = ""
    portal_size: Annotated[int, Field(ge=0)] = 0
    covered: Literal["yes", "no", "would_not_say", "unknown"] = "unknown"
    limits: Annotated[str, Field(max_length=2000)] = ""
    predetermination: Literal["required", "optional", "no", "unknown"] = "unknown"
    prior_authorization: Literal["required", "no", "unknown"] = "unknown"
    stale_after: dt.date | None = None
    version: int = 0


class CardRule(Border):
    """What a payer card says of one code. `requires` has the shape of a guide's requirements."""

    covered: Literal["yes", "no", "by_plan", "unknown"] = "unknown"
    repeat: RepeatRule = "unknown"
    repeat_note: Line = ""
    records: Literal["narrative", "chart_note", "both", "unknown"] = "unknown"
    attachments: Literal["required", "on_request", "never", "unknown"] = "unknown"
    same_day_exclusions: tuple[Line, ...] = ()
    narrative_limit: int | None = None
    source: Line = ""


class CardSource(Border):
    """Where a payer card's fact comes from, and when it was checked."""

    title: Named
    authority: Line = "payer"
    checked: dt.date
    where: Line = ""


class PayerCard(Border):
    """What one payer wants, per code, read from a file the office can edit."""

    id: Id
    payer: Named
    version: int = 1
    sources: dict[str, CardSource] = Field(default_factory=dict)
    codes: dict[str, CardRule] = Field(default_factory=dict)
