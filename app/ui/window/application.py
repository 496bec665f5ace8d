"""The program on the screen: first the door, then the main window; bootstrap makes it.

Until the door is painted nothing heavy is imported; then a worker imports the rest behind it.
"""

from __future__ import annotations

import datetime as dt
import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.errors import Failure
from app.log import Event, EventLog
from app.services.people.access import Access, Entrance, Unlocked
from app.services.people.keychain_way import KeychainWay
from app.settings import Settings, Theme
from app.ui.dialogs.door import Door
from app.ui.dialogs.server_password import ServerDoor
from app.ui.dialogs.unlocking import KeychainDoor
from app.ui.enter_key import EnterPresses
from app.ui.failure_words import FailureWords
from app.ui.icons import Icons
from app.ui.page_tools import PageTools
from app.ui.tab_order import order_as_laid_out
from app.ui.tasks import TaskRunner
from app.ui.theme import Appearance, Role
from app.ui.window.idle import IdleWatch
from app.ui.window.preparation import Preparation
from app.ui.window.window_place import place, place_of, put_in_middle

if TYPE_CHECKING:  # see the module's docstring
    from app.services.office.office import Office
    from app.services.ports.backup import SideCopy
    from app.ui.dialogs.first_start_pages import FirstChoice
    from app.ui.ways.people_ways import PeopleWays
    from app.ui.window.main_window import MainWindow
    from app.ui.window.returning import Returning
    from app.ui.window.single_instance import Listener

    Enter = Callable[[str, Unlocked, Entrance, FirstChoice | None], Office]
    """Signs in who opened the practice, or who was last at the keyboard (a staff id)."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What bootstrap joins: the settings, the log, the door to the practice, what to make of it.

    `warm` imports what the main window will need; it runs on a worker behind the door. `data` is
    the folder of the practice: others hand patients over to the program that has it open.
    `take_over` puts a restored database in the place of the practice, which is closed, and returns
    where the old one is kept. `preparation` tells how far opening is, `server` takes a
    password typed for a practice on one.
    """

    settings: Settings
    keep_settings: Callable[[Settings], None]
    log: EventLog
    log_file: Path
    resources: Path
    access: Access
    enter: Enter
    keychain: KeychainWay
    warm: Callable[[], None]
    data: Path
    take_over: Callable[[Path, dt.datetime], Path]
    preparation: Preparation
    server: ServerDoor | None = None


