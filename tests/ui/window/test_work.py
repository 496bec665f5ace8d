"""The worklist from the window: grouped, opened and left by keyboard, acted on and undone."""

import datetime as dt
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.domain.practice.people import Coverage, PersonName, StaffMember, StaffRole
from app.domain.requests.record_request import RecordRequest
from app.domain.work.work_item import WorkItem, WorkKind
from app.services.work.calendar_file import FILE_NAME
from app.ui.models.work_rows import Column
from app.ui.pages.claims.claim_page import ClaimPage
from app.ui.pages.notes.notes_page import NotesPage
from app.ui.pages.patients.patient_requests import PatientRequestsPage
from app.ui.pages.work.work_page import WorkPage
from app.ui.pages.work.work_put_off import PutOffDialog
from app.ui.ways.claim_ways import ClaimWays
from app.ui.ways.work_reminder import WorkReminder
from tests.office_desk import CONTROL, OfficeDesk

ALT = Qt.KeyboardModifier.AltModifier
DAY = dt.timedelta(days=1)
LINE = ClaimLine(id="l1", code="D9311", on=dt.date(2026, 11, 2), fee=Decimal("1285.50"))


def today(desk: OfficeDesk) -> dt.date:
    return desk.office.work.today()


def begun(desk: OfficeDesk, days: int) -> Claim:
    """A claim of whoever is at the keyboard, to be followed up so many days from today."""
    with desk.office.store.writing() as found:
        patient = found.patients.get("p1")
        assert patient is not None
        if not patient.coverages:
            covered = (Coverage(payer="Example Mutual Dental"),)
            found.patients.save(patient.model_copy(update={"coverages": covered}))
    claims = desk.office.billing.claims
    claim = claims.begin("p1", (LINE,))
    due = {"follow_up": today(desk) + days * DAY}
    claim = claims.change(claim.model_copy(update=due), "follow_up")
    return claims.move(claim, ClaimState.READY)


def work(desk: OfficeDesk) -> WorkPage:
    desk.shortcut(Qt.Key.Key_9, ALT)
    page = desk.window.pages.currentWidget()
    assert isinstance(page, WorkPage), page
    return page


def lines(page: WorkPage) -> list[str]:
    """The headings, and the time left of each line."""
    return [str(page.model.index(row, Column.LEFT).data()) for row in range(page.model.rowCount())]


def _ends_with(counts: list[str], count: str) -> bool:
    return counts[-1:] == [count]


def selected(page: WorkPage) -> WorkItem:
    assert page.selected is not None
    return page.selected


def test_work_is_grouped_and_headings_are_stepped_over(desk: OfficeDesk) -> None:
    for days in (-3, 0, 2, 30):
        begun(desk, days)
    page = work(desk)
    assert lines(page) == [
        "Overdue",
        "3 days overdue",
        "Today",
        "due today",
        "Within a week",
        "2 days left",
        "Later",
        "30 days left",
    ]
    assert page.table.hasFocus()
    assert selected(page).when(today(desk)) == 0
    desk.press(page.table, Qt.Key.Key_Down)
    assert selected(page).due == today(desk)
    desk.press(page.table, Qt.Key.Key_Up)
    assert selected(page).due == today(desk) - 3 * DAY
    assert str(page.model.index(1, Column.AMOUNT).data()) == "$1,285.50"


def test_enter_opens_a_claim_and_escape_leads_back_to_its_line(desk: OfficeDesk) -> None:
    begun(desk, -1)
    second = begun(desk, 0)
    page = work(desk)
    desk.press(page.table, Qt.Key.Key_Down)
    desk.press(page.table, Qt.Key.Key_Return)
    shown = desk.window.pages.currentWidget()
    assert isinstance(shown, ClaimPage)
    shown.leave()
    assert desk.window.pages.currentWidget() is page
    assert selected(page).id == second.id


def test_a_request_opens_the_requests_of_its_patient(desk: OfficeDesk) -> None:
    received = today(desk) - 28 * DAY
    desk.office.records.save(RecordRequest(id="q1", patient="p2", received=received))
    page = work(desk)
    desk.press(page.table, Qt.Key.Key_Return)
    shown = desk.window.pages.currentWidget()
    assert isinstance(shown, PatientRequestsPage)
    assert shown.patient_id == "p2"


def test_a_claim_is_put_off_by_keyboard_and_the_last_act_undone(desk: OfficeDesk) -> None:
    claim, other = begun(desk, 0), begun(desk, 0)
    page = work(desk)
    put_off = selected(page).id
    desk.shortcut(Qt.Key.Key_P, ALT)
    desk.until(lambda: page.findChild(PutOffDialog) is not None)
    dialog = page.findChild(PutOffDialog)
    assert dialog
    assert not dialog.put_off.isEnabled()
    desk.type(dialog.day, "t+10")
    desk.type(dialog.reason, "The line is closed")
    desk.press(dialog.reason, Qt.Key.Key_Return)
    desk.until(lambda: bool(page.notice.text))
    assert "The line is closed" in page.notice.text
    assert lines(page) == ["Today", "due today", "Later", "10 days left"]
    assert selected(page).id == ({claim.id, other.id} - {put_off}).pop()  # the next one
    with desk.qtbot.waitActive(desk.window):
        desk.window.activateWindow()  # systems do by themselves when a dialog closes
    desk.shortcut(Qt.Key.Key_Z, CONTROL)
    desk.until(lambda: lines(page) == ["Today", "due today", "due today"])
    assert page.notice.text.endswith("The line is closed.")


