"""What waits for the server: counted where everybody sees it, brought at once, asked about."""

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QPushButton

from app.domain.claims.claim import Claim
from app.domain.claims.claim_change import ClaimChange, LeftOnClaim, plain
from app.domain.deadlines.deadline import Clock
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.work.work_page import WorkPage
from app.ui.pages.work.work_put_off import PutOffDialog
from app.ui.ways.claim_ways import ClaimWays
from app.ui.ways.server_banner import ServerBanner
from app.ui.ways.work_ways import WorkWays
from tests.small_guide import NOW
from tests.storage.claims.test_claims import DAY, claim
from tests.switchboard import Switchboard
from tests.ui.live_desk import LiveSeat, Sit


def begin(board: Switchboard, owner: str = "d1") -> None:
    with board.store.writing() as found:
        found.claims.save(claim(owner=owner, follow_up=DAY), DAY, Clock.FOLLOW_UP)


def stored(board: Switchboard) -> Claim:
    with board.store.reading() as found:
        kept = found.claims.get(claim().id)
    assert kept is not None
    return kept


def banner(seat: LiveSeat) -> ServerBanner:
    (found,) = seat.window.findChildren(ServerBanner)
    return found


def fee(amount: int, was: str = "85.50") -> ClaimChange:
    values, were = plain({"fee": Decimal(amount)}), plain({"fee": was})
    return ClaimChange(kind="line", at=NOW, line="l1", values=values, were=were)


def test_the_status_line_counts_what_waits(board: Switchboard, sit: Sit) -> None:
    begin(board)
    seat = sit("d1")
    seat.window.show_patient("p1")
    page = seat.window.records.page
    assert isinstance(page, PatientPage)
    note_id = seat.new_note()
    seat.window.show_patient("p1")
    page = seat.window.records.page
    assert isinstance(page, PatientPage)
    seat.line.break_off()
    page.session.bridge.set_answer("phone", "614-555-0155")
    seat.until(lambda: banner(seat).notice.text.endswith("1 page waits for the server."))
    seat.type("allergies", "Latex")
    seat.until(lambda: banner(seat).notice.text.endswith("2 pages wait for the server."))
    seat.line.mend()
    seat.until(lambda: "not reached" not in banner(seat).notice.text)
    seat.until(lambda: seat.line.disk.left("d1") == () and seat.line.disk.all() == ())
    assert board.note(note_id).version > 1


def test_what_was_left_on_a_claim_is_done_at_the_next_start(board: Switchboard, sit: Sit) -> None:
    begin(board)
    seat = sit("d1")
    seat.line.is_broken = True
    left = LeftOnClaim(version=1, changes=(fee(90),))
    seat.office.billing.claim_changes.keep("c1", left)
    seat.crash()
    seat.line.is_broken = False
    again = sit("d1")
    again.until(lambda: stored(board).lines[0].fee == Decimal(90))
    again.until(lambda: banner(again).notice.text.startswith("What was done on a claim kept on"))
    assert stored(board).version == 2
    assert again.line.disk.left("d1") == ()


def test_what_clashes_is_said_at_the_next_start_and_leads_to_its_page(
    board: Switchboard, sit: Sit
) -> None:
    begin(board)
    seat = sit("d1")
    seat.line.is_broken = True
    seat.office.billing.claim_changes.keep("c1", LeftOnClaim(version=1, changes=(fee(90),)))
    seat.crash()
    (line,) = stored(board).lines
    with board.store.writing() as found:
        lines = (line.model_copy(update={"fee": Decimal(99)}),)
        found.claims.save(stored(board).model_copy(update={"lines": lines}), DAY)
    seat.line.is_broken = False
    again = sit("d1")
    again.until(lambda: "changed elsewhere too" in banner(again).notice.text)
    banner(again).notice.buttons[0].click()
    page = again.window.records.page
    assert isinstance(page, ClaimPage)
    again.until(lambda: "you typed $90.00" in page.notice.text)
    page.notice.buttons[1].click()  # drop it
    assert stored(board).lines[0].fee == Decimal(99)
    again.until(lambda: again.office.records.unfinished.names() == ())


def test_a_claim_put_off_without_the_server_is_put_off_when_it_is_back(
    board: Switchboard, sit: Sit
) -> None:
    begin(board)
    seat = sit("d1")
    (ways,) = seat.window.findChildren(WorkWays)
    ways.show()
    page = ways.page
    assert isinstance(page, WorkPage)
    page.table.selectRow(next(n for n in range(9) if page.model.item(n)))
    seat.line.break_off()
    page.foot.put_off.click()
    (dialog,) = page.findChildren(PutOffDialog)
    day = NOW.date() + dt.timedelta(days=9)
    dialog.wished.emit(day, "The payer’s line is closed")
    seat.until(lambda: "kept on this computer and done" in page.notice.text)
    dialog.reject()
    seat.line.mend()
    seat.until(lambda: stored(board).follow_up == day)
    (event,) = stored(board).events
    assert event.text.endswith(": The payer’s line is closed")
    seat.until(lambda: seat.line.disk.left("d1") == ())


@pytest.mark.parametrize(
    ("button", "words"), [("Take over", "Taken over"), ("Followed up", "Followed up, again on")]
)
def test_a_button_of_the_work_page_does_its_work_when_the_server_is_back(
    board: Switchboard, sit: Sit, button: str, words: str
) -> None:
    begin(board, owner="")
    seat = sit("d1")
    (ways,) = seat.window.findChildren(WorkWays)
    ways.show()
    page = ways.page
    assert isinstance(page, WorkPage)
    page.filters.people.setCurrentIndex(page.filters.people.findData(""))  # nobody's too
    page.table.selectRow(next(n for n in range(9) if page.model.item(n)))
    seat.line.break_off()
    (act,) = (each for each in page.findChildren(QPushButton) if each.text() == button)
    act.click()
    seat.until(lambda: "kept on this computer and done" in page.notice.text)
    seat.line.mend()
    seat.until(lambda: len(stored(board).events) == 1)
    (event,) = stored(board).events
    assert event.text.startswith(words)
    assert (stored(board).owner == "d1") == (button == "Take over")
    seat.until(lambda: seat.line.disk.left("d1") == ())


def test_the_page_that_is_open_takes_over_what_was_put_off_meanwhile(
    board: Switchboard, sit: Sit
) -> None:
    begin(board)
    seat = sit("d1")
    day = NOW.date() + dt.timedelta(days=9)
    seat.line.is_broken = True
    seat.office.work.put_off("c1", day, "closed")
    seat.line.is_broken = False
    (ways,) = seat.window.findChildren(ClaimWays)
    ways.show("c1")
    seat.until(lambda: stored(board).follow_up == day)
    page = seat.window.records.page
    assert isinstance(page, ClaimPage)
    seat.until(lambda: page.standing.follow_up.text() == "12/01/2026")
