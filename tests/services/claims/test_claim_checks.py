"""What speaks against a claim: only integrity blocks, everything else is told and answered once."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.domain.claims.authorization import Authorization
from app.domain.claims.claim import Claim, ClaimEvent, ClaimLine, ClaimState, Posting
from app.domain.payers.payer import CardRule, PayerCard, UseLimit, Verification
from app.domain.practice.people import Coverage, PayerType
from app.domain.signing.seal import Standing
from app.services.claims.claim_checks import (
    ANSWERED,
    Grounds,
    NoteStanding,
    Served,
    Switched,
    answer_to,
    blocks_of,
    counted,
)
from app.services.claims.claim_warnings import warnings_of

DAY = dt.date(2026, 11, 3)
PAYER = "Example Mutual Dental"
COVERED = Coverage(payer=PAYER, payer_type=PayerType.COMMERCIAL_INSURED)
CHECKED = Verification(id="v1", patient="p1", code="D9311", checked_on=DAY, payer=PAYER)


def line(code: str = "D9311", on: dt.date = DAY, **more: object) -> ClaimLine:
    values: dict[str, Any] = {"id": f"l-{code}", "fee": Decimal("85.00"), "note": "n1", **more}
    return ClaimLine(code=code, on=on, **values)


def claim(*lines: ClaimLine, claim_id: str = "c1", **more: object) -> Claim:
    values: dict[str, Any] = {"number": claim_id.upper(), "patient": "p1", "payer": PAYER, **more}
    return Claim(id=claim_id, lines=lines or (line(),), **values)


def card(**rule: object) -> PayerCard:
    return PayerCard(id="card", payer=PAYER, codes={"D9311": CardRule.model_validate(rule)})


def grounds(of: Claim | None = None, **more: object) -> Grounds:
    values: dict[str, Any] = {"coverages": (COVERED,), "verifications": (CHECKED,), **more}
    return Grounds(claim=of or claim(), today=DAY, **values)


def found(given: Grounds) -> set[str]:
    return {check.id for check in warnings_of(given)}


def test_a_claim_as_it_should_be_has_nothing_to_look_at() -> None:
    assert found(grounds()) == set()
    assert blocks_of(claim(), (NoteStanding("n1", "D9311", DAY),)) == ()


@pytest.mark.parametrize(
    ("standing", "what"),
    [
        ({"is_signed": False}, "unsigned"),
        ({"standing": Standing.BROKEN}, "broken"),
        ({"standing": Standing.DAMAGED}, "broken"),
        ({"is_void": True}, "void"),
        ({"barred": "The patient asked that nothing goes there."}, "restricted"),
        ({"npi_fails": True}, "npi"),
    ],
)
def test_integrity_blocks(standing: dict[str, Any], what: str) -> None:
    checks = blocks_of(claim(), (NoteStanding("n1", "D9311", DAY, **standing),))
    assert [(each.id, each.blocks, each.note) for each in checks] == [(f"{what}:n1", True, "n1")]


def test_a_claim_without_lines_is_not_sent() -> None:
    empty = claim().model_copy(update={"lines": ()})
    assert [each.id for each in blocks_of(empty, ())] == ["no-line"]


def test_the_same_service_on_two_claims_to_one_payer_is_a_duplicate() -> None:
    other = claim(claim_id="c2", state=ClaimState.SENT)
    assert found(grounds(others=(other,))) == {"duplicate:C2:D9311"}


@pytest.mark.parametrize(
    "other",
    [
        claim(claim_id="c2", state=ClaimState.REPLACED),
        claim(claim_id="c2", payer="Sample State Medicaid"),
        claim(line(on=DAY + dt.timedelta(days=1)), claim_id="c2"),
        claim(line("D9997"), claim_id="c2"),
        claim(claim_id="c2", replaces="c1"),
    ],
)
def test_what_is_no_duplicate(other: Claim) -> None:
    assert found(grounds(others=(other,))) == set()


def test_a_replacement_is_no_duplicate_and_wants_the_payers_number() -> None:
    old = claim(claim_id="c0", state=ClaimState.DENIED)
    new = claim(replaces="c0", kind="replacement")
    assert found(grounds(new, others=(old,))) == {"payer-number"}
    numbered = old.model_copy(update={"payer_number": "26-1"})
    assert found(grounds(new, others=(numbered,))) == set()


def test_a_secondary_wants_the_eob_of_its_primary() -> None:
    second = claim(coverage_order=2, after="c0")
    covered = (COVERED, COVERED.model_copy(update={"order": 2}))
    checked = (CHECKED.model_copy(update={"coverage_order": 2}),)
    primary = claim(claim_id="c0", payer="Other Plan", state=ClaimState.SENT)
    given = grounds(second, coverages=covered, verifications=checked, others=(primary,))
    assert found(given) == {"primary-eob"}
    answered = Posting(id="p", at=dt.datetime.now(dt.UTC), by="b1", source="paper")
    told = primary.model_copy(update={"postings": (answered,)})
    assert found(replace(given, others=(told,))) == set()


def test_medicaid_pays_last() -> None:
    medicaid = Coverage(order=1, payer=PAYER, payer_type=PayerType.MEDICAID_FFS)
    private = Coverage(order=2, payer="Other Plan", payer_type=PayerType.COMMERCIAL_INSURED)
    assert found(grounds(coverages=(medicaid, private))) == {"medicaid-last:2"}
    assert found(grounds(coverages=(medicaid,))) == set()
    assert found(grounds(coverages=(COVERED, private))) == set()


@pytest.mark.parametrize(
    ("limit", "earlier", "is_over"),
    [
        (UseLimit(per="lifetime"), DAY.replace(year=2001), True),
        (UseLimit(per="calendar_year"), dt.date(2026, 1, 2), True),
        (UseLimit(per="calendar_year"), dt.date(2025, 12, 31), False),
        (UseLimit(per="months", months=6), dt.date(2026, 5, 4), True),
        (UseLimit(per="months", months=6), dt.date(2026, 5, 3), False),
        (UseLimit(per="benefit_year"), dt.date(2025, 11, 4), True),
        (UseLimit(per="day"), DAY, True),
        (UseLimit(per="day"), DAY - dt.timedelta(days=1), False),
        (UseLimit(per="lifetime", most=2), DAY.replace(year=2001), False),
    ],
)
def test_limits_count_what_lies_in_their_span(
    limit: UseLimit, earlier: dt.date, is_over: bool
) -> None:
    given = grounds(
        claim(card=card(limits=(limit,))), served=(Served("D9311", earlier, "entered history"),)
    )
    assert found(given) == ({f"limit:D9311:{limit.per}"} if is_over else set())
    assert found(replace(given, served=(Served("D9997", earlier, "claim C0"),))) == set()


@pytest.mark.parametrize(("day", "is_over"), [(27, True), (28, False)])
def test_six_months_after_the_last_of_august_end_with_february(day: int, is_over: bool) -> None:
    limited = claim(card=card(limits=(UseLimit(per="months", months=6),)))
    late = limited.lines[0].model_copy(update={"on": dt.date(2027, 2, day)})
    served = (Served("D9311", dt.date(2026, 8, 31), "entered history"),)
    given = grounds(limited.model_copy(update={"lines": (late,)}), served=served)
    assert ("limit:D9311:months" in found(given)) == is_over


def test_a_trigger_that_was_sent_before_is_told() -> None:
    given = grounds(claim(card=card(repeat="trigger")))
    assert found(given) == set()
    before = (Served("D9311", dt.date(2025, 1, 2), "claim C0"),)
    assert found(replace(given, served=before)) == {"trigger:D9311"}


@pytest.mark.parametrize("status", ["unknown", "not_sent", "sent", "active", "ended"])
def test_a_benefit_that_is_active_is_told_for_its_own_payer(status: str) -> None:
    here = Switched("D9311", PAYER.upper(), status, DAY)
    elsewhere = Switched("D9311", "Other Plan", "active")
    expected = {"active:D9311"} if status == "active" else set()
    assert found(grounds(switched=(here, elsewhere))) == expected


def test_codes_a_payer_does_not_pay_together() -> None:
    ruled = card(same_day_exclusions=("D0150",))
    with_exam = claim(line(), line("D0150", note=""), card=ruled)
    assert found(grounds(with_exam)) == {"same-day:D9311:D0150"}
    apart = claim(line(), line("D0150", DAY + dt.timedelta(days=1), note=""), card=ruled)
    assert found(grounds(apart)) == set()
    exam = claim(line("D0150"), claim_id="c2", payer="Other Plan", state=ClaimState.SENT)
    alone = grounds(claim(card=ruled), others=(exam,))
    assert found(alone) == {"same-day:D9311:D0150"}
    never_paid = exam.model_copy(update={"state": ClaimState.DENIED})
    assert found(replace(alone, others=(never_paid,))) == set()


def test_benefit_checks_missing_late_and_out_of_date() -> None:
    assert found(grounds(verifications=())) == {"unchecked:D9311"}
    late = CHECKED.model_copy(update={"checked_on": DAY + dt.timedelta(days=1)})
    assert found(grounds(verifications=(late,))) == {"late:D9311"}
    explained = late.model_copy(update={"late_reason": "Came as an emergency"})
    assert found(grounds(verifications=(explained,))) == set()
    stale = CHECKED.model_copy(
        update={"checked_on": DAY.replace(month=1), "stale_after": DAY - dt.timedelta(days=1)}
    )
    assert found(grounds(verifications=(stale,))) == {"stale:D9311"}
    last_day = stale.model_copy(update={"stale_after": DAY})
    assert found(grounds(verifications=(last_day,))) == set()
    of_another = CHECKED.model_copy(update={"payer": "Other Plan"})
    assert found(grounds(verifications=(of_another,))) == {"unchecked:D9311"}


@pytest.mark.parametrize("kind", ["prior_authorization", "predetermination"])
def test_what_the_payer_requires_before_has_to_be_recorded(kind: str) -> None:
    given = grounds(claim(card=card(**{kind: "required"})))
    assert found(given) == {f"{kind}:D9311"}
    record = Authorization.model_validate(
        {"id": "a1", "patient": "p1", "kind": kind, "codes": ("D9311",), "number": "PA-1"}
    )
    assert found(replace(given, authorizations=(record,))) == set()
    for unfit in (
        {"number": ""},
        {"codes": ("D9997",)},
        {"until": DAY - dt.timedelta(days=1)},
        {"begins": DAY + dt.timedelta(days=1)},
        {"decision": "denied"},
        {"coverage_order": 2},
    ):
        other = record.model_copy(update=unfit)
        assert found(replace(given, authorizations=(other,))) == {f"{kind}:D9311"}


def test_a_fee_of_zero_and_a_note_for_the_chart_only_are_told() -> None:
    free = claim(line(fee=Decimal(0)))
    assert found(grounds(free, chart_only=("n1",))) == {"fee:l-D9311", "chart-only:n1"}


@pytest.mark.parametrize(("day", "says"), [(DAY.replace(day=4), "11/04/2026"), (None, "no date")])
def test_a_note_that_has_another_day_now_is_told(day: dt.date | None, says: str) -> None:
    (check,) = warnings_of(grounds(served_on=(("n1", day),)))
    assert check.id == "day:l-D9311"
    assert f"says {says} now" in check.text
    assert found(grounds(served_on=(("n1", DAY),))) == set()


def test_an_answer_counts_for_its_own_check_alone() -> None:
    given = grounds(claim(line(fee=Decimal(0))), verifications=())
    fee, unchecked = sorted(warnings_of(given), key=lambda each: each.id)
    event = ClaimEvent(
        at=dt.datetime.now(dt.UTC),
        by="b1",
        state=ClaimState.NOT_CLAIMED,
        text="Free for staff",
        reference=f"{ANSWERED}{fee.id}",
    )
    answered = given.claim.model_copy(update={"events": (event,)})
    assert answer_to(answered, fee) == "Free for staff"
    assert answer_to(answered, unchecked) == ""


@pytest.mark.parametrize("state", list(ClaimState))
def test_only_what_a_payer_may_have_paid_counts_against_limits(state: ClaimState) -> None:
    never = (
        ClaimState.NOT_CLAIMED,
        ClaimState.REJECTED,
        ClaimState.DENIED,
        ClaimState.DISALLOWED,
        ClaimState.UPHELD,
        ClaimState.REPLACED,
        ClaimState.WRITTEN_OFF,
    )
    assert bool(list(counted(claim(state=state)))) is (state not in never)
