"""A program with the real window in which somebody types without end, to be killed.

`window/test_typing_kill` starts it. It tells what was typed, and what the program says it has kept.
"""

import os
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from tests.office_desk import CHEAP, PASSPHRASE

EVERY_MS = 25
"""Forty words a second: faster than anybody, so that much stands to be lost."""


@dataclass(frozen=True, slots=True)
class Told:
    """The note, how many words were typed by a moment of the system's clock, how many are kept."""

    note: str
    typed: int
    kept: int
    at: float


def type_until_killed(folder: Path, told: Connection) -> None:
    """Begin a note in the window and type numbers into a field of it, each a word."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app import bootstrap
    from app.domain.guides.answers import Text
    from app.services.people.access import Access, Entrance
    from app.stock import Stock
    from app.storage.folder import EmbeddedFolder

    program, run = bootstrap.make_program("light", folder, folder.parent / "logs", CHEAP)
    access = Access(EmbeddedFolder(folder), CHEAP)
    unlocked, entrance = access.sign_in("", PASSPHRASE), Entrance(PASSPHRASE)
    office = bootstrap.enter(Stock(), access, "", unlocked, entrance, None)
    window = program.open_office(office)
    window.new_note("p1", "D9311")
    page = window.note_page
    assert page is not None
    page.go_to("condition")
    editor = QApplication.focusWidget() or window.focusWidget()
    assert editor is not None
    typed = kept = 0

    def type_one() -> None:
        nonlocal typed
        typed += 1
        QTest.keyClicks(editor, f"{typed} ")
        tell()

    def on_saved() -> None:
        nonlocal kept
        stored = page.autosave.base
        answer = stored.content.answers.get("condition") if stored else None
        kept = len(answer.value.split()) if isinstance(answer, Text) else 0
        tell()

    def tell() -> None:
        told.send(Told(page.note.id, typed, kept, time.monotonic()))

    page.autosave.changed.connect(on_saved)
    timer = QTimer(window)
    timer.timeout.connect(type_one)
    timer.start(EVERY_MS)
    run()
