"""After a lock or a crash: back to the place in the note, and to what was typed and not saved."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.ui.pages.parts.notice import Notice
from app.ui.pages.patients.patient import PatientPage
from tests.office_desk import OfficeDesk
from tests.ui.window.acts import Sit, editor, new_note, type_condition
from tests.ui.window.pack_acts import stored_note

LINES = QLineEdit | QPlainTextEdit


def offer(desk: OfficeDesk) -> Notice:
    """What is offered above the list."""
    found = [each for each in desk.window.findChildren(Notice) if "Go on there" in ways(each)]
    found += [each for each in desk.window.findChildren(Notice) if "Show it" in ways(each)]
    return found[0]


def offers(desk: OfficeDesk) -> bool:
    words = [word for each in desk.window.findChildren(Notice) for word in ways(each)]
    return "Go on there" in words or "Show it" in words


def ways(notice: Notice) -> list[str]:
    return [button.text() for button in notice.buttons] if notice.text else []


def lock_and_unlock(desk: OfficeDesk) -> None:
    desk.program.lock()
    door = desk.program.door
    assert door
    desk.type(door.page.findChildren(QLineEdit)[0], "an invented phrase for tests")
    desk.press(door.page.findChildren(QLineEdit)[0], Qt.Key.Key_Return)
    desk.wait_for_window()


def focused(desk: OfficeDesk) -> QWidget:
    """The widget that has the focus."""
    widget: QWidget | None = desk.window.focusWidget()
    assert widget is not None
    return widget


def caret(desk: OfficeDesk) -> int:
    widget = desk.window.focusWidget()
    if isinstance(widget, QPlainTextEdit):
        return widget.textCursor().position()
    assert isinstance(widget, QLineEdit)
    return widget.cursorPosition()


def patient_page(desk: OfficeDesk) -> PatientPage:
    page = desk.window.records.page
    assert isinstance(page, PatientPage)
    return page


def test_after_a_lock_one_key_leads_back_to_the_caret(desk: OfficeDesk) -> None:
    new_note(desk)
    type_condition(desk, "atrial fibrillation")
    widget = editor(desk, "condition").focus_widget()
    for _ in range(5):
        desk.press(widget, Qt.Key.Key_Left)
    section, here = desk.page.form.current_section, caret(desk)
    lock_and_unlock(desk)
    assert desk.window.note_page is None, "who unlocks is asked first"
    notice = offer(desk)
    assert "Marisol" in notice.text
    assert desk.window.focusWidget() is notice.buttons[0]
    desk.press(notice.buttons[0], Qt.Key.Key_Space)
    assert desk.page.form.current_section == section
    assert desk.page.form.focused_path == "condition"
    assert caret(desk) == here
    desk.type(focused(desk), "X")
    widget = desk.window.focusWidget()
    assert isinstance(widget, LINES)
    text = widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()
    assert text == "atrial fibrillXation"
    assert not offers(desk)


def test_one_key_leads_back_to_a_signed_note_and_stays_in_it(desk: OfficeDesk) -> None:
    desk.window.open_note(stored_note(desk))
    lock_and_unlock(desk)
    desk.press(offer(desk).buttons[0], Qt.Key.Key_Space)
    assert desk.page.is_signed
    assert focused(desk) is desk.page.form.steps


def test_not_now_is_taken_as_an_answer(desk: OfficeDesk) -> None:
    new_note(desk)
    type_condition(desk, "atrial fibrillation")
    lock_and_unlock(desk)
    desk.press(offer(desk).buttons[1], Qt.Key.Key_Space)
    assert not offers(desk)
    lock_and_unlock(desk)
    assert not offers(desk)


def test_somebody_else_gets_the_list(desk: OfficeDesk) -> None:
    new_note(desk)
    type_condition(desk, "atrial fibrillation")
    with desk.office.store.writing() as work:
        other = work.staff.save(
            StaffMember(
                id="s9",
                name=PersonName(given="Robin", family="Deskwell"),
                role=StaffRole.FRONT_DESK,
            )
        )
    lock_and_unlock(desk)
    first = desk.office.trail.who
    desk.program.change_user(other.id)
    assert desk.office.charting.user == "s9"
    assert desk.window.note_page is None
    assert not offers(desk)
    desk.program.change_user(first)
    assert offers(desk)


def test_a_page_that_cannot_be_saved_does_not_keep_the_practice_open(desk: OfficeDesk) -> None:
    desk.window.show_patient("p1")
    patient_page(desk).go_to("patient.birth_date")
    line = patient_page(desk).window().focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    desk.type(line, "the ides of March")
    with desk.qtbot.waitSignal(desk.window.closed):  # everything that runs beside it ends
        desk.program.lock()
    door = desk.program.door
    assert door
    desk.type(door.page.findChildren(QLineEdit)[0], "an invented phrase for tests")
    desk.press(door.page.findChildren(QLineEdit)[0], Qt.Key.Key_Return)
    desk.wait_for_window()
    desk.press(offer(desk).buttons[0], Qt.Key.Key_Space)
    page = patient_page(desk)
    assert not page.is_saved
    assert "not saved. It is here again" in page.notice.text
    page.go_to("patient.birth_date")
    line = page.window().focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.text() == "the ides of March"
    page.notice.buttons[0].click()
    assert page.notice.text == ""
    lock_and_unlock(desk)
    assert offer(desk).text.startswith("Before the lock the page “"), "nothing typed is left"
    desk.press(offer(desk).buttons[1], Qt.Key.Key_Space)
    assert not offers(desk)


def test_after_a_lock_one_key_leads_back_to_a_field_of_a_page(desk: OfficeDesk) -> None:
    new_note(desk)
    type_condition(desk, "atrial fibrillation")
    note_id = desk.page.note.id
    desk.window.show_patient("p1")
    patient_page(desk).go_to("patient.phone")
    desk.type(focused(desk), "614-555-0155")
    desk.press(focused(desk), Qt.Key.Key_Left)
    here = caret(desk)
    lock_and_unlock(desk)
    assert "“Marisol Testwell” was open" in offer(desk).text
    desk.press(offer(desk).buttons[0], Qt.Key.Key_Space)
    line = focused(desk)
    assert isinstance(line, QLineEdit)
    assert (line.text(), caret(desk)) == ("614-555-0155", here)
    assert desk.window.pages.currentWidget() is patient_page(desk)
    assert desk.window.note_page is not None
    assert desk.page.note.id == note_id, "the note below is open again"
    assert not offers(desk)


def test_a_kill_takes_no_more_than_a_second_of_a_page(
    desk: OfficeDesk, sit: Sit, tmp_path: Path
) -> None:
    desk.window.records.add_patient()
    desk.type(focused(desk), "Quentin")
    desk.until(lambda: bool(desk.office.records.unfinished.names()))
    again = sit(desk.copy_as_killed(tmp_path / "killed"))
    again.unlock()
    desk.qtbot.waitUntil(lambda: offers(again))
    assert focused(again) is offer(again).buttons[0]
    again.press(offer(again).buttons[0], Qt.Key.Key_Space)
    page = patient_page(again)
    texts = [line.text() for line in page.findChildren(QLineEdit)]
    assert "Quentin" in texts
    assert not page.is_saved


def test_what_was_saved_is_not_offered(desk: OfficeDesk, sit: Sit, tmp_path: Path) -> None:
    desk.window.show_patient("p1")
    patient_page(desk).go_to("patient.phone")
    desk.type(focused(desk), "555-0155")
    desk.until(lambda: bool(desk.office.records.unfinished.names()))
    patient_page(desk).save()
    desk.until(lambda: patient_page(desk).is_saved)
    again = sit(desk.copy_as_killed(tmp_path / "killed"))
    again.unlock()
    assert not offers(again)
