"""Two workstations on one practice: two windows over one store, each by a line that may break."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import make_office
from app.log import open_log
from app.services.notes.charting import Clock
from app.services.office.used_folders import UsedFolders
from app.settings import Settings
from app.stock import Stock
from app.ui.failure_words import FailureWords
from app.ui.icons import Icons
from app.ui.page_tools import PageTools
from app.ui.pages.notes.note_page import NotePage
from app.ui.tasks import TaskRunner
from app.ui.theme import Appearance
from app.ui.window.joined_ways import open_window
from tests.small_guide import NOW
from tests.switchboard import SharedLine


class LiveSeat:
    """One workstation with its window."""

    def __init__(
        self,
        qtbot: QtBot,
        line: SharedLine,
        user: str,
        look: tuple[Appearance, Icons],
        stock: Stock,
        logs: Path,
    ) -> None:
        self._qtbot = qtbot
        self.line = line
        self.runner = TaskRunner()
        appearance, icons = look
        self._log = open_log(logs)
        self.office = make_office(stock, line, user, Clock(lambda: NOW, dt.UTC))
        tools = PageTools(
            appearance,
            icons,
            self.runner,
            FailureWords(self._log),
            Settings,
            lambda _settings: None,
            logs,
            UsedFolders(self.office.records.unfinished),
        )
        self.window = open_window(self.office, tools)
        self.window.resize(1280, 720)
        with qtbot.waitExposed(self.window):
            self.window.show()

    @property
    def page(self) -> NotePage:
        """The open note."""
        page = self.window.note_page
        assert page is not None
        return page

    def activate(self) -> None:
        """Come to the front, for keys that are shortcuts."""
        with self._qtbot.waitActive(self.window):
            self.window.activateWindow()

    def new_note(self) -> str:
        """Begin a note that is stored; returns its id."""
        self.window.new_note("p1", "D9311")
        self.type("condition", "Mechanical valve")
        self.until(lambda: self.page.autosave.is_clean)
        return self.page.note.id

    def type(self, path: str, words: str) -> None:
        """Type an answer as the editor would tell the draft."""
        self.page.bridge.set_answer(path, words)

    def answer(self, path: str) -> object:
        """What the open note has at a path."""
        return self.page.note.content.answers.get(path)

    def press(self, widget: QWidget, key: Qt.Key) -> None:
        """Press a key in a widget."""
        QTest.keyClick(widget, key)

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the program run until something holds."""
        self._qtbot.waitUntil(holds, timeout=10_000)

    def crash(self) -> None:
        """The program is gone without a word; what its disk has stays."""
        self.line._watchers.clear()
        self.runner.stop()
        self.window.blockSignals(True)
        self.window.deleteLater()

    def leave(self) -> None:
        """Close the window as quitting does."""
        if not self.runner.is_stopping:
            self.window.close()
            self.runner.stop()
            self.window.deleteLater()
        self._log.close()


Sit = Callable[[str], LiveSeat]
"""Starts a program at a workstation, for a user (a staff id)."""
