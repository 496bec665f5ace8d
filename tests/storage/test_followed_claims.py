"""Claims begun, changed and moved on, over both stores: nothing happens to one untold."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from app.domain.audit import AuditQuery, Deed
from app.domain.claims.claim import ClaimLine, ClaimState
from app.domain.finding.listing import NoteSummary
from app.domain.practice.people import Coverage, StaffRole
from app.errors import ClaimBlocked, NotAllowed, StaleRecord
from app.services.claims.claims import FollowedClaims
from app.services.ports.store import Store
from app.services.trail import Trail
from tests.storage import samples
from tests.storage.samples import NOON

DAY = NOON.date()
LINE = ClaimLine(id="l1", code="D9311", on=DAY, fee=Decimal("85.50"))


@pytest.fixture
def office(store: Store) -> Store:
    """A practice with a biller, somebody of the front desk, and a patient with a coverage."""
    with store.writing() as work:
        for who, role in (("b1", StaffRole.BILLER), ("f1", StaffRole.FRONT_DESK)):
            member = samples.dentist(who, "Bea", "Billwell")
            work.staff.save(member.model_copy(update={"role": role}))
        covered = Coverage(payer="Example Mutual Dental")
        work.patients.save(samples.patient("p9").model_copy(update={"coverages": (covered,)}))
    return store


def claims(office: Store, who: str = "b1") -> FollowedClaims:
    return FollowedClaims(office, Trail(lambda: NOON, who), lambda: DAY)


def deeds(office: Store, claim_id: str) -> list[str]:
    with office.reading() as found:
        return [row.deed for row in found.audit.page(AuditQuery(about=claim_id)).rows]


def test_a_claim_is_begun_with_a_number_of_its_own(office: Store) -> None:
    first = claims(office).begin("p9", (LINE,))
    second = claims(office).begin("p9", (LINE,))
    assert first.number != second.number
    assert (first.payer, first.owner, first.billed) == (
        "Example Mutual Dental",
        "b1",
        Decimal("85.50"),
    )
    assert len(first.number) <= 20
    assert deeds(office, first.id) == [Deed.CLAIM_BEGUN]


def test_moving_on_writes_the_event_and_the_trail(office: Store) -> None:
    begun = claims(office).begin("p9", (LINE,))
    ready = claims(office).move(begun, ClaimState.READY)
    sent = claims(office).move(
        ready, ClaimState.SENT, "By the clearinghouse.", sent_on=DAY, sent_how="clearinghouse"
    )
    assert [event.state for event in sent.events] == [ClaimState.READY, ClaimState.SENT]
    assert (sent.sent_on, sent.events[-1].by) == (DAY, "b1")
    assert deeds(office, sent.id)[:2] == [Deed.CLAIM_MOVED_ON, Deed.CLAIM_MOVED_ON]


def test_a_state_that_does_not_follow_changes_nothing(office: Store) -> None:
    begun = claims(office).begin("p9", (LINE,))
    with pytest.raises(ValueError, match="does not become"):
        claims(office).move(begun, ClaimState.PAID)
    assert claims(office).get(begun.id) == begun
    assert deeds(office, begun.id) == [Deed.CLAIM_BEGUN]


def test_what_happened_cannot_be_changed_with_the_rest(office: Store) -> None:
    ready = claims(office).move(claims(office).begin("p9", (LINE,)), ClaimState.READY)
    forged = ready.model_copy(
        update={"state": ClaimState.PAID, "events": (), "follow_up": dt.date(2026, 12, 1)}
    )
    kept = claims(office).change(forged, "follow_up")
    assert (kept.state, kept.events) == (ready.state, ready.events)
    assert kept.follow_up == dt.date(2026, 12, 1)


def test_two_people_do_not_overwrite_each_other(office: Store) -> None:
    begun = claims(office).begin("p9", (LINE,))
    claims(office).change(begun.model_copy(update={"owner": "f1"}), "owner")
    with pytest.raises(StaleRecord):
        claims(office).move(begun, ClaimState.READY)
    assert claims(office).get(begun.id).state is ClaimState.NOT_CLAIMED


def test_who_may_not_see_money_sees_no_claim(office: Store) -> None:
    begun = claims(office).begin("p9", (LINE,))
    desk = claims(office, "f1")
    acts: tuple[Callable[[], object], ...] = (
        lambda: desk.get(begun.id),
        lambda: desk.begin("p9", (LINE,)),
        lambda: desk.move(begun, ClaimState.READY),
        lambda: desk.change(begun),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_an_unsigned_note_keeps_its_claim_here(office: Store) -> None:
    with office.writing() as work:
        note = work.notes.save(samples.note("n1"), NoteSummary(), NOON)
    begun = claims(office).begin("p9", (LINE.model_copy(update={"note": note.id}),))
    with pytest.raises(ClaimBlocked):
        claims(office).move(begun, ClaimState.READY)
    with office.writing() as work:  # as an older program may have left it
        ready = work.claims.save(begun.model_copy(update={"state": ClaimState.READY}))
    with pytest.raises(ClaimBlocked):
        claims(office).move(ready, ClaimState.SENT)
    assert claims(office).get(begun.id) == ready


@pytest.mark.parametrize("field", ["state", "events", "postings", "number", "agreement"])
def test_only_what_is_edited_in_place_is_changed_so(office: Store, field: str) -> None:
    begun = claims(office).begin("p9", (LINE,))
    with pytest.raises(ValueError, match="own services"):
        claims(office).change(begun, field)


def test_every_line_has_a_number_of_its_own(office: Store) -> None:
    other = LINE.model_copy(update={"id": "l2", "code": "D0150"})
    begun = claims(office).begin("p9", (LINE, other))
    assert [line.control for line in begun.lines] == [f"{begun.number}-1", f"{begun.number}-2"]
    third = LINE.model_copy(update={"id": "l3", "code": "D4260"})
    fewer = begun.model_copy(update={"lines": (begun.lines[1], third)})
    kept = claims(office).change(fewer, "lines")
    assert [line.control for line in kept.lines] == [f"{begun.number}-2", f"{begun.number}-1"]


def test_lines_stay_once_the_payer_has_them(office: Store) -> None:
    begun = claims(office).begin("p9", (LINE,))
    sent = claims(office).move(claims(office).move(begun, ClaimState.READY), ClaimState.SENT)
    with pytest.raises(ValueError, match="has these lines"):
        claims(office).change(sent.model_copy(update={"lines": ()}), "lines")
    assert claims(office).get(begun.id) == sent


def test_a_replacement_that_is_sent_moves_what_it_replaces(office: Store) -> None:
    desk = claims(office)
    old = desk.move(desk.move(desk.begin("p9", (LINE,)), ClaimState.READY), ClaimState.SENT)
    new = desk.begin("p9", (LINE,), replaces=old.id, kind="replacement")
    ready = desk.move(new, ClaimState.READY)
    assert desk.get(old.id).state is ClaimState.SENT
    desk.move(ready, ClaimState.SENT)
    replaced = desk.get(old.id)
    assert replaced.state is ClaimState.REPLACED
    assert replaced.events[-1].reference == new.number
    assert deeds(office, old.id)[0] == Deed.CLAIM_MOVED_ON


def test_an_answer_is_an_event_and_nothing_else_changes(office: Store) -> None:
    begun = claims(office).begin("p9", (LINE,))
    answered = claims(office).answer(begun, "fee:l1", "Free for staff")
    assert [event.text for event in answered.events] == ["Free for staff"]
    unchanged = {"events": (), "version": begun.version}
    assert answered.model_copy(update=unchanged) == begun
    assert deeds(office, begun.id)[0] == Deed.CLAIM_CHANGED


def test_by_when_a_demand_is_answered_ends_with_its_state(office: Store) -> None:
    desk = claims(office)
    sent = desk.move(desk.move(desk.begin("p9", (LINE,)), ClaimState.READY), ClaimState.SENT)
    asked = desk.move(sent, ClaimState.INFORMATION_REQUESTED, "X-ray", answer_by=DAY)
    assert asked.answer_by == DAY
    again = desk.move(asked, ClaimState.SENT)
    assert again.answer_by is None
