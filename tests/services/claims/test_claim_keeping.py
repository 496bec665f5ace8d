"""What the clocks of a claim are given from around it: of its own payer, and nothing of another."""

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.audit import AuditQuery, Deed
from app.domain.claims.claim import Claim, ClaimLine, ClaimState, PostedStep, Posting
from app.domain.payers.payer import Verification
from app.domain.practice.people import Coverage, PayerType
from app.services.claims.claim_clocks import NOTHING_AROUND, Around
from app.services.claims.claim_keeping import around, keep_judged
from app.services.ports.store import Repositories
from tests.sample_trail import TRAIL
from tests.storage import samples
from tests.storage.fakes import MemoryStore

OURS = "Sample Dental Plan"
DAY = dt.date(2026, 11, 2)


def claim(payer: str = OURS, state: ClaimState = ClaimState.NOT_CLAIMED) -> Claim:
    line = ClaimLine(id="l1", code="D9311", on=DAY, fee=Decimal("85.50"))
    return Claim(id="c1", number="C1", patient="p1", payer=payer, lines=(line,), state=state)


def patient_of(found: Repositories) -> Verification:
    """A patient of a managed plan with a check of another payer and, returned, one of the plan."""
    coverage = Coverage(payer=OURS, payer_type=PayerType.MEDICAID_MANAGED)
    found.patients.save(samples.patient().model_copy(update={"coverages": (coverage,)}))
    for payer in ("Another Plan", OURS):
        check = Verification(id=payer[0], patient="p1", code="D9311", checked_on=DAY, payer=payer)
        kept = found.verifications.save(check)
    return kept


@pytest.mark.parametrize(
    ("payer", "state", "sees"),
    [
        (OURS, ClaimState.NOT_CLAIMED, "kind and checks"),
        (OURS, ClaimState.SENT, "kind"),
        ("Another Plan", ClaimState.NOT_CLAIMED, "nothing"),  # the coverage's payer before
    ],
)
def test_a_claim_sees_its_own_payers_kind_and_checks(
    payer: str, state: ClaimState, sees: str
) -> None:
    with MemoryStore().writing() as found:
        check = patient_of(found)
        kind = PayerType.MEDICAID_MANAGED
        expected = {
            "kind and checks": Around(kind, (check,)),
            "kind": Around(kind),
            "nothing": NOTHING_AROUND,
        }
        assert around(found, claim(payer, state)) == expected[sees]


@pytest.mark.parametrize(
    ("deed", "told"), [(Deed.CLAIM_JUDGED, ["decided"]), (Deed.CLAIM_RETYPED, [])]
)
def test_an_answer_typed_anew_ends_no_appeal_a_second_time(deed: Deed, told: list[str]) -> None:
    step = PostedStep(came_from=ClaimState.APPEALED, became=ClaimState.OVERTURNED, appeal="decided")
    posting = Posting(id="x", at=samples.NOON, by="s1", source="paper", eob_date=DAY, step=step)
    judged = claim(state=ClaimState.OVERTURNED).model_copy(update={"postings": (posting,)})
    with MemoryStore().writing() as found:
        patient_of(found)
        keep_judged(found, TRAIL, judged, deed)
        rows = found.audit.page(AuditQuery(deeds=(Deed.APPEAL_DECIDED,))).rows
    assert [row.told.get("appeal") for row in rows] == told
