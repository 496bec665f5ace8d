"""An EOB typed from paper in the window: by keyboard like a spreadsheet, kept, posted, mended."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.domain.practice.people import Coverage
from app.domain.reading.dates import show_date
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.pages.parts.notice import Notice
from app.ui.pages.remittances.eob_page import EobPage
from app.ui.pages.remittances.eob_rows import Column
from app.ui.pages.remittances.eob_totals import EobTotals
from app.ui.ways.remit_ways import RemitWays
from tests.office_desk import CONTROL, OfficeDesk
from tests.ui.window.acts import Sit

LETTER = Path(__file__).resolve().parents[3] / "resources" / "samples" / "cardiology-letter.png"
DAY = dt.date(2026, 11, 3)


def begin_claim(desk: OfficeDesk, *more: ClaimLine) -> Claim:
    """A claim of two lines, or more, that was sent."""
    office = desk.office
    with office.store.writing() as found:
        patient = found.patients.get("p1")
        assert patient
        plan = (Coverage(payer="Sample Dental Plan", member_id="M-1"),)
        found.patients.save(patient.model_copy(update={"coverages": plan}))
    lines = [
        ClaimLine(id="l1", code="D9311", on=DAY, fee=Decimal("85.50")),
        ClaimLine(id="l2", code="D9997", on=DAY, fee=Decimal(120)),
        *more,
    ]
    claims = office.billing.claims
    ready = claims.move(claims.begin("p1", lines), ClaimState.READY)
    return claims.move(ready, ClaimState.SENT)


def ways(desk: OfficeDesk) -> RemitWays:
    (found,) = desk.window.findChildren(RemitWays)
    return found


def eob_of(desk: OfficeDesk, claim: Claim, posting: str = "") -> EobPage:
    ways(desk).show_eob(claim.id, posting)
    page = desk.window.pages.currentWidget()
    assert isinstance(page, EobPage)
    return page


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget
    return widget


def keys(*texts: str) -> None:
    """Type where the caret is, with Enter after each."""
    for text in texts:
        for sign in text:  # the first opens the cell, the others go to its line
            QTest.keyClicks(focus(), sign)
        QTest.keyClick(focus(), Qt.Key.Key_Return)


def enter(times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(focus(), Qt.Key.Key_Return)


def place(page: EobPage) -> tuple[int, int]:
    here = page.grid.currentIndex()
    return here.row(), here.column()


def shown(page: EobPage, row: int, column: Column) -> str:
    return str(page.grid.model().index(row, column).data())


def test_an_eob_is_typed_and_posted_by_keyboard_alone(desk: OfficeDesk) -> None:
    claim = begin_claim(desk)
    page = eob_of(desk, claim)
    assert focus() is page.fields.line("eob_date")
    keys("11/20/26", "")  # received on is filled in
    keys("", "PCN-7", "4417")
    page.grid.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.grid.currentIndex().column() == Column.ALLOWED
    keys("80", "64", "16", "5.50", "co 45")
    enter()  # no remarks
    assert page.grid.currentIndex().row() == 1
    assert page.grid.currentIndex().column() == Column.ALLOWED, "what was billed stands there"
    enter()
    keys("0")
    enter()
    keys("120", "252", "n706")
    assert focus() is page.reason
    assert shown(page, 0, Column.DIFFERENCE) == shown(page, 1, Column.DIFFERENCE) == "0.00"
    QTest.keyClicks(page.reason, "Send the record.")
    with desk.qtbot.waitSignal(page.posted):
        QTest.keyClick(page.reason, Qt.Key.Key_Return, CONTROL)
    kept = desk.office.billing.claims.get(claim.id)
    (posting,) = kept.postings
    assert kept.state is ClaimState.INFORMATION_REQUESTED
    assert (posting.paid, posting.patient_part) == (Decimal(64), Decimal(16))
    assert (posting.trace, posting.payer_number) == ("4417", "PCN-7")
    assert posting.lines[1].remarks == ("N706",)
    assert posting.reason_as_printed == "Send the record."


def test_sums_follow_every_keystroke_and_escape_puts_back(desk: OfficeDesk) -> None:
    page = eob_of(desk, begin_claim(desk))
    page.grid.go_to("0/paid")
    QTest.keyClicks(focus(), "6")
    assert shown(page, 0, Column.DIFFERENCE) == "79.50"
    QTest.keyClicks(focus(), "4")
    assert shown(page, 0, Column.DIFFERENCE) == "21.50"
    assert page.typed.lines[0].paid == "64"
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert page.typed.lines[0].paid == ""
    assert page.isVisible()


def test_one_more_adjustment_is_offered_while_something_is_left(desk: OfficeDesk) -> None:
    page = eob_of(desk, begin_claim(desk))
    rows = page.grid.model().rowCount()
    page.grid.go_to("0/paid")
    keys("60")
    page.grid.go_to("0/amount/0")
    keys("5.50", "CO 45")
    assert page.grid.model().rowCount() == rows + 1
    page.grid.go_to("0/amount/1")
    keys("20", "PR 2")
    assert page.grid.model().rowCount() == rows + 1
    assert shown(page, 0, Column.DIFFERENCE) == "0.00"


def test_a_line_goes_pair_by_pair_and_then_to_its_remarks(desk: OfficeDesk) -> None:
    page = eob_of(desk, begin_claim(desk))
    page.grid.go_to("0/paid")
    keys("60", "", "5.50", "CO 45")
    assert place(page) == (1, Column.AMOUNT), "something is left: one more adjustment"
    keys("15", "PR 2", "")
    assert place(page) == (0, Column.REMARKS), "one Enter passes by an adjustment with nothing"
    keys("N706")
    assert place(page) == (3, Column.ALLOWED)
    enter(4)
    assert place(page) == (3, Column.REMARKS), "no amount, no reason"
    QTest.keyClick(page.grid, Qt.Key.Key_Backtab)
    assert place(page) == (3, Column.CODE), "the way back passes nothing by"
    assert page.typed.lines[0].remarks == "N706"


def test_all_lines_and_their_sums_are_in_sight_where_one_types(desk: OfficeDesk) -> None:
    more = [ClaimLine(id=f"m{at}", code="D0150", on=DAY, fee=Decimal(at + 1)) for at in range(6)]
    desk.window.resize(1280, 600)
    page = eob_of(desk, begin_claim(desk, *more))
    last = page.grid.model().index(7, Column.LINE)
    assert page.grid.visualRect(last).bottom() < page.grid.viewport().height()
    page.grid.go_to("7/paid")
    sums = page.findChild(EobTotals)
    assert sums is not None
    assert sums.visibleRegion().boundingRect().height() == sums.height()
    assert focus().visibleRegion().boundingRect().height() == focus().height()


def test_a_day_typed_in_short_shows_as_the_day_it_means(desk: OfficeDesk) -> None:
    page = eob_of(desk, begin_claim(desk))
    line = page.fields.line("eob_date")
    keys("t-1")
    meant = show_date(desk.office.clock.local().date() - dt.timedelta(days=1))
    assert line.text() == page.typed.eob_date == meant


def test_tab_leaves_the_grid_behind_its_last_cell(desk: OfficeDesk) -> None:
    page = eob_of(desk, begin_claim(desk))
    page.grid.setFocus()
    last = page.grid.model().index(1, Column.REMARKS)
    page.grid.setCurrentIndex(last)
    QTest.keyClick(page.grid, Qt.Key.Key_Tab)
    assert focus() is page.reason


@pytest.mark.parametrize("cell", ["0/paid", "0/code/0"])
def test_what_cannot_be_read_is_said_and_gone_to(desk: OfficeDesk, cell: str) -> None:
    page = eob_of(desk, begin_claim(desk))
    page.grid.go_to("0/paid")
    keys("0")
    page.grid.go_to("0/amount/0")
    keys("85.50")
    page.grid.go_to(cell)
    focused = focus()
    assert isinstance(focused, QLineEdit)
    focused.selectAll()
    keys("what it says")
    page.post()
    assert page.notice.text
    index = page.grid.currentIndex()
    assert index.data(Qt.ItemDataRole.ToolTipRole) == page.notice.text
    QTest.keyClicks(focus(), "9")
    assert page.notice.text == ""  # it is being mended
    assert desk.office.billing.claims.get(page.claim.id).postings == ()


def test_undo_takes_back_what_was_typed_cell_by_cell(desk: OfficeDesk) -> None:
    page = eob_of(desk, begin_claim(desk))
    page.grid.go_to("0/paid")
    keys("64")
    page.grid.go_to("1/paid")
    keys("12")
    page.grid.setFocus()
    desk.shortcut(Qt.Key.Key_Z, CONTROL)
    assert [line.paid for line in page.typed.lines] == ["64", ""]
    desk.shortcut(Qt.Key.Key_Z, CONTROL)
    assert [line.paid for line in page.typed.lines] == ["", ""]
    desk.shortcut(Qt.Key.Key_Y, CONTROL)
    assert [line.paid for line in page.typed.lines] == ["64", ""]


def test_what_is_typed_comes_back_after_leaving_and_can_be_discarded(desk: OfficeDesk) -> None:
    claim = begin_claim(desk)
    page = eob_of(desk, claim)
    page.grid.go_to("0/paid")
    keys("64")
    page.leave()
    again = eob_of(desk, claim)
    assert again.typed.lines[0].paid == "64"
    assert "not posted" in again.notice.text
    again.notice.buttons[0].click()
    again.leave()
    assert eob_of(desk, claim).notice.text == ""


def test_escape_leads_back_to_the_claim_and_what_is_typed_is_kept(desk: OfficeDesk) -> None:
    claim = begin_claim(desk)
    page = eob_of(desk, claim)
    page.grid.go_to("0/paid")
    keys("64")
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    back = desk.window.pages.currentWidget()
    assert isinstance(back, ClaimPage)
    assert back.claim.id == claim.id
    assert eob_of(desk, claim).typed.lines[0].paid == "64"


def test_what_is_typed_comes_back_after_a_crash(desk: OfficeDesk, sit: Sit, tmp_path: Path) -> None:
    claim = begin_claim(desk)
    page = eob_of(desk, claim)
    page.grid.go_to("0/paid")
    keys("64")
    unfinished = desk.office.records.unfinished
    desk.until(lambda: bool(unfinished.names()))
    killed = sit(desk.copy_as_killed(tmp_path / "killed"))
    killed.unlock()
    offered = [each for each in killed.window.findChildren(Notice) if "an EOB" in each.text]
    offered[0].buttons[0].click()
    again = killed.window.pages.currentWidget()
    assert isinstance(again, EobPage)
    assert again.typed.lines[0].paid == "64"


def test_the_scan_is_taken_in_beside_and_kept_as_evidence(desk: OfficeDesk) -> None:
    claim = begin_claim(desk)
    page = eob_of(desk, claim)
    page.scan.intake.take([LETTER])
    desk.until(lambda: bool(page.typed.evidence))
    desk.until(page.scan.view.isVisible)
    page.grid.go_to("0/paid")
    keys("85.50")
    with desk.qtbot.waitSignal(page.posted):
        page.post()
    posting = desk.office.billing.claims.get(claim.id).postings[0]
    (record,) = desk.office.documents.of_patient("p1")
    assert posting.evidence == record.sha256


def test_a_state_set_by_hand_asks_for_its_reason(desk: OfficeDesk) -> None:
    claim = begin_claim(desk)
    page = eob_of(desk, claim)
    page.grid.go_to("0/paid")
    keys("0")
    states = page.outcome.states
    states.setCurrentIndex(states.findData(ClaimState.INFORMATION_REQUESTED))
    states.activated.emit(states.currentIndex())
    page.post()
    assert focus() is page.outcome.reason
    assert "why" in page.notice.text
    QTest.keyClicks(page.outcome.reason, "The letter asks for the record")
    with desk.qtbot.waitSignal(page.posted):
        page.post()
    kept = desk.office.billing.claims.get(claim.id)
    assert kept.state is ClaimState.INFORMATION_REQUESTED
    assert "The letter asks for the record" in kept.events[-1].text


def test_a_payment_taken_back_comes_with_its_signs(desk: OfficeDesk) -> None:
    claim = begin_claim(desk)
    page = eob_of(desk, claim)
    page.grid.go_to("0/paid")
    keys("85.50")
    with desk.qtbot.waitSignal(page.posted):
        page.post()
    page = eob_of(desk, claim)
    page.fields.is_reversal.click()
    assert shown(page, 0, Column.BILLED) == "-85.50"
    page.grid.go_to("0/paid")
    keys("(85.50)")
    assert shown(page, 0, Column.DIFFERENCE) == "0.00"
    with desk.qtbot.waitSignal(page.posted):
        page.post()
    kept = desk.office.billing.claims.get(claim.id)
    assert (kept.state, kept.paid) == (ClaimState.REVERSED, Decimal(0))


def test_a_mistyped_eob_is_found_and_typed_anew(desk: OfficeDesk) -> None:
    claim = begin_claim(desk)
    page = eob_of(desk, claim)
    page.grid.go_to("0/paid")
    keys("8.55")
    with desk.qtbot.waitSignal(page.posted):
        page.post()
    posted = desk.office.billing.claims.get(claim.id).postings[0]
    page = eob_of(desk, claim, posted.id)
    assert shown(page, 0, Column.PAID) == "8.55"
    page.grid.go_to("0/paid")
    focused = focus()
    assert isinstance(focused, QLineEdit)
    focused.selectAll()
    keys("85.50")
    with desk.qtbot.waitSignal(page.posted):
        page.post()
    kept = desk.office.billing.claims.get(claim.id)
    assert (kept.paid, len(kept.postings), kept.state) == (Decimal("85.50"), 3, ClaimState.PAID)


def test_a_claim_without_lines_is_refused_in_a_sentence(desk: OfficeDesk) -> None:
    begin_claim(desk)
    empty = desk.office.billing.claims.begin("p1", [])
    ways(desk).show_eob(empty.id)
    assert "no lines" in desk.window.notice.text
    assert not isinstance(desk.window.pages.currentWidget(), EobPage)


def test_a_claim_changed_meanwhile_is_looked_at_before_it_is_posted(desk: OfficeDesk) -> None:
    claim = begin_claim(desk)
    page = eob_of(desk, claim)
    page.grid.go_to("0/paid")
    keys("85.50")
    desk.office.billing.claims.change(claim.model_copy(update={"owner": "b1"}), "owner")
    page.post()
    desk.until(lambda: "changed meanwhile" in page.notice.text)
    with desk.qtbot.waitSignal(page.posted):
        page.post()
    kept = desk.office.billing.claims.get(claim.id)
    assert (kept.owner, kept.paid) == ("b1", Decimal("85.50"))
