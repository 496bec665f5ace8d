"""A restriction: the patient pays a service in full and wants nothing of it sent to a health plan.

The practice has to agree to that: 45 CFR 164.522(a)(1)(vi), general knowledge. Packing asks
`blocking` before anything leaves; the patient and pack pages show it.
"""

import datetime as dt
from collections.abc import Iterable

from pydantic import Field

from app.domain.finding.listing import search_key
from app.domain.practice.people import Border, Id, Line
from app.domain.requests.record_request import Words


class Restriction(Border):
    """In force from the day it is asked for until it ends, which needs a day and a reason.

    `payer` is the plan's payer as the coverage names it; empty means every plan. `since` and
    `until` are the dates of service it covers. Until `paid_on` is known it holds all the same:
    what was sent cannot be called back.
    """

    id: Id
    patient: Id
    payer: Line = ""
    asked_on: dt.date
    since: dt.date
    until: dt.date | None = None
    services: Words = ""
    paid_on: dt.date | None = None
    recorded_by: Line = ""
    ended_on: dt.date | None = None
    ended_because: Words = Field(default="")
    version: int = 0

    @property
    def is_in_force(self) -> bool:
        """Whether it still holds."""
        return self.ended_on is None or not self.ended_because.strip()

    def covers(self, day: dt.date | None) -> bool:
        """Whether a service of that day is covered; one without a day may be."""
        if day is None:
            return True
        return day >= self.since and (self.until is None or day <= self.until)

    def concerns(self, payer: str) -> bool:
        """Whether a payer is not to hear of it. Case and accents aside; an unnamed one may be."""
        return not self.payer or not payer or search_key(payer) == search_key(self.payer)


def blocking(
    restrictions: Iterable[Restriction], payer: str, day: dt.date | None
) -> Restriction | None:
    """The first restriction that forbids to send a payer something about a service of a day."""
    return next(
        (r for r in restrictions if r.is_in_force and r.covers(day) and r.concerns(payer)), None
    )
