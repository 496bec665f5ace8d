"""A short question: what it is about can be read whole, whatever is wrong below it."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.paths import resources_folder
from app.ui.dialogs.ask_dialog import AskDialog, AskedFor
from app.ui.theme import Appearance

ABOUT = "What the question is about takes more than a line to say, and is read before it. " * 3


def cut(dialog: AskDialog) -> list[str]:
    """The labels that have less room than their words need."""
    labels = [each for each in dialog.findChildren(QLabel) if each.isVisible() and each.wordWrap()]
    return [each.text() for each in labels if each.height() < each.heightForWidth(each.width())]


def has_room(area: QScrollArea) -> bool:
    """Whether nothing in it stands out, to the right or below."""
    inner = area.widget()
    return inner is not None and inner.size() == area.viewport().size()


@pytest.mark.parametrize("about", [ABOUT, ABOUT * 2, "One line.", ""])
def test_nothing_in_it_is_cut(qapp: QApplication, qtbot: QtBot, about: str) -> None:
    looks = Appearance(qapp, resources_folder() / "theme", resources_folder() / "fonts", "light")
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    fields = {"long": "Where the field stands, its table, and all that its label says " * 2}
    asked = (
        AskedFor("field", "Field of the form", choices=fields, typed="long"),
        AskedFor("what", "What to do"),
        AskedFor("why", "Why", typed="Because."),
    )
    dialog = AskDialog("A question", about, "Do it", asked, page)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    (room,) = (each for each in dialog.findChildren(QScrollArea) if each.parent() is dialog)
    qtbot.waitUntil(lambda: not cut(dialog) and has_room(room))
    dialog.done_button.click()
    assert dialog.trouble
    qtbot.waitUntil(lambda: not cut(dialog) and has_room(room))
    dialog.reject()
    looks.setParent(None)
    looks.deleteLater()
