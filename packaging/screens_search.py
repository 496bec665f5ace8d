"""Draws what is found: by words of notes, by similar names, by filters; `screens.py` calls it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.actions import Do
from app.ui.dialogs.finder import Finder
from app.ui.window.main_window import MainWindow

Draw = Callable[[QWidget, str], None]
DrawDialog = Callable[[MainWindow, str], None]


def draw_search(window: MainWindow, draw: Draw, draw_dialog: DrawDialog) -> None:
    """The finder with something typed, then the list with filters and with nothing left."""
    for typed, name in (
        ("testwell card", "open, words of a note"),
        ("Mariosl", "open, similar names"),
    ):
        window.actions_by_name[Do.QUICK_OPEN].trigger()
        finder = next(each for each in window.findChildren(Finder) if each.isVisible())
        finder.line.setText(typed)
        finder.line.textEdited.emit(typed)
        draw_dialog(window, name)
    page = window.notes_page
    window.show_notes()
    page.filters.states.setCurrentText("Drafts")
    page.filters.first.setText("t-30")
    page.filters.first.editingFinished.emit()
    page.filters.needing.setChecked(True)
    draw(window, "list of notes, filtered")
    page.filters.clear()
    page.search.setText("Tetswell")
    page.refresh()
    draw(window, "list of notes, similar names")
    page.search.clear()
