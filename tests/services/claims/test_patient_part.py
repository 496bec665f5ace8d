"""The patient's part is never inferred, and a Medicaid family meets no bill."""

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.claims.claim import BillingAgreement, Claim, PostedAdjustment, PostedLine, Posting
from app.domain.practice.people import Coverage, PayerType
from app.services.claims.patient_part import MEDICAID_SHARE, patient_part

DAY = dt.date(2026, 11, 3)
PRIVATE = Coverage(payer="Plan", payer_type=PayerType.COMMERCIAL_INSURED, network="out")
MEDICAID = Coverage(payer="State", payer_type=PayerType.MEDICAID_MANAGED, network="in")
AGREED = BillingAgreement(signed_on=DAY, signed_by="Paloma Testwell", document="Scan of 11/3")


def claim(*adjustments: tuple[str, str, str], agreement: BillingAgreement | None = None) -> Claim:
    posted = tuple(
        PostedAdjustment(group=group, reason=reason, amount=Decimal(amount))
        for group, reason, amount in adjustments
    )
    posting = Posting(
        id="x",
        at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC),
        by="b1",
        source="paper",
        lines=(PostedLine(adjustments=posted),),
    )
    return Claim(
        id="c", number="C", patient="p", payer="P", postings=(posting,), agreement=agreement
    )


def test_what_the_payer_said_is_shown_and_nothing_is_worked_out() -> None:
    part = patient_part(
        claim(("PR", "204", "60.00"), ("CO", "45", "20")), PRIVATE, has_medicaid=False
    )
    assert part.facts == (
        "The payer put $60.00 under group PR.",
        "The dentist is not in this payer’s network.",
        "No agreement to pay is on file.",
    )
    assert part.may_record
    assert part.most is None


def test_nothing_is_recorded_before_the_payer_answered() -> None:
    part = patient_part(claim().model_copy(update={"postings": ()}), PRIVATE, has_medicaid=False)
    assert not part.may_record


@pytest.mark.parametrize("has_medicaid", [True, False])
def test_medicaid_without_a_conforming_agreement_has_no_bill(*, has_medicaid: bool) -> None:
    for agreement in (None, AGREED):
        given = claim(("PR", "96", "120.00"), agreement=agreement)
        part = patient_part(given, MEDICAID, has_medicaid=has_medicaid)
        assert not part.may_record
        assert part.facts[-1] == MEDICAID_SHARE


def test_medicaid_cost_sharing_is_the_bound() -> None:
    part = patient_part(
        claim(("PR", "3", "4.00"), ("PR", "96", "116.00")), MEDICAID, has_medicaid=True
    )
    assert (part.may_record, part.most) == (True, Decimal("4.00"))


def test_a_private_plan_before_medicaid_is_no_way_around_it() -> None:
    part = patient_part(
        claim(("PR", "1", "50.00"), ("PR", "204", "70")), PRIVATE, has_medicaid=True
    )
    assert part.most == Decimal("50.00")


def test_an_agreement_that_conforms_lets_somebody_record_what_they_checked() -> None:
    conforming = AGREED.model_copy(update={"conforms": True})
    given = claim(("PR", "96", "120.00"), agreement=conforming)
    part = patient_part(given, MEDICAID, has_medicaid=True)
    assert (part.may_record, part.most) == (True, None)


def test_a_part_printed_on_paper_is_quoted_until_it_is_taken_back() -> None:
    known = claim()
    first = known.postings[0]
    line = PostedLine(patient_part=Decimal("16.00"))
    printed = first.model_copy(update={"lines": (line,)})
    back = line.model_copy(update={"patient_part": Decimal("-16.00")})
    undone = first.model_copy(update={"id": "y", "lines": (back,), "takes_back": "x"})
    once = known.model_copy(update={"postings": (printed,)})
    says = "The EOB prints $16.00 as the patient’s part."
    assert says in patient_part(once, PRIVATE, has_medicaid=False).facts
    mended = known.model_copy(update={"postings": (printed, undone)})
    assert says not in patient_part(mended, PRIVATE, has_medicaid=False).facts
