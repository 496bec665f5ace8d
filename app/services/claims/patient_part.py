"""What may be said about the patient's part of a claim; never what the patient owes. Pure.

Rule of conduct 10: it is never inferred. The page shows what the payer said, whether the dentist is
in its network and whether an agreement is on file; somebody checks, and writes down that they did.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.domain.claims.claim import Claim
from app.domain.practice.people import Coverage
from app.domain.reading.amounts import show_money
from app.domain.reading.dates import show_date
from app.services.claims.claim_checks import MEDICAID

UNTIL_CHECKED = "Do not bill the patient until checked."
MEDICAID_SHARE = (
    "Medicaid: nothing beyond the plan’s own cost sharing without an agreement on file that"
    " conforms to the state’s rules."
)
COST_SHARING = ("1", "2", "3")
"""Deductible, coinsurance, copayment, as a plan's own cost sharing (reasons of group PR)."""

_NETWORK = {
    "in": "The dentist is in this payer’s network.",
    "out": "The dentist is not in this payer’s network.",
    "unknown": "Whether the dentist is in this payer’s network is not known.",
}


@dataclass(frozen=True, slots=True)
class PatientPart:
    """What is shown, and whether somebody may write down a checked amount, and up to which.

    `most` is None where the program knows no bound.
    """

    facts: tuple[str, ...]
    may_record: bool
    most: Decimal | None = None


def patient_part(claim: Claim, coverage: Coverage | None, *, has_medicaid: bool) -> PatientPart:
    """What is known about the patient's part of a claim."""
    facts = tuple(_facts(claim, coverage))
    if not has_medicaid and not (coverage and coverage.payer_type in MEDICAID):
        return PatientPart(facts, may_record=bool(claim.standing))
    if claim.agreement and claim.agreement.conforms:
        return PatientPart(facts, may_record=bool(claim.standing))
    share = _assigned(claim, COST_SHARING)
    return PatientPart((*facts, MEDICAID_SHARE), may_record=share > 0, most=share)


def _facts(claim: Claim, coverage: Coverage | None) -> Iterator[str]:
    assigned = _assigned(claim)
    if claim.standing:
        yield (
            f"The payer put {show_money(assigned)} under group PR."
            if assigned
            else "The payer put nothing under group PR."
        )
        if printed := _printed(claim):
            yield f"The EOB prints {show_money(printed)} as the patient’s part."
    if coverage is not None:
        yield _NETWORK[coverage.network]
    agreement = claim.agreement
    if agreement is None:
        yield "No agreement to pay is on file."
        return
    yield (
        f"Agreement of {show_date(agreement.signed_on)}, signed by {agreement.signed_by}:"
        f" {agreement.document}."
    )


def _printed(claim: Claim) -> Decimal:
    """The patient's part as EOBs on paper print it, what was typed anew taken off."""
    lines = (line for posting in claim.standing for line in posting.lines)
    return sum((line.patient_part or Decimal(0) for line in lines), Decimal(0))


def _assigned(claim: Claim, reasons: tuple[str, ...] = ()) -> Decimal:
    """What the payer assigned to the patient by group PR, with these reasons or any."""
    return sum(
        (
            each.amount
            for posting in claim.standing
            for adjustments in (posting.adjustments, *(line.adjustments for line in posting.lines))
            for each in adjustments
            if each.group == "PR" and (not reasons or each.reason in reasons)
        ),
        Decimal(0),
    )
