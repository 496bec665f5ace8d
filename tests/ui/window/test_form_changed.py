"""What no longer fits a changed form stands above the note until somebody decides."""

from PySide6.QtGui import QGuiApplication
from rpds import HashTrieMap

from app.domain.answers import Text
from app.domain.note import Content
from app.domain.unfinished import LeftWork, record_name, unsaved_text
from app.services.notes.guide_migration import EVERYBODY
from tests.office_desk import OfficeDesk
from tests.ui.window.acts import type_condition


def note_with_leftovers(desk: OfficeDesk) -> str:
    """A draft whose older form asked one thing more, as opening it keeps that aside."""
    desk.window.new_note("p1", "D9311")
    type_condition(desk, "Mechanical valve")
    desk.window.flush()
    note_id = desk.page.note.id
    left = Content(HashTrieMap({"recall_months": Text("6")}))
    work = LeftWork(
        EVERYBODY, record_name("form", note_id), desk.office.clock.utc(), unsaved_text(left, 1)
    )
    with desk.office.store.writing() as found:
        found.unfinished.keep(work)
    desk.window.show_notes()
    desk.window.open_note(note_id)
    return note_id


def test_it_is_listed_copied_and_left_out_by_a_decision(desk: OfficeDesk) -> None:
    note_id = note_with_leftovers(desk)
    notice = desk.page.form_changed
    assert "1 answer has no place in it any more" in notice.text
    assert "Recall months: 6" in notice.text
    copy, leave_out = notice.buttons
    copy.click()
    assert QGuiApplication.clipboard().text() == "Recall months: 6"
    leave_out.click()
    assert notice.text == ""
    with desk.office.store.reading() as found:
        (left,) = found.left_out.of("note", note_id)
    assert (left.path, left.answer) == ("recall_months", Text("6"))
    desk.window.show_notes()
    desk.window.open_note(note_id)
    assert desk.page.form_changed.text == ""


def test_a_note_in_which_everything_fits_says_nothing(desk: OfficeDesk) -> None:
    desk.window.new_note("p1", "D9311")
    assert desk.page.form_changed.text == ""
