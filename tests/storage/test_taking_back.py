"""Answers on a wrong claim are taken back: sums as before, waiting exactly once, nothing edited."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest

from app.domain.audit import AuditQuery, Deed
from app.domain.claims.claim import ZERO, Appeal, Claim, ClaimState
from app.domain.remittances.remit_file import WaitingClaim
from app.errors import NotAllowed, StaleRecord
from app.services.ports.store import Store
from app.services.remittances.remit_waiting import UnmatchedDesk
from app.services.remittances.taking_back import TakingBack
from app.services.trail import Trail
from app.storage.server.server_store import ServerStore
from tests.interchange.x12.sample_remittance import Check, Judged, Line, denied
from tests.storage.samples import NOON
from tests.storage.test_posting_races import begin, both
from tests.storage.test_remit_posting import (
    FIRST,
    claim,
    desk,
    kept,
    office,
    take,
    waiting_ids,
    with_control,
)

__all__ = ["office"]  # the fixture, for pytest

TODAY = NOON.date()
THEIRS = with_control(Judged("THEIRS-7"), "")


def taking(store: Store, who: str = "b1") -> TakingBack:
    return TakingBack(store, Trail(lambda: NOON, who), lambda: TODAY)


def post_by_hand(store: Store, judged: Judged = THEIRS, to: str = "c2") -> Claim:
    take(store, Check((judged,)))
    (waiting,) = waiting_ids(store)
    desk(store).decide(waiting, to)
    return kept(store, to)


def only_waiting(store: Store) -> WaitingClaim:
    with store.reading() as found:
        (waiting,) = found.remittances.waiting(10)
    return waiting


def test_posted_by_hand_it_goes_back_and_is_posted_to_the_right_one(office: Store) -> None:
    with office.writing() as work:
        answer_by = dt.date(2026, 12, 1)
        changes = {"payer_number": "TRUE-2", "answer_by": answer_by}
        work.claims.save(kept(office, "c2").model_copy(update=changes))
    wrong = post_by_hand(office)
    assert (wrong.state, wrong.payer_number) == (ClaimState.PAID, "PCN1")
    (posting,) = wrong.postings
    after = taking(office).take_back(wrong, posting.id, "It is Vera's.")
    assert after == kept(office, "c2")
    assert (after.state, after.paid, after.follow_up) == (ClaimState.SENT, ZERO, TODAY)
    assert (after.payer_number, after.answer_by) == ("TRUE-2", answer_by)
    assert after.postings[0] == posting
    assert after.events[: len(wrong.events)] == wrong.events
    assert after.events[-1].text.endswith("The claim is sent as before it. It is Vera's.")
    again = only_waiting(office)
    assert (again.decided, again.claim, again.decided_by) == ("", "", "")
    desk(office).decide(again.id, "c1")
    assert (kept(office, "c1").paid, kept(office, "c2").paid) == (Decimal("60.00"), ZERO)
    with office.reading() as found:
        deeds = [row.deed for row in found.audit.page(AuditQuery(limit=2)).rows]
        assert deeds == [Deed.CLAIM_JUDGED, Deed.CLAIM_TAKEN_BACK]


def test_posted_unasked_it_waits_as_the_file_had_it(office: Store) -> None:
    two = with_control(denied("CP1", "252", "N706"), "L1")
    take(office, Check((replace(two, adjustments=(("CO", "45", "0.00"),)),)))
    wrong = kept(office, "c1")
    assert wrong.state is ClaimState.INFORMATION_REQUESTED
    after = taking(office).take_back(wrong, wrong.postings[0].id)
    waiting = only_waiting(office)
    judged = waiting.judged
    assert after.state is ClaimState.SENT
    assert (judged.control, judged.family, judged.given, judged.member_id) == (
        "CP1",
        "TESTWELL",
        "MARISOL",
        "M-1",
    )
    assert (waiting.trace, waiting.offered) == ("CHK-1", ("c1",))
    assert judged.lines[0].adjustments[0].reason == "252"
    assert judged.lines[0].control == "L1"
    desk(office).decide(waiting.id, "c1")  # it was right after all
    once = kept(office, "c1")
    same = {"id": "", "lines": (), "step": None}
    first, again = wrong.postings[0], once.postings[-1]
    assert first.model_copy(update=same) == again.model_copy(update=same)
    assert first.lines == again.lines


def test_every_amount_is_turned_also_those_of_the_whole_claim(office: Store) -> None:
    part = Line(paid="50.00", adjustments=(("CO", "45", "25.50"),), control="")
    whole = replace(THEIRS, lines=(part,), adjustments=(("PR", "3", "10.00"),), paid="50.00")
    wrong = post_by_hand(office, whole)
    after = taking(office).take_back(wrong, wrong.postings[0].id)
    taken = [each for posting in after.postings for each in posting.adjustments]
    assert [each.amount for each in taken] == [Decimal("10.00"), Decimal("-10.00")]
    assert after.standing == ()


def test_two_who_take_it_back_at_once_are_told_and_it_waits_once(office: Store) -> None:
    wrong = post_by_hand(office)
    posting = wrong.postings[0].id
    taking(office).take_back(wrong, posting)
    for again in (wrong, kept(office, "c2")):
        with pytest.raises(StaleRecord):
            taking(office).take_back(again, posting)
    with pytest.raises(StaleRecord):
        taking(office).take_back_decided(only_waiting(office).id)
    assert len(kept(office, "c2").postings) == 2


def test_what_changed_meanwhile_is_looked_at_first(office: Store) -> None:
    wrong = post_by_hand(office)
    with office.writing() as work:
        work.claims.save(wrong.model_copy(update={"owner": "f1"}))
    with pytest.raises(StaleRecord):
        taking(office).take_back(wrong, wrong.postings[0].id)
    assert waiting_ids(office) == []


def test_from_the_list_of_decided_ones(office: Store) -> None:
    post_by_hand(office)
    unmatched = UnmatchedDesk(office, Trail(lambda: NOON, "b1"))
    (row,) = unmatched.decided()
    assert row.claim is not None
    assert (row.claim.number, row.by) == ("CP2", "Bea Billwell")
    taking(office).take_back_decided(row.waiting.id)
    assert unmatched.decided() == ()
    assert waiting_ids(office) == [row.waiting.id]


def test_a_claim_that_has_gone_on_stays_where_it_is_and_somebody_looks(office: Store) -> None:
    wrong = post_by_hand(office)
    with office.writing() as work:
        gone = work.claims.save(wrong.model_copy(update={"state": ClaimState.REPLACED}))
    after = taking(office).take_back(gone, wrong.postings[0].id)
    assert (after.state, after.paid, after.follow_up) == (ClaimState.REPLACED, ZERO, TODAY)
    assert "look whether that holds" in after.events[-1].text
    assert after.is_open


def test_a_later_answer_stands_and_both_taken_back_lead_to_the_beginning(office: Store) -> None:
    back = Line(billed="-85.50", paid="-60.00", adjustments=(("CO", "45", "-25.50"),), control="")
    first = post_by_hand(office)
    take(office, Check((replace(THEIRS, status="22", lines=(back,)),), "CHK-2"))
    (waiting,) = waiting_ids(office)
    desk(office).decide(waiting, "c2")
    second = kept(office, "c2")
    assert second.state is ClaimState.REVERSED
    once = taking(office).take_back(second, first.postings[0].id)
    assert once.state is ClaimState.REVERSED
    assert once.standing == (second.postings[-1],)
    after = taking(office).take_back(once, second.postings[-1].id)
    assert (after.state, after.paid, after.standing) == (ClaimState.SENT, ZERO, ())
    assert len(waiting_ids(office)) == 2


def test_an_appeal_that_it_had_ended_waits_again(office: Store) -> None:
    take(office, Check((with_control(denied("CP1", "96"), "L1"),)))
    refused = kept(office, "c1")
    appeal = Appeal(
        id="a",
        kind="provider_dispute",
        posting=refused.postings[0].id,
        begun_at=NOON,
        begun_by="b1",
        sent_on=dt.date(2026, 11, 10),
    )
    with office.writing() as work:
        changes = {"state": ClaimState.APPEALED, "appeals": (appeal,)}
        work.claims.save(refused.model_copy(update=changes))
    take(office, Check((FIRST,), "CHK-2"))
    paid = kept(office, "c1")
    assert (paid.state, paid.appeals[0].outcome) == (ClaimState.PAID, "overturned")
    after = taking(office).take_back(paid, paid.postings[-1].id)
    assert (after.state, after.appeals) == (ClaimState.APPEALED, (appeal,))
    with office.reading() as found:
        deeds = [row.deed for row in found.audit.page(AuditQuery(limit=4)).rows]
    assert Deed.APPEAL_DECIDED in deeds


def test_two_workstations_take_it_back_at_the_same_moment(
    opened: ServerStore, second: ServerStore
) -> None:
    """Posted by hand something waits already; posted unasked it comes to wait by the act."""
    begin(opened)
    waited: list[str] = []
    for number, judged in enumerate((FIRST, THEIRS), start=1):
        take(opened, Check((judged,), f"CHK-{number}"))
        if judged is THEIRS:
            desk(opened).decide(next(new for new in waiting_ids(opened) if new not in waited), "c2")
        wrong = kept(opened, f"c{number}")
        (posting,) = wrong.postings
        came = both(
            partial(taking(opened).take_back, wrong, posting.id),
            partial(taking(second).take_back, wrong, posting.id),
        )
        (refused,) = (each for each in came if isinstance(each, Exception))
        assert isinstance(refused, StaleRecord)
        assert len(kept(opened, f"c{number}").postings) == 2
        waited = waiting_ids(opened)
        assert len(waited) == number


def test_nobody_takes_back_who_may_not_see_money(office: Store) -> None:
    wrong = post_by_hand(office)
    with pytest.raises(NotAllowed):
        taking(office, "f1").take_back(wrong, wrong.postings[0].id)
    with pytest.raises(NotAllowed):
        taking(office, "f1").take_back_decided("x")
    assert kept(office, "c2") == wrong


def test_what_nobody_knows_is_said(office: Store) -> None:
    wrong = post_by_hand(office)
    with pytest.raises(KeyError):
        taking(office).take_back(wrong, "none")
    with pytest.raises(KeyError):
        taking(office).take_back(claim(9), "none")
    with pytest.raises(KeyError):
        taking(office).take_back_decided("none")