@pytest.mark.parametrize("typed", ["t", "t-1", "nonsense", ""])
def test_nothing_is_put_off_to_today_or_a_day_that_is_past(desk: OfficeDesk, typed: str) -> None:
    begun(desk, 0)
    page = work(desk)
    page.foot.put_off.click()
    dialog = page.findChild(PutOffDialog)
    assert dialog
    desk.type(dialog.day, typed)
    assert not dialog.put_off.isEnabled()
    dialog.reject()


def test_a_claim_of_somebody_else_is_taken_over(desk: OfficeDesk) -> None:
    claim = begun(desk, 0)
    claims = desk.office.billing.claims
    claims.change(claim.model_copy(update={"owner": ""}), "owner")
    page = work(desk)
    assert lines(page) == []
    assert page.empty.isVisible()
    page.filters.people.setCurrentIndex(page.filters.people.findData(""))
    assert selected(page).id == claim.id
    page.foot.take_over.click()
    desk.until(lambda: claims.get(claim.id).owner == desk.office.charting.user)
    desk.until(lambda: bool(page.notice.text))
    assert not page.foot.take_over.isEnabled()


def test_filters_that_let_nothing_through_can_be_taken_off(desk: OfficeDesk) -> None:
    begun(desk, 0)
    page = work(desk)
    payers = page.filters.payers
    payers.setCurrentIndex(payers.findData("Example Mutual Dental"))
    assert lines(page) == ["Today", "due today"]
    states = page.filters.states
    states.setCurrentIndex(states.findData(ClaimState.DENIED))
    assert page.empty.step == "Show my work"
    page.empty.findChildren(QPushButton)[0].click()
    assert lines(page) == ["Today", "due today"]
    assert not page.filters.is_narrow


def test_without_work_the_page_says_what_would_appear(desk: OfficeDesk) -> None:
    page = work(desk)
    assert page.empty.isVisible()
    assert page.empty.findChildren(QPushButton)[0].hasFocus()
    page.empty.next_requested.emit()
    assert isinstance(desk.window.pages.currentWidget(), NotesPage)


def test_whoever_may_not_see_money_sees_no_claims_and_no_filters_of_them(
    desk: OfficeDesk,
) -> None:
    begun(desk, 0)
    received = today(desk) - 28 * DAY
    desk.office.records.save(RecordRequest(id="q1", patient="p2", received=received))
    with desk.office.store.writing() as found:
        name = PersonName(given="Finn", family="Deskwell")
        found.staff.save(StaffMember(id="front", name=name, role=StaffRole.FRONT_DESK))
    theirs = desk.office.as_user("front")
    tools = desk.window._tools
    page = WorkPage(theirs.work, tools, desk.window)
    page.filters.people.setCurrentIndex(page.filters.people.findData(""))
    kinds = {page.model.item(row) for row in range(page.model.rowCount())}
    assert {item.kind for item in kinds if item} == {WorkKind.REQUEST}
    assert page.foot.isHidden()
    assert page.filters.payers.isHidden()


def test_the_calendar_file_is_saved_from_the_page(desk: OfficeDesk, tmp_path: Path) -> None:
    begun(desk, 2)
    page = work(desk)
    page.save_calendar(tmp_path / FILE_NAME)
    desk.until(lambda: "1 deadline" in page.notice.text)
    assert b"Follow-up" in (tmp_path / FILE_NAME).read_bytes()


def test_a_banner_and_a_count_remind_after_unlocking_once(desk: OfficeDesk) -> None:
    begun(desk, -1)
    begun(desk, 0)
    desk.program.lock()
    desk.unlock()
    reminder = desk.window.findChild(WorkReminder)
    assert reminder
    desk.until(lambda: bool(reminder.banner.text))
    assert reminder.banner.text == "Your work: 1 overdue, 1 due today."
    button = next(
        each
        for each in desk.window.rail.findChildren(QToolButton)
        if each.accessibleName().startswith("Work")
    )
    assert button.text() == "Work · 2"
    show, _ok = reminder.banner.buttons
    show.click()
    assert isinstance(desk.window.pages.currentWidget(), WorkPage)
    with desk.qtbot.waitSignal(reminder.counted):
        reminder.count()  # it is counted again, and not told again
    assert reminder.banner.text == ""


def test_the_banner_follows_what_was_done_on_another_page(desk: OfficeDesk) -> None:
    due, later = begun(desk, 0), today(desk) + 8 * DAY
    desk.program.lock()
    desk.unlock()
    claims = desk.office.billing.claims
    reminder = desk.window.findChild(WorkReminder)
    assert reminder
    desk.until(lambda: reminder.banner.text == "Your work: 1 due today.")
    moved = claims.get(due.id).model_copy(update={"follow_up": later})
    claims.change(moved, "follow_up")
    work(desk)
    desk.until(lambda: reminder.banner.text == "")


def test_the_count_follows_what_is_done_on_a_claims_own_page(desk: OfficeDesk) -> None:
    claim = begun(desk, 8)
    reminder = desk.window.findChild(WorkReminder)
    assert reminder
    counts: list[str] = []
    reminder.counted.connect(counts.append)
    (ways,) = desk.window.findChildren(ClaimWays)
    ways.show(claim.id)
    page = desk.window.pages.currentWidget()
    assert isinstance(page, ClaimPage)
    for typed, count in (("t", "1"), ("t+8", "")):
        page.standing.follow_up.selectAll()
        desk.type(page.standing.follow_up, typed)
        desk.press(page.standing.follow_up, Qt.Key.Key_Return)
        desk.until(partial(_ends_with, counts, count))
