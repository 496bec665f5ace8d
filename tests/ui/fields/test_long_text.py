"""Text of several lines grows with its content and does not keep the tab key."""

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.guides.answers import Text
from app.domain.guides.guide import Field, FieldKind
from app.ui.fields.long_text import GrowingText
from tests.ui.fields.desk import Desk, MakeDesk

LONG = Field("f", FieldKind.LONG_TEXT, "Why it was necessary")


def text_of(at: Desk) -> GrowingText:
    widget = at.editor.focus_widget()
    assert isinstance(widget, GrowingText)
    return widget


def test_every_key_is_sent_whole(desk: MakeDesk) -> None:
    at = desk(LONG)
    at.type_in("a b")
    at.press("Return")
    at.press("Backspace")
    assert at.said == ["a", "a ", "a b", "a b\n", "a b"]


def test_it_grows_with_its_lines_up_to_a_limit(desk: MakeDesk) -> None:
    at = desk(LONG)
    heights = []
    for lines in (1, 3, 6, 14, 60):
        at.editor.set_value(Text("\n".join("line" for _ in range(lines))))
        heights.append(text_of(at).sizeHint().height())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4]


def test_wrapped_lines_count(desk: MakeDesk) -> None:
    at = desk(LONG)
    at.editor.set_value(Text("word " * 200))
    assert text_of(at).sizeHint().height() > text_of(at).fontMetrics().lineSpacing() * 5


def test_it_shows_whole_lines_without_a_scroll_bar(qtbot: QtBot, desk: MakeDesk) -> None:
    at = desk(LONG)
    at.editor.set_value(Text("one\ntwo\nthree\nfour"))
    bar = text_of(at).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    assert not bar.isVisible()


def test_the_caret_stays_when_the_text_is_the_same(desk: MakeDesk) -> None:
    at = desk(LONG)
    at.type_in("abcdef")
    cursor = text_of(at).textCursor()
    cursor.setPosition(2)
    text_of(at).setTextCursor(cursor)
    at.editor.set_value(Text("abcdef"))
    QTest.keyClicks(text_of(at), "X")
    assert at.said[-1] == "abXcdef"
