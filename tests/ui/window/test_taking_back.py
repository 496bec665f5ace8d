"""Answers taken back in the window: from the claim, from the list of decisions, by two at once."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from app.domain.claims.claim import ZERO, Appeal, Claim, ClaimState, Posting
from app.services.cards.appeal_words import OUTCOMES
from app.ui.dialogs.ask_dialog import AskDialog
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.pages.remittances.eob_page import EobPage
from app.ui.pages.remittances.eob_rows import Column
from app.ui.pages.remittances.eob_totals import EobTotals
from tests.office_desk import CONTROL, OfficeDesk
from tests.ui.window.test_eob import begin_claim, eob_of, keys
from tests.ui.window.test_remittances import judged, on_page, show, stored, ways, write

DECIDED = 2


def posted(desk: OfficeDesk, folder: Path, *, unasked: bool) -> Claim:
    """A claim with an answer on it, posted by its number or by hand."""
    claim = begin_claim(desk)
    control = claim.number if unasked else "THEIRS-1"
    ways(desk).read([write(folder, "a.835", judged(control))])
    page = on_page(desk, lambda page: page.notice.text.startswith("1 file read"))
    if not unasked:
        page.matching.post(claim.id)
    desk.until(lambda: bool(stored(desk, claim).postings))
    return stored(desk, claim)


def say_why(desk: OfficeDesk) -> None:
    (dialog,) = (each for each in desk.window.findChildren(AskDialog) if each.isVisible())
    line = dialog.fields["why"]
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "It is of another patient.")
    QTest.keyClick(line, Qt.Key.Key_Return)


def claim_page(desk: OfficeDesk, claim: Claim) -> ClaimPage:
    ways(desk).claim_requested.emit(claim.id)
    page = desk.window.pages.currentWidget()
    assert isinstance(page, ClaimPage)
    return page


def way_back(page: ClaimPage, posting: Posting) -> QPushButton | None:
    return page.findChild(QPushButton, f"back:{posting.id}")


def test_posted_unasked_it_is_taken_back_on_the_claim_and_waits(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    claim = posted(desk, tmp_path, unasked=True)
    page = claim_page(desk, claim)
    button = way_back(page, claim.postings[0])
    assert button
    button.click()
    say_why(desk)
    desk.until(lambda: len(stored(desk, claim).postings) == 2)
    assert page.flush()
    desk.until(lambda: "taken back since" in said_on(page))
    kept = stored(desk, claim)
    assert (kept.state, kept.paid) == (ClaimState.SENT, ZERO)
    assert "of another patient" in kept.events[-1].text
    assert way_back(page, kept.postings[0]) is None
    remittances = show(desk)
    assert remittances.tabs.tabText(0) == "To match (1)"
    assert remittances.matching.list.model().index(0, 0).data() == "TESTWELL, MARISOL"


def said_on(page: ClaimPage) -> str:
    return " ".join(label.text() for label in page.answers.findChildren(QLabel))


def test_a_decision_is_taken_back_from_the_list_by_keyboard(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    claim = posted(desk, tmp_path, unasked=False)
    page = show(desk)
    page.tabs.setCurrentIndex(DECIDED)
    page.take_focus()
    table = page.decided.table
    assert table.hasFocus()
    assert table.model().index(0, 4).data() == f"Posted to {claim.number}"
    QTest.keyClick(table, Qt.Key.Key_Backspace, CONTROL)
    say_why(desk)
    on_page(desk, lambda page: page.decided.notice.text.startswith("Taken back"))
    assert page.tabs.tabText(0) == "To match (1)"
    assert stored(desk, claim).standing == ()
    assert not page.decided.back.isEnabled()
    assert desk.window.focusWidget() is page.tabs, "there is no list any more"


def test_not_ours_is_taken_back_from_the_list_without_a_question(
    desk: OfficeDesk, tmp_path: Path
) -> None:
    begin_claim(desk)
    ways(desk).read([write(tmp_path, "a.835", judged("THEIRS-1"))])
    page = on_page(desk, lambda page: page.matching.list.hasFocus())
    QTest.keyClick(page.matching.list, Qt.Key.Key_Backspace, CONTROL)
    on_page(desk, lambda page: page.tabs.tabText(0) == "To match")
    page.tabs.setCurrentIndex(DECIDED)
    assert not page.decided.claim.isEnabled()
    page.decided.back.click()
    on_page(desk, lambda page: page.tabs.tabText(0) == "To match (1)")


def test_what_somebody_took_back_meanwhile_is_told(desk: OfficeDesk, tmp_path: Path) -> None:
    claim = posted(desk, tmp_path, unasked=False)
    page = show(desk)
    page.tabs.setCurrentIndex(DECIDED)
    desk.office.billing.taking_back.take_back(claim, claim.postings[0].id, "Elsewhere")
    page.decided.back.click()
    say_why(desk)
    on_page(desk, lambda page: "taken back already" in page.decided.notice.text)
    assert len(stored(desk, claim).postings) == 2


def under_appeal(desk: OfficeDesk) -> Claim:
    """A claim whose refused lines are under appeal."""
    claim = begin_claim(desk)
    page = eob_of(desk, claim)
    page.fields.line("eob_date").setText("")
    type_paid(page, "0", "0")
    with desk.qtbot.waitSignal(page.posted):
        page.post()
    refused = stored(desk, claim)
    sent = desk.office.clock.local().date() - dt.timedelta(days=5)
    at = desk.office.clock.utc()
    appeal = Appeal(
        id="a1",
        kind="provider_dispute",
        posting=refused.postings[0].id,
        begun_at=at,
        begun_by="s1",
        sent_on=sent,
    )
    changes = {"state": ClaimState.APPEALED, "appeals": (appeal,)}
    with desk.office.store.writing() as found:
        return found.claims.save(refused.model_copy(update=changes))


def type_paid(page: EobPage, *amounts: str) -> None:
    for at, amount in enumerate(amounts):
        page.grid.go_to(f"{at}/paid")
        keys(amount)


def test_what_a_refusal_means_for_the_appeal_is_asked_and_recorded(desk: OfficeDesk) -> None:
    claim = under_appeal(desk)
    page = eob_of(desk, claim)
    assert not page.outcome.appeal.isVisible()
    type_paid(page, "0", "0")
    assert page.outcome.appeal.isVisible()
    assert "Say what it means for the appeal" in page.outcome.cautions.text()
    drop = page.outcome.appeal
    drop.setCurrentIndex(drop.findData("upheld"))
    drop.activated.emit(drop.currentIndex())
    assert "Say what" not in page.outcome.cautions.text()
    with desk.qtbot.waitSignal(page.posted):
        page.post()
    kept = stored(desk, claim)
    assert (kept.state, kept.appeals[0].outcome) == (ClaimState.UPHELD, "upheld")
    assert kept.appeals[0].outcome in OUTCOMES


def test_what_is_clear_of_an_appeal_is_offered_and_holds(desk: OfficeDesk) -> None:
    claim = under_appeal(desk)
    page = eob_of(desk, claim)
    day = desk.office.clock.local().date()
    QTest.keyClicks(page.fields.line("eob_date"), f"{day:%m/%d/%Y}")
    type_paid(page, "85.50", "120")
    assert page.outcome.appeal.currentText().startswith("As it reads: overturned")
    with desk.qtbot.waitSignal(page.posted):
        page.post()
    kept = stored(desk, claim)
    assert (kept.state, kept.appeals[0].outcome) == (ClaimState.PAID, "overturned")


def test_more_adjustments_at_once_hide_no_line(desk: OfficeDesk) -> None:
    """The row that once held the sums stayed hidden when an undo or a kept text brought more."""
    page = eob_of(desk, begin_claim(desk))
    line = page.typed.lines[0]
    more = line.model_copy(update={"adjustments": line.adjustments * 4})
    lines = (more, *page.typed.lines[1:])
    page.draft.edit(page.typed.model_copy(update={"lines": lines}), "all")
    assert [page.grid.isRowHidden(row) for row in range(6)] == [False] * 5 + [True]


def test_the_sums_stay_in_sight_however_many_lines_there_are(desk: OfficeDesk) -> None:
    page = eob_of(desk, begin_claim(desk))
    (totals,) = page.findChildren(EobTotals)
    last = page.grid.model().rowCount() - 1
    assert page.grid.isRowHidden(last)
    page.grid.go_to("0/paid")
    keys("60")
    assert totals.model().rowCount() == 1
    assert totals.model().index(0, Column.PAID).data() == "60.00"
    page.grid.go_to("0/amount/0")
    keys("10", "45")  # one more row comes
    assert page.grid.isRowHidden(last + 1)
    assert not page.grid.isRowHidden(last)
    assert totals.model().index(0, Column.LINE).data() == "In all"
    page.draft.undo()  # the rows are made anew
    rows = page.grid.model().rowCount()
    assert [page.grid.isRowHidden(row) for row in range(rows)] == [False] * (rows - 1) + [True]
    for column in Column:
        assert totals.columnWidth(column) == page.grid.columnWidth(column)
