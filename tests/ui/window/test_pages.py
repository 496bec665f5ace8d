"""The page shown has the room of the window, and scrolls only where that is less than it needs."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.window.pages import Pages


def page(height: int, words: str = "") -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    label = QLabel(words, made)
    label.setWordWrap(True)
    part = QWidget(made)
    part.setMinimumHeight(height)
    column.addWidget(label)
    column.addWidget(part)
    return made


def test_only_the_page_shown_decides_whether_the_room_scrolls(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    pages = Pages(window)
    column = QVBoxLayout(window)
    column.addWidget(pages.room)
    low, high = page(100), page(2_000, "Words that take more than one line. " * 40)
    for each in (low, high):
        pages.addWidget(each)
    window.resize(600, 400)
    with qtbot.waitExposed(window):
        window.show()
    bar = pages.room.verticalScrollBar()
    assert bar.maximum() == 0
    assert low.height() == pages.room.viewport().height()
    pages.setCurrentWidget(high)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert high.height() >= 2_000
    pages.setCurrentWidget(low)
    qtbot.waitUntil(lambda: bar.maximum() == 0)
