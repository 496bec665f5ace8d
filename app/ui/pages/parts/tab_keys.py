"""The keys that turn the tabs of a page; the help page tells them. Pages with tabs call it."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget

_STEPS: Mapping[str, int] = {
    "Ctrl+PgDown": 1,
    "Ctrl+Tab": 1,
    "Ctrl+PgUp": -1,
    "Ctrl+Shift+Tab": -1,
}


def turn_by_keys(tabs: QTabBar, page: QWidget, take_focus: Callable[[], object]) -> None:
    """Go to the next tab or the one before, around the end; then `take_focus` enters it.

    The keys work wherever in `page` the focus is.
    """
    for keys, step in _STEPS.items():
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(partial(_turn, tabs, step, take_focus))


def _turn(tabs: QTabBar, step: int, take_focus: Callable[[], object]) -> None:
    tabs.setCurrentIndex((tabs.currentIndex() + step) % tabs.count())
    take_focus()
