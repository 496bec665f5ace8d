"""An EOB as somebody types it from paper: texts as they stand, what they read as, and the sums.

The EOB page edits these values, `services.eob_entry` posts what they read as. Nothing here raises
for what is typed, and no amount, group or reason is ever filled in that was not typed.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from app.domain.claim import Claim, ClaimState, PostedAdjustment, PostedLine, Posting
from app.domain.people import Border, Line
from app.domain.reading.amounts import read_printed_money
from app.domain.reading.dates import read_date, show_date
from app.domain.reading.problem import Unread
from app.domain.remittance import ZERO, Group

Value = TypeVar("Value")

Typed = Annotated[str, Field(max_length=200)]
"""One cell as typed."""

LONGEST_REASON = 4000

_CODE = re.compile(r"(CO|PR|OA|PI|CR)?[ \-]?([A-Z]?[0-9]{1,4})?")
_REMARK = re.compile(r"[A-Z]{1,3}[0-9]{1,4}")
_NOT_A_CODE = Unread("Not a reason: type it as printed, such as CO 45, PR-1, 252 or B7.")
_NOT_REMARKS = Unread("Not a remark code: type codes such as N706, with blanks between them.")


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

    `state` is set by hand, with `why`; empty where the program's own reading holds.
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
    takes_back: Line = ""


@dataclass(frozen=True, slots=True)
class EobProblem:
    """Why something typed cannot be posted. `cell` says where: a field, or line/part."""

    cell: str
    say: str


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


@dataclass(frozen=True, slots=True)
class ReadEob:
    """What was typed, read: all that a posting needs besides who, when and its id."""

    lines: tuple[PostedLine, ...]
    eob_date: dt.date | None
    received_on: dt.date | None
    answer_due: dt.date | None
    state: ClaimState | None


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


def read_eob(eob: TypedEob, today: dt.date) -> tuple[ReadEob, tuple[EobProblem, ...]]:
    """What was typed, read, and everything that keeps it from being posted."""
    problems: list[EobProblem] = []

    def day(cell: str, text: str) -> dt.date | None:
        read = read_date(text, today) if text.strip() else None
        return _known(read, cell, problems)

    judged = [(at, line) for at, line in enumerate(eob.lines) if not line.is_blank]
    if not judged:
        problems.append(EobProblem("0/paid", "Type what was paid, 0.00 where nothing was."))
    lines = tuple(_posted_line(at, line, problems) for at, line in judged)
    read = ReadEob(
        lines,
        day("eob_date", eob.eob_date),
        day("received_on", eob.received_on),
        day("answer_due", eob.answer_due),
        eob.state or None,
    )
    if len(eob.reason) > LONGEST_REASON:
        problems.append(EobProblem("reason", f"Shorten the reason to {LONGEST_REASON:,} signs."))
    if eob.state and not eob.why.strip():
        problems.append(EobProblem("why", "Say why you set another state."))
    return read, tuple(problems)


def read_code(text: str) -> tuple[Group, str] | Unread:
    """A group and a reason code as printed, each of which may be missing: `CO 45`, `252`, `PR`."""
    typed = text.strip().upper()
    match = _CODE.fullmatch(typed)
    if match is None or (typed and not any(match.groups())):
        return _NOT_A_CODE
    group: Group = match[1] or ""  # type: ignore[assignment]  # the pattern names the groups
    return group, match[2] or ""


def read_remarks(text: str) -> tuple[str, ...] | Unread:
    """Remark codes with blanks or commas between them."""
    codes = tuple(dict.fromkeys(text.upper().replace(",", " ").split()))
    return codes if all(_REMARK.fullmatch(code) for code in codes) else _NOT_REMARKS


def _posted_line(at: int, line: TypedLine, problems: list[EobProblem]) -> PostedLine:
    def amount(part: str, text: str) -> Decimal | None:
        read = read_printed_money(text) if text.strip() else None
        return _known(read, f"{at}/{part}", problems)

    if not line.paid.strip():
        problems.append(EobProblem(f"{at}/paid", "Type what was paid, 0.00 where nothing was."))
    remarks = _known(read_remarks(line.remarks), f"{at}/remarks", problems)
    return PostedLine(
        line=line.line,
        code=line.code,
        on=line.on,
        billed=amount("billed", line.billed),
        allowed=amount("allowed", line.allowed),
        paid=amount("paid", line.paid),
        patient_part=amount("patient", line.patient),
        adjustments=tuple(_posted_adjustments(at, line, problems)),
        remarks=remarks or (),
    )


def _posted_adjustments(
    at: int, line: TypedLine, problems: list[EobProblem]
) -> Iterator[PostedAdjustment]:
    for number, each in enumerate(line.adjustments):
        if each.is_blank:
            continue
        code = _known(read_code(each.code), f"{at}/code/{number}", problems)
        cell = f"{at}/amount/{number}"
        if not each.amount.strip():
            problems.append(EobProblem(cell, "Type the amount that belongs to this reason."))
            continue
        amount = _known(read_printed_money(each.amount), cell, problems)
        if amount is not None and code is not None:
            yield PostedAdjustment(group=code[0], reason=code[1], amount=amount)


def _known(read: Value | Unread | None, cell: str, problems: list[EobProblem]) -> Value | None:
    if isinstance(read, Unread):
        problems.append(EobProblem(cell, read.why))
        return None
    return read


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
