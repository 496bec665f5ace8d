"""A claim's page while the server is gone: what is typed waits on it and is kept afterwards."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.claims.claim import Claim, ClaimState
from app.domain.reading.dates import show_date
from app.server_errors import ServerUnreachable
from app.services.claims.claim_acts import Act
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.pages.parts.left_keeping import AWAY
from app.ui.pages.remittances.eob_page import EobPage
from app.ui.ways.claim_ways import ClaimWays
from app.ui.ways.remit_ways import RemitWays
from tests.storage.claims.test_claims import DAY, claim
from tests.switchboard import Switchboard
from tests.ui.live_desk import LiveSeat, Sit

NAME = f"claim:{claim().id}"


@pytest.fixture
def seat(board: Switchboard, sit: Sit) -> LiveSeat:
    """A workstation on a practice with a claim."""
    with board.store.writing() as found:
        found.claims.save(claim())
    return sit("d1")


def shown(seat: LiveSeat) -> ClaimPage:
    (ways,) = seat.window.findChildren(ClaimWays)
    ways.show(claim().id)
    page = seat.window.records.page
    assert isinstance(page, ClaimPage)
    return page


def stored(board: Switchboard) -> Claim:
    with board.store.reading() as found:
        kept = found.claims.get(claim().id)
    assert kept is not None
    return kept


def change_elsewhere(board: Switchboard, **changes: object) -> None:
    with board.store.writing() as found:
        found.claims.save(stored(board).model_copy(update=changes))


def type_fee(page: ClaimPage, fee: str) -> None:
    (editor,) = page.lines.fees.values()
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, fee)
    QTest.keyClick(editor, Qt.Key.Key_Tab)


def test_what_is_typed_waits_on_the_page_and_is_kept_when_the_server_is_back(
    board: Switchboard, seat: LiveSeat
) -> None:
    page = shown(seat)
    seat.line.break_off()
    type_fee(page, "90")
    seat.until(lambda: page.keeping.has_refused)
    type_fee(page, "95")
    assert page.notice.text == AWAY, "a fee that can be read says nothing new"
    assert not seat.window.leave()
    assert seat.window.notice.text == ServerUnreachable.sentence
    seat.line.mend()
    seat.until(lambda: not page.is_away and not page.keeping.has_refused and page.flush())
    assert stored(board).lines[0].fee == Decimal(95)
    assert (page.notice.text, seat.window.notice.text) == ("", "")


def test_a_change_whose_word_got_lost_is_not_done_twice(board: Switchboard, seat: LiveSeat) -> None:
    page = shown(seat)
    seat.line.loses_next_word = True
    type_fee(page, "90")
    seat.until(lambda: page.keeping.has_refused)
    version = stored(board).version
    seat.line.mend()
    seat.until(lambda: not page.keeping.has_refused and page.flush())
    assert stored(board).version == version
    assert page.notice.text == ""


def test_a_step_on_a_claim_that_somebody_changed_waits_for_a_word(
    board: Switchboard, seat: LiveSeat
) -> None:
    page = shown(seat)
    seat.line.break_off()
    page.do(Act.READY)
    seat.until(lambda: page.keeping.has_refused)
    change_elsewhere(board, follow_up=DAY)
    seat.line.mend()
    seat.until(lambda: "before this was kept" in page.notice.text)
    assert stored(board).state is ClaimState.NOT_CLAIMED
    page.notice.buttons[0].click()  # on top of what is stored
    seat.until(lambda: stored(board).state is ClaimState.READY)
    assert stored(board).follow_up == DAY


def test_two_fees_for_one_line_wait_for_a_word_and_both_are_named(
    board: Switchboard, seat: LiveSeat
) -> None:
    page = shown(seat)
    seat.line.break_off()
    type_fee(page, "90")
    seat.until(lambda: page.keeping.has_refused)
    lines = stored(board).lines
    change_elsewhere(board, lines=(lines[0].model_copy(update={"fee": Decimal(99)}), *lines[1:]))
    seat.line.mend()
    seat.until(lambda: "$99.00 now, you typed $90.00" in page.notice.text)
    assert stored(board).lines[0].fee == Decimal(99)
    page.notice.buttons[0].click()
    seat.until(lambda: stored(board).lines[0].fee == Decimal(90))


def test_what_waits_behind_a_change_that_is_given_up_is_done(
    board: Switchboard, seat: LiveSeat
) -> None:
    page = shown(seat)
    seat.line.break_off()
    type_fee(page, "90")
    page.standing.follow_up_typed.emit(DAY)
    seat.until(lambda: page.keeping.has_refused)
    lines = stored(board).lines
    change_elsewhere(board, lines=(lines[0].model_copy(update={"fee": Decimal(99)}), *lines[1:]))
    seat.line.mend()
    seat.until(lambda: ways(page) == ["Keep mine", "Keep what is stored"])
    page.notice.buttons[1].click()
    seat.until(lambda: stored(board).follow_up == DAY)
    assert stored(board).lines[0].fee == Decimal(99)
    assert page.flush()


def ways(page: ClaimPage) -> list[str]:
    return [button.text() for button in page.notice.buttons]


def test_after_a_crash_without_the_server_the_page_comes_back_and_is_saved_once(
    board: Switchboard, seat: LiveSeat, sit: Sit
) -> None:
    page = shown(seat)
    seat.line.break_off()
    type_fee(page, "90")
    page.standing.follow_up.setFocus()
    QTest.keyClicks(page.standing.follow_up, "12/")  # half a day
    seat.until(lambda: [left.what for left in seat.line.disk.left("d1")] == [NAME])
    seat.until(lambda: "12/" in seat.line.disk.left("d1")[0].body)
    seat.crash()
    seat.line.is_broken = False
    again = sit("d1")
    page = shown(again)
    again.until(lambda: stored(board).lines[0].fee == Decimal(90))
    assert page.standing.follow_up.text() == "12/"
    assert stored(board).version == claim().version + 2, "once"
    page.standing.follow_up.setFocus()
    QTest.keyClicks(page.standing.follow_up, "15")
    QTest.keyClick(page.standing.follow_up, Qt.Key.Key_Tab)
    again.until(lambda: stored(board).follow_up is not None and page.flush())
    again.until(lambda: again.line.disk.left("d1") == ())
    again.until(lambda: again.office.records.unfinished.names() == ())


def test_a_fee_that_cannot_be_read_does_not_keep_the_practice_open(
    board: Switchboard, seat: LiveSeat, sit: Sit
) -> None:
    page = shown(seat)
    type_fee(page, "about 90")
    assert not page.flush()
    assert seat.window.records.put_by(), "so it can be locked"
    seat.crash()
    page = shown(sit("d1"))
    (editor,) = page.lines.fees.values()
    assert editor.text() == "about 90"
    assert stored(board).lines[0].fee == claim().lines[0].fee
    page.notice.buttons[0].click()  # discard it
    assert editor.text() == f"{claim().lines[0].fee:.2f}"


def test_an_eob_that_was_posted_as_the_server_went_says_so_and_is_not_posted_twice(
    board: Switchboard, seat: LiveSeat
) -> None:
    (remits,) = seat.window.findChildren(RemitWays)
    remits.show_eob(claim().id, "")
    page = seat.window.records.page
    assert isinstance(page, EobPage)
    cells = {"billed": "85.50", "allowed": "85.50", "paid": "85.50"}
    line = page.typed.lines[0].model_copy(update=cells)
    day = show_date(DAY)
    page.draft.edit(page.typed.model_copy(update={"lines": (line,), "eob_date": day}), "all")
    seat.line.loses_next_word = True
    page.post()
    seat.until(page.outcome.post.isEnabled)
    assert len(stored(board).postings) == 1
    assert seat.window.records.page is page
    seat.line.mend()
    page.post()
    seat.until(lambda: isinstance(seat.window.records.page, ClaimPage))
    assert len(stored(board).postings) == 1
