"""Asks for what a new recovery key takes, shows it, and asks one group back from the paper.

The staff tab has one, and the banner that offers a new key after the old one was used.
"""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import TriesUsedUp, WrongPassphrase
from app.services.office.people_desk import PeopleDesk
from app.services.people.recovery_renewal import NewRecoveryKey
from app.ui.dialogs.door_page import DoorPage
from app.ui.dialogs.first_start_pages import GroupPage, RecoveryKeyPage
from app.ui.dialogs.key_paper import print_key
from app.ui.dialogs.page_dialog import PageDialog
from app.ui.dialogs.staff_pages import NewKeyPage
from app.ui.page_tools import PageTools

MADE = "The new recovery key holds. Older backups still open with the old one."


class RecoveryAsking(QObject):
    """`changed` says that the new key took the place of the old one."""

    changed = Signal(str)

    def __init__(self, desk: PeopleDesk, tools: PageTools, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._tools = tools
        self._window = window
        self.page: DoorPage | None = None
        """The page asked last."""

    def ask(self) -> None:
        """Ask two managers for their passphrases, or the one who is alone."""
        tools, renewal = self._tools, self._desk.renewal
        dialog = PageDialog(tools.runner, tools.words, self._window)
        page = NewKeyPage(renewal.seconds(), tools.icons, dialog)

        def go_on() -> None:
            second = str(page.second.currentData() or "")
            begin = partial(renewal.begin, page.own.text(), second, page.second_passphrase.text())
            dialog.work(page, begin, lambda found: on_made(*found), on_refused)

        def on_refused(error: Exception) -> None:
            if isinstance(error, WrongPassphrase | TriesUsedUp):
                self._wait(page)

        def on_made(new: NewRecoveryKey | None, problems: tuple[str, ...]) -> None:
            if new is not None:
                self._show_key(dialog, new)
                return
            page.say(problems[0])
            page.second_passphrase.setFocus()
            page.second_passphrase.selectAll()
            self._wait(page)

        page.advanced.connect(go_on)
        self.page = page
        dialog.show_page(page)

    def _show_key(self, dialog: PageDialog, new: NewRecoveryKey) -> None:
        page = RecoveryKeyPage(self._tools.icons, dialog)
        page.show_key(new.key)
        page.print_wished.connect(lambda: print_key(new.key, dialog))
        page.advanced.connect(lambda: self._ask_group(dialog, new))
        self.page = page
        dialog.show_page(page)

    def _ask_group(self, dialog: PageDialog, new: NewRecoveryKey) -> None:
        page = GroupPage(self._tools.icons, dialog)
        page.ask(new.asked)

        def on_kept(is_right: bool) -> None:
            if not is_right:
                page.refuse()
                return
            dialog.accept()
            self.changed.emit(MADE)

        def keep() -> None:
            typed = page.group.text()
            dialog.work(page, lambda: self._desk.renewal.keep(new, typed), on_kept)

        page.advanced.connect(keep)
        self.page = page
        dialog.show_page(page, back=lambda: self._show_key(dialog, new))

    def _wait(self, page: NewKeyPage) -> None:
        """Count down after wrong passphrases of either, where that is due."""
        accounts = self._desk.accounts
        people = (accounts.trail.who, str(page.second.currentData() or ""))
        left = accounts.access.tries.seconds_left
        page.waiting.wait(lambda: max(map(left, people)))
