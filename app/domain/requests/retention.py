"""How long a patient's record is kept: rules by state, and the day before which nothing may go.

`app.guides` reads the rules from files, the retention service applies them. This program deletes
nothing at all: the day is for the practice's own shredder and its own judgment.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.domain.practice.people import Border, Named

State = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|default)$")]
Years = Annotated[int, Field(ge=0, le=100)]
Basis = Literal["rule", "secondary", "general_knowledge"]
"""Whether the rule itself was read, something about it, or nothing."""

DEFAULT = "default"
"""The rule for states without one of their own."""


class RetentionSource(Border):
    """Where a rule comes from, and when somebody last looked."""

    title: Named
    authority: Named
    checked: dt.date
    where: str = ""


class RetentionRule(Border):
    """What one state asks. `years` count from the last entry of a record.

    A minor's record is kept also until `minor_years` after the birthday of majority. `basis` tells
    how much of this was read in the rule itself: screen and report say so.
    """

    state: State
    name: Named
    years: Years
    majority: Annotated[int, Field(ge=16, le=25)] = 18
    minor_years: Years
    basis: Basis
    note: str = ""
    source: RetentionSource

    def not_before(self, last: dt.date, born: dt.date) -> dt.date:
        """The day before which a record whose last entry is of `last` must not be disposed of."""
        of_age = years_after(born, self.majority)
        plain = years_after(last, self.years)
        return max(plain, years_after(of_age, self.minor_years)) if last < of_age else plain


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What retention needs of a patient's record: `last` is the day of its newest entry."""

    patient: str
    born: dt.date | None
    last: dt.date | None


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day years later; March 1 where there is no February 29."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)
