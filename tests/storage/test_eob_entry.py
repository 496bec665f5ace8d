"""EOBs from paper: prefilled, foreseen, posted once, typed anew without editing what was posted."""

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.audit import AuditQuery, Deed
from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.domain.practice.people import StaffRole
from app.domain.remittances.eob import TypedAdjustment, TypedEob
from app.errors import NotAllowed, StaleRecord
from app.interchange.x12.remittance import read_remittance
from app.services.notes.unfinished import Unfinished
from app.services.ports.store import Store
from app.services.remittances.eob_entry import EobDesk, mendable
from app.services.remittances.remit_posting import RemitDesk
from app.services.trail import Trail
from tests.interchange.x12.sample_remittance import Check, Judged, Line, remittance
from tests.storage import samples
from tests.storage.samples import NOON

TODAY = NOON.date()
DAY = dt.date(2026, 11, 1)
SCAN = "ab" * 32


@pytest.fixture
def office(store: Store) -> Store:
    """A practice with a biller, a receptionist and one claim that was sent."""
    roles = {"b1": StaffRole.BILLER, "f1": StaffRole.FRONT_DESK}
    with store.writing() as work:
        for staff_id, role in roles.items():
            work.staff.save(samples.dentist(staff_id).model_copy(update={"role": role}))
        work.claims.save(
            Claim(
                id="c1",
                number="CP1",
                patient="p1",
                payer="Example Mutual Dental",
                lines=(
                    ClaimLine(id="l", code="D9311", on=DAY, fee=Decimal("85.50"), control="L1"),
                ),
                state=ClaimState.SENT,
                sent_on=DAY,
            )
        )
    return store


def desk(office: Store, who: str = "b1") -> EobDesk:
    trail = Trail(lambda: NOON, who)
    return EobDesk(office, trail, Unfinished(office, who, trail.now), lambda: TODAY)


def typed(before: TypedEob, paid: str = "0.00", **more: object) -> TypedEob:
    """What is on the page with the only line typed: the rest is one adjustment."""
    rest = f"{Decimal('85.50') - Decimal(paid)}"
    taken = (TypedAdjustment(amount=rest, code=str(more.pop("code", "CO 252"))),)
    line = before.lines[0].model_copy(update={"paid": paid, "adjustments": taken})
    fields = {"lines": (line,), "eob_date": "11/20/2026", "trace": "4417", "evidence": SCAN}
    return before.model_copy(update={**fields, **more})


def post(office: Store, eob: TypedEob) -> Claim:
    claim = desk(office).open("c1").claim
    kept, problems = desk(office).post(claim, eob)
    assert kept is not None, problems
    return kept


def test_an_eob_is_posted_with_its_scan_and_moves_the_claim(office: Store) -> None:
    sheet = desk(office).open("c1")
    assert (sheet.patient, sheet.kept_at) == ("Marisol Testwell", None)
    eob = typed(sheet.typed, reason="Send the letter. ", answer_due="12/20/2026")
    foreseen = desk(office).foresee(sheet.claim, eob)
    assert (foreseen.state, foreseen.problems) == (ClaimState.INFORMATION_REQUESTED, ())
    claim = post(office, eob)
    (posting,) = claim.postings
    assert claim.state is ClaimState.INFORMATION_REQUESTED
    assert (posting.source, posting.evidence, posting.by) == ("paper", SCAN, "b1")
    assert posting.reason_as_printed == "Send the letter.", "blanks around it are not printed"
    assert (posting.eob_date, posting.received_on) == (dt.date(2026, 11, 20), TODAY)
    assert posting.answer_due == dt.date(2026, 12, 20)
    with office.reading() as found:
        assert found.audit.page(AuditQuery(limit=1)).rows[0].deed == Deed.CLAIM_JUDGED
        assert found.claims.get("c1") == claim


def test_what_is_unreadable_posts_nothing(office: Store) -> None:
    sheet = desk(office).open("c1")
    eob = typed(sheet.typed).model_copy(update={"eob_date": "soon"})
    kept, problems = desk(office).post(sheet.claim, eob)
    assert kept is None
    assert [problem.cell for problem in problems] == ["eob_date"]
    with office.reading() as found:
        assert found.claims.get("c1") == sheet.claim


