"""A dialog is as high as its words need, and scrolls only where it cannot be."""

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from app.ui.dialogs.scrolled import Scrolled
from app.ui.theme import Appearance

WIDTH = 300


def made(qtbot: QtBot, sentences: int) -> tuple[QDialog, Scrolled, QPushButton]:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setFixedWidth(WIDTH)
    column = QVBoxLayout()
    room = Scrolled(column, dialog)
    words = QLabel("Words that take more than one line here. " * sentences, dialog)
    words.setWordWrap(True)
    button = QPushButton("Sign", dialog)
    column.addWidget(words)
    column.addWidget(button)
    with qtbot.waitExposed(dialog):
        dialog.show()
    room.fit()
    return dialog, room, button


def test_what_fits_is_shown_whole_and_without_a_bar(qtbot: QtBot, appearance: Appearance) -> None:
    del appearance
    dialog, room, button = made(qtbot, 12)
    assert not room.verticalScrollBar().isVisible()
    lowest = button.mapTo(dialog, button.rect().bottomLeft()).y()
    assert lowest < dialog.height()


def test_what_does_not_fit_scrolls_to_its_last_button(qtbot: QtBot, appearance: Appearance) -> None:
    del appearance
    dialog, room, button = made(qtbot, 400)
    assert dialog.height() < dialog.screen().availableGeometry().height()
    assert room.verticalScrollBar().maximum() > 0
    room.ensureWidgetVisible(button)
    assert not button.visibleRegion().isEmpty()


def test_made_lower_by_hand_it_scrolls(qtbot: QtBot, appearance: Appearance) -> None:
    del appearance
    dialog, room, _button = made(qtbot, 12)
    dialog.resize(WIDTH, 180)
    qtbot.waitUntil(lambda: room.verticalScrollBar().maximum() > 0)
