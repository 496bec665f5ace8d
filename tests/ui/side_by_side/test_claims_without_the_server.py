"""A claim's page while the server is gone: what is typed waits on it and is kept afterwards."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.claim import Appeal, Claim, ClaimState, Posting
from app.server_errors import ServerUnreachable
from app.ui.pages.appeals.appeal_page import AppealPage
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.ways.claim_ways import ClaimWays
from app.ui.ways.denial_ways import DenialWays
from tests.small_guide import NOW
from tests.storage.claims.test_claims import DAY, claim
from tests.switchboard import Switchboard
from tests.ui.live_desk import LiveSeat, Sit


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
    assert page.notice.text == ServerUnreachable.sentence, "a fee that can be read says nothing new"
    assert not seat.window.leave()
    assert seat.window.notice.text == ServerUnreachable.sentence
    seat.line.mend()
    seat.until(lambda: not page.is_away and not page.keeping.has_refused and page.flush())
    assert stored(board).lines[0].fee == Decimal(95)
    assert (page.notice.text, seat.window.notice.text) == ("", "")


def test_a_step_whose_word_got_lost_is_not_done_twice_by_itself(
    board: Switchboard, seat: LiveSeat
) -> None:
    page = shown(seat)
    seat.line.loses_next_word = True
    type_fee(page, "90")
    seat.until(lambda: page.keeping.has_refused)
    version = stored(board).version
    seat.line.mend()
    page.reread()
    assert page.keeping.has_refused, "a person decides"
    assert "Drop it" in [button.text() for button in page.notice.buttons]
    assert stored(board).version == version
    page.keeping.drop()


def test_an_appeal_that_is_written_without_the_server_is_kept_when_it_is_back(
    board: Switchboard, sit: Sit
) -> None:
    denial = Posting(id="x", at=NOW, by="d1", source="paper", eob_date=DAY, billed=Decimal(85))
    begun = Appeal(id="a1", kind="provider_dispute", posting="x", begun_at=NOW, begun_by="d1")
    denied = claim(state=ClaimState.DENIED, sent_on=DAY, postings=(denial,), appeals=(begun,))
    with board.store.writing() as found:
        found.claims.save(denied)
    seat = sit("d1")
    (ways,) = seat.window.findChildren(DenialWays)
    ways.show_appeal(denied.id)
    page = seat.window.records.page
    assert isinstance(page, AppealPage)
    seat.line.break_off()
    page.form.edited.emit("request", "Please look at it again.")
    assert not seat.window.leave()
    assert page.notice.text == seat.window.notice.text == ServerUnreachable.sentence
    seat.line.mend()
    seat.until(lambda: stored(board).appeals[0].request == "Please look at it again.")
    seat.until(lambda: page.notice.text == seat.window.notice.text == "")
