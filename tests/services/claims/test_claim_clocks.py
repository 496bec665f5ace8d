"""What runs out for a claim: the EOB before the card, the card before the law in general."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.claims.claim import Appeal, Claim, ClaimEvent, ClaimLine, ClaimState, Posting
from app.domain.deadlines.deadline import Clock, Deadline, do_by
from app.domain.deadlines.work_days import is_work_day
from app.domain.payers.payer import AppealRule, CardSource, PayerCard, Verification, Window
from app.domain.practice.people import PayerType
from app.services.claims.appeal_windows import GENERAL
from app.services.claims.claim_clocks import ASK_AFTER, Around, clocks_of, first_of

_S = ClaimState
SERVICE = dt.date(2026, 11, 2)
EOB = dt.date(2026, 11, 10)
DAY = dt.timedelta(days=1)
AT = dt.datetime(2026, 11, 12, 23, 30, tzinfo=dt.UTC)
CARD = PayerCard(
    id="sample",
    payer="Sample Dental Plan",
    timely_filing=Window(amount=12, unit="months", counted_from="service"),
    information_window=Window(amount=45, counted_from="eob_received"),
    appeals=(
        AppealRule(
            kind="provider_dispute",
            window=Window(amount=6, unit="months", counted_from="eob"),
            source="S1",
        ),
        AppealRule(kind="documents", window=Window(amount=60, counted_from="eob")),
        AppealRule(kind="peer_review", level=2, window=Window(amount=30, counted_from="decision")),
    ),
    said_by={"timely_filing": "S1", "information_window": "S1", "appeals": "S1"},
    sources={"S1": CardSource(title="Provider manual", checked=dt.date(2026, 10, 1))},
)


def claim(state: ClaimState, **more: object) -> Claim:
    line = ClaimLine(id="l1", code="D9311", on=SERVICE, fee=Decimal("85.50"))
    said = {"payer": "Sample Dental Plan", "lines": (line,), "state": state, **more}
    return Claim.model_validate({"id": "c1", "number": "C1", "patient": "p1", **said})


def posting(**more: object) -> Posting:
    said = {"id": "x", "at": AT, "by": "s1", "source": "paper", "eob_date": EOB, **more}
    return Posting.model_validate(said)


def only(claim: Claim, around: Around = Around()) -> Deadline:  # noqa: B008 - frozen and empty
    (clock,) = clocks_of(claim, around)
    return clock


def test_the_payers_own_words_come_first() -> None:
    told = posting(answer_due=dt.date(2026, 12, 1))
    clock = only(claim(_S.DENIED, card=CARD, postings=(told,)))
    assert (clock.clock, clock.due, clock.basis) == (
        Clock.APPEAL,
        dt.date(2026, 12, 1),
        "the payer’s own words",
    )


def test_then_the_card_its_earliest_way_counts_and_its_source_is_named() -> None:
    clock = only(claim(_S.DENIED, card=CARD, postings=(posting(),)))
    assert clock.due == EOB + dt.timedelta(days=60)
    assert clock.basis == "payer card: 60 days (Provider manual, checked 10/01/2026)"


@pytest.mark.parametrize("payer_type", PayerType)
def test_then_the_law_in_general_marked_so(payer_type: PayerType) -> None:
    clock = only(claim(_S.DENIED, postings=(posting(),)), Around(payer_type))
    days, source = GENERAL[payer_type]
    assert clock.due == EOB + dt.timedelta(days=days)
    assert clock.basis.startswith("general rule, check the notice: ")
    assert source in clock.basis


def test_documents_asked_for_have_a_clock_of_their_own() -> None:
    asked = posting(received_on=dt.date(2026, 11, 13))
    clock = only(claim(_S.INFORMATION_REQUESTED, card=CARD, postings=(asked,)))
    assert (clock.clock, clock.due) == (Clock.INFORMATION, dt.date(2026, 12, 28))


def test_an_appeal_that_was_upheld_has_the_window_of_the_next_level() -> None:
    lost = Appeal(
        id="a1",
        kind="documents",
        begun_at=AT,
        begun_by="s1",
        sent_on=dt.date(2026, 11, 20),
        outcome="upheld",
        outcome_on=dt.date(2026, 12, 10),
    )
    told = posting(answer_due=dt.date(2026, 11, 15))  # of the first decision, long answered
    clock = only(claim(_S.UPHELD, card=CARD, postings=(told,), appeals=(lost,)))
    assert clock.due == dt.date(2027, 1, 9)


@pytest.mark.parametrize("state", [_S.NOT_CLAIMED, _S.READY, _S.ON_HOLD, _S.REJECTED])
def test_timely_filing_runs_until_a_claim_is_filed(state: ClaimState) -> None:
    clock = only(claim(state, card=CARD))
    assert (clock.clock, clock.due) == (Clock.TIMELY_FILING, dt.date(2027, 11, 2))


def test_it_runs_on_while_sent_and_stops_when_acknowledged() -> None:
    sent = claim(_S.SENT, card=CARD, sent_on=SERVICE)
    assert [each.clock for each in clocks_of(sent)] == [Clock.ANSWER, Clock.TIMELY_FILING]
    acknowledged = sent.model_copy(update={"state": _S.ACKNOWLEDGED})
    assert only(acknowledged).clock is Clock.ANSWER


def test_nobody_is_forgotten_who_never_answers() -> None:
    event = ClaimEvent(at=AT, by="s1", state=_S.ACKNOWLEDGED)
    later = ClaimEvent(at=AT + 9 * DAY, by="s1", state=_S.ACKNOWLEDGED, text="Taken over.")
    silent = claim(_S.ACKNOWLEDGED, sent_on=SERVICE, events=(event, later))
    assert only(silent).due == AT.date() + dt.timedelta(days=ASK_AFTER)
    own = silent.model_copy(update={"follow_up": dt.date(2026, 11, 16)})
    assert (only(own).clock, only(own).due) == (Clock.FOLLOW_UP, dt.date(2026, 11, 16))


def test_a_claim_recorded_late_as_sent_is_asked_about_from_the_day_it_went() -> None:
    ready = ClaimEvent(at=AT, by="s1", state=_S.READY)
    recorded = ClaimEvent(at=AT + 9 * DAY, by="s1", state=_S.SENT)
    sent = claim(_S.SENT, sent_on=SERVICE, events=(ready, recorded))
    assert only(sent).due == SERVICE + dt.timedelta(days=ASK_AFTER)
    asked = ClaimEvent(at=AT, by="s1", state=_S.INFORMATION_REQUESTED)
    answered = sent.model_copy(update={"events": (asked, recorded)})
    assert only(answered).due == (AT + 9 * DAY).date() + dt.timedelta(days=ASK_AFTER)


def test_a_refund_demand_waits_until_the_day_it_names() -> None:
    taken_back = posting(is_reversal=True, answer_due=dt.date(2026, 12, 15))
    clocks = clocks_of(claim(_S.REVERSED, postings=(taken_back,), sent_on=SERVICE))
    assert {each.clock: each.due for each in clocks} == {
        Clock.REFUND: dt.date(2026, 12, 15),
        Clock.ANSWER: SERVICE + dt.timedelta(days=ASK_AFTER),
    }


def test_a_claim_on_hold_is_looked_at_on_its_day() -> None:
    held = claim(_S.ON_HOLD, hold_until=EOB)
    assert (only(held).clock, only(held).due) == (Clock.HOLD, EOB)
    assert clocks_of(held.model_copy(update={"state": _S.READY})) == ()


def test_where_nothing_tells_a_day_to_answer_by_none_is_made_up() -> None:
    asked = claim(_S.INFORMATION_REQUESTED)
    assert Clock.INFORMATION not in {each.clock for each in clocks_of(asked)}


@pytest.mark.parametrize(("answered_in", "days"), [(45, 45), (0, ASK_AFTER)])
def test_an_appeal_is_asked_about_when_the_card_says_else_as_any_claim(
    answered_in: int, days: int
) -> None:
    rule = AppealRule(kind="provider_dispute", answered_in=answered_in)
    card = CARD.model_copy(update={"appeals": (rule,)})
    sent = Appeal(id="a1", kind="provider_dispute", begun_at=AT, begun_by="s1", sent_on=EOB)
    clock = only(claim(_S.APPEALED, card=card, appeals=(sent,), sent_on=EOB))
    assert (clock.clock, clock.due) == (Clock.ANSWER, EOB + dt.timedelta(days=days))
    assert only(claim(_S.APPEALED, appeals=(sent,), sent_on=EOB)).due == EOB + ASK_AFTER * DAY


def test_a_check_that_was_out_of_date_before_the_service_is_told_until_it_is_renewed() -> None:
    old = Verification(
        id="v1",
        patient="p1",
        code="D9311",
        checked_on=dt.date(2026, 9, 1),
        stale_after=dt.date(2026, 10, 1),
    )
    new = old.model_copy(update={"stale_after": dt.date(2026, 12, 31)})
    unsent = claim(_S.READY)
    assert only(unsent, Around(checks=(old,))).clock is Clock.VERIFICATION
    assert clocks_of(unsent, Around(checks=(old, new))) == ()
    assert clocks_of(claim(_S.ACKNOWLEDGED), Around(checks=(old,))) == ()


@pytest.mark.parametrize("state", [_S.CLOSED, _S.WRITTEN_OFF, _S.REPLACED])
def test_nothing_runs_for_what_is_settled_but_a_day_to_look_again(state: ClaimState) -> None:
    settled = claim(state, card=CARD, postings=(posting(),))
    assert clocks_of(settled) == ()
    answered = settled.model_copy(update={"follow_up": SERVICE})
    assert [each.clock for each in clocks_of(answered)] == [Clock.FOLLOW_UP]


@given(st.sampled_from(ClaimState), st.dates(dt.date(2024, 1, 1), dt.date(2032, 12, 31)))
def test_a_limit_is_met_on_a_work_day_and_what_is_first_is_first(
    state: ClaimState, day: dt.date
) -> None:
    told = posting(eob_date=day, answer_due=None)
    found = claim(state, card=CARD, postings=(told,), hold_until=day, sent_on=day)
    clocks = clocks_of(found)
    assert [each.do_by for each in clocks] == sorted(each.do_by for each in clocks)
    assert first_of(found) == (clocks[0] if clocks else None)
    for each in clocks:
        assert each.do_by <= each.due
        is_limit = each.clock in (Clock.APPEAL, Clock.INFORMATION, Clock.TIMELY_FILING)
        assert not is_limit or (is_work_day(each.do_by) and each.do_by == do_by(each.due))


def test_a_window_is_counted_from_the_evening_in_the_office_not_from_the_next_day_in_utc() -> None:
    evening = dt.datetime(2026, 11, 23, 1, 30, tzinfo=dt.UTC)  # 8:30 p.m. on the 22nd in New York
    told = posting(at=evening, eob_date=None, received_on=None, answer_due=None)
    clock = only(claim(_S.DENIED, postings=(told,)), Around(PayerType.CHIP))
    assert clock.due == dt.date(2026, 11, 22) + dt.timedelta(days=60)


def test_an_answer_dated_after_it_came_counts_from_the_day_it_came() -> None:
    told = posting(eob_date=EOB + 5 * DAY, received_on=EOB, answer_due=None)
    same = posting(eob_date=EOB, received_on=EOB, answer_due=None)
    early, late = (only(claim(_S.DENIED, card=CARD, postings=(each,))) for each in (told, same))
    assert early.due == late.due


def test_withdrawing_an_appeal_opens_no_new_window() -> None:
    told = posting(eob_date=SERVICE, answer_due=None)
    appeal = Appeal(id="a", kind="provider_dispute", begun_at=told.at, begun_by="b1")
    ended = {"outcome": "withdrawn", "outcome_on": SERVICE + dt.timedelta(days=50)}
    withdrawn = claim(_S.DENIED, postings=(told,), appeals=(appeal.model_copy(update=ended),))
    before = clocks_of(claim(_S.DENIED, postings=(told,)))
    assert [each.due for each in clocks_of(withdrawn)] == [each.due for each in before]
