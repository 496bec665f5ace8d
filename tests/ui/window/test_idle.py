"""Whether somebody types just now, asked by work that would rather wait."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui.window.idle import Quiet


def shown(qtbot: QtBot, after_ms: int) -> tuple[QWidget, Quiet]:
    window = QWidget()
    quiet = Quiet(window, after_ms)
    qtbot.addWidget(window)
    QLineEdit(window)
    with qtbot.waitExposed(window):
        window.show()
    return window, quiet


def test_a_key_ends_the_quiet_and_it_comes_back(qtbot: QtBot) -> None:
    window, quiet = shown(qtbot, 300)
    qtbot.waitUntil(lambda: quiet.is_now, timeout=10_000)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert not quiet.is_now
    qtbot.waitUntil(lambda: quiet.is_now, timeout=10_000)


def test_an_open_dialog_is_somebodys(qtbot: QtBot) -> None:
    window, quiet = shown(qtbot, 0)
    qtbot.waitUntil(lambda: quiet.is_now, timeout=10_000)
    dialog = QDialog(window)
    dialog.open()
    assert not quiet.is_now
    dialog.reject()
    assert quiet.is_now
