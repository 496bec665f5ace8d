"""The code fit on the real form: a no is told in full, answered on the spot, and taken back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.domain.guides.answers import YesNo
from app.ui.fields.reason_line import ReasonLine
from app.ui.form.form_view import FormView
from tests.ui.open_note import NO_EXCHANGE, OpenNote


def words(form: FormView) -> list[str]:
    return [label.text() for label in form.findChildren(QLabel) if label.isVisible()]


def reason(form: FormView) -> ReasonLine:
    return next(each for each in form.findChildren(ReasonLine) if each.isVisible())


def test_a_no_says_what_to_do_why_who_asks_and_a_closer_code(note: OpenNote) -> None:
    form = note.form()
    note.bridge.set_answers({"fit_direct": YesNo(False)})
    shown = words(form)
    assert "Say why the code still fits." in shown
    assert "Without an exchange it does not." in shown
    assert "A closer code: X0002. Start a note for X0002 instead." in shown
    assert "Small source (practice), checked Nov 22, 2026" in shown
    note.bridge.set_answers({"fit_direct": YesNo(True)})
    assert "Say why the code still fits." not in words(form)


def test_the_reason_is_kept_shown_and_can_be_taken_back(note: OpenNote) -> None:
    form = note.form()
    note.bridge.set_answers({"fit_direct": YesNo(False)})
    QTest.keyClicks(reason(form).line, "The call was made by our dentist later that day.")
    QTest.keyClick(reason(form).line, Qt.Key.Key_Return)
    kept = note.draft.content.reasons[NO_EXCHANGE.id]
    assert kept.text == "The call was made by our dentist later that day."
    assert f"You go on because: {kept.text}" in words(form)
    back = next(b for b in form.findChildren(QPushButton) if b.text() == "Take back")
    back.click()
    assert NO_EXCHANGE.id not in note.draft.content.reasons
    assert reason(form).line.text() == ""


def test_a_reason_half_typed_is_kept_when_the_user_goes_elsewhere(note: OpenNote) -> None:
    form = note.form()
    note.bridge.set_answers({"fit_direct": YesNo(False)})
    reason(form).line.setFocus()
    QTest.keyClicks(reason(form).line, "called away")
    form.go_to("fit_more")
    assert note.draft.content.reasons[NO_EXCHANGE.id].text == "called away"
    assert form.focused_path == "fit_more"


def test_esc_empties_the_line_and_keeps_no_reason(note: OpenNote) -> None:
    form = note.form()
    note.bridge.set_answers({"fit_direct": YesNo(False)})
    reason(form).line.setFocus()
    QTest.keyClicks(reason(form).line, "no")
    QTest.keyClick(reason(form).line, Qt.Key.Key_Escape)
    form.go_to("fit_more")
    assert NO_EXCHANGE.id not in note.draft.content.reasons


def test_a_signed_note_shows_the_reason_and_takes_none(note: OpenNote) -> None:
    form = note.form()
    note.bridge.set_answers({"fit_direct": YesNo(False)})
    form.set_read_only(True)
    assert not any(each.isVisible() for each in form.findChildren(ReasonLine))
    note.bridge.answer_warning(NO_EXCHANGE.id, "kept before signing")
    assert "You go on because: kept before signing" in words(form)
    assert "Take back" not in [b.text() for b in form.findChildren(QPushButton) if b.isVisible()]


def test_tab_goes_from_a_no_to_its_reason_and_on_to_the_next_question(note: OpenNote) -> None:
    form = note.form()
    form.go_to("fit_direct")
    QTest.keyClick(focus(form), Qt.Key.Key_N)
    QTest.keyClick(focus(form), Qt.Key.Key_Tab)
    assert reason(form).line.hasFocus()
    QTest.keyClick(focus(form), Qt.Key.Key_Tab)
    QTest.keyClick(focus(form), Qt.Key.Key_Tab)
    assert form.focused_path == "fit_more"


def test_tab_goes_on_from_an_answer_that_was_taken_back(note: OpenNote) -> None:
    form = note.form()
    form.go_to("fit_direct")
    QTest.keyClick(focus(form), Qt.Key.Key_Right)
    QTest.keyClick(focus(form), Qt.Key.Key_Delete)
    QTest.keyClick(focus(form), Qt.Key.Key_Tab)
    assert form.focused_path == "fit_more"


def focus(form: FormView) -> QWidget:
    found = form.window().focusWidget()
    assert isinstance(found, QWidget)
    return found