def test_a_difference_is_said_and_holds_nobody_up(office: Store) -> None:
    sheet = desk(office).open("c1")
    line = sheet.typed.lines[0].model_copy(update={"paid": "60.00"})
    eob = sheet.typed.model_copy(update={"lines": (line,)})
    said = " ".join(desk(office).foresee(sheet.claim, eob).cautions)
    assert "Line 1: $25.50 not accounted for." in said
    assert "date of the EOB" in said
    assert "No scan" in said
    assert post(office, eob).paid == Decimal("60.00")


def test_what_was_paid_in_full_needs_no_scan_for_an_appeal(office: Store) -> None:
    sheet = desk(office).open("c1")
    line = sheet.typed.lines[0].model_copy(update={"paid": "85.50"})
    eob = sheet.typed.model_copy(update={"lines": (line,), "eob_date": "11/20/2026"})
    foreseen = desk(office).foresee(sheet.claim, eob)
    assert (foreseen.state, foreseen.why) == (ClaimState.PAID, "All of it was paid.")
    assert foreseen.cautions == ()


def test_the_state_set_by_hand_holds_with_its_reason(office: Store) -> None:
    sheet = desk(office).open("c1")
    eob = typed(sheet.typed, code="CO 97", state=ClaimState.DENIED, why="We are not in network")
    assert desk(office).foresee(sheet.claim, eob).state is ClaimState.DENIED
    claim = post(office, eob)
    assert claim.state is ClaimState.DENIED
    assert "We are not in network" in claim.events[-1].text


def test_a_mistyped_eob_is_undone_and_typed_anew_and_nothing_is_edited(office: Store) -> None:
    first = post(office, typed(desk(office).open("c1").typed, paid="60.00", code="CO 45"))
    mistyped = first.postings[0]
    sheet = desk(office).open("c1", mistyped.id)
    assert sheet.typed.lines[0].paid == "60.00"
    assert sheet.typed.lines[0].adjustments[0].code == "CO 45"
    claim = post(office, typed(sheet.typed, paid="6.00", code="PR 204"))
    assert claim.postings[0] == mistyped
    assert claim.paid == Decimal("6.00")
    assert claim.state is ClaimState.PARTLY_PAID
    undoing, anew = claim.postings[1:]
    assert (undoing.takes_back, undoing.is_reversal) == (mistyped.id, True)
    assert undoing.lines[0].adjustments[0].amount == Decimal("-25.50")
    assert mendable(claim) == (anew,)
    with office.reading() as found:
        assert found.audit.page(AuditQuery(limit=1)).rows[0].deed == Deed.CLAIM_RETYPED
    with pytest.raises(KeyError):
        desk(office).open("c1", mistyped.id)


def test_typing_anew_leaves_a_claim_that_has_gone_on_where_it_is(office: Store) -> None:
    first = post(office, typed(desk(office).open("c1").typed))
    with office.writing() as work:
        work.claims.save(first.model_copy(update={"state": ClaimState.CLOSED}))
    sheet = desk(office).open("c1", first.postings[0].id)
    eob = typed(sheet.typed, paid="60.00", code="CO 45")
    assert "stays so" in desk(office).foresee(sheet.claim, eob).why
    claim = post(office, eob)
    assert (claim.state, claim.paid) == (ClaimState.CLOSED, Decimal("60.00"))


def test_typing_an_earlier_answer_anew_leaves_the_payers_last_word_the_last(office: Store) -> None:
    first = post(office, typed(desk(office).open("c1").typed, code="PR 96"))
    assert first.state is ClaimState.DENIED
    paid = typed(desk(office).open("c1").typed, paid="60.00", code="CO 45", trace="9")
    last = post(office, paid).postings[-1]
    sheet = desk(office).open("c1", first.postings[0].id)
    mended = typed(sheet.typed, code="PR 204")
    assert desk(office).foresee(sheet.claim, mended).state is ClaimState.PAID
    claim = post(office, mended)
    assert (claim.state, claim.paid) == (ClaimState.PAID, Decimal("60.00"))
    assert claim.postings[-1] == last
    assert len(claim.postings) == 4


