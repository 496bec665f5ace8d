"""The lines of a claim: out of its notes, each with a number of ours that the payer gives back.

`claim_beginning` and `claims` call it. Pure; what cannot be read of a note is left for the claim
page to be typed in.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import count

from app.documents.notes.note_view import NoteView
from app.domain.claims.claim import ClaimLine
from app.domain.guides.answers import Choice, Money, Number, Text
from app.domain.ids import NewId

MOST_QUANTITY = 99
_CODE = re.compile(r"\bD\d{4}\b")


def is_chart_only(view: NoteView) -> bool:
    """Whether somebody decided that the note is for the chart alone (P13)."""
    return view.answer("billing") == Choice("chart_only")


def lines_of(view: NoteView, fresh_id: NewId) -> tuple[ClaimLine, ...]:
    """The note's own line and one for each other code of its day; none without a date of service.

    The fee of a line is for all of its quantity. Fees of other codes are zero until typed in.
    """
    day = view.note.date_of_service
    if day is None:
        return ()
    quantity = _quantity(view)
    own = ClaimLine(
        id=fresh_id(),
        code=view.note.code,
        on=day,
        fee=_fee(view) * quantity,
        quantity=quantity,
        note=view.note.id,
    )
    others = (
        ClaimLine(id=fresh_id(), code=code, on=day, fee=Decimal(0))
        for code in _other_codes(view)
        if code != own.code
    )
    return (own, *others)


def joined(lines: Iterable[ClaimLine], more: Iterable[ClaimLine]) -> tuple[ClaimLine, ...]:
    """Lines with others behind them; no note and no other code of a day stands there twice."""
    kept = list(lines)
    for line in more:
        same = (each for each in kept if (each.code, each.on) == (line.code, line.on))
        if not any(each.note == line.note or not line.note for each in same):
            kept.append(line)
    return tuple(kept)


def numbered(claim_number: str, lines: Iterable[ClaimLine]) -> tuple[ClaimLine, ...]:
    """Lines with numbers of ours (REF 6R): the claim's, a hyphen, and what is free behind it."""
    kept = tuple(lines)
    taken = {line.control for line in kept}
    free = (each for n in count(1) if (each := f"{claim_number}-{n}") not in taken)
    return tuple(
        line if line.control else line.model_copy(update={"control": next(free)}) for line in kept
    )


def _fee(view: NoteView) -> Decimal:
    answer = view.answer("fee")
    return answer.value if isinstance(answer, Money) else Decimal(0)


def _quantity(view: NoteView) -> int:
    """What is reported: whole services, one where the note's number is none."""
    answer = view.answer("quantity")
    value = answer.value if isinstance(answer, Number) else Decimal(1)
    return int(value) if value == int(value) and 1 <= value <= MOST_QUANTITY else 1


def _other_codes(view: NoteView) -> Iterator[str]:
    answer = view.answer("other_codes")
    if isinstance(answer, Text):
        yield from dict.fromkeys(_CODE.findall(answer.value.upper()))
