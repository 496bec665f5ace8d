"""Times opening the real D9997 note with 40 activities and one keystroke until all is painted.

Called by benchmarks.py, offscreen. Form, "Still needed" and narrative stand side by side as in the
window; the clock runs from the key press to the end of the painting it causes.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.documents.narrative.narrative import suggestion
from app.domain.guides.paths import place_of
from app.paths import fonts_folder, resources_folder
from app.ui.draft_bridge import DraftBridge
from app.ui.fields.attaching import NoDesk
from app.ui.fields.support import EditorSupport
from app.ui.form.form_view import FormView
from app.ui.icons import Icons
from app.ui.panels.completeness import CompletenessPanel
from app.ui.panels.narrative import NarrativePanel
from app.ui.theme import Appearance
from bench_note import NOW, long_note
from measured import Measured

KEYSTROKES = 300
TYPED = "asked again "
SIZE = (1280, 720)


class Screen:
    """Form and panels of the long note in one window."""

    def __init__(self, appearance: Appearance, icons: Icons) -> None:
        self.bridge = DraftBridge(long_note())
        self._support = EditorSupport(
            icons=icons,
            today=NOW.date,
            staff=tuple,
            professionals=tuple,
            search_diagnoses=lambda _text: (),
            attaching=NoDesk(),
            suggest=self._suggest,
        )
        self._appearance = appearance
        self._icons = icons
        self.window = QWidget()

    def open(self) -> None:
        """Make form and panels, show them, and come back when they are painted."""
        self.form = FormView(self.bridge, self._support, self._appearance, lambda _id: None)
        panel = CompletenessPanel(self.bridge, self._appearance, self._icons, lambda _id: "")
        narrative = NarrativePanel(self.bridge, self._appearance, self._icons)
        row = QHBoxLayout(self.window)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.form, 1)
        for beside in (panel, narrative):
            beside.setFixedWidth(320)
            row.addWidget(beside)
        self.window.resize(*SIZE)
        self.window.show()
        QApplication.processEvents()

    def _suggest(self, path: str) -> str:
        bridge = self.bridge
        template = bridge.field(path).suggests
        return suggestion(template, bridge.facts, place_of(path), bridge.guide.fields)


def measure() -> Iterator[Measured]:
    """Milliseconds to open, to show the section with the 40 rows, and for a keystroke."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    resources = resources_folder()
    appearance = Appearance(app, resources / "theme", fonts_folder(), "light")
    icons = Icons(resources / "icons", appearance)
    Screen(appearance, icons).open()  # warms fonts, icons and the style, as the program has done
    screen = Screen(appearance, icons)
    gc.collect()
    yield Measured("open the D9997 note, 40 activities", _timed(screen.open), "ms", 100)
    form = screen.form
    yield Measured("show its activities", _timed(partial(form.show_section, "activities")), "ms")
    for path, what in (("activities/r20/done", "text"), ("activities/r20/minutes", "minutes")):
        yield Measured(f"open row 20 at {what}", _timed(partial(form.go_to, path)), "ms")
        taken = sorted(_keystrokes(screen, what))
        median, p99 = statistics.median(taken), taken[len(taken) * 99 // 100]
        yield Measured(f"keystroke in {what} to painted panels, median", median, "ms")
        yield Measured(f"keystroke in {what} to painted panels, p99", p99, "ms", 16)


def _timed(act: Callable[[], None]) -> float:
    start = time.perf_counter_ns()
    act()
    QApplication.processEvents()
    return (time.perf_counter_ns() - start) / 1e6


def _keystrokes(screen: Screen, what: str) -> Iterator[float]:
    line = screen.window.focusWidget()
    for count in range(KEYSTROKES):
        if what == "text":
            key = TYPED[count % len(TYPED)]
            yield _timed(partial(QTest.keyClicks, line, key))
        else:
            digit = Qt.Key.Key_Backspace if count % 2 else Qt.Key.Key_7
            yield _timed(partial(QTest.keyClick, line, digit))


if __name__ == "__main__":
    for measured in measure():
        print(measured.line())
