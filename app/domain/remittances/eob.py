"""An EOB as somebody types it from paper: texts as they stand, and the sums they come to.

The EOB page edits these values, `eob_reading` reads them. Nothing here raises for what is typed.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from app.domain.claims.appeal_answers import AppealAnswer
from app.domain.claims.claim import ZERO, Claim, ClaimState, PostedLine, Posting
from app.domain.practice.people import Border, Line
from app.domain.reading.amounts import read_printed_money
from app.domain.reading.dates import show_date
from app.domain.reading.problem import Unread

Typed = Annotated[str, Field(max_length=200)]
"""One cell as typed."""


class TypedAdjustment(Border):
    """One amount that was not paid; `code` is group and reason as printed, or nothing."""

    amount: Typed = ""
    code: Typed = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed."""
        return not (self.amount.strip() or self.code.strip())


class TypedLine(Border):
    """One line of the claim; `line` is its id. `billed` comes filled in, the rest is typed."""

    line: Line
    code: Line
    on: dt.date
    billed: Typed = ""
    allowed: Typed = ""
    paid: Typed = ""
    patient: Typed = ""
    adjustments: Annotated[tuple[TypedAdjustment, ...], Field(min_length=1)] = (TypedAdjustment(),)
    remarks: Typed = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed besides what came filled in: the EOB does not judge it."""
        cells = (self.allowed, self.paid, self.patient, self.remarks)
        return not any(cell.strip() for cell in cells) and all(a.is_blank for a in self.adjustments)


class TypedEob(Border):
    """Everything on the EOB page. `takes_back` is the posting that this one types anew.

    `state` is set by hand, with `why`; empty where the program's own reading holds. `appeal` is
    what it means for an appeal that waits.
    """

    eob_date: Typed = ""
    received_on: Typed = ""
    answer_due: Typed = ""
    payer_number: Typed = ""
    trace: Typed = ""
    is_reversal: bool = False
    lines: tuple[TypedLine, ...] = ()
    reason: str = ""
    evidence: Line = ""
    state: ClaimState | Literal[""] = ""
    why: Typed = ""
    appeal: AppealAnswer = ""
    takes_back: Line = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """What is typed on a line or on all of them; an amount that cannot be read is None."""

    billed: Decimal | None
    allowed: Decimal | None
    paid: Decimal | None
    patient: Decimal | None
    adjusted: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Billed less paid, adjustments and the patient's part; zero where the EOB adds up."""
        parts = (self.billed, self.paid, self.patient, self.adjusted)
        billed, paid, patient, adjusted = parts
        if billed is None or paid is None or patient is None or adjusted is None:
            return None
        return billed - paid - adjusted - patient


def blank_eob(claim: Claim, today: dt.date) -> TypedEob:
    """The page for a claim before anything is typed: its lines, and that it came in today."""
    lines = tuple(
        TypedLine(line=each.id, code=each.code, on=each.on, billed=f"{each.fee:.2f}")
        for each in claim.lines
    )
    return TypedEob(received_on=show_date(today), lines=lines)


def typed_again(claim: Claim, posting: Posting, today: dt.date) -> TypedEob:
    """The page with what was posted from paper, to be mended."""
    judged = {line.line: line for line in posting.lines}
    lines = tuple(
        _line_again(line, judged[line.line]) if line.line in judged else line
        for line in blank_eob(claim, today).lines
    )
    return TypedEob(
        eob_date=_day(posting.eob_date),
        received_on=_day(posting.received_on),
        answer_due=_day(posting.answer_due),
        payer_number=posting.payer_number,
        trace=posting.trace,
        is_reversal=posting.is_reversal,
        lines=lines,
        reason=posting.reason_as_printed,
        evidence=posting.evidence,
        takes_back=posting.id,
    )


def taking_back(eob: TypedEob, *, on: bool) -> TypedEob:
    """Whether it takes money back; amounts that only came filled in change their sign with it."""
    lines = tuple(
        line.model_copy(update={"billed": f"{'-' if on else ''}{line.billed.removeprefix('-')}"})
        if line.is_blank
        else line
        for line in eob.lines
    )
    return eob.model_copy(update={"is_reversal": on, "lines": lines})


def sums_of(line: TypedLine) -> Sums:
    """What is typed on one line; an empty cell is nothing."""
    return Sums(
        _amount(line.billed),
        _amount(line.allowed),
        _amount(line.paid),
        _amount(line.patient),
        _sum([_amount(each.amount) for each in line.adjustments]),
    )


def sums_of_all(eob: TypedEob) -> Sums:
    """What is typed on the lines that this EOB judges; on all while it judges none."""
    judged = [sums_of(line) for line in eob.lines if not line.is_blank]
    every = judged or [sums_of(line) for line in eob.lines]
    return Sums(
        _sum([each.billed for each in every]),
        _sum([each.allowed for each in every]),
        _sum([each.paid for each in every]),
        _sum([each.patient for each in every]),
        _sum([each.adjusted for each in every]),
    )


def _amount(text: str) -> Decimal | None:
    """What a cell counts for in a sum: nothing while it is empty, unknown while it is no amount."""
    read = read_printed_money(text) if text.strip() else ZERO
    return None if isinstance(read, Unread) else read


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if len(known) == len(amounts) else None


def _line_again(line: TypedLine, posted: PostedLine) -> TypedLine:
    adjustments = tuple(
        TypedAdjustment(amount=f"{each.amount:.2f}", code=f"{each.group} {each.reason}".strip())
        for each in posted.adjustments
    )
    changes = {
        "billed": _money(posted.billed),
        "allowed": _money(posted.allowed),
        "paid": _money(posted.paid),
        "patient": _money(posted.patient_part),
        "adjustments": adjustments or (TypedAdjustment(),),
        "remarks": " ".join(posted.remarks),
    }
    return line.model_copy(update=changes)


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


def _day(day: dt.date | None) -> str:
    return show_date(day) if day else ""
