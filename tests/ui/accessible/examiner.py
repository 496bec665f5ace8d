"""Takes the tour through every screen, the one that draws its pictures, and asks all checks there.

    python -m tests.ui.accessible.examiner FILE

It is a program of its own: what other tests leave behind in Qt does not reach it.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.ui.window.main_window import MainWindow
from screens import Tour
from tests.ui.accessible.keys import mouse_only, trapping, wandering
from tests.ui.accessible.light import FocusLight
from tests.ui.accessible.names import alike, nameless, wordless_tables
from tests.ui.accessible.room import SMALL, cut_off, too_large

Check = Callable[[QWidget], Iterable[str]]
"""Tells what is wrong with a screen, one sentence for each offender."""

CHECKS: tuple[Check, ...] = (
    nameless,
    alike,
    wordless_tables,
    trapping,
    mouse_only,
    wandering,
    cut_off,
)
_REST = 60  # milliseconds
_STATES = 6

IN_LITTLE_ROOM: tuple[Check, ...] = (cut_off,)


class Examiner:
    """Asks every check about each screen of the tour; keeps each offender with its first screen."""

    def __init__(self) -> None:
        self.lamp = FocusLight()
        self.checks = (*CHECKS, self.lamp.unlit)
        self.found: dict[Check, dict[str, str]] = {check: {} for check in self.checks}
        self.screens = 0
        self._in_little_room: Counter[str] = Counter()

    def settle(self) -> None:
        """Let layouts come to rest; nothing is painted."""
        for _ in range(2):  # what is laid out may ask for a layout around it
            loop = QEventLoop()
            QTimer.singleShot(0, loop.quit)
            loop.exec()

    def rest(self) -> None:
        """Let the last layouts come to rest, too."""
        loop = QEventLoop()
        QTimer.singleShot(_REST, loop.quit)
        loop.exec()

    def at_page(self, widget: QWidget, name: str) -> None:
        """Ask about a page in its window, and again where there is little room."""
        widget.activateWindow()  # else nothing in it has the focus
        self.settle()
        self._ask(widget, name, self.checks)
        self._ask_in_little_room(widget, name)

    def at_dialog(self, _window: QWidget, dialog: QDialog, name: str) -> None:
        """Ask about a dialog, and again where there is little room."""
        self._ask(dialog, f"dialog {name}", self.checks)
        self._ask_in_little_room(dialog, f"dialog {name}")

    def _ask_in_little_room(self, top: QWidget, name: str) -> None:
        """Some states of each kind of page: laying all out twice would take as long again."""
        page = top.pages.currentWidget() if isinstance(top, MainWindow) else top
        self._in_little_room[type(page).__name__] += 1
        if self._in_little_room[type(page).__name__] > _STATES:
            return
        usual = top.size()
        top.resize(usual.boundedTo(SMALL))
        self.settle()
        self._keep(cut_off, too_large(top), name)
        self._ask(top, f"small: {name}", IN_LITTLE_ROOM)
        top.resize(usual)
        self.settle()

    def _ask(self, top: QWidget, name: str, checks: tuple[Check, ...]) -> None:
        self.screens += checks is not IN_LITTLE_ROOM
        for check in checks:
            if check is cut_off and any(cut_off(top)):
                self.rest()  # what is long takes some rounds to be laid out
            self._keep(check, check(top), name)

    def _keep(self, check: Check, offenders: Iterable[str], name: str) -> None:
        for offender in offenders:
            self.found[check].setdefault(offender, name)


def main(told: Path) -> None:
    """Write down what is wrong with every screen, all of them seen once."""
    app = QApplication([])
    examiner = Examiner()
    with tempfile.TemporaryDirectory() as scratch:
        Tour("light", Path(scratch), examiner).run()
    found = {
        check.__name__: [f"{offender} ({name})" for offender, name in offenders.items()]
        for check, offenders in examiner.found.items()
    }
    summary = {"found": found, "screens": examiner.screens, "kinds": len(examiner.lamp.seen)}
    told.write_text(json.dumps(summary), encoding="utf-8")
    del app


if __name__ == "__main__":
    main(Path(sys.argv[1]))
