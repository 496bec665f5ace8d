"""What a payer said before the work: a predetermination (an estimate) or a prior authorization.

They are two things: an estimate promises nothing, an authorization is a condition of payment. The
patient page keeps them, notes and claims name their numbers, deadlines watch when they end.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from app.domain.claims.claim import Money
from app.domain.practice.people import Border, Coverage, Id, Line

AuthorizationKind = Literal["predetermination", "prior_authorization"]

GRANTED = ("approved", "partly", "estimate")
"""Answers that give a number to put on a claim."""


class Authorization(Border):
    """One request and its answer. `until` is its last day, `units` how many services it covers.

    `evidence` is the SHA-256 of the payer's letter, `evidence_size` its bytes. `kind` decides where
    the number goes on a claim (REF G3 for a predetermination, REF G1 for a prior authorization).
    """

    id: Id
    patient: Id
    coverage_order: Annotated[int, Field(ge=1, le=3)] = 1
    payer: Line = ""
    kind: AuthorizationKind
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
    evidence_title: Line = ""
    evidence_size: Annotated[int, Field(ge=0)] = 0
    version: int = 0

    def is_of(self, coverage: Coverage) -> bool:
        """Whether it was given for this coverage: its place, and its payer where recorded."""
        same_payer = not self.payer or self.payer.casefold() == coverage.payer.casefold()
        return self.coverage_order == coverage.order and same_payer

    def is_over(self, day: dt.date) -> bool:
        """Whether its last day lies before a day."""
        return self.until is not None and self.until < day

    def is_used_up(self, used: int) -> bool:
        """Whether so many services leave none; one without units is never used up."""
        return 0 < self.units <= used


@dataclass(frozen=True, slots=True)
class Granted:
    """What there is for one note: the records whose numbers fit, and what keeps others from it.

    `is_over` and `is_used_up` speak of prior authorizations alone, and only where none fits.
    """

    predetermination: Authorization | None = None
    prior: Authorization | None = None
    is_over: bool = False
    is_used_up: bool = False


NOTHING_GRANTED = Granted()


def granted(
    records: Iterable[Authorization],
    used: Mapping[str, int],
    coverage: Coverage,
    code: str,
    day: dt.date,
) -> Granted:
    """What a note for a code may name on a day. `used` counts services by number.

    Of several that fit, the one that ends first is named: the other lasts longer.
    """
    mine = [
        each
        for each in records
        if each.is_of(coverage)
        and each.decision in GRANTED
        and each.number
        and (not each.codes or code in each.codes)
    ]
    estimates = [each for each in mine if each.kind == "predetermination" and not each.is_over(day)]
    prior = [each for each in mine if each.kind == "prior_authorization"]
    fitting = [
        each
        for each in prior
        if not each.is_over(day)
        and not each.is_used_up(used.get(each.number, 0))
        and (each.begins is None or each.begins <= day)
    ]
    return Granted(
        predetermination=min(estimates, key=_end, default=None),
        prior=min(fitting, key=_end, default=None),
        is_over=not fitting and any(each.is_over(day) for each in prior),
        is_used_up=not fitting and any(each.is_used_up(used.get(each.number, 0)) for each in prior),
    )


def _end(record: Authorization) -> tuple[dt.date, str]:
    return record.until or dt.date.max, record.id
