"""Where the window stands when it comes back."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.settings import Window
from app.ui.window.window_place import place, place_of


def test_a_window_comes_back_where_it_was(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    was = Window(40, 50, 400, 300, False)
    place(window, was)
    assert place_of(window) == was


def test_a_window_left_larger_than_the_screen_is_now_fits_again(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = QGuiApplication.primaryScreen().availableVirtualGeometry()
    place(window, Window(40, 50, room.width() + 480, room.height() + 270, False))
    assert window.size().boundedTo(room.size()) == window.size()
    assert window.isMaximized(), "else its frame would push the lowest rows off the screen"


def test_a_window_left_on_a_screen_that_is_gone_is_seen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    place(window, Window(9000, 50, 400, 300, False))
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(window.geometry())
