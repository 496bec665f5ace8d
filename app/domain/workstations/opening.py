"""That a note is open at a workstation; services write it, lists and the note's head show it."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opening:
    """Who has which note open where, and since when (UTC, by that computer's clock).

    `beats` counts up while the program there runs. Clocks of computers differ, so whoever wants to
    know whether it still does looks whether the count moves, not what time it is.
    """

    note_id: str
    workstation: str
    who: str
    since: dt.datetime
    beats: int = 0
