"""What a judgment says, line by line, and which way out it leaves."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.claims.claim import (
    NEXT,
    Claim,
    ClaimLine,
    ClaimState,
    PostedAdjustment,
    PostedLine,
    Posting,
)
from app.domain.claims.claim_steps import state_after
from app.domain.claims.reason import Way
from app.domain.practice.people import Coverage, Patient, PayerType, PersonName
from app.services.claims.reasons import Explained, explain
from app.services.denials.what_now import Act, acts_for
from app.stock import Stock

REASONS = Stock().reasons()
DAY = dt.date(2026, 11, 3)
NOON = dt.datetime(2026, 11, 20, 17, tzinfo=dt.UTC)
NAME = PersonName(given="Marisol", family="Testwell")


def claim(state: ClaimState = ClaimState.DENIED) -> Claim:
    line = ClaimLine(id="l1", code="D9311", on=DAY, fee=Decimal("85.00"), note="n1")
    return Claim(id="c1", number="C1", patient="p1", payer="Plan", lines=(line,), state=state)


def judgment(
    *adjustments: tuple[str, str], remarks: Sequence[str] = (), printed: str = "", paid: str = "0"
) -> Posting:
    amounts = tuple(
        PostedAdjustment(group=group, reason=reason, amount=Decimal("85.00"))
        for group, reason in adjustments
    )
    line = PostedLine(line="l1", code="D9311", adjustments=amounts, remarks=tuple(remarks))
    return Posting(
        id="x",
        at=NOON,
        by="s1",
        source="paper",
        billed=Decimal("85.00"),
        paid=Decimal(paid),
        lines=(line,),
        reason_as_printed=printed,
    )


def patient(payer_type: PayerType, born: dt.date | None, *, epsdt: bool | None = None) -> Patient:
    coverage = Coverage(payer="Plan", payer_type=payer_type)
    return Patient(id="p1", name=NAME, birth_date=born, epsdt=epsdt, coverages=(coverage,))


def told(*adjustments: tuple[str, str], remarks: Sequence[str] = ()) -> Explained:
    return explain(claim(), judgment(*adjustments, remarks=remarks), REASONS, None)


@pytest.mark.parametrize(
    ("adjustments", "remarks", "way"),
    [
        ([("CO", "45")], [], Way.ORDINARY),
        ([("PR", "1"), ("PR", "2"), ("PR", "3"), ("OA", "23"), ("CO", "45")], [], Way.ORDINARY),
        ([("CO", "246")], [], Way.EXPECTED),
        ([("CO", "252")], ["N706"], Way.DOCUMENT),
        ([("CO", "45"), ("CO", "252")], [], Way.DOCUMENT),
        ([("CO", "16")], [], Way.CORRECT),
        ([("CO", "16")], ["M127"], Way.DOCUMENT),
        ([("CO", "16")], ["MA130"], Way.CORRECT),
        ([("CO", "50")], ["MA130"], Way.CORRECT),
        ([("CO", "97")], ["N130"], Way.APPEAL),
        ([("CO", "18")], [], Way.STATUS),
        ([("CO", "22")], [], Way.OTHER_COVERAGE),
        ([("PR", "96")], [], Way.PATIENT),
        ([("CO", "999")], [], None),
        ([("", "")], [], None),
    ],
)
def test_the_way_to_go_first(
    adjustments: list[tuple[str, str]], remarks: list[str], way: Way | None
) -> None:
    assert told(*adjustments, remarks=remarks).way is way


def test_a_number_that_is_not_in_our_list_stays_visible_as_unknown() -> None:
    explained = told(("CO", "999"), remarks=["N9999"])
    (line,) = explained.lines
    assert line.said[0].label == "CO 999"
    assert line.said[0].words == "Reason 999: not in our list; the EOB’s own words count."
    assert line.remarks[0].words.startswith("Remark N9999: not in our list")
    assert line.said[0].is_unusual


@pytest.mark.parametrize(
    ("adjustments", "standing"),
    [
        ([("CO", "45"), ("PR", "1")], None),
        ([("CO", "97")], ClaimState.DISALLOWED),
        ([("PR", "204")], ClaimState.DENIED),
        ([("CO", "97"), ("PR", "204")], ClaimState.DENIED),
        ([("CO", "252")], ClaimState.INFORMATION_REQUESTED),
    ],
)
def test_denied_disallowed_and_asked_for_are_told_apart_on_each_line(
    adjustments: list[tuple[str, str]], standing: ClaimState | None
) -> None:
    assert told(*adjustments).lines[0].standing is standing


def test_no_appeal_is_offered_where_there_is_no_right_to_one() -> None:
    explained = told(("CO", "16"), remarks=["MA130"])
    assert explained.bars_appeal
    acts = acts_for(claim(), explained)
    assert acts[0] is Act.REPLACE
    assert Act.APPEAL not in acts


@pytest.mark.parametrize(
    ("payer_type", "born", "epsdt", "reviews"),
    [
        (PayerType.MEDICAID_FFS, dt.date(2005, 11, 4), None, True),  # 20, the day before
        (PayerType.MEDICAID_FFS, dt.date(2005, 11, 3), None, False),  # 21 that day
        (PayerType.MEDICAID_MANAGED, dt.date(2015, 1, 1), None, True),
        (PayerType.MEDICAID_MANAGED, None, True, True),
        (PayerType.COMMERCIAL_INSURED, dt.date(2015, 1, 1), True, False),
    ],
)
def test_not_covered_for_a_minor_with_medicaid_is_reviewed_for_need(
    payer_type: PayerType, born: dt.date | None, epsdt: bool | None, reviews: bool
) -> None:
    who = patient(payer_type, born, epsdt=epsdt)
    for code in ("96", "204"):
        explained = explain(claim(), judgment(("PR", code)), REASONS, who)
        assert explained.reviews_need is reviews
        assert explained.way is (Way.APPEAL if reviews else Way.PATIENT)
        assert any("EPSDT" in each for each in explained.todo) is reviews


def test_paper_gives_its_words_for_the_reason() -> None:
    words = "Considered part of another procedure."
    explained = explain(claim(), judgment(("", ""), printed=words), REASONS, None)
    assert (explained.printed, explained.way) == (words, None)
    assert acts_for(claim(), explained)[0] is Act.APPEAL


def test_words_beside_an_ordinary_number_are_not_taken_for_nothing() -> None:
    explained = explain(claim(), judgment(("PR", "1"), printed="Not covered."), REASONS, None)
    assert explained.way is None
    assert explained.needs_answer


def test_what_paper_took_off_a_line_paid_as_allowed_is_ordinary() -> None:
    off = PostedAdjustment(amount=Decimal("20.00"))
    line = PostedLine(
        line="l1", allowed=Decimal("65.00"), paid=Decimal("65.00"), adjustments=(off,)
    )
    posting = judgment().model_copy(update={"lines": (line,), "paid": Decimal("65.00")})
    explained = explain(claim(ClaimState.PAID), posting, REASONS, None)
    assert not explained.lines[0].said[0].is_unusual
    assert explained.lines[0].standing is None


@pytest.mark.parametrize(
    ("state", "first"),
    [
        (ClaimState.INFORMATION_REQUESTED, Act.SEND),
        (ClaimState.DENIED, Act.APPEAL),
        (ClaimState.UPHELD, Act.APPEAL),
        (ClaimState.REJECTED, Act.CLAIM),
        (ClaimState.PAID, Act.CLAIM),
        (ClaimState.REVERSED, Act.CLAIM),
    ],
)
def test_one_act_leads_on_from_each_state(state: ClaimState, first: Act) -> None:
    assert acts_for(claim(state), told(("CO", "50")))[0] is first


CODES = st.sampled_from([*REASONS.adjustments.reasons, "999", ""])
GROUPS = st.sampled_from(["CO", "PR", "OA", "PI", ""])


@given(st.lists(st.tuples(GROUPS, CODES), max_size=4), st.lists(st.text("AMN013", max_size=4)))
def test_what_is_ordinary_here_is_no_denial_of_the_claim(
    adjustments: list[tuple[str, str]], remarks: list[str]
) -> None:
    posting = judgment(*adjustments, remarks=remarks)
    explained = explain(claim(), posting, REASONS, None)
    unusual = any(each.is_unusual for line in explained.lines for each in line.said)
    if adjustments:
        assert unusual is (state_after(posting) is not ClaimState.PAID)
    assert len(explained.lines[0].said) == len(adjustments)


@given(
    st.sampled_from(list(ClaimState)),
    st.lists(st.tuples(GROUPS, CODES), max_size=3),
    st.lists(st.sampled_from([*REASONS.remarks.reasons, "N999"]), max_size=2),
)
def test_only_what_may_follow_is_offered(
    state: ClaimState, adjustments: list[tuple[str, str]], remarks: list[str]
) -> None:
    stands = claim(state)
    explained = explain(stands, judgment(*adjustments, remarks=remarks), REASONS, None)
    acts = acts_for(stands, explained)
    assert len(set(acts)) == len(acts) > 0
    if Act.APPEAL in acts:
        assert not explained.bars_appeal
        assert state is ClaimState.APPEALED or ClaimState.APPEALED in NEXT[state]
    if Act.REPLACE in acts:
        assert ClaimState.REPLACED in NEXT[state]
    if Act.SEND in acts or Act.TELL_SENT in acts:
        assert ClaimState.SENT in NEXT[state]