class Program(QObject):
    """Owns the windows. `theme` overrides the settings for this run."""

    def __init__(self, app: QApplication, wiring: Wiring, theme: Theme | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._wiring = wiring
        self.settings = wiring.settings
        resources = wiring.resources
        self.appearance = Appearance(
            app,
            resources / "theme",
            resources / "fonts",
            theme or wiring.settings.theme,
            wiring.settings.scale_percent / 100,
        )
        self.icons = Icons(resources / "icons", self.appearance)
        app.setWindowIcon(self.icons.icon("file-check", Role.ACCENT, size=64))
        self.runner = TaskRunner(self)
        self.words = FailureWords(wiring.log)
        self.door: Door | None = None
        self.window: MainWindow | None = None
        self._office: Office | None = None
        self.is_warm = False
        """Whether everything the main window needs has been imported behind the door."""
        self.people: PeopleWays | None = None
        self._idle: IdleWatch | None = None
        self._go_back_to = ""  # the note that was open when somebody else took over
        self._returning: Returning | None = None
        self._news = ""  # what is said once the practice is open again
        self._listener: Listener | None = None
        self._arrived = b""  # whom the practice system showed while the program was locked
        app.setQuitOnLastWindowClosed(False)
        app.aboutToQuit.connect(self.close)

    @property
    def office(self) -> Office | None:
        """The open practice; None while it is locked."""
        return self._office

    def show_door(self) -> Door:
        """Show the unlock dialog or the first start."""
        wiring, last = self._wiring, self.settings.last_user
        access, enter = wiring.access, partial(wiring.enter, last)
        chain = KeychainDoor(self.settings.keychain_users, wiring.keychain.sign_in)
        door = Door(access, enter, self.runner, self.words, self.icons, last, chain, wiring.server)
        door.opened.connect(self.open_office)
        door.painted.connect(self.warm_up)
        door.closed.connect(self._app.quit)
        wiring.preparation.told.connect(door.tell)
        self.door = door
        put_in_middle(door)
        door.show()
        EnterPresses(door.windowHandle(), door)
        return door

    def on_unexpected(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """The excepthook: log what nobody foresaw, say one sentence, go on."""
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, Failure):
            sentence = self.words.of(error, Event.UNEXPECTED)
        else:
            self._wiring.log.failure(Event.UNEXPECTED, error)
            sentence = (
                "Something unexpected happened. What you typed is kept; go on, or close and open"
                f" Chartproof again. The log says where: {self._wiring.log_file}"
            )
        if self.window:
            self.window.say(sentence)
        elif self.door:
            self.door.say(sentence)

    def lock(self) -> None:
        """Close the practice and ask for the passphrase again; the open note comes back after."""
        if self._put_window_away(for_lock=True):
            self._close_practice()
            self.show_door()

    def restore(self, copy: SideCopy) -> None:
        """Let a checked copy take the place of the practice; everybody unlocks it anew."""
        from app.ui.window.returning import put_in_place

        if not self._put_window_away(for_lock=True):
            copy.discard()
            return
        self._close_practice()
        self._news, refused = put_in_place(copy, self._wiring.take_over, self.words)
        door = self.show_door()
        if refused:
            door.say(refused)

    def change_user(self, staff_id: str) -> None:
        """Let somebody else go on at this keyboard; the open note stays open."""
        office = self._office
        if office is not None and self._put_window_away():
            self._close_window()
            self.open_office(office.as_user(staff_id)).history.tell_user()

    def close(self) -> None:
        """Store, end the session, let go of the files and the workers."""
        if self._listener:
            self._listener.close()
        self._close_practice()
        self.runner.stop()
        self._wiring.log.note(Event.CLOSED)
        self._wiring.log.close()

    def warm_up(self) -> None:
        """Load behind the painted door what the main window will need."""
        gc.enable()  # bootstrap turned it off
        self._wiring.log.note(Event.STARTED)
        warm = self._wiring.warm
        self.runner.run(lambda _report: warm(), self._on_warm, self._on_cold)
        if self._listener is None:
            from app.ui.window.single_instance import Listener, address_of  # loads the network

            self._listener = Listener(address_of(self._wiring.data), self)
            self._listener.taken.connect(self.receive)

    def receive(self, message: bytes) -> None:
        """Take a patient over from the practice system; a locked program waits to be unlocked."""
        if self.window:
            self.window.reception.receive(message)
        else:
            self._arrived = message
        if shown := self.window or self.door:
            shown.setWindowState(shown.windowState() & ~Qt.WindowState.WindowMinimized)
            shown.show()
            shown.raise_()
            shown.activateWindow()

    def _on_warm(self, _nothing: None) -> None:
        gc.freeze()  # what was imported stays for good and need not be looked through again
        self.is_warm = True

    def _on_cold(self, error: Exception) -> None:
        """The rest of the program cannot be loaded: say so before a passphrase is typed in vain."""
        if self.door:
            self.door.say(self.words.of(error))

    def open_office(self, office: Office) -> MainWindow:
        """Show the main window of a practice that was opened; the door goes."""
        from app.ui.window.joined_ways import open_window  # warmed behind the door
        from app.ui.window.returning import Returning
        from app.ui.window.system_lock import watch_system_lock
        from app.ui.window.window_keys import WindowKeys

        self._office = office
        self._wiring.log.note(Event.UNLOCKED)
        self.change_settings(replace(self.settings, last_user=office.trail.who))
        tools = _tools_of(self, office, self._wiring.log_file.parent)
        window = open_window(office, tools)
        _show_scans(window, office, tools)
        _show_backups(window, self.icons)
        place(window, self.settings.window)
        window.lock_requested.connect(self.lock)
        window.closed.connect(self._app.quit)
        self.window = window
        _join_people(self, window, office, tools)
        window.show()
        window.activateWindow()  # after a switch the dialog that asked was the old window's
        EnterPresses(window.windowHandle(), window)
        WindowKeys(window, self._app)
        self._idle = IdleWatch(window.windowHandle(), self.settings.idle_minutes, window)
        self._idle.idled.connect(self.lock)
        if heard := watch_system_lock(window.windowHandle(), window):
            heard.locked.connect(self.lock)
        if self.door:
            self.door.closed.disconnect(self._app.quit)
            self.door.close()
            self.door.deleteLater()
            self.door = None
        self._returning = Returning(window, office, tools, self._app)
        self._welcome(window, self._returning)
        if self._go_back_to:
            window.open_note(self._go_back_to)
            self._go_back_to = ""
        if self._arrived:
            window.reception.receive(self._arrived)
            self._arrived = b""
        return window

    def _welcome(self, window: MainWindow, returning: Returning) -> None:
        """Say what happened while the practice was closed, and offer the way back."""
        window.records.restore_wanted.connect(self.restore)
        if self._news:
            window.say(self._news, Role.DONE)
            self._news = ""
        returning.offer()

    def _put_window_away(self, *, for_lock: bool = False) -> bool:
        """Store everything and keep what was open; False when something cannot be stored."""
        if self.window is None:
            return False
        trouble = self.window.flush()
        aside = for_lock and self._returning is not None and self._returning.keep_aside()
        if trouble and not aside:
            self.window.say(trouble)
            return False
        note = self.window.note_page
        self._go_back_to = note.note.id if note and note.note.version and not for_lock else ""
        if for_lock and self._returning:
            self._returning.keep_place()
        self.window.closed.disconnect(self._app.quit)
        return True

    def _close_window(self) -> None:
        if self.window:
            self.change_settings(replace(self.settings, window=place_of(self.window)))
            self.window.flush()
            self.window.close_anyway()
            self.window.deleteLater()
            self.window, self._idle, self._returning = None, None, None

    def _close_practice(self) -> None:
        self._close_window()
        if self._office:
            self._office.close()
            self._office = None

    def change_settings(self, settings: Settings) -> None:
        """Take over and keep other settings; a disk that refuses is logged only."""
        if settings == self.settings:
            return
        self.settings = settings
        if self._idle:
            self._idle.set_minutes(settings.idle_minutes)
        try:
            self._wiring.keep_settings(settings)
        except Failure as failure:
            self._wiring.log.failure(Event.SAVE_FAILED, failure)


def _tools_of(program: Program, office: Office, log_folder: Path) -> PageTools:
    """What the pages of a practice are made with, as whoever is at the keyboard."""
    from app.services.office.used_folders import UsedFolders  # warmed behind the door

    return PageTools(
        program.appearance,
        program.icons,
        program.runner,
        program.words,
        lambda: program.settings,
        program.change_settings,
        log_folder,
        UsedFolders(office.records.unfinished),
    )


def _join_people(program: Program, window: MainWindow, office: Office, tools: PageTools) -> None:
    """Whoever goes on at this keyboard shows first who they are; roles decide what is on."""
    from app.services.permission import Permission
    from app.ui.pages.people.recovery_asking import RecoveryAsking
    from app.ui.ways.people_ways import PeopleWays
    from app.ui.window.permitted import permit_actions, permit_page
    from app.ui.window.recovery_banner import RecoveryBanner

    rights = Permission(office.store, office.trail.who).rights()
    permit_actions(window.actions_by_name, rights, window.say)
    window.records.shown.connect(lambda page, _do: permit_page(page, rights))
    if office.people is None:
        window.user_chosen.connect(program.change_user)
        return
    ways = PeopleWays(
        office, office.people, tools, lambda words: window.say(words, Role.DONE), window
    )
    window.user_chosen.connect(ways.ask_switch)
    window.rail.offer_own(ways.own_actions)
    ways.switched.connect(program.change_user)
    program.people = ways
    asking = RecoveryAsking(office.people, tools, window)
    asking.changed.connect(lambda words: window.say(words, Role.DONE))
    banner = RecoveryBanner(office.people.renewal, asking, tools, window)
    window.column.insertWidget(0, banner)


def _show_scans(window: MainWindow, office: Office, tools: PageTools) -> None:
    """Scans that came in, above the page."""
    from app.ui.window.scan_banner import ScanBanner

    scans = ScanBanner(office, tools, window.records, lambda: window.note_page, window)
    window.column.insertWidget(1, scans)
    window.closed.connect(scans.stop)


def _show_backups(window: MainWindow, icons: Icons) -> None:
    """How backups stand: at the foot of the rail always, above the page when that is bad."""
    from app.ui.window.backup_banner import BackupBanner
    from app.ui.window.backup_status import BackupStatus

    backing = window.records.backing
    window.column.insertWidget(2, BackupBanner(backing, icons, window))
    status = BackupStatus(backing, window.rail)
    status.clicked.connect(window.records.show_backups)
    if (foot := window.rail.layout()) is not None:
        foot.addWidget(status)
        order_as_laid_out(window.rail)


def the_application() -> QApplication:
    """The one Qt application of this process, named as the system shows it."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["chartproof"])
    app.setApplicationName("Chartproof")
    app.setDesktopFileName("chartproof")
    if sys.platform == "win32":  # else the taskbar shows Python, and our windows among Python's
        import ctypes  # learn.microsoft.com/windows/win32/shell/appids

        ctypes.WinDLL("shell32").SetCurrentProcessExplicitAppUserModelID("Chartproof")
    return app
