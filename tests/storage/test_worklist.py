"""The worklist in every store: every kind in one order, page by page, for who may see it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.domain.audit import AuditQuery, Deed
from app.domain.claims.authorization import Authorization
from app.domain.claims.claim import ClaimLine, ClaimState, Posting
from app.domain.claims.claim_steps import judged
from app.domain.deadlines.deadline import Clock
from app.domain.guides.answers import Choice, Date
from app.domain.payers.payer import Verification
from app.domain.practice.people import PayerType, StaffRole
from app.domain.remittances.remit_file import RemitFile, WaitingClaim
from app.domain.remittances.remittance import RemitClaim
from app.domain.requests.record_request import RecordRequest
from app.domain.work.work_item import When, WorkItem, WorkKind, WorkQuery
from app.errors import NotAllowed, StaleRecord
from app.services.claims.claim_keeping import keep
from app.services.claims.claims import FollowedClaims
from app.services.notes.charting import Clock as PracticeClock
from app.services.office.work_room import WorkRoom
from app.services.ports.store import Store
from app.services.records.records import keep_record
from app.services.trail import Trail
from tests.storage import samples
from tests.storage.samples import NOON, SUMMARY
from tests.storage.test_replies import asked

TODAY = NOON.date()
DAY = dt.timedelta(days=1)
LINE = ClaimLine(id="l1", code="D9311", on=TODAY - 9 * DAY, fee=Decimal("85.50"))


@pytest.fixture
def office(store: Store) -> Store:
    """A practice with a biller and somebody at the front desk."""
    with store.writing() as work:
        for who, role in (("b1", StaffRole.BILLER), ("f1", StaffRole.FRONT_DESK)):
            member = samples.dentist(who, "Bea", "Billwell")
            work.staff.save(member.model_copy(update={"role": role}))
    return store


def room(office: Store, who: str = "b1") -> WorkRoom:
    return WorkRoom(office, PracticeClock(lambda: NOON, dt.UTC), Trail(lambda: NOON, who))


def begun(office: Store, **more: object) -> str:
    """A claim of the biller, ready to be sent, with what else is said."""
    claims = FollowedClaims(office, Trail(lambda: NOON, "b1"), lambda: TODAY)
    claim = claims.begin("p1", (LINE,))
    if more:
        claim = claims.change(claim.model_copy(update=more), *more)
    return claims.move(claim, ClaimState.READY).id


def fill(office: Store) -> None:
    """Something of every kind, on days on both sides of today."""
    for days in (-1, 0, 0, 5, 5, 5, 40):
        begun(office, follow_up=TODAY + days * DAY)
    begun(office)
    judged = RemitClaim("CP1", "4", Decimal(85), Decimal(0))
    with office.writing() as work:
        for number, days in enumerate((-2, 0, 5)):
            note = asked(f"r{number}", answer_by=Date(TODAY + days * DAY))
            work.notes.save(note, SUMMARY, NOON)
        handed = replace(samples.note("h1"), waits_for="s1", handed_at=NOON)
        work.notes.save(handed, SUMMARY, NOON - 3 * DAY)
        work.record_requests.save(RecordRequest(id="q1", patient="p1", received=TODAY - 25 * DAY))
        work.authorizations.save(
            Authorization(id="a1", patient="p1", kind="prior_authorization", until=TODAY + 5 * DAY)
        )
        work.remittances.keep_file(RemitFile(id="ab" * 32, read_at=NOON))
        work.remittances.keep_waiting(WaitingClaim(id="w1", file="ab" * 32, judged=judged))


def check_until(office: Store, day: dt.date) -> None:
    """The patient's benefits were asked about for the sample note's code, good until a day."""
    checked = samples.verification().model_copy(update={"payer": "", "stale_after": day})
    with office.writing() as work:
        before = work.verifications.get(checked.id)
        version = before.version if before else 0
        work.verifications.save(checked.model_copy(update={"version": version}))


def all_of(office: Store, query: WorkQuery, who: str = "b1") -> list[WorkItem]:
    """Every page of a query."""
    found: list[WorkItem] = []
    while True:
        page = room(office, who).worklist.page(query)
        found += page.rows
        assert len(page.rows) <= query.limit
        if page.after is None:
            return found
        query = replace(query, after=page.after)


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_of_any_size_make_the_whole_list(office: Store, limit: int) -> None:
    fill(office)
    check_until(office, TODAY - 3 * DAY)
    whole = all_of(office, WorkQuery())
    assert all_of(office, WorkQuery(limit=limit)) == whole
    assert len(whole) == 8 + 3 + 1 + 1 + 1 + 1 + 1
    assert {item.kind for item in whole} == set(WorkKind)
    groups = [item.when(TODAY) for item in whole]
    assert groups == sorted(groups)
    assert whole[-1].when(TODAY) is When.NEVER
    assert len({(item.kind, item.id) for item in whole}) == len(whole)


def test_who_may_not_see_money_sees_the_rest(office: Store) -> None:
    fill(office)
    kinds = {item.kind for item in all_of(office, WorkQuery(), "f1")}
    assert kinds == {WorkKind.SIGN, WorkKind.REPLY, WorkKind.REQUEST}


def test_the_work_of_one_person(office: Store) -> None:
    fill(office)
    of_dentist = all_of(office, WorkQuery(person="s1"))
    assert {item.kind for item in of_dentist if item.owner} == {WorkKind.SIGN, WorkKind.REPLY}
    of_biller = all_of(office, WorkQuery(person="b1", kind=WorkKind.CLAIM))
    assert len(of_biller) == 8


def test_the_usual_dentist_asks_for_replies_that_only_people_who_left_wait_for(
    office: Store,
) -> None:
    with office.writing() as work:
        leaver = work.staff.save(samples.dentist("s9", "Cy", "Fictional"))
        work.staff.save(leaver.model_copy(update={"active": False}))
        work.practice.save(work.practice.get().model_copy(update={"treating": "s1"}))
        note = replace(asked("n9"), author_id="s9", treating_id="s9")
        work.notes.save(note, SUMMARY, NOON)
    query = WorkQuery(kind=WorkKind.REPLY)
    on_lists = [
        [item.id for item in room(office, who).worklist.page(replace(query, person=who)).rows]
        for who in ("s1", "b1")
    ]
    assert on_lists == [["n9"], []]


@pytest.mark.parametrize(("saved", "days"), [(2, 1), (6, 0)])
def test_a_note_waits_since_the_practices_own_day(office: Store, saved: int, days: int) -> None:
    """Over the hour in which clocks are set back, too: the zone says which day it is."""
    eastern = ZoneInfo("America/New_York")
    now = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)  # after the change of this night
    clock = PracticeClock(lambda: now, eastern)
    moment = now.replace(hour=saved)
    with office.writing() as work:
        handed = replace(samples.note("h1"), waits_for="s1", handed_at=moment)
        work.notes.save(handed, SUMMARY, moment)
    (item,) = WorkRoom(office, clock, Trail(lambda: now, "s1")).worklist.page(WorkQuery()).rows
    assert item.due == clock.local().date() - days * DAY


def test_payer_and_state_ask_for_claims_alone(office: Store) -> None:
    fill(office)
    ready = WorkQuery(payer="sample dental plan", state=ClaimState.READY)
    assert len(all_of(office, ready)) == 8
    assert all_of(office, WorkQuery(state=ClaimState.DENIED)) == []


def test_the_count_is_of_what_is_overdue_and_due_today_for_me(office: Store) -> None:
    fill(office)
    tally = room(office).worklist.tally(100)
    assert tally.words == "1 overdue, 3 due today"  # with the answers of payers that wait
    assert room(office).worklist.tally(2).words == "1 overdue, 1 due today, and more"
    assert room(office, "f1").worklist.tally(100).words == ""


def test_a_claim_is_put_off_with_a_reason_and_back_again(office: Store) -> None:
    claim_id, acts = begun(office, follow_up=TODAY), room(office).acts
    done = acts.put_off(claim_id, TODAY + 7 * DAY, "Payer’s line is closed")
    (row,) = all_of(office, WorkQuery())
    assert (row.due, row.clock) == (TODAY + 7 * DAY, Clock.FOLLOW_UP)
    assert done.after.events[-1].text == "Put off to 11/29/2026: Payer’s line is closed"
    undone = acts.undo(done)
    assert undone.after.follow_up == TODAY
    assert undone.after.events[-1].text.startswith("Undone: Put off")
    with office.reading() as found:
        trail = found.audit.page(AuditQuery(about=claim_id)).rows
    assert [each.deed for each in trail[:2]] == [Deed.CLAIM_CHANGED, Deed.CLAIM_CHANGED]
    assert "line is closed" not in trail[1].detail


def test_what_others_changed_since_is_not_undone(office: Store) -> None:
    claim_id, acts = begun(office), room(office).acts
    done = acts.put_off(claim_id, TODAY + DAY, "")
    room(office).acts.take_over(claim_id)
    with pytest.raises(StaleRecord):
        acts.undo(done)


def test_a_claim_on_hold_stays_on_hold_until_the_day_it_is_put_off_to(office: Store) -> None:
    claims = FollowedClaims(office, Trail(lambda: NOON, "b1"), lambda: TODAY)
    ready = claims.get(begun(office))
    held = claims.move(ready, ClaimState.ON_HOLD, hold_until=TODAY)
    done = room(office).acts.put_off(held.id, TODAY + 3 * DAY, "")
    assert (done.after.hold_until, done.after.follow_up) == (TODAY + 3 * DAY,) * 2


def test_a_claim_followed_up_comes_again_and_who_may_not_see_money_does_nothing(
    office: Store,
) -> None:
    claim_id = begun(office, follow_up=TODAY)
    with pytest.raises(NotAllowed):
        room(office, "f1").acts.take_over(claim_id)
    acts = room(office).acts
    again = acts.followed_up(claim_id, acts.again).after.follow_up
    assert again == dt.date(2026, 12, 22)


def test_the_kind_of_payer_is_that_of_the_coverage(office: Store) -> None:
    with office.writing() as work:
        patient = samples.patient()
        managed = patient.coverages[0].model_copy(update={"payer_type": PayerType.MEDICAID_MANAGED})
        work.patients.save(patient.model_copy(update={"coverages": (managed,), "version": 1}))
    claims = FollowedClaims(office, Trail(lambda: NOON, "b1"), lambda: TODAY)
    sent = claims.move(claims.get(begun(office)), ClaimState.SENT, sent_on=TODAY)
    posting = Posting(id="x", at=NOON, by="b1", source="paper", eob_date=TODAY)
    denied = claims.move(sent, ClaimState.DENIED, postings=(posting,))
    (appeal,) = room(office).deadlines.of_claim(denied.id)
    assert appeal.due == TODAY + 60 * DAY
    assert "42 CFR 438.402" in appeal.basis


def test_every_deadline_until_a_day_has_its_basis(office: Store) -> None:
    fill(office)
    until = room(office).deadlines.until(TODAY + 5 * DAY)
    assert [each.do_by for each in until] == sorted(each.do_by for each in until)
    assert all(each.do_by <= TODAY + 5 * DAY and each.basis for each in until)
    assert {each.kind for each in until} == {"claim", "note", "request", "authorization"}
    assert len(until) == 6 + 3 + 1 + 1 + 1
    seen_by_desk = room(office, "f1").deadlines.until(TODAY + 5 * DAY)
    assert {each.kind for each in seen_by_desk} == {"note", "request"}


def test_the_calendar_is_written_told_and_names_no_patient(office: Store, tmp_path: Path) -> None:
    fill(office)
    file = tmp_path / "deadlines.ics"
    exported = room(office).export(file)
    text = file.read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == len(exported) > 10
    assert "Testwell" not in text
    assert "Marisol" not in text
    with office.reading() as found:
        assert found.audit.page(AuditQuery(deeds=(Deed.EXPORTED,))).rows


def test_a_new_benefit_check_takes_the_old_ones_clock_away(office: Store) -> None:
    old = Verification(
        id="v1",
        patient="p1",
        code="D9311",
        checked_on=dt.date(2026, 1, 5),
        stale_after=dt.date(2026, 6, 30),
    )
    with office.writing() as work:
        work.verifications.save(old)
    claim_id = begun(office)
    assert [each.clock for each in room(office).deadlines.of_claim(claim_id)] == [
        Clock.VERIFICATION
    ]
    (row,) = all_of(office, WorkQuery())
    assert (row.act, row.due) == ("Check the benefits again", dt.date(2026, 6, 30))
    new = old.model_copy(update={"id": "v2", "stale_after": dt.date(2026, 12, 31)})
    with office.writing() as work:
        keep_record(work, new, None)
    (row,) = all_of(office, WorkQuery())
    assert (row.act, row.due) == ("Send the claim", None)


def test_money_for_a_closed_claim_is_looked_at_once(office: Store) -> None:
    claims = FollowedClaims(office, Trail(lambda: NOON, "b1"), lambda: TODAY)
    closed = claims.move(claims.begin("p1", (LINE,)), ClaimState.CLOSED)
    assert all_of(office, WorkQuery()) == []
    late = Posting(id="e1", at=NOON, by="b1", source="paper", paid=Decimal(60))
    trail = Trail(lambda: NOON, "b1")
    with office.writing() as work:
        keep(work, trail, judged(closed, late), Deed.CLAIM_JUDGED)
    (item,) = all_of(office, WorkQuery())
    assert (item.id, item.state, item.due) == (closed.id, ClaimState.CLOSED, TODAY)
    assert [each.record for each in room(office).deadlines.until(TODAY)] == [closed.id]
    acts = room(office).acts
    assert acts.followed_up(closed.id, acts.again).words == "Followed up"
    assert all_of(office, WorkQuery()) == []


def test_a_draft_that_was_left_yesterday_is_listed_for_who_began_it(office: Store) -> None:
    with office.writing() as work:
        own = replace(samples.note("n1"), author_id="s1", treating_id="s1")
        begun_for = replace(samples.note("n2"), author_id="f1", treating_id="s1")
        work.notes.save(own, SUMMARY, NOON - 2 * DAY)
        work.notes.save(begun_for, SUMMARY, NOON - DAY)
        work.notes.save(replace(own, id="n3"), SUMMARY, NOON)
    (item,) = all_of(office, WorkQuery(person="s1"), "s1")
    assert (item.id, item.act, item.due) == ("n1", "Finish and sign the note", TODAY - 2 * DAY)
    (other,) = all_of(office, WorkQuery(person="f1"), "f1")
    assert (other.id, other.act, other.owner) == ("n2", "Finish and hand over the note", "f1")
    assert [each.id for each in all_of(office, WorkQuery())] == ["n1", "n2"]
    assert [each.record for each in room(office).deadlines.until(TODAY)] == ["n1", "n2"]


def test_a_check_that_is_out_of_date_is_told_once_for_notes_being_written(office: Store) -> None:
    with office.writing() as work:
        for note in (samples.note("n1"), samples.note("n2")):
            work.notes.save(note, SUMMARY, NOON)
    check_until(office, TODAY - 30 * DAY)
    (item,) = all_of(office, WorkQuery(kind=WorkKind.CHECK), "f1")
    assert (item.id, item.act, item.due) == ("n1", "Check the benefits again", TODAY - 30 * DAY)
    assert item.payer == samples.patient().coverages[0].payer
    check_until(office, TODAY)
    assert all_of(office, WorkQuery(kind=WorkKind.CHECK)) == []


def test_a_note_for_the_chart_alone_asks_for_no_check(office: Store) -> None:
    note = samples.note("n1")
    answers = note.content.answers.insert("billing", Choice("chart_only"))
    with office.writing() as work:
        content = replace(note.content, answers=answers)
        work.notes.save(replace(note, content=content), SUMMARY, NOON)
    check_until(office, TODAY - 30 * DAY)
    assert all_of(office, WorkQuery(kind=WorkKind.CHECK)) == []
