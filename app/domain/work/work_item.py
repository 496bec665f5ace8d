"""One thing to do, whatever it is about, and what the worklist asks and counts.

`app.services.work.worklist` makes them, the Work page shows them.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum

from app.domain.claims.claim import ClaimState
from app.domain.deadlines.deadline import Clock
from app.domain.finding.listing import PAGE_ROWS, Cursor

NEVER = dt.date.max
SOON = dt.timedelta(days=7)


class WorkKind(StrEnum):
    """A kind of work. Its value orders what is due on one day; it is kept nowhere."""

    ANSWERS = "a"
    SIGN = "b"
    REPLY = "c"
    CLAIM = "d"
    REQUEST = "e"
    AUTHORIZATION = "f"
    CHECK = "g"


class When(IntEnum):
    """The groups of the list, in its order."""

    OVERDUE = 0
    TODAY = 1
    SOON = 2
    LATER = 3
    NEVER = 4


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do. `due` is the day to do it by, None where there is none.

    `act` is what to do, in the imperative; `about` says of what: a claim's number, a code.
    `patient` is family name first, `owner` a staff id, `amount` what was billed.
    """

    kind: WorkKind
    id: str
    act: str
    about: str
    patient_id: str = ""
    patient: str = ""
    payer: str = ""
    due: dt.date | None = None
    owner: str = ""
    amount: Decimal | None = None
    state: ClaimState | None = None
    clock: Clock | None = None

    @property
    def place(self) -> Cursor:
        """Where it stands in the list."""
        return (self.due or NEVER).isoformat(), f"{self.kind.value} {self.id}"

    def when(self, today: dt.date) -> When:
        """The group it belongs to."""
        if self.due is None:
            return When.NEVER
        if self.due <= today:
            return When.OVERDUE if self.due < today else When.TODAY
        return When.SOON if self.due - today <= SOON else When.LATER


@dataclass(frozen=True, slots=True)
class WorkQuery:
    """Which work. Empty filters let everything through; `payer` and `state` let claims alone in."""

    person: str = ""
    kind: WorkKind | None = None
    payer: str = ""
    state: ClaimState | None = None
    after: Cursor | None = None
    limit: int = PAGE_ROWS


@dataclass(frozen=True, slots=True)
class Tally:
    """How much is overdue and how much is due today; `more` where counting ended."""

    overdue: int = 0
    today: int = 0
    more: bool = False

    @property
    def words(self) -> str:
        """`3 overdue, 2 today`; empty when nothing is."""
        parts = ((self.overdue, "overdue"), (self.today, "due today"))
        said = ", ".join(f"{count} {what}" for count, what in parts if count)
        return f"{said}, and more" if said and self.more else said
