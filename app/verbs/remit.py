"""`chartproof remit read`: what 835 files say, without a practice; `app.cli` adds it.

Names of patients are in these files and so in what is printed: it goes to whoever asked, nowhere
else.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.verbs.console import DONE, NEEDED, UNREADABLE, Verbs, complain, print_json, shown

if TYPE_CHECKING:  # a verb imports what it needs when it runs
    from app.domain.remittances.remittance import Adjustment, RemitClaim, RemitPayment, RemitReading


def add_to(verbs: Verbs) -> None:
    """Declare the verb and what does it."""
    remit = verbs.add_parser("remit", help="read a payer's remittance (835)").add_subparsers(
        title="verbs", metavar="VERB", required=True
    )
    read = remit.add_parser("read", help="show every payment, claim, line, adjustment and problem")
    read.add_argument("files", nargs="+", type=Path, metavar="FILE")
    read.add_argument("--json", action="store_true", help="for another program")
    read.set_defaults(run=_read)


def _read(chosen: argparse.Namespace) -> int:
    """Returns DONE for clean files, NEEDED with problems, UNREADABLE where nothing was read."""
    from app.interchange.x12.remittance import LARGEST, read_remittance

    worst, told = DONE, []
    for path in chosen.files:
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except OSError:
            complain(f"{shown(path)} cannot be opened. Check the name, and that it may be read.")
            worst = UNREADABLE
            continue
        reading = read_remittance(content)
        worst = max(worst, _standing(reading))
        if chosen.json:
            told.append({"file": shown(path), **_plain(reading)})
        else:
            print(f"{shown(path)}:")
            print("\n".join(_lines(reading)))
    if chosen.json:
        print_json(told)
    return worst


def _standing(reading: RemitReading) -> int:
    if not reading.payments:
        return UNREADABLE
    return NEEDED if reading.problems else DONE


def _lines(reading: RemitReading) -> Iterator[str]:
    for payment in reading.payments:
        yield _payment_words(payment)
        for claim in payment.claims:
            yield from _claim_lines(claim)
        for moved in payment.provider_adjustments:
            reference = f" {_safe(moved.reference)}" if moved.reference else ""
            yield f"  beside the claims {_safe(moved.reason)}{reference}: {_money(moved.amount)}"
    for problem in reading.problems:
        place = f"segment {problem.place.segment} {_safe(problem.place.name)}".rstrip()
        yield f"! {place}: {problem.text}"
    if not reading.problems:
        yield "  No problems; every sum holds."


def _payment_words(payment: RemitPayment) -> str:
    day = payment.paid_on.isoformat() if payment.paid_on else "no date"
    payer, trace = _safe(payment.payer) or "unnamed payer", _safe(payment.trace) or "no number"
    count = "1 claim" if len(payment.claims) == 1 else f"{len(payment.claims)} claims"
    return f"  {payer}, payment {trace}, {day}: {_money(payment.amount)} for {count}"


def _claim_lines(claim: RemitClaim) -> Iterator[str]:
    who = ", ".join(_safe(part) for part in (claim.family, claim.given) if part)
    amounts = f"billed {_money(claim.billed)}, paid {_money(claim.paid)}"
    number = _safe(claim.control) or "without number"
    yield f"  claim {number} ({who}) status {_safe(claim.status)}: {amounts}"
    yield from _taken(claim.adjustments, claim.remarks, "    ")
    for line in claim.lines:
        day = line.on.isoformat() if line.on else "no date"
        amounts = f"billed {_money(line.billed)}, paid {_money(line.paid)}"
        yield f"    {_safe(line.code)} on {day}: {amounts}"
        yield from _taken(line.adjustments, line.remarks, "      ")


def _taken(
    adjustments: tuple[Adjustment, ...], remarks: tuple[str, ...], indent: str
) -> Iterator[str]:
    for each in adjustments:
        yield f"{indent}{each.group or '?'} {_safe(each.reason)}: {_money(each.amount)}"
    if remarks:
        yield f"{indent}remarks {', '.join(map(_safe, remarks))}"


def _money(amount: Decimal | None) -> str:
    return "unreadable" if amount is None else f"{amount:,.2f}"


def _safe(text: str) -> str:
    """Text of a foreign file on a terminal: no line ends and no orders to it."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)


def _plain(value: Any) -> Any:  # noqa: ANN401 - values all the way down
    """A value as JSON: amounts and days as text, so that none is rounded."""
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
