"""Whether answers tell of a time of day that is still to come; signing asks before it locks a note.

The days themselves are checked as they are typed (`rules/checks/not_future`). The time is not: what
lies ahead while somebody types has often passed when they sign.
"""

import datetime as dt

from app.domain.facts.facts import Facts
from app.domain.guides.answers import Date, Time

DAY = "date"
"""The id of the day beside the times of a row."""

ROUNDED = dt.timedelta(minutes=10)
"""Times are rounded when they are typed, and clocks differ: so much is taken for now."""


def lies_ahead(facts: Facts, now: dt.datetime) -> str | None:
    """The answer path of a visible time later today than `now`, in the practice's own time."""
    latest = now.replace(tzinfo=None) + ROUNDED
    for path in facts.answers:
        time = facts.read(path)
        if isinstance(time, Time):
            day = facts.read(f"{path.rpartition('/')[0]}/{DAY}")
            is_today = isinstance(day, Date) and day.value == now.date()
            if is_today and dt.datetime.combine(now.date(), time.value) > latest:
                return path
    return None
