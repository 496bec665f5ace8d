"""Wrong tries of a secret and the wait they cost, as a file keeps them.

`services.people.tries` counts them. The door asks before anything heavy is loaded, so nothing is
imported here that costs time.
"""

import datetime as dt
from dataclasses import dataclass

FREE = 3
"""Wrong tries that cost nothing: a finger slips, Caps Lock is on."""

LONGEST = 60
"""Seconds. Longer would let anybody at the keyboard keep a colleague out."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Somebody's wrong tries: in a row, the last when (UTC), and how many no trail tells of yet."""

    wrong: int
    at: dt.datetime
    untold: int = 0

    @property
    def delay(self) -> int:
        """Seconds to wait after the last one: 0, 0, 0, then 1, 2, 4 … 60."""
        if self.wrong <= FREE:
            return 0
        return min(LONGEST, 1 << min(self.wrong - FREE - 1, 6))
