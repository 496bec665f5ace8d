"""A letter of an appeal while the server is gone, and while another workstation writes it too."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.claims.claim import Appeal, Claim, ClaimState, Posting
from app.domain.guides.answers import Text
from app.server_errors import ServerUnreachable
from app.ui.pages.appeals.appeal_conflict import CLASHES, TOO_LATE
from app.ui.pages.appeals.appeal_page import AppealPage
from app.ui.pages.conflicts.conflict_dialog import ConflictDialog
from app.ui.pages.parts.left_keeping import AWAY
from app.ui.ways.denial_ways import DenialWays
from tests.small_guide import NOW
from tests.storage.claims.test_claims import DAY, claim
from tests.switchboard import Switchboard
from tests.ui.live_desk import LiveSeat, Sit

NAME = f"appeal:{claim().id}:a1"
MINE = "Please look at it again."


@pytest.fixture
def seat(board: Switchboard, sit: Sit) -> LiveSeat:
    """A workstation on a practice with a denied claim and an appeal that was begun."""
    denial = Posting(id="x", at=NOW, by="d1", source="paper", eob_date=DAY, billed=Decimal(85))
    begun = Appeal(id="a1", kind="provider_dispute", posting="x", begun_at=NOW, begun_by="d1")
    denied = claim(state=ClaimState.DENIED, sent_on=DAY, postings=(denial,), appeals=(begun,))
    with board.store.writing() as found:
        found.claims.save(denied)
    return sit("d1")


def shown(seat: LiveSeat) -> AppealPage:
    (ways,) = seat.window.findChildren(DenialWays)
    ways.show_appeal(claim().id)
    page = seat.window.records.page
    assert isinstance(page, AppealPage)
    return page


def stored(board: Switchboard) -> Claim:
    with board.store.reading() as found:
        kept = found.claims.get(claim().id)
    assert kept is not None
    return kept


def letter(board: Switchboard) -> Appeal:
    return stored(board).appeals[0]


def write_elsewhere(board: Switchboard, **changes: object) -> None:
    with board.store.writing() as found:
        appeal = letter(board).model_copy(update=changes)
        found.claims.save(stored(board).model_copy(update={"appeals": (appeal,)}))


def test_what_is_written_without_the_server_is_stored_when_it_is_back(
    board: Switchboard, seat: LiveSeat
) -> None:
    page = shown(seat)
    seat.line.break_off()
    page.form.request.setPlainText(MINE)
    assert not seat.window.leave()
    assert (page.notice.text, seat.window.notice.text) == (AWAY, ServerUnreachable.sentence)
    seat.line.mend()
    seat.until(lambda: letter(board).request == MINE)
    seat.until(lambda: page.notice.text == seat.window.notice.text == "")


def test_after_a_crash_without_the_server_it_comes_back_and_is_stored_once(
    board: Switchboard, seat: LiveSeat, sit: Sit
) -> None:
    page = shown(seat)
    seat.line.break_off()
    page.form.request.setPlainText(MINE)
    seat.until(lambda: [left.what for left in seat.line.disk.left("d1")] == [NAME])
    seat.crash()
    seat.line.is_broken = False
    again = sit("d1")
    page = shown(again)
    assert page.form.request.toPlainText() == MINE
    again.until(lambda: letter(board).request == MINE)
    again.until(lambda: again.line.disk.left("d1") == ())
    again.until(lambda: again.office.records.unfinished.names() == ())
    version = stored(board).version
    assert shown(again).flush()
    assert stored(board).version == version


def test_it_can_be_locked_without_the_server(board: Switchboard, seat: LiveSeat, sit: Sit) -> None:
    page = shown(seat)
    seat.line.break_off()
    page.form.own.setPlainText("In our own words")
    assert seat.window.records.put_by()
    seat.crash()
    seat.line.is_broken = False
    assert shown(sit("d1")).form.own.toPlainText() == "In our own words"
    assert letter(board).words == "In our own words"


def test_what_another_wrote_elsewhere_in_the_letter_is_taken_over(
    board: Switchboard, seat: LiveSeat
) -> None:
    page = shown(seat)
    page.form.request.setPlainText(MINE)
    write_elsewhere(board, words="Theirs")
    assert page.flush()
    assert (letter(board).request, letter(board).words) == (MINE, "Theirs")
    assert page.form.own.toPlainText() == "Theirs"


def test_one_text_written_by_both_is_decided_and_neither_is_lost(
    board: Switchboard, seat: LiveSeat
) -> None:
    page = shown(seat)
    page.form.request.setPlainText(MINE)
    write_elsewhere(board, request="Theirs")
    assert not page.flush()
    assert page.notice.text == CLASHES
    assert letter(board).request == "Theirs"
    page.notice.buttons[0].click()
    (dialog,) = page.findChildren(ConflictDialog)
    dialog.decided.emit({"request": "mine"})
    assert letter(board).request == MINE
    assert page.notice.text == ""
    with board.store.reading() as found:
        (left,) = found.left_out.of("claim", claim().id)
    assert left.answer == Text("Theirs")


def test_both_texts_can_stand(board: Switchboard, seat: LiveSeat) -> None:
    page = shown(seat)
    page.form.request.setPlainText(MINE)
    write_elsewhere(board, request="Theirs")
    page.flush()
    page.notice.buttons[0].click()
    (dialog,) = page.findChildren(ConflictDialog)
    for card in dialog.page.cards:
        assert card.row.both == f"Theirs\n\n{MINE}"
    dialog.decided.emit({"request": "both"})
    assert letter(board).request == page.form.request.toPlainText() == f"Theirs\n\n{MINE}"


def test_a_letter_that_was_sent_meanwhile_stays_as_it_went(
    board: Switchboard, seat: LiveSeat
) -> None:
    page = shown(seat)
    page.form.own.setPlainText("Typed too late")
    write_elsewhere(board, sent_on=DAY, sent_how="fax")
    assert not page.flush()
    assert page.notice.text == TOO_LATE
    page.notice.buttons[0].click()
    assert QApplication.clipboard().text() == "Typed too late"
    page.notice.buttons[1].click()
    assert letter(board).words == page.form.own.toPlainText() == ""
    assert page.flush()
