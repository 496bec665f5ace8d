"""Reads an EOB that was typed from paper: what can be posted of it, and what keeps it from that.

`services.remittances.eob_entry` posts what comes of it, the EOB page shows each problem in its
cell. Nothing raises for what is typed, and no amount, group or reason is filled in that was not
typed.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from app.domain.claims.claim import ClaimState, PostedAdjustment, PostedLine
from app.domain.reading.amounts import read_printed_money
from app.domain.reading.dates import read_date
from app.domain.reading.problem import Unread
from app.domain.remittances.eob import TypedEob, TypedLine
from app.domain.remittances.remittance import Group

Value = TypeVar("Value")

LONGEST_REASON = 4000

_CODE = re.compile(r"(CO|PR|OA|PI|CR)?[ \-]?([A-Z]?[0-9]{1,4})?")
_REMARK = re.compile(r"[A-Z]{1,3}[0-9]{1,4}")
_NOT_A_CODE = Unread("Not a reason: type it as printed, such as CO 45, PR-1, 252 or B7.")
_NOT_REMARKS = Unread("Not a remark code: type codes such as N706, with blanks between them.")


@dataclass(frozen=True, slots=True)
class EobProblem:
    """Why something typed cannot be posted. `cell` says where: a field, or line/part."""

    cell: str
    say: str


@dataclass(frozen=True, slots=True)
class ReadEob:
    """What was typed, read: all that a posting needs besides who, when and its id."""

    lines: tuple[PostedLine, ...]
    eob_date: dt.date | None
    received_on: dt.date | None
    answer_due: dt.date | None
    state: ClaimState | None


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
    if read.received_on and read.received_on > today:
        problems.append(EobProblem("received_on", "That is in the future: type the day it came."))
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
