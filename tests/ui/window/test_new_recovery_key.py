"""A new recovery key in the window: asked of two managers, shown, one group typed back."""

from app.services.people.recovery_key import read_recovery_key
from app.ui.dialogs.first_start_pages import GroupPage, RecoveryKeyPage
from app.ui.dialogs.staff_pages import NewKeyPage
from app.ui.dialogs.unlock_pages import RecoveryPage, UnlockPage
from app.ui.pages.people.recovery_acts import RecoveryActs
from app.ui.pages.people.recovery_asking import MADE, RecoveryAsking
from app.ui.window.recovery_banner import USED, RecoveryBanner
from tests.office_desk import PASSPHRASE, OfficeDesk
from tests.ui.window.test_forgotten import MONAS, asked_of_two
from tests.ui.window.test_people import accounts, add_finn, saying, staff_tab, staff_ways

NEW = "seven loud red tables too"


def type_back(desk: OfficeDesk, asking: RecoveryAsking) -> str:
    """From the key that is shown to the group typed back; returns the key."""
    desk.until(lambda: isinstance(asking.page, RecoveryKeyPage))
    shown = asking.page
    assert isinstance(shown, RecoveryKeyPage)
    key = " ".join(shown.groups)
    shown.next.click()
    page = asking.page
    assert isinstance(page, GroupPage)
    desk.until(page.group.hasFocus)
    desk.type(page.group, "AAAAA")
    page.next.click()
    desk.until(saying(page, "not this group"))
    page.back.click()
    again = asking.page
    assert isinstance(again, RecoveryKeyPage)
    assert " ".join(again.groups) == key
    again.next.click()
    page = asking.page
    assert isinstance(page, GroupPage)
    desk.type(page.group, shown.groups[page.number])
    page.next.click()
    return key


def test_two_managers_make_a_new_key_on_the_staff_tab(desk: OfficeDesk) -> None:
    practice, forgot = asked_of_two(desk)
    forgot.back.click()
    before = accounts(desk).access.folder.keys().by_recovery_key
    asking = staff_ways(desk).recovery
    practice.findChildren(RecoveryActs)[0].button.click()
    page = asking.page
    assert isinstance(page, NewKeyPage)
    desk.until(page.own.hasFocus)
    desk.type(page.own, PASSPHRASE)
    desk.type(page.second_passphrase, PASSPHRASE)
    page.next.click()
    desk.until(saying(page, "not the passphrase of Mona Testwell"))
    assert page.second_passphrase.hasFocus()
    desk.type(page.second_passphrase, MONAS)
    page.next.click()
    key, problems = read_recovery_key(type_back(desk, asking))
    desk.until(lambda: practice.notice.text == MADE)
    assert key, problems
    assert accounts(desk).access.folder.keys().by_recovery_key != before
    unlocked, problems = accounts(desk).access.recover(key, "mona", "short")
    assert unlocked is None, "the key fits, so the passphrase is looked at"
    assert problems


def test_a_dialog_that_is_closed_changes_nothing(desk: OfficeDesk) -> None:
    before = accounts(desk).access.folder.keys().by_recovery_key
    add_finn(desk)
    practice, _ = staff_tab(desk, "finn")
    asking = staff_ways(desk).recovery
    practice.findChildren(RecoveryActs)[0].button.click()
    page = asking.page
    assert isinstance(page, NewKeyPage)
    assert not page.second_passphrase.isVisible(), "nobody else manages people"
    desk.type(page.own, PASSPHRASE)
    page.next.click()
    desk.until(lambda: isinstance(asking.page, RecoveryKeyPage))
    shown = asking.page
    assert isinstance(shown, RecoveryKeyPage)
    shown.next.click()
    desk.program.lock()
    desk.unlock(PASSPHRASE)
    assert accounts(desk).access.folder.keys().by_recovery_key == before


def test_who_came_in_by_the_paper_is_offered_a_new_key(desk: OfficeDesk) -> None:
    assert not desk.window.findChildren(RecoveryBanner)[0].text
    practice, _ = staff_tab(desk, desk.office.trail.who)
    asking = staff_ways(desk).recovery
    asking.ask()
    page = asking.page
    assert isinstance(page, NewKeyPage)
    desk.type(page.own, PASSPHRASE)
    page.next.click()
    key = type_back(desk, asking)
    desk.until(lambda: practice.notice.text == MADE)
    desk.program.lock()
    door = desk.program.door
    assert door
    unlock = door.page
    assert isinstance(unlock, UnlockPage)
    unlock.recovery_wished.emit()
    recovery = door.page
    assert isinstance(recovery, RecoveryPage)
    recovery.key.setText(key)
    for line, typed in (
        (recovery.lines.first, NEW),
        (recovery.lines.second, NEW),
        (recovery.reason, "Forgotten over the holidays"),
    ):
        desk.type(line, typed)
    recovery.next.click()
    desk.wait_for_window()
    banner = desk.window.findChildren(RecoveryBanner)[0]
    desk.until(lambda: banner.text == USED)
    banner.buttons[0].click()
    asking = next(
        each
        for each in desk.window.findChildren(RecoveryAsking)
        if isinstance(each.page, NewKeyPage)
    )
    page = asking.page
    assert isinstance(page, NewKeyPage)
    desk.type(page.own, NEW)
    page.next.click()
    type_back(desk, asking)
    desk.until(lambda: banner.text == "")
