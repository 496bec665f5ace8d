"""Opening a practice that is there: who it is, a passphrase or the recovery key; `Door` has one.

Names come from the key ring, which is read on a worker: on a server it is across the network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.errors import TriesUsedUp, WrongPassphrase
from app.log import Event
from app.server_errors import ServerPasswordMissing, ServerRefused
from app.services.people.access import Access, Entrance, Unlocked
from app.sign_in_errors import CodeNeeded, WrongCode
from app.ui.dialogs.door_page import DoorPage
from app.ui.dialogs.server_password import NO_KEYCHAIN, ServerDoor, ServerPasswordPage
from app.ui.dialogs.unlock_pages import RecoveryPage, UnlockPage

if TYPE_CHECKING:  # see the docstring of `door`
    from app.services.people.recovery_key import RecoveryKey
    from app.ui.failure_words import FailureWords
    from app.ui.icons import Icons
    from app.ui.tasks import TaskRunner


@dataclass(frozen=True, slots=True)
class KeychainDoor:
    """Who may unlock by this computer's keychain (staff ids), and what does it."""

    people: tuple[str, ...]
    sign_in: Callable[[str], Unlocked]


class Doorway(QWidget):
    """Where the pages stand; `Door` is one."""

    runner: TaskRunner
    words: FailureWords
    icons: Icons

    @property
    def page(self) -> DoorPage:
        """The page shown."""
        raise NotImplementedError

    def show_page(self, page: DoorPage) -> None:
        """Show a page in place of the one before, with the caret in its first line."""
        raise NotImplementedError

    def open(self, page: DoorPage, opening: Callable[[], Unlocked], entrance: Entrance) -> None:
        """Open the practice on a worker and its services with it."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """Say on the page shown what went wrong."""
        raise NotImplementedError

    def begin(self) -> None:
        """Show the first page: there is a practice to unlock, or one to make."""
        raise NotImplementedError


class Unlocking(QObject):
    """Drives the unlock page and the recovery page. `last` is who was last at the keyboard.

    `server` is there for a practice on one: its password is asked for where nobody has it.
    """

    def __init__(
        self,
        door: Doorway,
        access: Access,
        last: str,
        keychain: KeychainDoor,
        server: ServerDoor | None,
    ) -> None:
        super().__init__(door)
        self._server = server
        self._door = door
        self._access = access
        self._last = last
        self._keychain = keychain
        self._people: Mapping[str, str] = {}
        self._are_names_read = False
        self.is_reading = False
        """Whether the names are being read just now."""
        self._is_entered = False  # before the names were read

    def show(self, sentence: str = "") -> None:
        """Ask for the passphrase; `sentence` says what is wrong already."""
        page = UnlockPage(self._keychain.people, self._door.icons, self._door)
        page.advanced.connect(lambda: self._unlock(page))
        page.keychain_wished.connect(lambda: self._unlock_by_keychain(page))
        page.recovery_wished.connect(self._show_recovery)
        page.people.show_people(self._people, self._last)
        self._door.show_page(page)
        page.say(sentence)

    def read_names(self) -> None:
        """Read who can sign in, and offer them on the page shown."""
        self.is_reading = True
        self._door.runner.run(
            lambda _report: self._access.people(), self._on_names, self._on_no_names
        )

    def on_refused(self, page: DoorPage, error: Exception) -> None:
        """Ask for the code where one is needed, and make one wait after many wrong tries."""
        if self.asks_server(error):
            return
        if not isinstance(page, UnlockPage):
            return
        person = page.people.person
        if isinstance(error, CodeNeeded | WrongCode):
            page.show_code(shown=True)
            page.waiting.wait(partial(self._access.tries.seconds_left, f"{person} code"))
        elif isinstance(error, TriesUsedUp | WrongPassphrase):
            page.waiting.wait(lambda: self._seconds_left(person))

    def asks_server(self, error: Exception) -> bool:
        """Ask for the server's password, if an error is that nobody has it or it is wrong."""
        server = self._server
        if server is None or not isinstance(error, ServerPasswordMissing | ServerRefused):
            return False
        page = ServerPasswordPage(self._door.icons, self._door)
        page.advanced.connect(lambda: self._try_server(page, server))
        self._door.show_page(page)
        return True

    def _try_server(self, page: ServerPasswordPage, server: ServerDoor) -> None:
        typed, keeps = page.password.text(), page.keeps.isChecked()
        if not typed:
            page.say("Type the password for the server first.")
            return

        def work() -> bool:
            server.take(typed)
            self._access.is_first_start()
            self._access.people()
            return not keeps or server.keep()

        page.set_busy(busy=True)
        self._door.runner.run(
            lambda _report: work(),
            self._on_server,
            lambda error: self._on_server_refused(page, error),
        )

    def _on_server(self, is_kept: bool) -> None:
        self._door.begin()
        if not is_kept:
            self._door.say(NO_KEYCHAIN)

    def _on_server_refused(self, page: ServerPasswordPage, error: Exception) -> None:
        page.set_busy(busy=False)
        page.say(self._door.words.of(error, Event.UNLOCK_FAILED))
        page.password.setFocus()
        page.password.selectAll()

    def _seconds_left(self, person: str) -> float:
        tries = self._access.tries
        return max(tries.seconds_left(person), tries.seconds_left(f"{person} code"))

    def _on_names(self, people: Mapping[str, str]) -> None:
        self._are_names_read, self.is_reading = True, False
        self._people = people
        page = self._door.page
        if isinstance(page, UnlockPage | RecoveryPage):
            page.people.show_people(people, self._last)
        if isinstance(page, UnlockPage) and self._is_entered:
            self._unlock(page)

    def _on_no_names(self, error: Exception) -> None:
        """Without them nobody is let in: the next try reads them first, the server may be back."""
        self.is_reading = self._is_entered = False
        if not self.asks_server(error):
            self._door.say(self._door.words.of(error, Event.UNLOCK_FAILED))

    def _unlock(self, page: UnlockPage) -> None:
        passphrase, person = page.passphrase.text(), page.people.person
        if not passphrase:
            page.say("Type the passphrase first.")
            return
        if not self._are_names_read:  # who typed before the names came is in a hurry
            self._is_entered = True
            if not self.is_reading:
                self.read_names()
            return
        entrance = Entrance(passphrase, page.code.text())
        self._door.open(page, lambda: self._access.sign_in(person, passphrase), entrance)
        page.passphrase.selectAll()

    def _unlock_by_keychain(self, page: UnlockPage) -> None:
        person, sign_in = page.people.person, self._keychain.sign_in
        self._door.open(page, lambda: sign_in(person), Entrance("", page.code.text()))

    def _show_recovery(self) -> None:
        page = RecoveryPage(self._door.icons, self._door)
        page.people.show_people(self._people, self._last)
        page.advanced.connect(lambda: self._recover(page))
        page.back_wished.connect(self.show)
        self._door.show_page(page)
        if not (self._are_names_read or self.is_reading):
            self.read_names()

    def _recover(self, page: RecoveryPage) -> None:
        key = page.asked_key.read()
        passphrase = page.lines.read() if key is not None else ""
        if key is None or not passphrase:
            return
        reason = page.read_reason()
        if not reason:
            return
        person = page.people.person
        entrance = Entrance(passphrase, reason=reason)
        self._door.open(page, lambda: self._recovered(key, person, passphrase), entrance)

    def _recovered(self, key: RecoveryKey, person: str, passphrase: str) -> Unlocked:
        unlocked, _ = self._access.recover(key, person, passphrase)
        assert unlocked is not None, "the lines read good passphrases only"
        return unlocked
