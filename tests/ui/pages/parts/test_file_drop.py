"""Files of this computer are taken wherever they are dropped on a page, and nothing else is."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from pytestqt.qtbot import QtBot

from app.ui.pages.parts.file_drop import FileDrop

HOW = (Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
HERE, ELSEWHERE = QUrl.fromLocalFile("/scans/letter.pdf"), QUrl("https://example.com/letter.pdf")


class Page(QWidget):
    """A page with a frame for files, and what was dropped on it."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = QFrame(self)
        self.taken: list[tuple[Path, ...]] = []
        FileDrop(self, self.frame).dropped.connect(self.taken.append)

    def hover(self, *urls: QUrl) -> QMimeData:
        data = QMimeData()
        data.setUrls(list(urls))
        enter = QDragEnterEvent(QPoint(5, 5), HOW[0], data, *HOW[1:])
        enter.ignore()
        QApplication.sendEvent(self, enter)
        self.invited = enter.isAccepted()
        return data

    def drop(self, *urls: QUrl) -> None:
        data = self.hover(*urls)
        if self.invited:
            QApplication.sendEvent(self, QDropEvent(QPointF(5, 5), HOW[0], data, *HOW[1:]))


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    """A page that takes files."""
    made = Page()
    qtbot.addWidget(made)
    return made


def test_what_is_on_this_computer_is_taken_the_rest_is_not(page: Page) -> None:
    page.drop(HERE, ELSEWHERE)
    page.drop(ELSEWHERE)
    page.drop()
    assert page.taken == [(Path("/scans/letter.pdf"),)]


def test_the_frame_shows_what_hovers_and_rests_again(page: Page) -> None:
    looks = []
    for act in (
        lambda: page.hover(HERE),
        lambda: QApplication.sendEvent(page, QDragLeaveEvent()),
        lambda: page.drop(HERE),
        lambda: page.hover(ELSEWHERE),
    ):
        act()
        looks.append(page.frame.property("surface"))
    assert looks == ["dropping", "drop", "drop", "drop"]


def test_a_locked_page_takes_nothing(page: Page) -> None:
    page.setAcceptDrops(False)
    page.drop(HERE)
    assert not page.invited
    assert page.taken == []
