"""The window's keys in text fields, which on X11 want some of them for themselves."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.actions import Do, make_action
from app.ui.window.window_keys import WindowKeys

_ERASING = QKeySequence("Ctrl+U")
CONTROL = Qt.KeyboardModifier.ControlModifier


class LineAsOnX11(QLineEdit):
    """Ctrl+U erases the line, as Qt has it on X11 only."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and QKeySequence(event.keyCombination()) == _ERASING:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.clear()
            return True
        return super().event(event)


class Desk:
    """A window with one line of text and the action that switches the user."""

    def __init__(self, qtbot: QtBot, qapp: QApplication) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.line = LineAsOnX11(self.window)
        QVBoxLayout(self.window).addWidget(self.line)
        self.switch: QAction = make_action(Do.SWITCH_USER, self.window)
        self.window.addAction(self.switch)
        self.switched = 0
        self.switch.triggered.connect(self._count)
        WindowKeys(self.window, qapp)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.line.setFocus()
        QTest.keyClicks(self.line, "on warfarin")

    def _count(self) -> None:
        self.switched += 1


@pytest.fixture
def at(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    desk = Desk(qtbot, qapp)
    yield desk
    desk.window.close()


def test_a_key_of_the_window_is_not_the_field_s(at: Desk) -> None:
    QTest.keyClick(at.line, Qt.Key.Key_U, CONTROL)
    assert at.line.text() == "on warfarin"
    assert at.switched == 1


def test_a_key_that_does_nothing_now_leaves_the_text(at: Desk) -> None:
    at.switch.setEnabled(False)
    QTest.keyClick(at.line, Qt.Key.Key_U, CONTROL)
    assert at.line.text() == "on warfarin"
    assert at.switched == 0


def test_undo_stays_the_field_s(at: Desk) -> None:
    QTest.keyClick(at.line, Qt.Key.Key_Z, CONTROL)
    assert at.line.text() == ""
