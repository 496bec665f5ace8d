"""A practice on the disk and the real program over it, driven as a user would; for window tests."""

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.crypto import Cost
from app.domain.finding.listing import NoteQuery
from app.domain.notes.note import Note
from app.domain.practice.people import Patient, PersonName, Professional
from app.services.office.office import Office
from app.services.people.access import Access
from app.services.people.first_records import begin_empty
from app.storage.folder import EmbeddedFolder
from app.ui.dialogs.door import Door
from app.ui.pages.notes.note_page import NotePage
from app.ui.window.application import Program
from app.ui.window.main_window import MainWindow

PASSPHRASE = "an invented phrase for tests"
CHEAP = Cost(passes=1, memory_kib=128, lanes=1)
CONTROL = Qt.KeyboardModifier.ControlModifier


def make_practice(folder: Path) -> None:
    """A practice with one dentist, a professional and two patients, closed."""
    new, problems = Access(EmbeddedFolder(folder), CHEAP).begin(PASSPHRASE)
    assert new, problems
    assert new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
    store = new.create()
    begin_empty(store, "Sampleton Dental", "Ada", "Samplemann", "DDS", is_dentist=True)
    with store.writing() as found:
        for number, given in enumerate(("Marisol", "Theo"), 1):
            name = PersonName(given=given, family="Testwell")
            found.patients.save(
                Patient(id=f"p{number}", name=name, birth_date=dt.date(1958, number, 2))
            )
        lena = PersonName(given="Lena", family="Cardwell")
        found.professionals.save(Professional(id="x1", name=lena, specialty="Cardiology"))
    store.close()


@dataclass
class OfficeDesk:
    """One running program on its own copy of a practice."""

    qtbot: QtBot
    data: Path
    logs: Path
    program: Program

    @classmethod
    def sit_down(cls, qtbot: QtBot, data: Path) -> "OfficeDesk":
        """Start the program on a data folder; nothing is shown yet."""
        logs = data.parent / f"{data.name}-logs"
        program, _ = bootstrap.make_program("light", data, logs, CHEAP)
        return cls(qtbot, data, logs, program)

    def leave(self) -> None:
        """Close everything, as quitting does."""
        self.program.close()
        self.program.deleteLater()

    def show_door(self) -> Door:
        """The dialog before the practice."""
        door = self.program.show_door()
        with self.qtbot.waitActive(door):
            door.activateWindow()
        return door

    def unlock(self, passphrase: str = PASSPHRASE) -> MainWindow:
        """Type the passphrase and wait for the window."""
        door = self.show_door()
        self.type(door.page.findChildren(QLineEdit)[0], passphrase)
        self.press(door.page.findChildren(QLineEdit)[0], Qt.Key.Key_Return)
        return self.wait_for_window()

    def wait_for_window(self) -> MainWindow:
        """The main window, once it is there."""
        self.until(lambda: self.program.window is not None)
        window = self.window
        window.resize(1280, 720)
        with self.qtbot.waitActive(window):
            window.activateWindow()
        return window

    @property
    def window(self) -> MainWindow:
        """The main window."""
        window = self.program.window
        assert window is not None
        return window

    @property
    def page(self) -> NotePage:
        """The open note."""
        page = self.window.note_page
        assert page is not None
        return page

    @property
    def office(self) -> Office:
        """The services of the open practice."""
        office = self.program.office
        assert office is not None
        return office

    def stored(self) -> tuple[Note, ...]:
        """Every note on the disk, the newest first."""
        with self.office.store.reading() as found:
            rows = found.notes.page(NoteQuery()).rows
            notes = [found.notes.get(row.id) for row in rows]
        return tuple(note for note in notes if note)

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the program run until something holds."""
        self.qtbot.waitUntil(holds, timeout=10_000)

    def type(self, widget: QWidget, text: str) -> None:
        """Type into a widget."""
        QTest.keyClicks(widget, text)

    def press(
        self,
        widget: QWidget,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key in a widget."""
        QTest.keyClick(widget, key, modifier)

    def shortcut(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a shortcut of the window, wherever the focus is."""
        focus = QApplication.focusWidget() or self.window
        QTest.keyClick(focus, key, modifier)

    def copy_as_killed(self, target: Path) -> Path:
        """What is on the disk this moment, as it would be found after a kill."""
        shutil.copytree(self.data, target, ignore=shutil.ignore_patterns("*.lock"))
        return target
