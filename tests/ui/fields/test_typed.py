"""What is typed on one line: sent at every key, understood aloud, shown canonical on leaving."""

import datetime as dt

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.domain.guides.answers import Date, Text, Unreadable
from app.domain.guides.guide import Field, FieldKind
from app.ui.fields.date_control import CalendarPopup, DateControl
from app.ui.fields.line import menu_without_undo
from tests.ui.fields.desk import MakeDesk, click

DATE = Field("f", FieldKind.DATE, "Date of service")


def test_every_key_is_sent_as_it_was_typed(desk: MakeDesk) -> None:
    at = desk(DATE)
    at.type_in("t-3")
    assert at.said == ["t", "t-", "t-3"]
    assert at.line.text() == "t-3"


@pytest.mark.parametrize(
    ("kind", "typed", "shown"),
    [
        (FieldKind.TEXT, "as typed ", "as typed "),
        (FieldKind.DATE, "t-3", "10/31/2026"),
        (FieldKind.DATE, "11/3", "11/03/2026"),
        (FieldKind.TIME, "1430", "2:30 PM"),
        (FieldKind.TIME, "n", "9:15 AM"),
        (FieldKind.MINUTES, "1h15", "1 h 15 min"),
        (FieldKind.NUMBER, "7.20", "7.20"),
        (FieldKind.MONEY, "85.5", "$85.50"),
        (FieldKind.TEETH, "ur 14 15 16", "UR, 14-16"),
        (FieldKind.NPI, "123 456 7893", "1234567893"),
        (FieldKind.PHONE, "(555) 010-0199", "555-010-0199"),
    ],
)
def test_leaving_shows_what_was_read(
    desk: MakeDesk, kind: FieldKind, typed: str, shown: str
) -> None:
    at = desk(Field("f", kind, "Field"))
    at.type_in(typed)
    assert at.line.text() == typed
    at.leave()
    assert at.line.text() == shown


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (FieldKind.DATE, "t-3", "Saturday, 10/31/2026"),
        (FieldKind.DATE, "11/", ""),
        (FieldKind.TIME, "2:30p", "Understood as 2:30 PM"),
        (FieldKind.TIME, "n", "Understood as the time it is now"),
        (FieldKind.MINUTES, "1:15", "Understood as 1 h 15 min"),
        (FieldKind.MINUTES, "20 min", ""),
        (FieldKind.MONEY, "85", "Understood as $85.00"),
        (FieldKind.TEETH, "14-16", "Understood as teeth 14–16"),
        (FieldKind.NPI, "1234567893", "The check digit fits."),
        (FieldKind.NPI, "1234567890", ""),
        (FieldKind.PHONE, "5550100199", "Understood as 555-010-0199"),
    ],
)
def test_the_line_below_tells_how_it_is_understood(
    desk: MakeDesk, kind: FieldKind, typed: str, said: str
) -> None:
    at = desk(Field("f", kind, "Field"))
    at.type_in(typed)
    assert at.editor.line.full_text == said


def test_unreadable_text_stays_to_be_mended(desk: MakeDesk) -> None:
    at = desk(DATE)
    at.type_in("13/45")
    at.leave()
    assert at.line.text() == "13/45"
    assert isinstance(at.answer, Unreadable)
    assert at.editor.line.full_text == at.answer.why


def test_an_emptied_field_is_cleared(desk: MakeDesk) -> None:
    at = desk(DATE)
    at.type_in("t")
    at.press("Backspace")
    assert at.said == ["t", None]
    at.leave()
    assert at.line.text() == ""


def test_the_caret_stays_while_the_same_text_is_shown(desk: MakeDesk) -> None:
    at = desk(Field("f", FieldKind.TEXT, "Field"))
    at.type_in("abcdef")
    at.line.setCursorPosition(2)
    at.editor.set_value(Text("abcdef"))
    assert at.line.cursorPosition() == 2


def test_the_menu_of_a_line_has_no_undo(desk: MakeDesk) -> None:
    at = desk(DATE)
    words = [action.text().split("\t")[0] for action in menu_without_undo(at.line).actions()]
    assert words == ["Cu&t", "&Copy", "&Paste", "Delete", "", "Select All"]


def test_the_clock_button_sets_the_time_it_is(desk: MakeDesk) -> None:
    at = desk(Field("f", FieldKind.TIME, "Time"))
    buttons = at.editor.findChildren(QToolButton)
    click(next(each for each in buttons if each.accessibleName().startswith("Now")))
    assert at.said == ["now"]
    assert at.line.text() == "9:15 AM"


class TestCalendar:
    @pytest.mark.parametrize(
        ("typed", "day"), [("", (2026, 11, 3)), ("12/24/2025", (2025, 12, 24))]
    )
    def test_opens_at_what_is_typed_or_today(
        self, desk: MakeDesk, typed: str, day: tuple[int, int, int]
    ) -> None:
        at = desk(DATE)
        at.type_in(typed)
        at.press("Down")
        popup = at.editor.findChild(CalendarPopup)
        assert isinstance(popup, CalendarPopup)
        assert popup.isVisible()
        assert popup.calendar.selectedDate() == QDate(*day)

    def test_a_picked_day_is_the_answer_and_the_focus_returns(self, desk: MakeDesk) -> None:
        at = desk(DATE)
        at.enter()
        control = at.editor.findChild(DateControl)
        assert isinstance(control, DateControl)
        popup = control.open_calendar()
        popup.calendar.clicked.emit(QDate(2026, 11, 5))
        assert at.answer == Date(dt.date(2026, 11, 5))
        assert at.line.text() == "11/05/2026"
        assert not popup.isVisible()

    def test_today_is_one_click(self, desk: MakeDesk) -> None:
        at = desk(DATE)
        control = at.editor.findChild(DateControl)
        assert isinstance(control, DateControl)
        popup = control.open_calendar()
        click(next(b for b in popup.findChildren(QPushButton) if b.text() == "Today"))
        assert at.answer == Date(dt.date(2026, 11, 3))
        assert len(at.said) == 1


def test_what_cannot_be_read_is_in_the_words_of_the_field_and_told_once(
    desk: MakeDesk, qtbot: QtBot
) -> None:
    at = desk(Field("f", FieldKind.DATE, "Date"))
    heard: list[str] = []
    at.editor.line.voice.said.connect(heard.append)
    at.type_in("99/99/2026")
    with qtbot.waitSignal(at.editor.line.voice.said):
        at.leave()
    why = at.editor.line.full_text
    assert heard == [why]
    assert at.line.accessibleDescription().startswith(why)
