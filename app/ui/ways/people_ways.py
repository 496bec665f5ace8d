"""The ways to people: going on as another user, one's own PIN, passphrase and codes.

`application` makes one for each window and joins it to the rail.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.errors import TriesUsedUp, WrongPassphrase
from app.services.office.office import Office
from app.services.office.people_desk import PeopleDesk
from app.services.people.authenticator import NewAuthenticator
from app.sign_in_errors import CodeNeeded, WrongCode
from app.ui.dialogs.door_page import DoorPage
from app.ui.dialogs.own_pages import (
    AuthenticatorPage,
    ChangePage,
    KeychainPage,
    NoAccountPage,
    NoMoreCodesPage,
    PinPage,
    SwitchPage,
)
from app.ui.dialogs.page_dialog import PageDialog
from app.ui.dialogs.waiting import Waiting
from app.ui.page_tools import PageTools

Say = Callable[[str], None]
"""Says above the pages that something was done."""


class PeopleWays(QObject):
    """`switched` carries the staff id of somebody who has just shown who they are."""

    switched = Signal(str)

    def __init__(
        self, office: Office, desk: PeopleDesk, tools: PageTools, say: Say, window: QWidget
    ) -> None:
        super().__init__(window)
        self._office = office
        self._desk = desk
        self._tools = tools
        self._say = say
        self._window = window
        self.page: DoorPage | None = None
        """The page asked last."""

    def own_actions(self, parent: QObject) -> tuple[QAction, ...]:
        """What whoever is at the keyboard does for themselves."""
        mine = self._desk.accounts.standing().get(self._office.trail.who)
        codes = (
            ("Do without the authenticator app…", self.drop_authenticator)
            if mine and mine.has_code
            else ("Use an authenticator app…", self.use_authenticator)
        )
        keychain = (
            ("Do without the keychain", self.forget_keychain)
            if self._office.trail.who in self._tools.settings().keychain_users
            else ("Unlock by this computer’s keychain…", self.use_keychain)
        )
        acts = (
            ("Set a PIN for this session…", self.set_pin),
            ("Change your passphrase…", self.change_passphrase),
            codes,
            keychain,
        )
        return tuple(
            _action(words, act, parent, can=mine is not None and mine.can_sign_in)
            for words, act in acts
        )

    def ask_switch(self, person: str) -> None:
        """Ask for somebody's PIN or passphrase, then go on as them."""
        if person == self._office.trail.who:
            return
        accounts, dialog = self._desk.accounts, self._dialog()
        name = accounts.access.people().get(person)
        if name is None:
            nobody = NoAccountPage(self._name(person), self._tools.icons, dialog)
            nobody.advanced.connect(dialog.accept)
            self._show(dialog, nobody)
            return
        has_pin = self._desk.switching.pins.has(person)
        page = SwitchPage(name, self._tools.icons, dialog, has_pin=has_pin)
        page.advanced.connect(lambda: self._switch(dialog, page, person))
        self._show(dialog, page)
        page.waiting.wait(partial(accounts.access.tries.seconds_left, person))

    def set_pin(self) -> None:
        """Ask for a PIN; only for who typed their passphrase since the practice was unlocked."""
        dialog = self._dialog()
        page = PinPage(self._tools.icons, dialog)

        def keep() -> None:
            if not (pin := page.read()):
                return
            if problems := self._desk.switching.pins.set(self._office.trail.who, pin):
                page.say(problems[0])
                return
            dialog.accept()
            self._say("Your PIN brings you back here until the practice is locked.")

        page.advanced.connect(keep)
        self._show(dialog, page)

    def change_passphrase(self) -> None:
        """Ask for the old and a new passphrase."""
        dialog, accounts = self._dialog(), self._desk.accounts
        page = ChangePage(self._tools.icons, dialog)

        def change() -> None:
            old, new = page.old.text(), page.lines.read()
            if new:
                dialog.work(
                    page,
                    lambda: accounts.change_passphrase(old, new),
                    lambda problems: self._end(dialog, page, problems, "Passphrase changed."),
                    self._waits(page.waiting),
                )

        page.advanced.connect(change)
        self._show(dialog, page)

    def use_authenticator(self) -> None:
        """Show a new secret and ask for its first code."""
        dialog, accounts = self._dialog(), self._desk.accounts
        new: NewAuthenticator = accounts.begin_authenticator()
        page = AuthenticatorPage(new, self._tools.icons, dialog)

        def confirm() -> None:
            passphrase, code = page.passphrase.text(), page.code.text()
            dialog.work(
                page,
                lambda: accounts.confirm_authenticator(new, passphrase, code),
                lambda said: self._end(dialog, page, said, "Signing in asks for a code now."),
                self._waits(page.waiting),
            )

        page.advanced.connect(confirm)
        self._show(dialog, page)

    def drop_authenticator(self) -> None:
        """Ask for the passphrase, then for no codes any more."""
        dialog, accounts = self._dialog(), self._desk.accounts
        page = NoMoreCodesPage(self._tools.icons, dialog)

        def drop() -> None:
            passphrase = page.passphrase.text()
            dialog.work(
                page,
                lambda: accounts.drop_authenticator(passphrase),
                lambda _nothing: self._end(dialog, page, (), "Signing in asks for no code."),
                self._waits(page.waiting),
            )

        page.advanced.connect(drop)
        self._show(dialog, page)

    def use_keychain(self) -> None:
        """Say what it means and ask for the passphrase; then the keychain unlocks here."""
        dialog, who = self._dialog(), self._office.trail.who
        page = KeychainPage(self._tools.icons, dialog)

        def use() -> None:
            passphrase = page.passphrase.text()
            dialog.work(
                page,
                lambda: self._desk.keychain.remember(who, passphrase),
                lambda _nothing: on_used(),
                self._waits(page.waiting),
            )

        def on_used() -> None:
            self._keep_keychain_user(used=True)
            self._end(dialog, page, (), "This computer’s keychain unlocks the practice for you.")

        page.advanced.connect(use)
        self._show(dialog, page)

    def forget_keychain(self) -> None:
        """From now on only the passphrase unlocks here."""
        who = self._office.trail.who
        self._keep_keychain_user(used=False)
        self._tools.runner.run(
            lambda _report: self._desk.keychain.forget(who),
            lambda _nothing: self._say("Only your passphrase unlocks the practice now."),
            lambda error: self._say(self._tools.words.of(error)),
        )

    def _keep_keychain_user(self, *, used: bool) -> None:
        settings, who = self._tools.settings(), self._office.trail.who
        others = tuple(each for each in settings.keychain_users if each != who)
        users = (*others, who) if used else others
        self._tools.keep_settings(replace(settings, keychain_users=users))

    def _switch(self, dialog: PageDialog, page: SwitchPage, person: str) -> None:
        switching, secret, code = self._desk.switching, page.secret.text(), page.code.text()
        if not secret:
            page.say("Type your PIN or your passphrase first.")
            return
        at_keyboard = self._office.trail
        trail = at_keyboard.as_user(person)

        def prove() -> bool:
            if secret.isdigit():  # no passphrase is all digits, and none costs a try of the PIN
                return switching.by_pin(person, secret, at_keyboard)
            switching.by_passphrase(person, secret, code, trail)
            return True

        def on_proven(is_proven: bool) -> None:
            if is_proven:
                dialog.accept()
                self.switched.emit(person)
                return
            left = switching.pins.tries_left(person)
            again = f" {left} more tries, then the passphrase." if left else " Type the passphrase."
            page.say(f"That is not the PIN.{again}")
            page.secret.selectAll()

        def on_refused(error: Exception) -> None:
            if isinstance(error, CodeNeeded | WrongCode):
                page.ask_code()
            self._waits(page.waiting, person)(error)

        dialog.work(page, prove, on_proven, on_refused)

    def _waits(self, waiting: Waiting, person: str = "") -> Callable[[Exception], None]:
        """Counts down after wrong secrets of somebody, oneself if nobody is named."""
        tries = self._desk.accounts.access.tries
        left = partial(tries.seconds_left, person or self._office.trail.who)

        def after(error: Exception) -> None:
            if isinstance(error, WrongPassphrase | TriesUsedUp):
                waiting.wait(left)

        return after

    def _end(
        self, dialog: PageDialog, page: DoorPage, problems: tuple[str, ...], words: str
    ) -> None:
        if problems:
            page.say(problems[0])
            return
        dialog.accept()
        self._say(words)

    def _dialog(self) -> PageDialog:
        return PageDialog(self._tools.runner, self._tools.words, self._window)

    def _show(self, dialog: PageDialog, page: DoorPage) -> None:
        self.page = page
        dialog.show_page(page)

    def _name(self, person: str) -> str:
        with self._office.store.reading() as found:
            member = found.staff.get(person)
        return member.name.full if member else "Somebody"


def _action(words: str, act: Callable[[], None], parent: QObject, *, can: bool) -> QAction:
    action = QAction(words, parent)
    action.setEnabled(can)
    action.triggered.connect(lambda _checked: act())
    return action
