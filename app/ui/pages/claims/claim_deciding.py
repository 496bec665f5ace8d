"""What is said of a change that met what somebody else did to the claim: theirs, mine, the ways on.

The claim page asks it; nothing is done or dropped before somebody says so.
"""

import datetime as dt
from decimal import Decimal

from app.domain.claims.claim import Claim
from app.domain.claims.claim_change import ClaimChange, applied
from app.domain.reading.amounts import show_money
from app.domain.reading.dates import show_date

CAME_BETWEEN = "Somebody else kept something at the same moment. Do it once more, or drop it."
_FIELDS = {
    "fee": "The fee of {code}",
    "teeth": "Teeth or area of {code}",
    "follow_up": "The next follow-up",
    "owner": "The owner",
}
_STEP = (
    "The claim was changed at another workstation before this was kept{what}. Look at what is"
    " stored, then say what holds."
)
_NO_LINE = "The line you typed into was taken off the claim at another workstation."


def clash_words(claim: Claim, change: ClaimChange) -> str:
    """What stands there now and what was typed; of a step that it was not taken."""
    if change.kind not in ("fields", "line"):
        what = f": “{change.words}”" if change.words else ""
        return _STEP.format(what=what)
    mine = applied(claim, change)
    if change.kind == "fields":
        pairs = [(name, getattr(claim, name), getattr(mine, name), "") for name in change.values]
    else:
        lines = zip(claim.lines, mine.lines, strict=True)
        pairs = [
            (name, getattr(theirs, name), getattr(own, name), theirs.code)
            for theirs, own in lines
            if theirs.id == change.line
            for name in change.values
        ]
    if not pairs:
        return _NO_LINE
    name, theirs, own, code = pairs[0]
    label = _FIELDS.get(name, "This").format(code=code)
    if name == "owner":
        return f"{label} was changed at another workstation too. Say which holds."
    return (
        f"{label} was changed at another workstation too: it is {_shown(theirs)} now,"
        f" you typed {_shown(own)}. Say which holds."
    )


def _shown(value: object) -> str:
    match value:
        case Decimal():
            return show_money(value)
        case dt.date():
            return show_date(value)
        case _:
            return f"“{value}”" if value else "empty"
