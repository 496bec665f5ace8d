"""A day typed in short, outside forms: it is written in full once somebody is done with it."""

import datetime as dt
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.reading.dates import read_date
from app.ui.dialogs.ask_dialog import AskDialog, AskedFor
from app.ui.fields.day_meant import show_meant_when_left
from app.ui.pages.parts.day_line import DayLine
from app.ui.theme import Appearance

NOW = dt.datetime(2026, 11, 3, 9, 15, tzinfo=dt.UTC)


@pytest.fixture
def page(qtbot: QtBot, appearance: Appearance) -> QWidget:
    """A page with another line, to go to."""
    del appearance  # the look
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(QLineEdit(page))
    with qtbot.waitExposed(page):
        page.show()
    return page


def put(line: QLineEdit, page: QWidget) -> None:
    layout = page.layout()
    assert layout
    layout.addWidget(line)
    line.show()
    line.setFocus()


@pytest.mark.parametrize(
    ("typed", "left"), [("t", "11/03/2026"), ("12/1", "12/01/2026"), ("soon", "soon"), ("", "")]
)
def test_the_day_is_written_in_full_when_it_is_left(page: QWidget, typed: str, left: str) -> None:
    line = QLineEdit(page)
    show_meant_when_left(line, NOW.date)
    put(line, page)
    QTest.keyClicks(line, typed)
    assert line.text() == typed
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == left


def test_a_filter_shows_the_day_before_it_asks_for_it(page: QWidget) -> None:
    line = DayLine("From", "t-7", lambda: NOW, page)
    put(line, page)
    told: list[str] = []
    line.changed.connect(lambda: told.append(line.text()))
    QTest.keyClicks(line, "t-3")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert told == ["10/31/2026"]
    assert line.day == dt.date(2026, 10, 31)


def test_a_dialog_shows_days_in_full_and_other_words_as_typed(page: QWidget, qtbot: QtBot) -> None:
    asked = (
        AskedFor("day", "Sent on", partial(read_date, today=NOW.date())),
        AskedFor("how", "How it was sent"),
    )
    dialog = AskDialog("Record as sent", "", "Record", asked, page)
    with qtbot.waitExposed(dialog):
        dialog.open()
    for name, typed in (("day", "t"), ("how", "t")):
        QTest.keyClicks(dialog.fields[name], typed)
        QTest.keyClick(dialog.fields[name], Qt.Key.Key_Tab)
    assert dialog.typed() == {"day": "11/03/2026", "how": "t"}
