"""Recording that a pack was sent: how, when, under which reference; only what can have happened."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.dialogs.sending_dialog import SendingDialog
from app.ui.theme import Appearance

ZONE = dt.timezone(dt.timedelta(hours=-5))
MADE = dt.datetime(2026, 11, 20, 9, 30, 40, tzinfo=ZONE)
NOW = dt.datetime(2026, 11, 22, 10, 0, 15, tzinfo=ZONE)


class Asked:
    """The dialog and what came out of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self._window = QWidget()
        qtbot.addWidget(self._window)
        self.dialog = SendingDialog("fax", MADE, NOW, self._window)
        self.told: list[tuple[str, dt.datetime, str, str]] = []
        self.dialog.sent.connect(lambda *words: self.told.append(words))
        with qtbot.waitExposed(self.dialog):
            self.dialog.show()

    def type(self, line: QLineEdit, text: str) -> None:
        """Type over what stands in a line."""
        line.selectAll()
        QTest.keyClicks(line, text)

    def record(self) -> None:
        """Press Enter in a line."""
        QTest.keyClick(self.dialog.reference, Qt.Key.Key_Return)


@pytest.fixture
def asked(qtbot: QtBot, appearance: Appearance) -> Asked:
    del appearance  # the look
    return Asked(qtbot)


def test_what_is_offered_is_now_and_the_channels_own_way(asked: Asked) -> None:
    asked.type(asked.dialog.reference, " 4711 ")
    asked.record()
    ((way, at, reference, remark),) = asked.told
    assert (way, reference, remark) == ("fax", "4711", "")
    assert at == NOW.replace(second=0)
    assert not asked.dialog.isVisible()


def test_a_number_typed_at_once_is_the_reference(asked: Asked) -> None:
    focus = asked.dialog.focusWidget()
    assert focus is asked.dialog.reference
    QTest.keyClicks(focus, "F-11")
    asked.record()
    assert [(way, reference) for way, _, reference, _ in asked.told] == [("fax", "F-11")]


@pytest.mark.parametrize(
    ("day", "time", "why"),
    [
        ("11/23/2026", "9:00 AM", "That is in the future."),
        ("11/22/2026", "10:01 AM", "That is in the future."),
        ("11/20/2026", "9:29 AM", "That is before the pack was made."),
        ("soon", "9:00 AM", ""),
        ("11/21/2026", "noonish", ""),
    ],
)
def test_what_cannot_have_happened_is_not_recorded(
    asked: Asked, day: str, time: str, why: str
) -> None:
    asked.type(asked.dialog.day, day)
    asked.type(asked.dialog.time, time)
    asked.record()
    assert asked.told == []
    assert asked.dialog.isVisible()
    assert asked.dialog.trouble.startswith(why)
    assert asked.dialog.trouble


def test_the_minute_it_was_made_in_is_not_too_early(asked: Asked) -> None:
    asked.type(asked.dialog.day, "11/20/2026")
    asked.type(asked.dialog.time, "9:30 AM")
    asked.record()
    assert [at for _, at, _, _ in asked.told] == [MADE.replace(second=0)]


def test_not_yet_records_nothing(asked: Asked) -> None:
    buttons = {button.text(): button for button in asked.dialog.findChildren(QPushButton)}
    buttons["Not yet"].click()
    assert asked.told == []
    assert not asked.dialog.isVisible()
