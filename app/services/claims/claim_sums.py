"""Whether what a payer decided adds up, line by line and in all; exact, and pure.

The claim page shows the sentence. Nothing is rounded and nothing is filled in: an amount nobody
knows keeps a sum from being judged.
"""

from dataclasses import dataclass
from decimal import Decimal

from app.domain.claims.claim import PostedAdjustment, PostedLine, Posting
from app.domain.reading.amounts import show_money

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sums:
    """What was billed, paid and adjusted; None where the payer did not say."""

    billed: Decimal | None
    paid: Decimal | None
    adjusted: Decimal

    @property
    def difference(self) -> Decimal | None:
        """What neither was paid nor has a reason; None where that cannot be known."""
        if self.billed is None or self.paid is None:
            return None
        return self.billed - self.paid - self.adjusted

    @property
    def words(self) -> str:
        """The sum as one sentence, with the difference where there is one."""
        if self.billed is None or self.paid is None:
            return "The sums cannot be checked: an amount is missing."
        said = (
            f"Billed {show_money(self.billed)} = paid {show_money(self.paid)}"
            f" + not paid {show_money(self.adjusted)}"
        )
        left = self.billed - self.paid - self.adjusted
        return f"{said}, and {show_money(left)} that has no reason." if left else f"{said}."


def line_sums(line: PostedLine) -> Sums:
    """The sums of one line; the patient's part as printed on paper is not paid either."""
    return Sums(line.billed, line.paid, _of_line(line))


def posting_sums(posting: Posting) -> Sums:
    """The sums of a whole decision: its lines' adjustments and those of the claim."""
    adjusted = _sum(posting.adjustments) + sum(map(_of_line, posting.lines), ZERO)
    return Sums(posting.billed, posting.paid, adjusted)


def _of_line(line: PostedLine) -> Decimal:
    return _sum(line.adjustments) + (line.patient_part or ZERO)


def _sum(adjustments: tuple[PostedAdjustment, ...]) -> Decimal:
    return sum((each.amount for each in adjustments), ZERO)
