"""How long an answer to a patient's request may take, and where that is said; requests use it.

The practice may have shorter ones by state law: a request then names an earlier day of its own.
"""

import datetime as dt
from dataclasses import dataclass

from app.domain.practice.people import Border, Named


@dataclass(frozen=True, slots=True)
class Window:
    """`days` from the day it came in, `more` by the one extension; `source` in words."""

    days: int
    more: int
    source: str


ACCESS = Window(30, 30, "45 CFR 164.524(b)(2), checked 11/22/2026")
AMENDMENT = Window(60, 30, "45 CFR 164.526(b)(2), general knowledge, not looked up here")


class Extension(Border):
    """The one extension there may be: why, and when the patient was told in writing."""

    reason: Named
    told_on: dt.date


def due_day(
    window: Window, received: dt.date, extension: Extension | None, sooner: dt.date | None
) -> dt.date:
    """The last day for an answer.

    An extension counts only if the patient was told of it within the first time. `sooner` is an
    earlier day that state law or a promise sets.
    """
    due = received + dt.timedelta(days=window.days)
    if extension is not None and counts(window, received, extension):
        due += dt.timedelta(days=window.more)
    return min(due, sooner) if sooner else due


def counts(window: Window, received: dt.date, extension: Extension) -> bool:
    """Whether the patient was told of an extension in time."""
    return extension.told_on <= received + dt.timedelta(days=window.days)


def days_left_words(due: dt.date, today: dt.date) -> str:
    """How much time is left: `9 days left`, `due today`, `3 days overdue`."""
    left = (due - today).days
    if left == 0:
        return "due today"
    days = "1 day" if abs(left) == 1 else f"{abs(left)} days"
    return f"{days} left" if left > 0 else f"{days} overdue"
