"""What somebody does to a claim, as a value: it can wait for the store, and is then done once.

The claim page and the worklist make them; `services.claims.claim_changes` does them, and keeps
those that wait.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, JsonValue
from pydantic_core import to_jsonable_python

from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.domain.practice.people import Border, Line
from app.domain.reading.dates import show_date

ChangeKind = Literal[
    "fields",
    "line",
    "new line",
    "no line",
    "note",
    "move",
    "tell",
    "take back",
    "put off",
    "take over",
    "follow up",
]

TAKEN_OVER = "Taken over"
FOLLOWED_UP = "Followed up"

Values = Mapping[str, JsonValue]
"""Fields by name, each as JSON has it."""


class ClaimChange(Border):
    """One change. `at` (UTC) is when somebody wished it.

    `values` are what fields of the claim, or of the line with the id `line`, become, and `were`
    what stood there then. `text` and `reference` are those of the event; `reference` is the id of
    the note or posting it is about, too.
    """

    kind: ChangeKind
    at: dt.datetime
    line: Line = ""
    state: ClaimState | None = None
    text: Annotated[str, Field(max_length=2000)] = ""
    reference: Line = ""
    values: Values = Field(default_factory=dict)
    were: Values = Field(default_factory=dict)

    @property
    def words(self) -> str:
        """What its event says."""
        match self.kind:
            case "put off":
                return put_off_words(self.day, self.text)
            case "follow up":
                return followed_up_words(self.day)
            case "take over":
                return TAKEN_OVER
            case _:
                return self.text

    @property
    def day(self) -> dt.date:
        """When a claim that is put off or followed up comes again."""
        return dt.date.fromisoformat(str(self.values["follow_up"]))


class LeftOnClaim(Border):
    """What waits to be done to a claim, over which version of it, and what is being typed.

    `typing` is what stands in a field, by the field's name, and was not handed on: it may be what
    no program can read.
    """

    version: int
    changes: tuple[ClaimChange, ...] = ()
    typing: Mapping[str, str] = Field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing waits and nothing is being typed."""
        return not (self.changes or self.typing)


def plain(values: Mapping[str, object]) -> Values:
    """Fields as JSON has them."""
    found: Values = to_jsonable_python(dict(values))
    return found


def put_off_words(day: dt.date, reason: str) -> str:
    """What the event of putting a claim off says."""
    to = f"Put off to {show_date(day)}"
    return f"{to}: {reason}" if reason else to


def followed_up_words(day: dt.date | None) -> str:
    """What the event of following a claim up says; of a settled one, which does not come again."""
    return f"{FOLLOWED_UP}, again on {show_date(day)}" if day else FOLLOWED_UP


def applied(claim: Claim, change: ClaimChange) -> Claim:
    """The claim with its fields, or those of one line, as a change has them. Pure.

    Raises ValueError for values that are none.
    """
    if change.kind == "fields":
        return Claim.model_validate({**dict(claim), **change.values})
    lines = claim.lines
    if change.kind == "new line":
        lines = (*lines, ClaimLine.model_validate(dict(change.values)))
    elif change.kind == "no line":
        lines = tuple(line for line in lines if line.id != change.line)
    else:
        lines = tuple(
            ClaimLine.model_validate({**dict(line), **change.values})
            if line.id == change.line
            else line
            for line in lines
        )
    return claim.model_copy(update={"lines": lines})


def is_in(claim: Claim, change: ClaimChange, who: str) -> bool:
    """Whether the claim says already what a change of this person's (a staff id) makes of it.

    It does where the change was kept and only the word of that got lost.
    """
    match change.kind:
        case "fields" | "line" | "take over":
            target = _target(claim, change)
            return target is not None and _has(target, change.values)
        case "new line":
            return any(line.id == change.values["id"] for line in claim.lines)
        case "no line":
            return all(line.id != change.line for line in claim.lines)
        case "note":
            return change.reference in claim.notes
        case "take back":
            return any(each.takes_back == change.reference for each in claim.postings)
        case _:
            words = (change.words, FOLLOWED_UP) if change.kind == "follow up" else (change.words,)
            return any(
                (event.by, event.reference) == (who, change.reference)
                and event.text in words
                and event.at >= change.at
                and change.state in (None, event.state)
                for event in claim.events
            )


def fits(claim: Claim, change: ClaimChange, who: str) -> bool:
    """Whether a change can be done on top of what others did meanwhile without anybody's word.

    Steps and answers cannot: whoever took them did not know what they are taken on now.
    """
    match change.kind:
        case "fields" | "line" | "take over":
            target = _target(claim, change)
            return target is not None and all(
                any(_has(target, {name: side[name]}) for side in (change.were, change.values))
                for name in change.values
            )
        case "new line" | "no line" | "note":
            return True
        case "put off" | "follow up":
            return all(event.by == who or event.at < change.at for event in claim.events)
        case _:
            return False


def _target(claim: Claim, change: ClaimChange) -> Claim | ClaimLine | None:
    """What the values of a change are about; None where its line is gone."""
    if change.kind in ("fields", "take over"):
        return claim
    return next((line for line in claim.lines if line.id == change.line), None)


def _has(target: Claim | ClaimLine, values: Values) -> bool:
    """Whether these fields have these values: 90 is 90.00."""
    wished = type(target).model_validate({**dict(target), **values})
    return all(getattr(target, name) == getattr(wished, name) for name in values)
