"""Remittances taken over: what is surely ours is posted once, the rest waits for a person."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.claims.claim import ZERO, Claim, ClaimLine, ClaimState
from app.domain.practice.people import StaffRole
from app.errors import NotAllowed
from app.interchange.x12.remittance import read_remittance
from app.services.ports.store import Store
from app.services.remittances.remit_posting import RemitDesk, TakenOver
from app.services.trail import Trail
from tests.interchange.x12.sample_remittance import Check, Judged, Line, denied, remittance
from tests.storage import samples
from tests.storage.samples import NOON

DAY = dt.date(2026, 11, 1)


@pytest.fixture
def office(store: Store) -> Store:
    """A practice with a biller and two claims that were sent."""
    with store.writing() as work:
        biller = samples.dentist("b1", "Bea", "Billwell")
        work.staff.save(biller.model_copy(update={"role": StaffRole.BILLER}))
        work.staff.save(
            samples.dentist("f1", "Finn", "Deskwell").model_copy(
                update={"role": StaffRole.FRONT_DESK}
            )
        )
        for number in (1, 2):
            work.claims.save(claim(number))
    return store


def claim(number: int) -> Claim:
    line = ClaimLine(id="l", code="D9311", on=DAY, fee=Decimal("85.50"), control=f"L{number}")
    return Claim(
        id=f"c{number}",
        number=f"CP{number}",
        patient="p1",
        payer="Example Mutual Dental",
        lines=(line,),
        state=ClaimState.SENT,
        sent_on=DAY,
    )


def desk(office: Store, who: str = "b1") -> RemitDesk:
    return RemitDesk(
        office, Trail(lambda: NOON, who), read_remittance, ("D9311", "D9997"), NOON.date
    )


def take(office: Store, *checks: Check) -> TakenOver:
    return desk(office).take_over(remittance(*checks).encode())


def kept(office: Store, claim_id: str) -> Claim:
    with office.reading() as found:
        claim = found.claims.get(claim_id)
    assert claim is not None
    return claim


def waiting_ids(office: Store) -> list[str]:
    with office.reading() as found:
        return [each.id for each in found.remittances.waiting(100)]


def with_control(judged: Judged, control: str) -> Judged:
    return replace(judged, lines=tuple(replace(line, control=control) for line in judged.lines))


FIRST = with_control(Judged("CP1"), "L1")
SECOND = with_control(denied("CP2", "252", "N706"), "L2")


def test_what_gives_our_number_back_is_posted(office: Store) -> None:
    taken = take(office, Check((FIRST, SECOND)))
    assert taken.posted == ("c1", "c2")
    assert taken.waiting == 0
    first, second = kept(office, "c1"), kept(office, "c2")
    assert (first.state, first.paid) == (ClaimState.PAID, Decimal("60.00"))
    assert (second.state, second.paid) == (ClaimState.INFORMATION_REQUESTED, ZERO)
    assert first.postings[0].lines[0].line == "l"
    assert second.postings[0].lines[0].remarks == ("N706",)
    assert taken.file.checks[0].difference == 0


@pytest.mark.parametrize(
    ("given_back", "lines"),
    [(("t2", "T1"), ["l2", "l1"]), (("", ""), ["", ""]), (("L9", "T2"), ["", "l2"])],
)
def test_lines_alike_are_told_apart_by_their_numbers_alone(
    office: Store, given_back: tuple[str, str], lines: list[str]
) -> None:
    twins = tuple(
        ClaimLine(id=f"l{number}", code="D9311", on=DAY, fee=Decimal("85.50"), control=f"T{number}")
        for number in (1, 2)
    )
    with office.writing() as work:
        work.claims.save(claim(3).model_copy(update={"lines": twins}))
    judged = Judged("CP3", lines=tuple(Line(control=control) for control in given_back))
    assert take(office, Check((judged,))).posted == ("c3",)
    assert [line.line for line in kept(office, "c3").postings[0].lines] == lines


def test_a_file_read_twice_changes_nothing(office: Store) -> None:
    take(office, Check((FIRST, SECOND)))
    before = kept(office, "c1"), kept(office, "c2")
    again = take(office, Check((FIRST, SECOND)))
    assert again.again
    assert (kept(office, "c1"), kept(office, "c2")) == before
    with office.reading() as found:
        assert len(found.remittances.files(10)) == 1


def test_the_same_judgment_in_another_file_waits(office: Store) -> None:
    take(office, Check((FIRST,)))
    again = take(office, Check((FIRST, SECOND)))
    assert again.posted == ("c2",)
    assert again.waiting == 1
    assert len(kept(office, "c1").postings) == 1


def test_a_reversal_and_what_comes_after_it_are_both_posted(office: Store) -> None:
    back = Line(billed="-85.50", paid="-60.00", adjustments=(("CO", "45", "-25.50"),), control="L1")
    less = Line(billed="85.50", paid="40.00", adjustments=(("CO", "45", "45.50"),), control="L1")
    take(office, Check((FIRST,), "CHK-1"))
    taken_back = replace(FIRST, status="22", lines=(back,))
    take(office, Check((taken_back, replace(FIRST, lines=(less,))), "CHK-2"))
    claim = kept(office, "c1")
    assert claim.paid == Decimal("40.00")
    assert claim.state is ClaimState.PAID
    assert len(claim.events) == 3


def test_in_one_check_what_is_taken_back_comes_before_what_follows_it(office: Store) -> None:
    """Some payers write the correction first; the claim stands as the correction leaves it."""
    back = Line(billed="-85.50", paid="-60.00", adjustments=(("CO", "45", "-25.50"),), control="L1")
    less = Line(billed="85.50", paid="40.00", adjustments=(("CO", "45", "45.50"),), control="L1")
    take(office, Check((FIRST,), "CHK-1"))
    taken_back = replace(FIRST, status="22", lines=(back,))
    taken = take(office, Check((replace(FIRST, lines=(less,)), taken_back), "CHK-2"))
    claim = kept(office, "c1")
    assert taken.posted == ("c1", "c1")
    assert (claim.state, claim.paid) == (ClaimState.PAID, Decimal("40.00"))
    assert [each.is_reversal for each in claim.postings] == [False, True, False]


def test_numbers_given_back_in_the_other_case_are_ours(office: Store) -> None:
    taken = take(office, Check((with_control(replace(FIRST, control="cp1"), "l1"),)))
    assert taken.posted == ("c1",)
    assert kept(office, "c1").postings[0].lines[0].line == "l"


def test_a_line_number_in_the_other_case_offers_its_claim(office: Store) -> None:
    take(office, Check((with_control(Judged("THEIRS-1", family="SPELLEDWRONG"), "l2"),)))
    with office.reading() as found:
        (waiting,) = found.remittances.waiting(10)
    assert waiting.offered[0] == "c2"


def test_the_same_judgment_twice_in_one_check_is_posted_once(office: Store) -> None:
    taken = take(office, Check((FIRST, FIRST)))
    assert (taken.posted, taken.waiting) == (("c1",), 1)
    assert kept(office, "c1").paid == Decimal("60.00")


@pytest.mark.parametrize(("first", "again"), [("0004417", "4417"), ("abc-9", "ABC-9"), ("0", "1")])
def test_one_check_is_told_again_however_its_number_is_written(
    office: Store, first: str, again: str
) -> None:
    take(office, Check((FIRST,), first))
    assert take(office, Check((FIRST,), again)).waiting == 1


def test_a_claim_of_which_something_is_lost_waits_and_its_neighbor_is_posted(
    office: Store,
) -> None:
    too_many = "CAS*CO*45*25.50" + "*" * 17 + "45"  # six adjustments have room in a segment
    file = remittance(Check((FIRST, SECOND))).replace("CAS*CO*45*25.50", too_many)
    taken = desk(office).take_over(file.encode())
    assert (taken.posted, taken.waiting) == (("c2",), 1)


def test_what_was_said_to_be_not_ours_can_be_taken_back_but_not_what_was_posted(
    office: Store,
) -> None:
    take(office, Check((with_control(Judged("THEIRS-7"), ""),)))
    (waiting,) = waiting_ids(office)
    desk(office).decide(waiting, "")
    assert waiting_ids(office) == []
    again = desk(office).withdraw(waiting)
    assert (again.decided, again.decided_by) == ("", "")
    assert waiting_ids(office) == [waiting]
    desk(office).decide(waiting, "c2")
    with pytest.raises(ValueError, match="posted"):
        desk(office).withdraw(waiting)


def test_a_file_without_a_payment_is_told_and_not_kept(office: Store) -> None:
    taken = desk(office).take_over(b"%PDF-1.7 nothing of ours")
    assert taken.file.problems
    assert taken.file.version == 0
    with office.reading() as found:
        assert found.remittances.files(10) == ()


def test_how_far_it_is_is_told_claim_by_claim(office: Store) -> None:
    told: list[tuple[int, int]] = []
    file = remittance(Check((FIRST, SECOND))).encode()
    desk(office).take_over(file, lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("reason", "group", "state"),
    [
        ("45", "CO", ClaimState.PAID),
        ("1", "PR", ClaimState.PAID),
        ("246", "OA", ClaimState.PAID),
        ("252", "CO", ClaimState.INFORMATION_REQUESTED),
        ("97", "CO", ClaimState.DISALLOWED),
        ("96", "PR", ClaimState.DENIED),
        ("XYZ", "OA", ClaimState.DENIED),
    ],
)
def test_the_reasons_decide_not_the_status(
    office: Store, reason: str, group: str, state: ClaimState
) -> None:
    line = Line(paid="0", adjustments=((group, reason, "85.50"),), control="L1")
    take(office, Check((replace(FIRST, status="1", lines=(line,)),)))
    assert kept(office, "c1").state is state


def test_a_line_judged_under_another_code_is_the_one_that_was_claimed(office: Store) -> None:
    line = Line("D9310", control="", claimed="D9311")
    taken = take(office, Check((replace(FIRST, lines=(line,)),)))
    assert taken.posted == ("c1",)
    (posted,) = kept(office, "c1").postings[0].lines
    assert (posted.line, posted.code) == ("l", "D9310")


def test_a_claim_without_our_number_waits_and_is_posted_by_hand(office: Store) -> None:
    taken = take(office, Check((with_control(Judged("THEIRS-7"), ""),)))
    assert (taken.posted, taken.waiting) == ((), 1)
    (waiting,) = waiting_ids(office)
    with office.reading() as found:
        held = found.remittances.get_waiting(waiting)
    assert held is not None
    assert set(held.offered) == {"c1", "c2"}
    decided = desk(office).decide(waiting, "c2")
    assert (decided.decided, decided.claim, decided.decided_by) == ("posted", "c2", "b1")
    assert kept(office, "c2").state is ClaimState.PAID
    with pytest.raises(ValueError, match="already"):
        desk(office).decide(waiting, "c1")
    assert waiting_ids(office) == []


def test_our_number_on_somebody_elses_claim_is_not_enough(office: Store) -> None:
    other = Line("D9997", "12.00", "12.00", "20250101", (), "")
    taken = take(office, Check((replace(FIRST, family="OTHERWELL", lines=(other,)),)))
    assert (taken.posted, taken.waiting) == ((), 1)
    assert kept(office, "c1").postings == ()


def test_a_payment_without_any_claim_of_ours_is_read(office: Store) -> None:
    foreign = with_control(Judged("X9", lines=(Line("D0120"),), family="OTHERWELL"), "")
    taken = take(office, Check((foreign,)))
    assert (taken.posted, taken.waiting, taken.file.checks[0].kept) == ((), 0, 0)


def test_other_claims_are_counted_and_not_kept(office: Store) -> None:
    foreign = with_control(Judged("X9", lines=(Line("D0120"),), family="OTHERWELL"), "")
    taken = take(office, Check((FIRST, foreign)))
    assert taken.waiting == 0
    (check,) = taken.file.checks
    assert (check.claims, check.kept, check.other_paid) == (2, 1, Decimal("60.00"))
    assert check.difference == 0
    assert "OTHERWELL" not in taken.file.model_dump_json()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("CAS*CO*45*25.50", "CAS*CO*45*25.5O"),
        ("SVC*AD:D9311*85.50*60.00", "SVC*AD:D9311*85.50*6O.00"),
        ("SE*14*0001~\n", ""),
        ("SE*14*", "SE*99*"),
    ],
)
def test_nothing_of_a_broken_payment_is_posted_unasked(office: Store, old: str, new: str) -> None:
    text = remittance(Check((FIRST,)))
    assert old in text
    taken = desk(office).take_over(text.replace(old, new).encode())
    assert (taken.posted, taken.waiting) == ((), 1)
    assert taken.file.problems
    assert kept(office, "c1").state is ClaimState.SENT


@pytest.mark.parametrize(
    "behind", ["ISA nothing more", remittance(Check((SECOND,), "CHK-2"))[:-70]]
)
def test_what_is_broken_behind_a_whole_payment_does_not_hold_it_up(
    office: Store, behind: str
) -> None:
    taken = desk(office).take_over(f"{remittance(Check((FIRST,)))}{behind}".encode())
    assert taken.posted == ("c1",)
    assert taken.file.problems
    assert kept(office, "c2").postings == ()


def test_an_amount_that_was_not_read_cannot_be_posted_by_hand_either(office: Store) -> None:
    text = remittance(Check((FIRST,))).replace("CAS*CO*45*25.50", "CAS*CO*45*25.5O")
    desk(office).take_over(text.encode())
    (waiting,) = waiting_ids(office)
    with pytest.raises(ValueError, match="could not be read"):
        desk(office).decide(waiting, "c1")
    assert waiting_ids(office) == [waiting]


def test_a_judgment_on_a_closed_claim_is_kept_and_somebody_looks(office: Store) -> None:
    with office.writing() as work:
        work.claims.save(kept(office, "c1").model_copy(update={"state": ClaimState.CLOSED}))
    take(office, Check((with_control(denied("CP1", "97"), "L1"),)))
    claim = kept(office, "c1")
    assert claim.state is ClaimState.CLOSED
    assert len(claim.postings) == 1
    assert claim.follow_up == NOON.date()


def test_who_may_not_see_money_takes_nothing_over(office: Store) -> None:
    with pytest.raises(NotAllowed):
        desk(office, "f1").take_over(remittance(Check((FIRST,))).encode())
    with office.reading() as found:
        assert found.remittances.files(10) == ()


def test_a_file_is_received_on_the_practices_own_day(office: Store) -> None:
    evening = DAY + dt.timedelta(days=20)
    late = Trail(lambda: dt.datetime.combine(evening, dt.time(2), dt.UTC), "b1")
    yesterday = evening - dt.timedelta(days=1)
    desk = RemitDesk(office, late, read_remittance, ("D9311",), lambda: yesterday)
    desk.take_over(remittance(Check((FIRST,))).encode())
    assert kept(office, "c1").postings[0].received_on == yesterday


@pytest.mark.parametrize("day", ["99991231", "00010101"])
def test_a_day_out_of_the_calendar_is_no_day(office: Store, day: str) -> None:
    file = remittance(Check((with_control(denied("CP1", "50"), "L1"),))).replace("20261121", day)
    assert desk(office).take_over(file.encode()).posted == ("c1",)
    assert kept(office, "c1").postings[0].eob_date is None


@pytest.mark.parametrize(
    "odd", [replace(FIRST, paid="99999999999.00"), replace(FIRST, patient_part="1" * 14)]
)
def test_an_amount_that_no_claim_can_have_waits(office: Store, odd: Judged) -> None:
    taken = take(office, Check((odd, SECOND)))
    assert (taken.posted, taken.waiting) == (("c2",), 1)
    (waiting,) = waiting_ids(office)
    with pytest.raises(ValueError, match="could not be read"):
        desk(office).decide(waiting, "c1")


def test_a_check_of_an_amount_that_no_check_has_is_read(office: Store) -> None:
    taken = take(office, Check((FIRST,), amount="99999999999999.99"))
    assert (taken.posted, taken.file.checks[0].amount) == (("c1",), None)
    assert "differs from the sum" in taken.file.problems[0]
