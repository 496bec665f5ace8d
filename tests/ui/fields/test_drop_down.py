"""A list that drops down: the wheel chooses nothing, and what is typed is never swallowed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
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


@pytest.fixture
def patient_typist() -> Iterator[None]:
    """However slow the machine is, letters belong to one word."""
    usual = QApplication.keyboardInputInterval()
    QApplication.setKeyboardInputInterval(60_000)
    yield
    QApplication.setKeyboardInputInterval(usual)


@pytest.fixture
def fields(qtbot: QtBot) -> Iterator[tuple[DropDown, QLineEdit]]:
    """A list that drops down and a line below it."""
    sheet = QWidget()
    qtbot.addWidget(sheet)
    column = QVBoxLayout(sheet)
    box = DropDown(sheet)
    box.addItems(["What kind", "What made it", "Date of service"])
    column.addWidget(box)
    line = QLineEdit(sheet)
    column.addWidget(line)
    sheet.show()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    box.setFocus()
    yield box, line
    sheet.hide()


@pytest.mark.usefixtures("patient_typist")
def test_two_words_are_searched_and_the_list_stays_closed(
    fields: tuple[DropDown, QLineEdit],
) -> None:
    box, _line = fields
    QTest.keyClicks(box, "what made")
    assert (box.currentText(), box.view().isVisible()) == ("What made it", False)


def test_a_blank_alone_opens_the_list(fields: tuple[DropDown, QLineEdit]) -> None:
    box, _line = fields
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.view().isVisible()


def test_tab_in_the_open_list_takes_the_line_and_goes_on(
    fields: tuple[DropDown, QLineEdit],
) -> None:
    box, line = fields
    taken: list[int] = []
    box.activated.connect(taken.append)
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Tab)
    assert (box.currentText(), taken) == ("What made it", [1])
    assert not box.view().isVisible()
    assert box.window().focusWidget() is line
