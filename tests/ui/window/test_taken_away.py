"""What is taken away while a page is open: the next act is refused in a sentence."""

import datetime as dt

import pytest

from app.domain.claims.claim_change import ClaimChange
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.domain.requests.restriction import Restriction
from app.services.denials.what_now import Act
from app.ui.pages.appeals.appeal_page import AppealPage
from app.ui.pages.appeals.appeal_steps import Step
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.ways.claim_ways import ClaimWays
from tests.office_desk import OfficeDesk
from tests.ui.window.denial_acts import (
    MUTUAL,
    answer,
    claim_now,
    covered,
    record_sent,
    shown,
    unpaid,
    what_now,
)


def take_money_away(desk: OfficeDesk) -> None:
    """Whoever is at the keyboard works at the front desk from now on; another one manages."""
    manager = PersonName(given="Mona", family="Managewell")
    with desk.office.store.writing() as found:
        me = found.staff.get(desk.office.trail.who)
        assert me is not None
        found.staff.save(StaffMember(id="m1", name=manager, role=StaffRole.MANAGER))
        found.staff.save(me.model_copy(update={"role": StaffRole.FRONT_DESK, "more_roles": ()}))


def give_money_back(desk: OfficeDesk) -> None:
    with desk.office.store.writing() as found:
        me = found.staff.get(desk.office.trail.who)
        assert me is not None
        found.staff.save(me.model_copy(update={"role": StaffRole.MANAGER}))


@pytest.fixture
def page(desk: OfficeDesk) -> ClaimPage:
    covered(desk, MUTUAL)
    unpaid(desk, MUTUAL, ("CO", "97"))
    (ways,) = desk.window.findChildren(ClaimWays)
    ways.show("claim-1")
    return shown(desk, ClaimPage)


def test_a_claim_is_not_changed_and_the_page_says_why(desk: OfficeDesk, page: ClaimPage) -> None:
    before = claim_now(desk)
    take_money_away(desk)
    with desk.qtbot.waitSignal(page.keeping.refused) as refused:
        page.keeping.do(ClaimChange(kind="tell", at=desk.office.clock.utc(), text="Called."))
    assert "roles" in refused.args[0]
    give_money_back(desk)
    assert claim_now(desk) == before


@pytest.mark.usefixtures("page")
def test_what_now_does_nothing_and_says_why(desk: OfficeDesk) -> None:
    now = what_now(desk)
    now.acts[Act.APPEAL].click()
    take_money_away(desk)
    answer(now, kind="provider_dispute")
    assert "roles" in now.notice.text
    give_money_back(desk)
    assert claim_now(desk).appeals == ()


@pytest.mark.usefixtures("page")
def test_a_restriction_that_comes_while_the_sending_is_recorded_is_said(desk: OfficeDesk) -> None:
    now = what_now(desk)
    now.acts[Act.APPEAL].click()
    answer(now, kind="provider_dispute")
    letter = shown(desk, AppealPage)
    letter.steps.others[Step.SEND].click()
    today = desk.office.clock.local().date()
    long_ago = today - dt.timedelta(days=999)
    kept_from = Restriction(id="r1", patient="p1", asked_on=today, since=long_ago)
    with desk.office.store.writing() as found:
        found.restrictions.save(kept_from)
    record_sent(letter, "FX-1")
    assert "patient asked" in letter.notice.text
    assert claim_now(desk).appeals[0].sent_on is None