def test_what_is_typed_is_kept_for_the_same_person_until_it_is_posted(office: Store) -> None:
    sheet = desk(office).open("c1")
    eob = typed(sheet.typed)
    desk(office).keep_unposted(sheet.claim, eob)
    again = desk(office).open("c1")
    assert (again.typed, again.kept_at) == (eob, NOON)
    post(office, eob)
    assert desk(office).open("c1").kept_at is None
    desk(office).keep_unposted(sheet.claim, eob)
    desk(office).keep_unposted(sheet.claim, sheet.typed)  # all taken back again
    assert desk(office).open("c1").kept_at is None


def test_what_was_left_is_given_up_when_the_claim_has_other_lines(office: Store) -> None:
    sheet = desk(office).open("c1")
    desk(office).keep_unposted(sheet.claim, typed(sheet.typed))
    more = ClaimLine(id="l2", code="D9997", on=DAY, fee=Decimal(120))
    with office.writing() as work:
        lines = (*sheet.claim.lines, more)
        work.claims.save(sheet.claim.model_copy(update={"lines": lines}))
    again = desk(office).open("c1")
    assert again.kept_at is None
    assert len(again.typed.lines) == 2


def test_two_who_post_at_once_are_told_and_one_is_posted(office: Store) -> None:
    sheet = desk(office).open("c1")
    post(office, typed(sheet.typed))
    with pytest.raises(StaleRecord):
        desk(office).post(sheet.claim, typed(sheet.typed))
    with office.reading() as found:
        claim = found.claims.get("c1")
    assert claim is not None
    assert len(claim.postings) == 1


def test_paper_first_and_the_file_after_it_is_not_paid_twice(office: Store) -> None:
    """A check number is typed without its zeros, or not at all."""
    post(office, typed(desk(office).open("c1").typed, paid="60.00", code="CO 45", trace="4417"))
    judged = Judged("CP1", lines=(Line(control="L1"),))
    file = remittance(Check((judged,), "0004417")).encode()
    taken = RemitDesk(
        office, Trail(lambda: NOON, "b1"), read_remittance, ("D9311",), NOON.date
    ).take_over(file)
    assert (taken.posted, taken.waiting) == ((), 1)


def test_the_file_first_and_paper_after_it_is_cautioned(office: Store) -> None:
    judged = Judged("CP1", lines=(Line(control="L1"),))
    file = remittance(Check((judged,), "0004417")).encode()
    RemitDesk(office, Trail(lambda: NOON, "b1"), read_remittance, ("D9311",), NOON.date).take_over(
        file
    )
    sheet = desk(office).open("c1")
    eob = typed(sheet.typed, paid="60.00", code="CO 45", trace="")
    assert any("posted already" in each for each in desk(office).foresee(sheet.claim, eob).cautions)


def test_who_may_not_see_money_neither_opens_nor_posts(office: Store) -> None:
    sheet = desk(office).open("c1")
    with pytest.raises(NotAllowed):
        desk(office, "f1").open("c1")
    with pytest.raises(NotAllowed):
        desk(office, "f1").post(sheet.claim, typed(sheet.typed))


def test_two_answers_that_pay_nothing_are_no_double(office: Store) -> None:
    post(office, typed(desk(office).open("c1").typed, paid="0", code="CO 252", trace=""))
    sheet = desk(office).open("c1")
    again = typed(sheet.typed, paid="0", code="CO 97", trace="")
    cautions = desk(office).foresee(sheet.claim, again).cautions
    assert not any("posted already" in each for each in cautions)
    with_check = typed(sheet.typed, paid="0", code="CO 97", trace="4417")
    post(office, with_check)
    cautions = desk(office).foresee(desk(office).open("c1").claim, with_check).cautions
    assert any("posted already" in each for each in cautions)


def test_an_eob_whose_word_got_lost_is_posted_once(office: Store) -> None:
    sheet = desk(office).open("c1")
    eob = typed(sheet.typed)
    first, _ = desk(office).post(sheet.claim, eob, "e1")
    again, _ = desk(office).post(sheet.claim, eob, "e1")
    assert again == first
    with pytest.raises(StaleRecord):
        desk(office).post(sheet.claim, typed(sheet.typed, "10.00"), "e1")
    assert len(desk(office).open("c1").claim.postings) == 1
