"""A list that drops down on a page that scrolls: the wheel chooses nothing."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.fields.drop_down import DropDown


def _turned() -> QWheelEvent:
    """One notch toward the user."""
    return QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


def test_the_wheel_goes_to_the_page_and_keys_choose(qtbot: QtBot) -> None:
    box = DropDown()
    qtbot.addWidget(box)
    box.addItems(["One file", "Up to 2 files"])
    box.show()
    wheel = _turned()
    QApplication.sendEvent(box, wheel)
    assert (box.currentIndex(), wheel.isAccepted()) == (0, False)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == "Up to 2 files"
