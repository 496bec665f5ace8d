"""What a payer's remittance says, out of an 835 file or typed in from a paper EOB.

Readers make these values, posting keeps the ones that are ours on their claims. Amounts are exact
decimals in dollars; one that cannot be read stays None, with a problem at its place, and is never
turned into another number.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.domain.claims.claim import ZERO

Group = Literal["CO", "PR", "OA", "PI", "CR", ""]
"""Whose the amount is: contractual, patient, other, payer-initiated, correction; empty on paper."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands: its segment's number and name, counted from 1."""

    segment: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class RemitProblem:
    """Something in a remittance that is not as it should be, in one sentence, at its place.

    `loses` says that something could not be taken over, not only that a sum or count differs.
    """

    place: Place
    text: str
    loses: bool = False


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One amount that was not paid, and why: group, claim adjustment reason code (CARC), amount."""

    group: Group
    reason: str
    amount: Decimal | None
    quantity: Decimal | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class RemitLine:
    """One service line as the payer judged it. `control` is our own line number given back.

    `remarks` are remark codes (RARC). `allowed` is None where the payer does not tell it.
    """

    code: str
    on: dt.date | None
    billed: Decimal | None
    paid: Decimal | None
    units: Decimal | None = None
    allowed: Decimal | None = None
    control: str = ""
    submitted_code: str = ""
    adjustments: tuple[Adjustment, ...] = ()
    remarks: tuple[str, ...] = ()
    place: Place = Place()

    @property
    def claimed_code(self) -> str:
        """The code that was claimed: a payer may judge another one in its place."""
        return self.submitted_code or self.code


@dataclass(frozen=True, slots=True)
class RemitClaim:
    """One claim as the payer judged it. `control` is the patient control number we gave it.

    `status` is the claim status code (CLP02), `payer_number` the payer's own claim number. Names
    are as the payer writes them. `crossover` names a payer it was forwarded to.
    """

    control: str
    status: str
    billed: Decimal | None
    paid: Decimal | None
    patient_part: Decimal | None = None
    payer_number: str = ""
    filing: str = ""
    family: str = ""
    given: str = ""
    member_id: str = ""
    began: dt.date | None = None
    ended: dt.date | None = None
    adjustments: tuple[Adjustment, ...] = ()
    remarks: tuple[str, ...] = ()
    lines: tuple[RemitLine, ...] = ()
    crossover: str = ""
    place: Place = Place()

    @property
    def is_reversal(self) -> bool:
        """Whether it takes an earlier judgment back (claim status 22)."""
        return self.status == "22"

    def every_adjustment(self) -> Iterator[Adjustment]:
        """Those of the claim, then those of its lines."""
        yield from self.adjustments
        for line in self.lines:
            yield from line.adjustments


@dataclass(frozen=True, slots=True)
class ProviderAdjustment:
    """Money moved beside the claims (PLB): interest, an overpayment taken back, a levy.

    `amount` is as the file has it: positive lowers the payment.
    """

    reason: str
    reference: str
    amount: Decimal | None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class RemitPayment:
    """One payment (an 835 transaction): a check or transfer and what it pays.

    `trace` is the check or transfer number, `amount` what was paid in all. `claims` are those that
    were asked for; of the others only `other_claims` and the sum of what they were paid is kept.
    `is_whole` is False where its end is missing or its counts do not fit: nothing of it is posted
    without being asked. `ends` is the number of its last segment, 0 where it breaks off.
    """

    payer: str
    payer_id: str
    payee_npi: str
    trace: str
    amount: Decimal | None
    paid_on: dt.date | None
    method: str = ""
    claims: tuple[RemitClaim, ...] = ()
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()
    other_claims: int = 0
    other_paid: Decimal | None = ZERO
    is_whole: bool = True
    place: Place = Place()
    ends: int = 0

    @property
    def difference(self) -> Decimal | None:
        """What the payment is more than its claims less its provider adjustments; zero fits."""
        claims = sum_of(each.paid for each in self.claims)
        moved = sum_of(each.amount for each in self.provider_adjustments)
        if self.amount is None or claims is None or moved is None or self.other_paid is None:
            return None
        return self.amount - claims - self.other_paid + moved


@dataclass(frozen=True, slots=True)
class RemitReading:
    """Everything a remittance file says, and every problem with it in the order of their places."""

    payments: tuple[RemitPayment, ...] = ()
    problems: tuple[RemitProblem, ...] = ()


def sum_of(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The exact sum; None as soon as one amount is unknown."""
    total = ZERO
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def unexplained(
    billed: Decimal | None, paid: Decimal | None, adjustments: tuple[Adjustment, ...]
) -> Decimal | None:
    """Billed less paid less every adjustment: zero where the sums hold, None while one is unknown.

    What the patient owes is among the adjustments (group PR), so it is not taken off once more.
    """
    taken = sum_of(each.amount for each in adjustments)
    if billed is None or paid is None or taken is None:
        return None
    return billed - paid - taken
