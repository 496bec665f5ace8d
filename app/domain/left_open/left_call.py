"""A call to a payer that was left before it was all saved, so that its sheet can be gone on with.

The call sheet page keeps it beside the checks themselves; `call_ways` reads it.
"""

import datetime as dt
from collections.abc import Mapping

from app.domain.practice.people import Border, Id, Line

KIND = "call"
"""What kind of page it is, in the names of `domain.left_open.unfinished`."""


class LeftCall(Border):
    """Which coverage was asked about (`order`), since when (UTC), and what was shown last.

    `ids` are the checks' by code: what is typed into each lies under its own name.
    """

    order: int
    began: dt.datetime
    code: Line
    ids: Mapping[str, Id]


def left_call_of(text: str) -> LeftCall | None:
    """The call that was kept; None for anything else."""
    try:
        return LeftCall.model_validate_json(text)
    except ValueError:
        return None
