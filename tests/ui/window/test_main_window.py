"""The one window: folding, locking, and what nobody foresaw."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from tests.office_desk import CONTROL, PASSPHRASE, OfficeDesk
from tests.ui.window.acts import new_note, texts, type_condition


def test_the_side_panel_folds_when_it_gets_narrow(desk: OfficeDesk) -> None:
    new_note(desk)
    assert desk.page.needed.isVisible()
    desk.window.resize(900, 640)
    desk.until(lambda: not desk.page.needed.isVisible())
    desk.shortcut(Qt.Key.Key_1, CONTROL)
    assert desk.page.needed.isVisible()
    desk.shortcut(Qt.Key.Key_F8)
    assert not desk.page.needed.isVisible()


def test_locking_keeps_everything_and_leads_back_to_the_note(desk: OfficeDesk) -> None:
    new_note(desk)
    type_condition(desk, "before the lock")
    note_id = desk.page.note.id
    desk.shortcut(Qt.Key.Key_L, CONTROL)
    assert desk.program.window is None
    door = desk.program.door
    assert door
    line = door.page.findChildren(QLineEdit)[0]
    desk.type(line, PASSPHRASE)
    desk.press(line, Qt.Key.Key_Return)
    desk.wait_for_window()
    assert desk.window.note_page is None  # who unlocks says whether the room may see it
    back = next(b for b in desk.window.findChildren(QPushButton) if b.text() == "Go on there")
    desk.press(back, Qt.Key.Key_Space)
    assert desk.page.note.id == note_id
    assert texts(desk) == ["before the lock"]


def test_help_leads_back_to_the_page_where_it_was_asked_for(desk: OfficeDesk) -> None:
    new_note(desk)
    desk.page.form.go_to("condition")
    desk.window.show_patient(desk.page.note.patient_id)
    patient = desk.window.pages.currentWidget()
    for _ in range(2):
        desk.shortcut(Qt.Key.Key_F1)
    assert desk.window.pages.currentWidget() is desk.window.help.page
    desk.shortcut(Qt.Key.Key_Escape)
    assert desk.window.pages.currentWidget() is patient
    desk.shortcut(Qt.Key.Key_Escape)
    assert desk.window.pages.currentWidget() is desk.page
    desk.shortcut(Qt.Key.Key_F1)
    desk.shortcut(Qt.Key.Key_Escape)
    assert desk.page.form.focused_path == "condition"


def test_the_unexpected_is_one_calm_sentence_and_a_log_line_without_words(
    desk: OfficeDesk,
) -> None:
    error = ValueError("Testwell, Marisol")
    desk.program.on_unexpected(ValueError, error, None)
    assert "kept" in desk.window.notice.text
    assert "Marisol" not in desk.window.notice.text
    log = (desk.logs / "chartproof.log").read_text(encoding="utf-8")
    assert "unexpected error" in log
    assert "Marisol" not in log
