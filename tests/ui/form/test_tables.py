"""Rows of tables on the real form: add, copy, remove, move, rows in rows, sums of time."""

import datetime as dt

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.guides.answers import Choice, Date, Minutes, NotGiven, Person
from app.domain.guides.guide import Field, FieldKind, Guide, Section
from app.ui.fields.closing import ClosingButton
from app.ui.form.form_view import FormView
from app.ui.form.row_box import RowBox
from app.ui.form.table_box import TableBox
from app.ui.icons import Icons
from app.ui.theme import Appearance
from tests.ui.open_note import OpenNote


def table(form: FormView, path: str = "visits") -> TableBox:
    return next(each for each in form.findChildren(TableBox) if each.path == path)


def row(form: FormView, row_id: str, path: str = "visits") -> RowBox:
    found = table(form, path).row(row_id)
    assert found is not None
    return found


def button(parent: QWidget, text: str) -> QPushButton:
    return next(each for each in parent.findChildren(QPushButton) if each.text() == text)


def tool(parent: QWidget, name: str) -> QToolButton:
    buttons = parent.findChildren(QToolButton)
    return next(each for each in buttons if each.accessibleName().startswith(name))


def shown_rows(form: FormView, path: str = "visits") -> list[str]:
    """The rows in the order they stand on the screen."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    boxes = [each for each in table(form, path).findChildren(RowBox) if each.isVisible()]
    mine = [each for each in boxes if each.path.rpartition("/")[0] == path]
    return [each.path for each in sorted(mine, key=lambda each: each.y())]


def visits(note: OpenNote, count: int) -> FormView:
    form = note.form()
    for _ in range(count):
        note.bridge.add_row("visits")
    form.show_section("visits")
    return form


def test_the_button_adds_a_row_and_puts_the_caret_into_it(note: OpenNote) -> None:
    form = visits(note, 0)
    QTest.mouseClick(button(form, "Add visit"), Qt.MouseButton.LeftButton)
    assert note.bridge.rows("visits") == ("r1",)
    assert form.focused_path == "visits/r1/on"
    assert row(form, "r1").is_open


def test_letters_typed_on_the_button_begin_the_first_row(note: OpenNote) -> None:
    form = visits(note, 0)
    form.go_to("visits")
    assert focus() is button(form, "Add visit")
    QTest.keyClick(focus(), Qt.Key.Key_1)
    QTest.keyClicks(focus(), "1/3")
    assert note.bridge.rows("visits") == ("r1",)
    assert form.focused_path == "visits/r1/on"
    form.go_to("visits/r1/minutes")
    assert note.bridge.answer("visits/r1/on") == Date(dt.date(2026, 11, 3))


def test_keys_that_write_nothing_begin_no_row(note: OpenNote) -> None:
    form = visits(note, 0)
    form.go_to("visits")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
        QTest.keyClick(focus(), key)
    assert note.bridge.rows("visits") == ()


def test_ctrl_enter_adds_a_row_to_the_innermost_table(note: OpenNote) -> None:
    form = visits(note, 1)
    note.bridge.set_answers({"visits/r1/kind": Choice("call")})
    form.go_to("visits/r1/tries")
    QTest.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert note.bridge.rows("visits/r1/tries") == ("r1",)
    assert note.bridge.rows("visits") == ("r1",)
    assert form.focused_path == "visits/r1/tries/r1/on"
    form.go_to("visits/r1/minutes")
    QTest.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert note.bridge.rows("visits") == ("r1", "r2")


def test_a_row_added_below_the_window_is_scrolled_to(note: OpenNote) -> None:
    form = visits(note, 1)
    for _ in range(3):
        table(form).add_row()
    line = form.window().focusWidget()
    assert isinstance(line, QWidget)
    assert table(form).findChildren(RowBox)[-1].isAncestorOf(line)
    area = form.current_page.viewport()
    top = line.mapTo(area, line.rect().topLeft()).y()
    assert 0 <= top <= area.height() - line.height()


def test_the_window_s_action_adds_to_the_table_in_use(note: OpenNote) -> None:
    form = visits(note, 0)
    form.add_row()
    assert note.bridge.rows("visits") == ("r1",)


def test_a_copy_stands_below_with_every_answer(note: OpenNote) -> None:
    form = visits(note, 2)
    note.bridge.set_answers({"visits/r1/minutes": "25"})
    row(form, "r1").open()
    tool(row(form, "r1"), "Duplicate").click()
    assert note.bridge.rows("visits") == ("r1", "r3", "r2")
    assert note.bridge.answer("visits/r3/minutes") == Minutes(25)
    assert shown_rows(form) == ["visits/r1", "visits/r3", "visits/r2"]
    assert form.focused_path == "visits/r3/on"


def test_a_removed_row_comes_back_with_undo_on_the_spot(note: OpenNote) -> None:
    form = visits(note, 3)
    note.bridge.set_answers({"visits/r2/minutes": "25"})
    head = row(form, "r2").head
    head.setFocus()
    QTest.keyClick(head, Qt.Key.Key_Delete)
    assert shown_rows(form) == ["visits/r1", "visits/r3"]
    assert row(form, "r3").head.hasFocus(), "the neighbor takes the focus"
    assert [x.text() for x in form.findChildren(QLabel) if x.isVisible()].count(
        "Visit 2 removed."
    ) == 1
    button(table(form), "Undo").click()
    assert note.bridge.rows("visits") == ("r1", "r2", "r3")
    assert note.bridge.answer("visits/r2/minutes") == Minutes(25)
    assert shown_rows(form) == ["visits/r1", "visits/r2", "visits/r3"]


def test_the_offer_to_undo_goes_with_the_next_edit(note: OpenNote) -> None:
    form = visits(note, 2)
    table(form).remove_row("r1")
    assert button(table(form), "Undo").isVisible()
    note.bridge.set_answers({"reason": Choice("other")})
    assert not button(table(form), "Undo").isVisible(), "it would take back that edit instead"


def test_rows_move_and_are_numbered_anew(note: OpenNote) -> None:
    form = visits(note, 3)
    row(form, "r3").head.setFocus()
    QTest.keyClick(row(form, "r3").head, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert note.bridge.rows("visits") == ("r1", "r3", "r2")
    assert shown_rows(form) == ["visits/r1", "visits/r3", "visits/r2"]
    assert row(form, "r3").head.accessibleName().startswith("Visit 2,")
    assert row(form, "r3").head.hasFocus()


def test_tab_goes_through_moved_rows_as_they_stand(note: OpenNote) -> None:
    form = visits(note, 3)
    table(form).move_row("r3", -2)
    row(form, "r3").head.setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert row(form, "r1").head.hasFocus()


def test_a_closed_row_tells_its_answers_and_what_is_open(note: OpenNote) -> None:
    form = visits(note, 2)
    head = row(form, "r1").head
    before = head.accessibleName()
    note.bridge.set_answers({"visits/r1/minutes": "20", "visits/r1/kind": Choice("walk")})
    assert head.accessibleDescription() == "20 min · Walk"
    assert before == "Visit 1, closed, 2 still needed"
    assert head.accessibleName() == "Visit 1, closed, 1 still needed"


def test_closing_and_opening_a_row_keeps_what_is_typed(note: OpenNote) -> None:
    form = visits(note, 1)
    form.go_to("visits/r1/minutes")
    QTest.keyClicks(focus(), "2")
    head = row(form, "r1").head
    head.click()
    assert not row(form, "r1").is_open
    head.click()
    assert note.bridge.answer("visits/r1/minutes") == Minutes(2)


LOG = Guide(
    "X0009",
    1,
    "Log",
    {},
    (
        Section(
            "log",
            "Log",
            (
                Field(
                    "log",
                    FieldKind.TABLE,
                    "Log",
                    row_name="Entry",
                    closings=("none",),
                    fields=(
                        Field("log/start", FieldKind.TIME, "Start"),
                        Field("log/end", FieldKind.TIME, "End"),
                        Field("log/minutes", FieldKind.MINUTES, "Minutes"),
                        Field("log/who", FieldKind.PERSON, "Who"),
                    ),
                ),
            ),
        ),
    ),
    (),
    (),
)


def test_time_is_summed_per_person_and_in_all(
    qtbot: QtBot, appearance: Appearance, icons: Icons
) -> None:
    note = OpenNote(qtbot, appearance, icons, LOG)
    form = note.form()
    for _ in range(3):
        note.bridge.add_row("log")
    note.bridge.set_answers(
        {
            "log/r1/minutes": "20",
            "log/r1/who": Person("Mia Exampleton"),
            "log/r2/start": "9:00a",
            "log/r2/end": "9:35a",
            "log/r2/who": Person("Ada Samplemann"),
            "log/r3/minutes": "5",
            "log/r3/who": Person("Mia Exampleton"),
        }
    )
    shown = [x.text() for x in form.findChildren(QLabel) if x.isVisible()]
    assert "60 minutes in all (Mia Exampleton 25, Ada Samplemann 35)" in shown


def test_a_table_can_be_closed_honestly_and_opened_by_a_row(
    qtbot: QtBot, appearance: Appearance, icons: Icons
) -> None:
    note = OpenNote(qtbot, appearance, icons, LOG)
    form = note.form()
    closing = table(form, "log").findChild(ClosingButton)
    assert isinstance(closing, ClosingButton)
    closing.use()
    assert note.bridge.answer("log") == NotGiven("none")
    table(form, "log").add_row()
    assert note.bridge.rows("log") == ("r1",)
    assert not closing.isVisible(), "a table with rows is not closed"
    note.bridge.undo()
    assert note.bridge.answer("log") == NotGiven("none")
    assert closing.isVisible()


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert isinstance(widget, QWidget)
    return widget
