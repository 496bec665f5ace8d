"""Typing, undo, hidden fields, jumping and Tab on the real form over a real draft."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.guides.answers import Choice, Date, Text, Unreadable
from app.ui.fields.editor import FieldEditor
from app.ui.form.form_view import FormView
from tests.small_guide import TODAY
from tests.ui.open_note import OpenNote


def editor(form: FormView, path: str) -> FieldEditor:
    found = [each for each in form.findChildren(FieldEditor) if each.path == path]
    assert len(found) == 1, f"{path}: {len(found)} editors"
    return found[0]


def line(form: FormView, path: str) -> QLineEdit:
    widget = editor(form, path).focus_widget()
    assert isinstance(widget, QLineEdit)
    return widget


def text(form: FormView, path: str) -> QPlainTextEdit:
    widget = editor(form, path).focus_widget()
    assert isinstance(widget, QPlainTextEdit)
    return widget


def test_each_keystroke_is_one_change_with_its_text_in_the_model_and_on_the_screen(
    note: OpenNote,
) -> None:
    form = note.form()
    note.bridge.set_answers({"reason": Choice("other")})
    form.go_to("which")
    note.changes.clear()
    QTest.keyClicks(line(form, "which"), "the left one")
    assert len(note.changes) == len("the left one")
    assert all(change.origin == "which" for change in note.changes)
    assert note.bridge.answer("which") == Text("the left one")
    assert line(form, "which").text() == "the left one"


def test_the_editor_a_change_came_from_is_not_written_to(note: OpenNote) -> None:
    form = note.form()
    form.go_to("day")
    typed = line(form, "day")
    QTest.keyClicks(typed, "t")
    assert note.bridge.answer("day") == Date(TODAY)
    assert typed.text() == "t", "what is being typed stays as it is"
    form.go_to("fit_direct")
    assert typed.text() == "11/22/2026", "once left, it shows how it was read"


def test_the_caret_stays_in_the_middle_of_a_text(note: OpenNote) -> None:
    form = note.form()
    note.bridge.set_answers({"reason": Choice("other"), "which": "left one"})
    form.go_to("which")
    typed = line(form, "which")
    typed.setCursorPosition(4)
    QTest.keyClicks(typed, " the")
    assert (typed.text(), typed.cursorPosition()) == ("left the one", 8)


def test_answers_from_elsewhere_reach_the_editor_and_nothing_comes_back(note: OpenNote) -> None:
    form = note.form()
    form.show_section("story")
    note.changes.clear()
    note.bridge.set_answers({"reason": Choice("other"), "day": "11/3/2026"})
    assert len(note.changes) == 1
    assert line(form, "day").text() == "11/03/2026"


def test_undo_and_redo_restore_text_and_go_where_it_was(note: OpenNote) -> None:
    form = note.form()
    note.bridge.set_answers({"reason": Choice("other")})
    form.go_to("which")
    QTest.keyClicks(line(form, "which"), "tooth three")
    form.show_section("fit")
    form.undo()
    assert form.current_section == "story"
    assert line(form, "which").text() == "tooth "
    assert note.bridge.answer("which") == Text("tooth ")
    form.redo()
    assert line(form, "which").text() == "tooth three"


def test_what_cannot_be_read_is_kept_and_marked(note: OpenNote) -> None:
    form = note.form()
    form.go_to("day")
    QTest.keyClicks(line(form, "day"), "some day")
    form.go_to("fit_direct")
    assert isinstance(note.bridge.answer("day"), Unreadable)
    assert line(form, "day").text() == "some day"
    assert "day-readable" in {item.id for item in note.bridge.state.open_items}


def test_a_field_appears_and_goes_with_the_keystroke_that_decides_it(note: OpenNote) -> None:
    form = note.form()
    form.show_section("story")
    assert [e for e in form.findChildren(FieldEditor) if e.path == "which"] == [], "never built"
    note.bridge.set_answers({"reason": Choice("other")})
    assert editor(form, "which").isVisible()
    note.bridge.set_answers({"reason": Choice("pain")})
    assert editor(form, "which").isHidden()


def test_tab_follows_the_reading_order_past_fields_that_came_late(note: OpenNote) -> None:
    form = note.form()
    form.show_section("story")
    note.bridge.set_answers({"reason": Choice("other"), "which": "x"})
    form.go_to("which")
    visited = []
    for _ in range(8):
        path = form.focused_path
        if path and path not in visited:
            visited.append(path)
        QTest.keyClick(focus(form), Qt.Key.Key_Tab)
    assert visited[:4] == ["which", "why_that", "day", "billing"]


def test_going_to_a_known_name_asks_for_its_screen(note: OpenNote, qtbot: QtBot) -> None:
    form = note.form()
    for path in ("patient.name", "coverages/c1/member_id"):
        with qtbot.waitSignal(form.record_requested) as asked:
            form.go_to(path)
        assert asked.args == [path]
    assert form.current_section == "fit"


def test_going_to_a_field_in_a_table_in_a_row_opens_everything_around_it(note: OpenNote) -> None:
    form = note.form()
    for _ in range(2):
        note.bridge.add_row("visits")
    note.bridge.set_answers({"visits/r2/kind": Choice("call")})
    note.bridge.add_row("visits/r2/tries")
    note.bridge.add_row("visits/r2/tries")
    form.go_to("visits/r2/tries/r2/how")
    assert form.current_section == "visits"
    assert form.focused_path == "visits/r2/tries/r2/how"
    assert editor(form, "visits/r2/tries/r2/how").isVisible()


def test_typing_after_a_jump_replaces_what_a_line_holds(note: OpenNote) -> None:
    form = note.form()
    note.bridge.set_answers({"day": "11/22/2026"})
    form.go_to("day")
    QTest.keyClicks(focus(form), "11/3")
    assert line(form, "day").text() == "11/3"


def test_two_fields_of_one_label_stay_two(note: OpenNote) -> None:
    form = note.form()
    for _ in range(2):
        note.bridge.add_row("visits")
    form.go_to("visits/r1/minutes")
    QTest.keyClicks(focus(form), "20")
    form.go_to("visits/r2/minutes")
    QTest.keyClicks(focus(form), "30")
    shown = [line(form, f"visits/{row}/minutes").text() for row in ("r1", "r2")]
    assert shown[0] == "20 min"
    assert shown[1] == "30"


def test_sections_come_back_as_they_were_left(note: OpenNote) -> None:
    form = note.form()
    note.bridge.set_answers({"reason": Choice("other"), "which": "left one", "why_that": "because"})
    form.go_to("why_that")
    cursor = text(form, "why_that").textCursor()
    cursor.setPosition(3)
    text(form, "why_that").setTextCursor(cursor)
    form.next_section()
    assert form.current_section == "visits"
    form.previous_section()
    assert form.focused_path == "why_that"
    assert text(form, "why_that").textCursor().position() == 3


def test_steps_are_walked_by_key_and_the_first_is_the_code_fit(note: OpenNote) -> None:
    form = note.form()
    assert [step.section for step in form.steps.steps] == ["fit", "story", "visits", "advice"]
    form.steps.setFocus()
    QTest.keyClick(form.steps, Qt.Key.Key_Down)
    assert form.current_section == "story"
    assert form.steps.hasFocus(), "looking through the sections keeps the focus on the list"
    QTest.keyClick(form.steps, Qt.Key.Key_Return)
    assert form.focused_path == "reason"


def test_steps_show_what_is_open_on_the_same_keystroke(note: OpenNote) -> None:
    form = note.form()
    before = {step.section: step.still_open for step in form.steps.steps}
    form.go_to("day")
    QTest.keyClicks(line(form, "day"), "t")
    after = {step.section: step.still_open for step in form.steps.steps}
    assert after["story"] == before["story"] - 1


def test_going_on_by_key_leaves_the_list_beside_the_form_alone(note: OpenNote) -> None:
    form, panel = note.form(), note.panel()
    row = form.layout()
    assert row is not None
    row.addWidget(panel)
    on = next(b for b in form.findChildren(QPushButton) if b.text().startswith("Next"))
    on.setFocus()
    QTest.keyClick(on, Qt.Key.Key_Space)
    assert form.current_section == form.steps.steps[1].section
    assert panel.list.current_key == ""


def test_a_section_with_nothing_to_show_is_no_step(note: OpenNote) -> None:
    form = note.form()
    note.bridge.set_answers({"reason": Choice("pain")})
    assert "visits" not in [step.section for step in form.steps.steps]


def test_a_signed_note_can_be_read_but_not_changed(note: OpenNote) -> None:
    note.bridge.set_answers({"reason": Choice("other"), "which": "left one"})
    note.bridge.add_row("visits")
    form = note.form(read_only=True)
    form.go_to("which")
    note.changes.clear()
    QTest.keyClicks(line(form, "which"), "xyz")
    form.show_section("visits")
    form.add_row()
    assert note.changes == []
    assert line(form, "which").text() == "left one"


def test_a_signed_note_shows_no_examples_that_read_like_answers(note: OpenNote) -> None:
    form = note.form()
    form.go_to("phone")
    assert line(form, "phone").placeholderText() == "614-555-0142"
    form.set_read_only(True)
    assert line(form, "phone").placeholderText() == ""


def test_signing_makes_the_open_form_read_only_at_once(note: OpenNote) -> None:
    form = note.form()
    note.bridge.set_answers({"reason": Choice("other"), "which": "left one"})
    form.go_to("which")
    form.set_read_only(True)
    QTest.keyClicks(line(form, "which"), "xyz")
    assert note.bridge.answer("which") == Text("left one")


def test_picking_a_professional_fills_the_fields_beside_it_as_one_step(note: OpenNote) -> None:
    form = note.form()
    form.go_to("name")
    note.bridge.set_answers({"specialty": "typed before"})
    note.changes.clear()
    QTest.keyClicks(line(form, "name"), "Len")
    popup = QApplication.activePopupWidget()
    assert popup is not None, "what fits is offered while typing"
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert note.bridge.answer("name") == Text("Lena Cardwell")
    assert line(form, "specialty").text() == "Cardiology"
    assert line(form, "phone").text() == "614-555-0142"
    note.bridge.undo()
    assert line(form, "specialty").text() == "typed before"
    assert line(form, "phone").text() == ""


def test_a_suggested_text_is_built_anew_while_its_parts_are_typed(note: OpenNote) -> None:
    form = note.form()
    form.go_to("advice")
    QTest.keyClicks(text(form, "advice"), "warfarin")
    offered = [
        label
        for label in editor(form, "effect").findChildren(QWidget)
        if label.property("text") == "Hold warfarin."
    ]
    assert len(offered) == 1
    assert offered[0].isVisible()


def focus(form: FormView) -> QWidget:
    widget = QApplication.focusWidget() or form.window().focusWidget()
    assert isinstance(widget, QWidget)
    return widget
