"""Who signs in and what they may do: the door, another user at the keyboard, accounts, roles."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pyotp
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.domain.audit import AuditQuery, Deed
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.errors import MissingKeyFile
from app.services.people.accounts import Accounts
from app.storage.tries import TryFile
from app.tried import Tried
from app.ui.actions import Do
from app.ui.dialogs.door_page import DoorPage
from app.ui.dialogs.own_pages import (
    ChangePage,
    KeychainPage,
    NoAccountPage,
    PinPage,
    SwitchPage,
)
from app.ui.dialogs.staff_pages import AccountPage, LeavePage
from app.ui.dialogs.unlock_pages import UnlockPage
from app.ui.dialogs.unlocking import Unlocking
from app.ui.pages.people.staff_acts import StaffActs
from app.ui.pages.people.staff_asking import StaffWays
from app.ui.pages.practice.practice import PracticePage
from app.ui.ways.people_ways import PeopleWays
from tests.office_desk import PASSPHRASE, OfficeDesk
from tests.ui.window.acts import Sit, new_note, texts, type_condition

FINNS = "seven loud red tables"


def accounts(desk: OfficeDesk) -> Accounts:
    people = desk.office.people
    assert people
    return people.accounts


def ways(desk: OfficeDesk) -> PeopleWays:
    found = desk.program.people
    assert found
    return found


def add_finn(desk: OfficeDesk, *, can_sign_in: bool = True) -> StaffMember:
    """Finn of the front desk, with a passphrase of his own."""
    name = PersonName(given="Finn", family="Deskwell")
    with desk.office.store.writing() as found:
        finn = found.staff.save(StaffMember(id="finn", name=name, role=StaffRole.FRONT_DESK))
    if can_sign_in:
        assert accounts(desk).open(finn, PASSPHRASE, FINNS) == ()
    return finn


def answer(desk: OfficeDesk, page: DoorPage, *typed: str) -> None:
    """Type into the lines shown, in their order, and press Enter in the last."""
    lines = [line for line in page.findChildren(QLineEdit) if line.isVisible()]
    for line, text in zip(lines, typed, strict=True):
        line.clear()
        desk.type(line, text)
    desk.press(lines[-1], Qt.Key.Key_Return)


def saying(page: DoorPage, words: str) -> Callable[[], bool]:
    """Whether a page has come back from its worker with these words."""
    return lambda: page.isEnabled() and words in page.trouble


def go_on_as_finn(desk: OfficeDesk, secret: str) -> SwitchPage:
    desk.window.rail.user_chosen.emit("finn")
    page = ways(desk).page
    assert isinstance(page, SwitchPage)
    answer(desk, page, secret)
    return page


def test_the_door_lists_who_can_sign_in_and_the_last_one_is_chosen(desk: OfficeDesk) -> None:
    add_finn(desk)
    go_on_as_finn(desk, FINNS)
    desk.until(lambda: desk.office.trail.who == "finn")
    desk.program.lock()
    door = desk.program.door
    assert door
    page = door.page
    assert isinstance(page, UnlockPage)
    desk.until(lambda: page.people.box.count() == 2)
    assert page.people.person == "finn"
    names = [page.people.box.itemText(at) for at in range(2)]
    assert names == ["Ada Samplemann", "Finn Deskwell"]
    answer(desk, page, PASSPHRASE)
    desk.until(lambda: "not the passphrase" in page.trouble)
    answer(desk, page, FINNS)
    desk.wait_for_window()
    assert desk.office.trail.who == "finn"


def test_names_that_could_not_be_read_are_read_again_with_the_next_try(desk: OfficeDesk) -> None:
    add_finn(desk)
    go_on_as_finn(desk, FINNS)
    desk.until(lambda: desk.office.trail.who == "finn")
    keys, away = desk.data / "practice.keys", desk.data / "away"
    keys.rename(away)  # as a server that is not reached
    desk.program.lock()
    door = desk.program.door
    assert door
    page = door.page
    assert isinstance(page, UnlockPage)
    desk.until(lambda: page.trouble == MissingKeyFile.sentence)
    (unlocking,) = door.findChildren(Unlocking)
    desk.until(lambda: not unlocking.is_reading)
    away.rename(keys)
    answer(desk, page, FINNS)
    desk.wait_for_window()
    assert desk.office.trail.who == "finn"


def test_after_many_wrong_passphrases_the_page_says_how_long_to_wait(desk: OfficeDesk) -> None:
    add_finn(desk)
    desk.program.lock()
    door = desk.program.door
    assert door
    page = door.page
    assert isinstance(page, UnlockPage)
    desk.until(lambda: page.people.box.count() == 2)
    yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    TryFile(desk.data).write({page.people.person: Tried(9, yesterday, untold=4)})
    answer(desk, page, "not the phrase at all")
    desk.until(saying(page, "The next try is in"))
    assert not page.next.isEnabled()
    page.people.box.setCurrentIndex(page.people.box.findData("finn"))
    assert page.next.isEnabled(), "somebody else does not wait"
    answer(desk, page, FINNS)
    desk.wait_for_window()
    with desk.office.store.reading() as found:
        refused = found.audit.page(AuditQuery(deeds=(Deed.SIGN_IN_REFUSED,))).rows
    assert [(row.about, row.told["times"]) for row in refused] == [
        (desk.office.records.practice_file().practice.treating, 5)
    ]


def test_the_door_asks_for_a_code_where_somebody_wants_it(desk: OfficeDesk) -> None:
    mine = accounts(desk)
    new = mine.begin_authenticator()
    totp = pyotp.TOTP(new.secret)
    now = dt.datetime.now(dt.UTC)
    assert mine.confirm_authenticator(new, PASSPHRASE, totp.at(now)) == ()
    desk.program.lock()
    door = desk.program.door
    assert door
    page = door.page
    assert isinstance(page, UnlockPage)
    desk.until(lambda: page.people.box.count() == 1)
    answer(desk, page, PASSPHRASE)
    desk.until(page.code.isVisible)
    assert "authenticator" in page.trouble
    answer(desk, page, PASSPHRASE, totp.at(now))  # used to confirm
    desk.until(lambda: page.isEnabled() and "used already" in page.trouble)
    answer(desk, page, PASSPHRASE, totp.at(now + dt.timedelta(seconds=30)))
    desk.wait_for_window()


def test_another_user_shows_who_they_are_and_the_note_stays_open(desk: OfficeDesk) -> None:
    add_finn(desk)
    new_note(desk)
    type_condition(desk, "atrial fibrillation")
    page = go_on_as_finn(desk, "not his passphrase")
    desk.until(lambda: page.isEnabled() and "not the passphrase" in page.trouble)
    assert desk.office.charting.user != "finn"
    answer(desk, page, FINNS)
    desk.until(lambda: desk.program.window is not None and desk.office.trail.who == "finn")
    assert desk.page.note.patient_id == "p1"
    assert texts(desk) == ["atrial fibrillation"]


def test_enter_on_the_button_of_such_a_page_presses_it(desk: OfficeDesk) -> None:
    ways(desk).set_pin()
    page = ways(desk).page
    assert isinstance(page, PinPage)
    desk.type(page.first, "4827")
    page.next.setFocus()
    desk.until(page.next.hasFocus)
    QTest.keyClick(page.window().windowHandle(), Qt.Key.Key_Return)
    desk.until(lambda: "not the same" in page.trouble)


def test_a_pin_brings_one_back_until_it_was_wrong_five_times(desk: OfficeDesk) -> None:
    add_finn(desk)
    go_on_as_finn(desk, FINNS)
    desk.until(lambda: desk.office.trail.who == "finn")
    ways(desk).set_pin()
    page = ways(desk).page
    assert isinstance(page, PinPage)
    answer(desk, page, "1234", "1234")
    assert "count up" in page.trouble
    answer(desk, page, "4827", "4827")
    ada = desk.office.records.practice_file().practice.treating
    desk.window.rail.user_chosen.emit(ada)
    switch = ways(desk).page
    assert isinstance(switch, SwitchPage)
    answer(desk, switch, PASSPHRASE)
    desk.until(lambda: desk.office.trail.who == ada)
    go_on_as_finn(desk, FINNS)
    desk.until(lambda: desk.office.trail.who == "finn")
    assert desk.office.people
    pins = desk.office.people.switching.pins
    assert pins.tries_left("finn") == 5, "a passphrase is no wrong PIN"
    desk.program.change_user(ada)
    go_on_as_finn(desk, "4827")
    desk.until(lambda: desk.office.trail.who == "finn")
    desk.program.change_user(ada)
    last = go_on_as_finn(desk, "9999")
    for left in (4, 3, 2, 1):
        desk.until(saying(last, f"{left} more tries"))
        desk.until(last.secret.hasFocus)
        answer(desk, last, "9999")
    desk.until(saying(last, "Type the passphrase"))
    answer(desk, last, "4827")
    desk.until(lambda: last.isEnabled() and bool(last.trouble.strip()))
    assert desk.office.trail.who == ada
    with desk.office.store.reading() as found:
        told = found.audit.page(AuditQuery(deeds=(Deed.SIGN_IN_REFUSED,))).rows
    assert [(row.who, row.about, row.told["way"]) for row in told] == [(ada, "finn", "PIN")] * 5


def test_who_has_no_passphrase_is_told_where_it_comes_from(desk: OfficeDesk) -> None:
    add_finn(desk, can_sign_in=False)
    desk.window.rail.user_chosen.emit("finn")
    assert isinstance(ways(desk).page, NoAccountPage)
    assert desk.office.trail.who != "finn"


def test_one_changes_ones_own_passphrase(desk: OfficeDesk, sit: Sit) -> None:
    ways(desk).change_passphrase()
    page = ways(desk).page
    assert isinstance(page, ChangePage)
    answer(desk, page, PASSPHRASE, FINNS, FINNS)
    desk.until(lambda: "Passphrase changed" in desk.window.notice.text)
    desk.program.close()
    again = sit(desk.data)
    again.unlock(FINNS)


def staff_tab(desk: OfficeDesk, person: str) -> tuple[PracticePage, StaffActs]:
    desk.window.actions_by_name[Do.PRACTICE].trigger()
    page = desk.window.records.page
    assert isinstance(page, PracticePage)
    page.go_to_staff(person)
    return page, page.findChildren(StaffActs)[-1]


def staff_ways(desk: OfficeDesk) -> StaffWays:
    return desk.window.findChildren(StaffWays)[0]


def test_a_manager_opens_an_account_on_the_staff_tab(desk: OfficeDesk) -> None:
    add_finn(desk, can_sign_in=False)
    page, acts = staff_tab(desk, "finn")
    assert "Cannot sign in yet" in acts.words.text()
    acts.buttons[0].click()
    asked = staff_ways(desk).page
    assert isinstance(asked, AccountPage)
    answer(desk, asked, PASSPHRASE, FINNS, FINNS)
    desk.until(lambda: "can sign in now" in page.notice.text)
    assert "finn" in accounts(desk).access.people()


def test_somebody_just_added_is_offered_an_account_once_saved(desk: OfficeDesk) -> None:
    page, _ = staff_tab(desk, desk.office.trail.who)
    card = page.staff.cards.add()
    for path, typed in (("name.given", "Paula"), ("name.family", "Probe"), ("role", "Biller")):
        card.go_to(path)
        focus = QApplication.focusWidget()
        assert focus
        desk.type(focus, typed)
    acts = card.findChildren(StaffActs)[-1]
    assert (acts.words.text()[:9], acts.buttons) == ("Save this", [])
    with desk.qtbot.waitSignal(page.saved):
        page.save()
    acts = card.findChildren(StaffActs)[-1]
    assert [button.text() for button in acts.buttons] == ["Open an account…", "Has left…"]


def test_somebody_leaves_and_their_open_note_goes_to_the_dentist(desk: OfficeDesk) -> None:
    add_finn(desk)
    go_on_as_finn(desk, FINNS)
    desk.until(lambda: desk.office.trail.who == "finn")
    new_note(desk)
    type_condition(desk, "atrial fibrillation")
    ada = desk.office.records.practice_file().practice.treating
    desk.window.show_notes()
    desk.program.change_user(ada)
    page, acts = staff_tab(desk, "finn")
    acts.buttons[1].click()
    asked = staff_ways(desk).page
    assert isinstance(asked, LeavePage)
    assert asked.chosen == ada
    asked.next.click()
    desk.until(lambda: "has left" in page.notice.text)
    assert [note.waits_for for note in desk.stored()] == [ada]
    assert "finn" not in accounts(desk).access.people()


def test_what_roles_do_not_allow_says_why(desk: OfficeDesk) -> None:
    add_finn(desk)
    go_on_as_finn(desk, FINNS)
    desk.until(lambda: desk.office.trail.who == "finn")
    new_note(desk)
    for do, words in ((Do.HISTORY, "look through the history"), (Do.CLAIM_DATA, "billed")):
        action = desk.window.actions_by_name[do]
        assert words in action.toolTip()
        action.trigger()
        assert words in desk.window.notice.text
        assert desk.window.pages.currentWidget() is desk.page
    page, acts = staff_tab(desk, "finn")
    assert not page.body.isEnabled()
    assert not page.staff.cards.add_button.isEnabled()
    assert not any(button.isEnabled() for button in acts.buttons)
    assert "practice’s own data" in page.notice.text


def test_the_first_passphrase_is_the_first_persons_own(desk: OfficeDesk, data: Path) -> None:
    keys = (data / "practice.keys").read_text("utf-8")
    assert '"lock": "passphrase"' not in keys
    assert desk.office.trail.who in accounts(desk).access.people()
    with desk.office.store.reading() as found:
        me = found.staff.get(desk.office.trail.who)
    assert me
    assert StaffRole.MANAGER in me.roles


class Drawer(KeyringBackend):
    """A keychain of the system in memory, for this test alone."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring leaves it untyped
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture
def keychain() -> Iterator[Drawer]:
    """The system's keychain while the test runs."""
    before, drawer = keyring.get_keyring(), Drawer()
    keyring.set_keyring(drawer)
    yield drawer
    keyring.set_keyring(before)


def test_the_keychain_unlocks_for_who_wished_so(desk: OfficeDesk, keychain: Drawer) -> None:
    ways(desk).use_keychain()
    page = ways(desk).page
    assert isinstance(page, KeychainPage)
    answer(desk, page, "not the phrase at all")
    desk.until(saying(page, "not the passphrase"))
    assert not keychain.kept
    answer(desk, page, PASSPHRASE)
    desk.until(lambda: "keychain unlocks" in desk.window.notice.text)
    desk.program.lock()
    door = desk.program.door
    assert door
    locked = door.page
    assert isinstance(locked, UnlockPage)
    desk.until(locked.keychain.isVisible)
    locked.keychain.click()
    desk.wait_for_window()
    ways(desk).forget_keychain()
    desk.until(lambda: not keychain.kept)
    assert desk.program.settings.keychain_users == ()
