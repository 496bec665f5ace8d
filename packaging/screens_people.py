"""Draws what has to do with who signs in: the door, another user, accounts, leaving."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.practice.people import StaffMember
from app.ui.dialogs.door import Door
from app.ui.dialogs.own_pages import SwitchPage
from app.ui.dialogs.staff_pages import ForgotPage
from app.ui.dialogs.unlock_pages import RecoveryPage, UnlockPage
from app.ui.pages.people.staff_asking import StaffWays
from app.ui.pages.practice.practice import PracticePage
from app.ui.window.application import Program
from app.ui.window.main_window import MainWindow

Draw = Callable[[QWidget, str], None]
DrawDialog = Callable[[MainWindow, str], None]
Until = Callable[[Callable[[], bool]], None]

OTHER = "finn-deskwell"


def draw_people(
    program: Program, window: MainWindow, draw: Draw, draw_dialog: DrawDialog, until: Until
) -> None:
    """The staff tab and every dialog behind it and behind the rail; the practice is a sample."""
    _draw_own(program, window, draw_dialog, until)
    window.records.show_practice()
    page = window.records.page
    assert isinstance(page, PracticePage), "shown just now"
    page.show_tab("Staff")
    draw(window, "staff")
    page.go_to_staff(OTHER, "supervisor")
    draw(window, "staff, a card with its account")
    ways = window.records.findChildren(StaffWays) or window.findChildren(StaffWays)
    _draw_staff(ways[0], _member(program, OTHER), window, draw_dialog)


def draw_door(door: Door, phrase: str, draw: Draw, until: Until) -> None:
    """The names at the door, what is said after wrong tries, and the recovery key."""
    page = door.page
    assert isinstance(page, UnlockPage), "a practice is there"
    until(lambda: bool(page.people.box.count()))
    draw(door, "unlock")
    for wrong in range(5):
        until(page.next.isEnabled)
        page.passphrase.setText(f"not the passphrase {wrong}")
        page.advanced.emit()
        until(lambda: page.isEnabled() and bool(page.trouble.strip()))
    draw(door, "unlock, many wrong passphrases")
    until(page.next.isEnabled)
    page.show_code(shown=True)
    page.passphrase.setText(phrase)
    draw(door, "unlock, a code asked for")
    page.recovery_wished.emit()
    assert isinstance(door.page, RecoveryPage), "wished for"
    draw(door, "recovery key typed in")


def _draw_own(program: Program, window: MainWindow, draw_dialog: DrawDialog, until: Until) -> None:
    ways = program.people
    assert ways is not None, "the practice was opened by its door"
    ways.ask_switch(OTHER)
    draw_dialog(window, "another user")
    ways.ask_switch(OTHER)
    page = ways.page
    assert isinstance(page, SwitchPage), "Finn has an account"
    page.secret.setText("not the passphrase")
    page.advanced.emit()
    until(lambda: page.isEnabled() and bool(page.trouble.strip()))
    draw_dialog(window, "another user, wrong passphrase")
    ways.ask_switch("gil-formerly")
    draw_dialog(window, "another user without an account")
    for ask, name in (
        (ways.set_pin, "a pin"),
        (ways.change_passphrase, "change of passphrase"),
        (ways.use_authenticator, "authenticator app"),
        (ways.use_keychain, "the system's keychain"),
    ):
        ask()
        draw_dialog(window, name)


def _draw_staff(
    ways: StaffWays, member: StaffMember, window: MainWindow, draw_dialog: DrawDialog
) -> None:
    ways.open_account(member)
    draw_dialog(window, "an account")
    ways.forgot(member)
    draw_dialog(window, "forgotten, the recovery key")
    page = ways.page
    assert isinstance(page, ForgotPage), "asked just now"
    ways.leave(member)
    draw_dialog(window, "somebody leaves")
    ways.recovery.ask()
    draw_dialog(window, "a new recovery key")


def _member(program: Program, person: str) -> StaffMember:
    assert program.office is not None, "open"
    with program.office.store.reading() as found:
        member = found.staff.get(person)
    assert member is not None, "of the sample practice"
    return member
