"""What waits beside our claims: why they are offered, what was posted before, how one is found."""

import datetime as dt
from decimal import Decimal

import pytest

from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.domain.practice.people import StaffRole
from app.domain.remittances.remit_file import WaitingClaim
from app.errors import NotAllowed
from app.interchange.x12.remittance import read_remittance
from app.services.ports.store import Store
from app.services.remittances.remit_posting import RemitDesk
from app.services.remittances.remit_waiting import UnmatchedDesk
from app.services.trail import Trail
from tests.interchange.x12.sample_remittance import Check, Judged, Line, remittance
from tests.storage import samples
from tests.storage.samples import NOON

DAY = dt.date(2026, 11, 1)


@pytest.fixture
def office(store: Store) -> Store:
    """A practice with a biller and a receptionist, without claims."""
    roles = {"b1": StaffRole.BILLER, "f1": StaffRole.FRONT_DESK}
    with store.writing() as work:
        for staff_id, role in roles.items():
            work.staff.save(samples.dentist(staff_id).model_copy(update={"role": role}))
    return store


def add_claim(office: Store, number: str, fee: str = "85.50", code: str = "D9311") -> None:
    line = ClaimLine(id="l", code=code, on=DAY, fee=Decimal(fee))
    with office.writing() as work:
        work.claims.save(
            Claim(
                id=f"id-{number}",
                number=number,
                patient="p1",
                payer="Example Mutual Dental",
                lines=(line,),
                state=ClaimState.SENT,
            )
        )


def take(office: Store, *judged: Judged, trace: str = "CHK-1") -> None:
    trail = Trail(lambda: NOON, "b1")
    file = remittance(Check(judged, trace)).encode()
    RemitDesk(office, trail, read_remittance, ("D9311", "D9997"), NOON.date).take_over(file)


def desk(office: Store, who: str = "b1") -> UnmatchedDesk:
    return UnmatchedDesk(office, Trail(lambda: NOON, who))


def waiting(office: Store) -> WaitingClaim:
    (only,) = desk(office).waiting()
    return only


THEIRS = Judged("THEIRS-7", lines=(Line(control=""),))


def test_a_claim_begun_after_the_file_was_read_is_offered_with_what_agrees(office: Store) -> None:
    take(office, THEIRS)
    assert desk(office).look(waiting(office)).offers == ()
    add_claim(office, "CP1")
    add_claim(office, "CP2", fee="90.00")
    offers = desk(office).look(waiting(office)).offers
    assert [(each.claim.number, each.agrees) for each in offers] == [
        ("CP1", ("code and day", "amount", "patient")),
        ("CP2", ("code and day", "patient")),
    ]
    assert {each.patient for each in offers} == {"Marisol Testwell"}


def test_five_at_most_are_offered(office: Store) -> None:
    for number in range(8):
        add_claim(office, f"CP{number}")
    take(office, THEIRS)
    assert len(desk(office).look(waiting(office)).offers) == 5


def test_what_was_posted_before_is_said_beside_the_claim(office: Store) -> None:
    add_claim(office, "CP1")
    take(office, Judged("CP1"))
    take(office, Judged("CP1", payer_number="OTHER"), THEIRS)
    looks = [desk(office).look(each) for each in desk(office).waiting()]
    assert len(looks) == 2
    assert all(look.offers[0].was_posted for look in looks)


@pytest.mark.parametrize("typed", ["cp1", "Testwell", "marisol", "C-p1"])
def test_another_claim_is_found_by_number_name_or_chart_number(office: Store, typed: str) -> None:
    add_claim(office, "CP1")
    take(office, Judged("X", family="OTHERWELL", lines=(Line("D9997", control=""),)))
    (found,) = desk(office).find(typed, waiting(office))
    assert (found.claim.number, found.patient) == ("CP1", "Marisol Testwell")


def test_nothing_typed_finds_nothing(office: Store) -> None:
    add_claim(office, "CP1")
    take(office, THEIRS)
    assert desk(office).find("  ", waiting(office)) == ()


def test_who_may_not_see_money_sees_none_of_it(office: Store) -> None:
    take(office, THEIRS)
    only, other = waiting(office), desk(office, "f1")
    for look in (
        other.files,
        other.waiting,
        lambda: other.look(only),
        lambda: other.find("x", only),
    ):
        with pytest.raises(NotAllowed):
            look()
