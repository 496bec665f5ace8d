"""What a manager does for somebody on the staff: an account, a forgotten passphrase, leaving.

The window has one where people sign in; the staff tab shows its buttons on every card.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.practice.people import StaffMember
from app.errors import TriesUsedUp, WrongPassphrase
from app.services.office.people_desk import PeopleDesk
from app.ui.dialogs.door_page import DoorPage
from app.ui.dialogs.page_dialog import PageDialog
from app.ui.dialogs.staff_pages import AccountPage, ForgotPage, LeavePage
from app.ui.dialogs.waiting import Waiting
from app.ui.page_tools import PageTools
from app.ui.pages.people.recovery_asking import RecoveryAsking


class StaffWays(QObject):
    """`changed` says what was done, in a sentence: what shows the staff reads it again."""

    changed = Signal(str)

    def __init__(self, desk: PeopleDesk, tools: PageTools, window: QWidget) -> None:
        super().__init__(window)
        self.desk = desk
        self._tools = tools
        self._window = window
        self.recovery = RecoveryAsking(desk, tools, window)
        self.recovery.changed.connect(self.changed)
        self.page: DoorPage | None = None
        """The page asked last."""

    def open_account(self, member: StaffMember) -> None:
        """Ask for one's own passphrase and let somebody type theirs."""
        dialog, accounts = self._dialog(), self.desk.accounts
        page = AccountPage(member.name.full, self._tools.icons, dialog)

        def open_it() -> None:
            own, theirs = page.own.text(), page.lines.read()
            if theirs:
                dialog.work(
                    page,
                    lambda: accounts.open(member, own, theirs),
                    partial(self._end, dialog, page, f"{member.name.full} can sign in now."),
                    self._waits(page.waiting, accounts.trail.who),
                )

        page.advanced.connect(open_it)
        self._show(dialog, page)

    def forgot(self, member: StaffMember) -> None:
        """Ask a second manager, or for the recovery key, and for a new passphrase."""
        dialog, accounts = self._dialog(), self.desk.accounts
        page = ForgotPage(member.name.full, accounts.seconds(member.id), self._tools.icons, dialog)

        def set_anew() -> None:
            if (work := self._reset(page, member)) is not None:
                second = str(page.second.currentData() or "")
                words = f"{member.name.full} has a new passphrase and a new signing key."
                dialog.work(
                    page,
                    work,
                    partial(self._end, dialog, page, words),
                    self._waits(page.waiting, second),
                )

        page.advanced.connect(set_anew)
        self._show(dialog, page)

    def leave(self, member: StaffMember) -> None:
        """Show what is open and ask who goes on with it."""
        dialog, leaving = self._dialog(), self.desk.leaving
        work, icons = leaving.open_work(member.id), self._tools.icons
        heirs, dentists = leaving.heirs(member.id), leaving.dentists(member.id)
        page = LeavePage(member.name.full, work, heirs, dentists, icons, dialog)
        page.advanced.connect(
            lambda: dialog.work(
                page,
                lambda: leaving.leave(member, page.chosen, page.chosen_dentist),
                partial(self._end, dialog, page, f"{member.name.full} has left."),
            )
        )
        self._show(dialog, page)

    def come_back(self, member: StaffMember) -> None:
        """Somebody who left works here again; they need a new account to sign in."""
        leaving = self.desk.leaving
        task = self._tools.runner.run(
            lambda _report: leaving.come_back(member),
            lambda _nothing: self.changed.emit(f"{member.name.full} works here again."),
            lambda error: self.changed.emit(self._tools.words.of(error)),
        )
        if task is not None:
            self.destroyed.connect(task.drop)

    def _reset(self, page: ForgotPage, member: StaffMember) -> Callable[[], tuple[str, ...]] | None:
        """What sets the passphrase anew by the way chosen; None while something cannot be read."""
        accounts, reason = self.desk.accounts, page.reason.text()
        if page.by_key.isChecked():
            key = page.asked_key.read()
            new = page.lines.read() if key is not None else ""
            if key is None or not new:
                return None
            return partial(accounts.reset_by_recovery_key, member, key, new, reason)
        second, typed = str(page.second.currentData() or ""), page.second_passphrase.text()
        new = page.lines.read()
        return partial(accounts.reset, member, second, typed, new, reason) if new else None

    def _waits(self, waiting: Waiting, person: str) -> Callable[[Exception], None]:
        """Counts down after wrong passphrases of somebody."""
        left = partial(self.desk.accounts.access.tries.seconds_left, person)

        def after(error: Exception) -> None:
            if isinstance(error, WrongPassphrase | TriesUsedUp):
                waiting.wait(left)

        return after

    def _end(
        self, dialog: PageDialog, page: DoorPage, words: str, problems: tuple[str, ...]
    ) -> None:
        if problems:
            page.say(problems[0])
            return
        dialog.accept()
        self.changed.emit(words)

    def _dialog(self) -> PageDialog:
        return PageDialog(self._tools.runner, self._tools.words, self._window)

    def _show(self, dialog: PageDialog, page: DoorPage) -> None:
        self.page = page
        dialog.show_page(page)
