"""An open note: by keyboard to a PDF, saved while typing, signed, and never lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton

from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Text
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.errors import StaleNote
from app.ui.actions import Do
from app.ui.autosave import Saving
from app.ui.dialogs.add_patient import AddPatient
from app.ui.dialogs.sign_dialog import SignDialog
from app.ui.models.open_items import RowKind
from app.ui.models.path_words import is_record
from app.ui.pages.conflicts.conflict_page import ConflictPage
from app.ui.pages.patients.patient import PatientPage
from tests.full_disk import full_disk_after
from tests.office_desk import CONTROL, PASSPHRASE, OfficeDesk
from tests.ui.window.acts import SHIFT, Sit, editor, finder, new_note, texts, type_condition


def test_a_new_note_by_keyboard_to_pdf(desk: OfficeDesk, tmp_path: Path) -> None:
    new_note(desk)
    assert desk.page.note.patient_id == "p1"
    type_condition(desk, "Mechanical mitral valve")
    desk.until(lambda: texts(desk) == ["Mechanical mitral valve"])
    target = tmp_path / "note.pdf"
    desk.page.papers.save_to(target)
    desk.until(target.exists)
    text = " ".join(page.extract_text() for page in PdfReader(target).pages)
    assert "Mechanical mitral valve" in text
    assert "DRAFT" in text
    assert "Testwell" not in desk.office.print_room.file_name(
        desk.page.note, desk.page.papers.paper
    )


def test_a_patient_is_added_in_passing(desk: OfficeDesk) -> None:
    desk.shortcut(Qt.Key.Key_N, CONTROL)
    desk.type(finder(desk).line, "Rosa Invented")
    desk.press(finder(desk).line, Qt.Key.Key_Return)
    dialog = next(d for d in desk.window.children() if type(d).__name__ == "AddPatient")
    lines = dialog.findChildren(QLineEdit)
    assert [line.text() for line in lines] == ["Rosa", "Invented", ""]
    desk.type(lines[2], "4/2/1958")
    desk.press(lines[2], Qt.Key.Key_Return)
    desk.type(finder(desk).line, "D9997")
    desk.press(finder(desk).line, Qt.Key.Key_Return)
    with desk.office.store.reading() as found:
        patient = found.patients.get(desk.page.note.patient_id)
    assert patient
    assert patient.name.full == "Rosa Invented"


def test_one_word_is_the_last_name_of_who_is_added(desk: OfficeDesk) -> None:
    desk.shortcut(Qt.Key.Key_N, CONTROL)
    desk.type(finder(desk).line, "Invented")
    desk.press(finder(desk).line, Qt.Key.Key_Return)
    dialog = next(d for d in desk.window.children() if isinstance(d, AddPatient))
    first, last, _ = dialog.findChildren(QLineEdit)
    assert (first.text(), last.text()) == ("", "Invented")
    assert dialog.focusWidget() is first


@pytest.mark.parametrize("width", [1280, 900])
def test_escape_leads_from_the_side_panel_back_to_the_field(desk: OfficeDesk, width: int) -> None:
    new_note(desk)
    desk.window.resize(width, 720)
    line = editor(desk, "condition").focus_widget()
    desk.shortcut(Qt.Key.Key_1, CONTROL)
    assert not line.hasFocus()
    desk.shortcut(Qt.Key.Key_Escape)
    assert desk.window.focusWidget() is line
    assert desk.page.needed.isVisible() == (width == 1280)


def test_escape_leads_from_help_back_to_the_note(desk: OfficeDesk) -> None:
    new_note(desk)
    line = editor(desk, "condition").focus_widget()
    desk.shortcut(Qt.Key.Key_F1)
    assert desk.window.pages.currentWidget() is desk.window.help.page
    desk.shortcut(Qt.Key.Key_Escape)
    assert desk.window.pages.currentWidget() is desk.page
    assert desk.window.focusWidget() is line


def test_an_untouched_new_note_leaves_nothing_behind(desk: OfficeDesk) -> None:
    new_note(desk)
    desk.window.show_notes()
    assert desk.stored() == ()


def test_it_saves_while_typing_goes_on(desk: OfficeDesk) -> None:
    new_note(desk)
    line = editor(desk, "condition").focus_widget()

    def typed_and_stored() -> bool:
        desk.type(line, "a")  # never a pause: a key at every look
        return bool(texts(desk))

    desk.until(typed_and_stored)
    assert desk.page.autosave.state.saving in (Saving.SAVED, Saving.WAITING)
    typed = desk.page.note.content.answers["condition"]
    assert isinstance(typed, Text)
    assert len(texts(desk)[0]) < len(typed.value)


def test_quitting_stores_what_was_typed_last(desk: OfficeDesk, sit: Sit) -> None:
    new_note(desk)
    type_condition(desk, "typed at the last moment")
    desk.window.close()
    desk.program.close()
    again = sit(desk.data)
    again.unlock()
    assert texts(again) == ["typed at the last moment"]
    assert again.office.interrupted is None


def test_after_a_kill_the_note_is_offered_again(desk: OfficeDesk, sit: Sit, tmp_path: Path) -> None:
    new_note(desk)
    type_condition(desk, "before the lights went out")
    desk.until(lambda: desk.page.autosave.state.saving is Saving.SAVED)
    again = sit(desk.copy_as_killed(tmp_path / "killed"))
    window = again.unlock()
    banner = window.notes_page.findChild(QPushButton, "restored")
    assert banner
    assert banner.accessibleName() == "Open Testwell, Marisol, D9311"
    banner.click()
    assert again.page.note.id == desk.page.note.id
    assert texts(again) == ["before the lights went out"]


def test_signing_says_how_much_is_open_and_locks(desk: OfficeDesk) -> None:
    new_note(desk)
    type_condition(desk, "Warfarin")
    still_open = desk.page.bridge.state.total.open()
    desk.shortcut(Qt.Key.Key_S, CONTROL | SHIFT)
    dialog = desk.page.findChild(SignDialog)
    assert dialog
    desk.type(dialog.passphrase, PASSPHRASE)
    desk.press(dialog.passphrase, Qt.Key.Key_Return)
    desk.until(lambda: desk.page.is_signed)
    note = desk.stored()[0]
    assert note.signature
    assert note.signature.open_items == still_open > 0
    type_condition(desk, " more")
    assert texts(desk) == ["Warfarin"]
    assert desk.page.note.content.answers["condition"] == Text("Warfarin")


def test_what_blocks_signing_is_jumped_to(desk: OfficeDesk) -> None:
    new_note(desk)
    desk.page.bridge.set_answer("date_of_service", None)
    desk.shortcut(Qt.Key.Key_S, CONTROL | SHIFT)
    dialog = desk.page.findChild(SignDialog)
    assert dialog
    assert not [b for b in dialog.findChildren(QPushButton) if b.text() == "Sign"]
    dialog.findChildren(QPushButton)[0].click()
    assert desk.page.form.focused_path == "date_of_service"
    assert not desk.page.is_signed


def store_elsewhere(desk: OfficeDesk, text: str) -> None:
    """Save the open note as another workstation would."""
    with desk.office.store.writing() as found:
        note = found.notes.get(desk.page.note.id)
        assert note
        content = replace(
            note.content, answers=note.content.answers.insert("condition", Text(text))
        )
        found.notes.save(replace(note, content=content), NoteSummary(), desk.office.clock.utc())


def in_conflict(desk: OfficeDesk) -> None:
    """An open note that was changed elsewhere and then typed into."""
    new_note(desk)
    type_condition(desk, "mine")
    desk.until(lambda: desk.page.autosave.state.saving is Saving.SAVED)
    store_elsewhere(desk, "theirs")
    type_condition(desk, " still")
    desk.until(lambda: desk.page.autosave.state.saving is Saving.CONFLICT)
    assert texts(desk) == ["theirs"]
    desk.until(lambda: desk.page.keeping.comparison is not None)


@pytest.mark.parametrize(("side", "stands"), [("theirs", "theirs"), ("mine", "mine still")])
def test_of_two_versions_the_one_i_choose_stands(desk: OfficeDesk, side: str, stands: str) -> None:
    in_conflict(desk)
    desk.page.notice.buttons[0].click()
    desk.until(lambda: isinstance(desk.window.pages.currentWidget(), ConflictPage))
    page = desk.window.pages.currentWidget()
    assert isinstance(page, ConflictPage), "waited for"
    (page.all_theirs if side == "theirs" else page.all_mine).click()
    page.save.click()
    desk.until(lambda: desk.page.autosave.is_clean)
    assert texts(desk) == [stands]
    assert desk.page.notice.text == ""


def test_two_versions_that_nobody_decided_keep_a_note_on_the_screen(desk: OfficeDesk) -> None:
    in_conflict(desk)
    desk.window.show_notes()
    assert desk.window.pages.currentWidget() is desk.page
    assert desk.window.notice.text == str(StaleNote())


def test_a_full_disk_is_said_and_nothing_typed_is_lost(desk: OfficeDesk) -> None:
    new_note(desk)
    with full_disk_after(0):
        type_condition(desk, "kept all the same")
        desk.until(lambda: desk.page.autosave.state.saving is Saving.FAILED)
        assert desk.page.notice.text
    assert texts(desk) == []
    assert desk.page.flush() == ""
    assert texts(desk) == ["kept all the same"]


def test_undo_and_redo_by_keys(desk: OfficeDesk) -> None:
    new_note(desk)
    type_condition(desk, "word")
    desk.shortcut(Qt.Key.Key_Z, CONTROL)
    assert "condition" not in desk.page.note.content.answers
    desk.shortcut(Qt.Key.Key_Y, CONTROL)
    assert desk.page.note.content.answers["condition"] == Text("word")


def test_walking_through_what_is_needed(desk: OfficeDesk) -> None:
    new_note(desk)
    rows = desk.page.needed.list.rows
    items = [row.key for row in rows if row.kind is RowKind.OPEN]
    assert len(items) == desk.page.bridge.state.total.open() > 2
    visited = []
    for _ in items:
        desk.shortcut(Qt.Key.Key_F8)
        visited.append(desk.page.needed.list.current_key)
    assert visited == items
    assert desk.window.pages.currentWidget() is desk.page  # an item of the patient is pointed at
    desk.shortcut(Qt.Key.Key_F8, SHIFT)
    assert desk.page.needed.list.current_key == items[-2]


def test_f8_goes_on_from_where_somebody_is_and_not_from_where_they_were(desk: OfficeDesk) -> None:
    new_note(desk)
    items = [row.item for row in desk.page.needed.list.rows if row.kind is RowKind.OPEN]
    paths = [item.path for item in items if item and not is_record(item.path)]
    for _ in range(2):
        desk.shortcut(Qt.Key.Key_F8)
    desk.page.form.go_to(paths[-2])
    desk.shortcut(Qt.Key.Key_F8)
    assert desk.page.form.focused_path == paths[-1], "not thrown back to the beginning"
    desk.page.form.go_to(paths[4])
    desk.shortcut(Qt.Key.Key_F8, SHIFT)
    assert desk.page.form.focused_path == paths[3]


def test_a_patients_item_leads_to_the_patient_and_back(desk: OfficeDesk) -> None:
    new_note(desk)
    desk.page.record_requested.emit("patient.chart_number")
    assert desk.window.pages.currentWidget() is not desk.page
    page = desk.window.records.page
    assert isinstance(page, PatientPage)
    assert page.leave()
    assert desk.window.pages.currentWidget() is desk.page


def test_the_preview_shows_the_pages(desk: OfficeDesk) -> None:
    new_note(desk)
    type_condition(desk, "x")
    desk.shortcut(Qt.Key.Key_3, CONTROL)
    desk.until(lambda: desk.page.preview.view.document() is not None)
    assert desk.page.preview.view.document().pageCount() > 0


def test_another_dentist_treats_and_the_note_keeps_it(desk: OfficeDesk) -> None:
    new_note(desk)
    type_condition(desk, "x")
    with desk.office.store.writing() as found:
        boris = PersonName(given="Boris", family="Placeholder")
        found.staff.save(StaffMember(id="s2", name=boris, role=StaffRole.DENTIST))
    desk.page.learn()
    desk.window.actions_by_name[Do.TREATING].trigger()
    desk.type(finder(desk).line, "plac")
    desk.press(finder(desk).line, Qt.Key.Key_Return)
    assert desk.page.bridge.facts.read("treating.name") == Text("Boris Placeholder")
    assert desk.page.flush() == ""
    assert desk.stored()[0].treating_id == "s2"


def test_worded_tool_buttons_keep_their_icons_apart_and_their_names_plain(desk: OfficeDesk) -> None:
    new_note(desk)
    beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    buttons = desk.page.header.findChildren(QToolButton)
    worded = [button for button in buttons if button.toolButtonStyle() == beside]
    assert {button.accessibleName() for button in worded} == {"Print", "Dentist’s view"}
    assert all(button.text().startswith("  ") for button in worded)
