"""A day by which something must be done, out of the payer's own words or a payer card's rule.

`app.services.work.deadlines` collects them, the worklist and the calendar export show them. The
text of the EOB or notice comes before the card, and the card before what the law says in general.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from app.domain.deadlines.work_days import later_work_day, next_work_day
from app.domain.payers.payer import Window
from app.domain.reading.dates import show_date


class Clock(StrEnum):
    """What runs out. The value stands beside a claim in the store: it is never renamed."""

    TIMELY_FILING = "timely filing"
    INFORMATION = "information requested"
    APPEAL = "appeal window"
    AUTHORIZATION = "authorization expires"
    VERIFICATION = "benefit check out of date"
    FOLLOW_UP = "follow-up"
    ANSWER = "payer’s answer"
    HOLD = "on hold"
    WAITING = "reply awaited"
    REFUND = "refund demanded"
    REQUEST = "patient’s request"
    SIGNATURE = "signature"


OWN = frozenset({Clock.FOLLOW_UP, Clock.HOLD, Clock.ANSWER, Clock.SIGNATURE, Clock.WAITING})
"""Days that the office set or goes by itself: they may fall on any day and are nobody's limit."""

RecordKind = Literal["claim", "note", "authorization", "request", "amendment"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock of one record. `due` is the last day; `basis` says where it comes from, in words.

    `kind` and `record` say what runs out, `patient` whose it is, `owner` is a staff id. `title`
    names it without naming the patient.
    """

    clock: Clock
    due: dt.date
    kind: RecordKind
    record: str
    patient: str
    title: str
    basis: str
    owner: str = ""

    @property
    def do_by(self) -> dt.date:
        """The last day on which it can be done: a limit on a Sunday is met on Friday."""
        return self.due if self.clock in OWN else do_by(self.due)

    def days_left(self, today: dt.date) -> int:
        """How many days are left to do it; negative when overdue."""
        return (self.do_by - today).days

    @property
    def words(self) -> str:
        """The last day, and the day to do it by where that is an earlier one."""
        if self.do_by == self.due:
            return show_date(self.due)
        return f"{self.due:%A} {show_date(self.due)}, do it by {self.do_by:%A} " + show_date(
            self.do_by
        )


def counted(start: dt.date, days: int) -> dt.date:
    """The day so many calendar days after a start; the day itself is not counted."""
    return start + dt.timedelta(days=days)


def window_end(window: Window, start: dt.date) -> dt.date:
    """The last day of a window that is counted from a day."""
    match window.unit:
        case "days":
            return counted(start, window.amount)
        case "work_days":
            return later_work_day(start, window.amount)
        case "months":
            return months_after(start, window.amount)


def months_after(start: dt.date, months: int) -> dt.date:
    """The same day so many months later, the month's last day where there is no such day."""
    years, month = divmod(start.month - 1 + months, 12)
    first = dt.date(start.year + years, month + 1, 1)
    following = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return first.replace(day=min(start.day, (following - dt.timedelta(days=1)).day))


def do_by(due: dt.date) -> dt.date:
    """The last work day on which it can still be done: a mail cannot go out on a Sunday."""
    return next_work_day(due, backwards=True)
