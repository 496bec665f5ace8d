"""A day by which something must be done, out of the payer's own words or a payer card's rule.

`app.services.deadlines` collects them, the worklist and the calendar export show them. The text of
the EOB or notice comes before the card, and the card before what the law says in general.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.work_days import next_work_day


class Clock(StrEnum):
    """What runs out."""

    TIMELY_FILING = "timely filing"
    INFORMATION = "information requested"
    APPEAL = "appeal window"
    AUTHORIZATION = "authorization expires"
    VERIFICATION = "benefit check out of date"
    FOLLOW_UP = "follow-up"
    WAITING = "reply awaited"
    REFUND = "refund demanded"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock of one record. `due` is the last day; `basis` says where it comes from, in words.

    `record` is a claim, note, coverage or patient by kind and id; `owner` a staff id.
    """

    clock: Clock
    due: dt.date
    kind: str
    record: str
    patient: str
    title: str
    basis: str
    owner: str = ""

    def days_left(self, today: dt.date) -> int:
        """How many days are left; negative when overdue."""
        return (self.due - today).days


def counted(start: dt.date, days: int) -> dt.date:
    """The day so many calendar days after a start; the day itself is not counted."""
    return start + dt.timedelta(days=days)


def months_after(start: dt.date, months: int) -> dt.date:
    """The same day so many months later, the month's last day where there is no such day."""
    years, month = divmod(start.month - 1 + months, 12)
    first = dt.date(start.year + years, month + 1, 1)
    following = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return first.replace(day=min(start.day, (following - dt.timedelta(days=1)).day))


def do_by(due: dt.date) -> dt.date:
    """The last work day on which it can still be done: a mail cannot go out on a Sunday."""
    return next_work_day(due, backwards=True)
