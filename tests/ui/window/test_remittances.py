"""Remittances in the window: read, decided by keyboard, taken back, offered out of a folder."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.claims.claim import Claim, ClaimState
from app.domain.practice.people import StaffRole
from app.ui.actions import Do
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.pages.remittances.remit_page import RemitPage
from app.ui.ways.remit_ways import RemitWays
from tests.interchange.x12.sample_remittance import Check, Judged, Line, remittance
from tests.office_desk import CONTROL, OfficeDesk
from tests.ui.window.acts import SHIFT, finder
from tests.ui.window.test_canary import CANARY, leaks, lock_and_unlock
from tests.ui.window.test_eob import begin_claim, eob_of, keys


def show(desk: OfficeDesk) -> RemitPage:
    desk.window.actions_by_name[Do.REMITTANCES].trigger()
    page = desk.window.pages.currentWidget()
    assert isinstance(page, RemitPage)
    return page


def ways(desk: OfficeDesk) -> RemitWays:
    (found,) = desk.window.findChildren(RemitWays)
    return found


def judged(control: str, paid: str = "60.00", day: str = "20261103") -> Judged:
    rest = f"{Decimal('85.50') - Decimal(paid)}"
    line = Line("D9311", "85.50", paid, day, (("CO", "45", rest),), "")
    return Judged(control, lines=(line,))


def write(folder: Path, name: str, *claims: Judged, trace: str = "CHK-1", cut: int = 0) -> Path:
    text = remittance(Check(claims, trace))
    file = folder / name
    file.write_text(text[: len(text) - cut], encoding="ascii")
    return file


def stored(desk: OfficeDesk, claim: Claim) -> Claim:
    return desk.office.billing.claims.get(claim.id)


def on_page(desk: OfficeDesk, holds: Callable[[RemitPage], bool]) -> RemitPage:
    """The remittance page, once something holds on it."""

    def reached() -> bool:
        page = desk.window.pages.currentWidget()
        return isinstance(page, RemitPage) and holds(page)

    desk.until(reached)
    page = desk.window.pages.currentWidget()
    assert isinstance(page, RemitPage)
    return page


def test_before_anything_is_read_the_page_says_how(desk: OfficeDesk) -> None:
    page = show(desk)
    assert page.none.isVisible()
    assert page.none.step == "Read files…"


def test_what_is_surely_ours_is_posted_and_the_check_is_added_up(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    claim = begin_claim(desk)
    show(desk)
    ways(desk).read([write(tmp_path, "a.835", judged(claim.number), judged("X-1", day="20260101"))])
    page = on_page(desk, lambda page: "1 posted, 1 waits" in page.notice.text)
    assert stored(desk, claim).paid == Decimal("60.00")
    page.tabs.setCurrentIndex(1)
    assert "It adds up." in page.files.told.toPlainText()
    assert "120.00" in page.files.told.toPlainText()


def test_one_that_waits_is_posted_by_keyboard_and_leads_to_its_claim(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    claim = begin_claim(desk)
    ways(desk).read([write(tmp_path, "a.835", judged("THEIRS-1"))])
    page = on_page(desk, lambda page: page.matching.list.hasFocus())
    assert stored(desk, claim).postings == ()
    QTest.keyClick(page.matching.list, Qt.Key.Key_Return)
    assert page.matching.offers.hasFocus()
    QTest.keyClick(page.matching.offers, Qt.Key.Key_Return)
    on_page(desk, lambda page: page.matching.notice.text.startswith("Posted"))
    assert page.matching.notice.isVisible(), "also when nothing waits any more"
    assert page.notice.text == "", "what was said of the file holds no more"
    focus = page.none.focusProxy()
    assert focus is not None
    assert focus.hasFocus()
    kept = stored(desk, claim)
    assert (kept.paid, kept.state) == (Decimal("60.00"), ClaimState.PAID)
    assert page.tabs.tabText(0) == "To match"
    page.matching.claim_requested.emit(claim.id)
    assert isinstance(desk.window.pages.currentWidget(), ClaimPage)


def test_the_claim_chosen_stays_chosen_when_the_lists_are_read_again(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    begin_claim(desk)
    begin_claim(desk)
    ways(desk).read([write(tmp_path, "a.835", judged("THEIRS-1"))])
    page = on_page(desk, lambda page: page.matching.list.hasFocus())
    page.matching.offers.selectRow(1)
    chosen = page.matching.offers.currentIndex().siblingAtColumn(2).data()
    page.reread()
    assert page.matching.offers.currentIndex().siblingAtColumn(2).data() == chosen


def test_not_ours_is_one_key_and_can_be_taken_back(desk: OfficeDesk, tmp_path: Path) -> None:
    claim = begin_claim(desk)
    ways(desk).read([write(tmp_path, "a.835", judged("THEIRS-1"))])
    page = on_page(desk, lambda page: page.matching.list.hasFocus())
    QTest.keyClick(page.matching.list, Qt.Key.Key_Backspace, CONTROL)
    page = on_page(desk, lambda page: page.matching.notice.text.startswith("Said to be not ours"))
    assert page.none.isVisible()
    assert page.matching.notice.buttons[0].isVisible()
    page.matching.notice.buttons[0].click()
    on_page(desk, lambda page: page.tabs.tabText(0) == "To match (1)")
    assert stored(desk, claim).postings == ()


def test_another_claim_is_looked_for_by_name(desk: OfficeDesk, tmp_path: Path) -> None:
    claim = begin_claim(desk)
    other = Judged(
        "THEIRS-2", family="MISSPELT", lines=(Line("D9997", "12.00", "12.00", "20260101"),)
    )
    ways(desk).read([write(tmp_path, "a.835", other)])
    page = on_page(desk, lambda page: page.matching.list.hasFocus())
    assert not page.matching.this_one.isEnabled()
    desk.shortcut(Qt.Key.Key_F, CONTROL | SHIFT)
    found = finder(desk)
    desk.press(found.line, Qt.Key.Key_Return)  # one Enter too many posts nothing
    assert finder(desk) is found
    desk.type(found.line, "Testwell")
    desk.press(found.line, Qt.Key.Key_Return)
    desk.until(lambda: stored(desk, claim).paid == Decimal("12.00"))


def test_an_amount_that_was_not_read_cannot_be_posted(desk: OfficeDesk, tmp_path: Path) -> None:
    claim = begin_claim(desk)
    file = write(tmp_path, "a.835", judged(claim.number))
    file.write_text(file.read_text("ascii").replace("*60.00*", "*6O.00*"), encoding="ascii")
    ways(desk).read([file])
    page = on_page(desk, lambda page: page.matching.list.hasFocus())
    assert not page.matching.this_one.isEnabled()
    assert not page.matching.another.isEnabled()
    QTest.keyClick(page.matching.list, Qt.Key.Key_Return, CONTROL)
    assert stored(desk, claim).postings == ()


def test_a_file_that_breaks_off_is_said_and_what_is_whole_is_taken(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    claim = begin_claim(desk)
    whole = remittance(Check((judged(claim.number),), "CHK-1"))
    broken = remittance(Check((judged("THEIRS-3"),), "CHK-2"))[:-60]
    file = tmp_path / "two.835"
    file.write_text(whole + broken, encoding="ascii")
    ways(desk).read([file])
    page = on_page(desk, lambda page: "problem" in page.notice.text)
    assert stored(desk, claim).paid == Decimal("60.00")
    page.tabs.setCurrentIndex(1)
    assert "breaks off" in page.files.told.toPlainText()


def test_files_are_dropped_on_the_page(desk: OfficeDesk, tmp_path: Path) -> None:
    page = show(desk)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write(tmp_path, "a.835", judged("X"))))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    no_keys = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(9, 9), *how, no_keys))
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), *how, no_keys))
    on_page(desk, lambda page: page.notice.text.startswith("1 file read"))


def test_what_was_read_while_another_page_is_shown_is_said_there(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    ways(desk).read([write(tmp_path, "a.835", judged("X"))])
    desk.window.show_notes()
    desk.until(lambda: desk.window.notice.text.startswith("1 file read"))


def test_a_new_file_in_the_watched_folder_is_offered_and_read_on_a_word(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "old.835", judged("OLD"), trace="OLD")
    page = show(desk)
    page.files.folder.take(str(folder))
    banner = ways(desk).banner
    write(folder, "new.835", judged("NEW"), trace="NEW")
    desk.until(lambda: "new.835" in banner.text)
    assert desk.office.billing.unmatched.files() == ()
    banner.buttons[0].click()
    on_page(desk, lambda page: page.notice.text.startswith("1 file read"))
    assert banner.text == ""
    (file,) = desk.office.billing.unmatched.files()
    assert file.checks[0].trace == "NEW"
    assert desk.program.settings.remittance_folder == str(folder)


def test_who_may_not_see_money_is_offered_nothing(desk: OfficeDesk) -> None:
    office = desk.office
    with office.store.writing() as found:
        member = found.staff.get(office.trail.who)
        assert member
        other = {"id": "other", "role": StaffRole.MANAGER, "version": 0}
        found.staff.save(member.model_copy(update=other))
        less = {"role": StaffRole.ASSISTANT, "more_roles": ()}
        found.staff.save(member.model_copy(update=less))
    page = show(desk)
    assert "roles" in page.notice.text


def test_names_of_payment_files_and_eobs_are_in_no_file(
    desk: OfficeDesk, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    claim = begin_claim(desk)
    incoming = tmp_path_factory.mktemp("clearinghouse")
    file = write(incoming, "a.835", Judged("X-2"))
    text = file.read_text("ascii").replace("TESTWELL", CANARY.upper())
    file.write_text(text.replace("CAS*CO*45*25.50", f"CAS*CO*45*{CANARY}"), encoding="ascii")
    ways(desk).read([file])
    on_page(desk, lambda page: "problem" in page.notice.text)
    eob = eob_of(desk, claim)
    eob.grid.go_to("0/paid")
    keys(CANARY)
    eob.reason.setPlainText(f"{CANARY} was not eligible")
    eob.post()
    desk.until(lambda: bool(desk.office.records.unfinished.names()))
    lock_and_unlock(desk)
    desk.copy_as_killed(tmp_path / "killed")
    assert eob_of(desk, claim).reason.toPlainText().startswith(CANARY)
    assert leaks(tmp_path) == []
