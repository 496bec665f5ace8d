"""The window before an open practice: unlocking, or the first start; `application` shows it first.

It is painted before anything heavy is imported. Argon2 and opening the practice run on a worker;
each failure is said with its own sentence, on the page where it happened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QWidget

from app.errors import Failure
from app.log import Event
from app.services.people.access import Access, Entrance, NewPractice, Unlocked
from app.ui.dialogs.door_page import DoorPage
from app.ui.dialogs.first_start_pages import (
    BeginPage,
    FirstChoice,
    GroupPage,
    PassphrasePage,
    RecoveryKeyPage,
    WelcomePage,
    YouPage,
)
from app.ui.dialogs.server_password import ServerDoor
from app.ui.dialogs.unlocking import Doorway, KeychainDoor, Unlocking
from app.ui.failure_words import FailureWords
from app.ui.icons import Icons
from app.ui.tasks import TaskRunner
from app.ui.theme import Space

if TYPE_CHECKING:  # see the module's docstring
    from app.services.office.office import Office

    Enter = Callable[[Unlocked, Entrance, FirstChoice | None], Office]
    """Makes the services of a practice that was just opened; a first start also fills it."""

WIDTH, HEIGHT = 520, 680
_COLUMN = 400


class Door(Doorway):
    """`opened` carries the Office. `painted` comes once, when the window is on the screen."""

    opened = Signal(object)
    painted = Signal()
    closed = Signal()

    def __init__(
        self,
        access: Access,
        enter: Enter,
        runner: TaskRunner,
        words: FailureWords,
        icons: Icons,
        last_user: str,
        keychain: KeychainDoor,
        server: ServerDoor | None = None,
    ) -> None:
        super().__init__()
        self._access = access
        self._enter = enter
        self.runner = runner
        self.words = words
        self.icons = icons
        self._new: NewPractice | None = None
        self._passphrase = ""  # of a first start, until its practice is open
        self._unlocking = Unlocking(self, access, last_user, keychain, server)
        self._is_painted = False
        self.setWindowTitle("Chartproof")
        self.resize(WIDTH, HEIGHT)
        self._stack = QStackedWidget(self)
        self._stack.setMaximumWidth(_COLUMN)
        middle = QWidget(self)
        row = QHBoxLayout(middle)
        row.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        row.addStretch(1)
        row.addWidget(self._stack, 10)
        row.addStretch(1)
        room = QScrollArea(self)  # a low screen cuts nothing off
        room.setWidget(middle)
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        for over in (room.viewport(), middle):  # nothing opaque: the window paints, and tells it
            over.setAutoFillBackground(False)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(room)
        self.begin()

    @property
    def page(self) -> DoorPage:
        """The page shown."""
        page = self._stack.currentWidget()
        assert isinstance(page, DoorPage), "only such pages are put here"
        return page

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Tell once, when this painting is over, that the window stands."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that nobody wants in any more."""
        super().closeEvent(event)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape goes back where there is a way back."""
        if event.key() == Qt.Key.Key_Escape and self.page.has_way_back:
            self.page.back.click()
        else:
            super().keyPressEvent(event)

    def tell(self, sentence: str) -> None:
        """Say on the page shown how far opening is."""
        self.page.tell(sentence)

    def say(self, sentence: str) -> None:
        """Say on the page shown what went wrong."""
        self.page.say(sentence)

    def begin(self) -> None:
        """Show the first page: there is a practice to unlock, or one to make."""
        try:
            first = self._access.is_first_start()
        except Failure as failure:
            if self._unlocking.asks_server(failure):
                return
            self._unlocking.show(self.words.of(failure, Event.UNLOCK_FAILED))
            self._unlocking.read_names()
            return
        if first:
            self._show_welcome()
        else:
            self._unlocking.show()
            if self._is_painted:
                self._unlocking.read_names()
            else:
                self.painted.connect(self._unlocking.read_names)

    def show_page(self, page: DoorPage) -> None:
        """Show a page in place of the one before, with the caret in its first line."""
        before = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()  # and with it what was typed
        first = next(iter(page.findChildren(QLineEdit)), page.next)
        first.setFocus()

    def open(
        self,
        page: DoorPage,
        opening: Callable[[], Unlocked],
        entrance: Entrance,
        choice: FirstChoice | None = None,
    ) -> None:
        """Open a practice on a worker and its services with it."""
        enter = self._enter
        page.say("")
        page.set_busy(busy=True)
        self.runner.run(
            lambda _report: enter(opening(), entrance, choice),
            self.opened.emit,
            lambda error: self._on_refused(page, error),
        )

    def _on_refused(self, page: DoorPage, error: Exception) -> None:
        page.set_busy(busy=False)
        page.say(self.words.of(error, Event.UNLOCK_FAILED))
        line = next(iter(page.findChildren(QLineEdit)), None)
        if line is not None:
            line.setFocus()
            line.selectAll()
        self._unlocking.on_refused(page, error)

    def _show_welcome(self) -> None:
        page = WelcomePage(self.icons, self)
        page.advanced.connect(self._show_passphrase)
        self.show_page(page)

    def _show_passphrase(self) -> None:
        page = PassphrasePage(self.icons, self)
        page.advanced.connect(lambda: self._make_keys(page))
        page.back_wished.connect(self._show_welcome)
        self.show_page(page)

    def _make_keys(self, page: PassphrasePage) -> None:
        passphrase = page.lines.read()
        if not passphrase:
            return
        page.set_busy(busy=True)
        self._passphrase = passphrase
        self.runner.run(
            lambda _report: self._access.begin(passphrase),
            lambda found: self._on_keys(page, *found),
            lambda error: self._on_refused(page, error),
        )

    def _on_keys(
        self, page: PassphrasePage, new: NewPractice | None, problems: tuple[str, ...]
    ) -> None:
        page.set_busy(busy=False)
        if new is None:
            page.say(problems[0])
            return
        self._new = new
        self._show_key(new)

    def _show_key(self, new: NewPractice) -> None:
        page = RecoveryKeyPage(self.icons, self)
        page.show_key(new.recovery_key)
        page.print_wished.connect(lambda: self._print_key(new))
        page.advanced.connect(lambda: self._ask_group(new))
        self.show_page(page)

    def _print_key(self, new: NewPractice) -> None:
        from app.ui.dialogs.key_paper import print_key  # printing is not needed to unlock

        print_key(new.recovery_key, self)

    def _ask_group(self, new: NewPractice) -> None:
        page = GroupPage(self.icons, self)
        page.ask(new.asked)
        page.advanced.connect(lambda: self._confirm(page, new))
        page.back_wished.connect(lambda: self._show_key(new))
        self.show_page(page)

    def _confirm(self, page: GroupPage, new: NewPractice) -> None:
        if new.confirm_group(new.asked, page.group.text()):
            self._show_begin()
        else:
            page.refuse()

    def _show_begin(self) -> None:
        page = BeginPage(self.icons, self)
        page.chosen.connect(self.begin_with)
        self.show_page(page)

    def begin_with(self, choice: FirstChoice | None) -> None:
        """Make the practice; None asks first for the names an empty one needs."""
        new = self._new
        assert new is not None, "asked after the keys were made"
        if choice is not None:
            self._create(self.page, new, choice)
            return
        you = YouPage(self.icons, self)
        you.advanced.connect(lambda: self._on_named(you, new))
        you.back_wished.connect(self._show_begin)
        self.show_page(you)

    def _on_named(self, page: YouPage, new: NewPractice) -> None:
        choice = page.read()
        if choice is not None:
            self._create(page, new, choice)

    def _create(self, page: DoorPage, new: NewPractice, choice: FirstChoice) -> None:
        """The passphrase becomes the first person's own; in the sample practice, everybody's."""
        entrance = Entrance(self._passphrase, share=choice.sample)
        self.open(page, lambda: Unlocked(new.create()), entrance, choice)
