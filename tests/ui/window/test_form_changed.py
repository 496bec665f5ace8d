"""What no longer fits a changed form stands above the note until somebody decides."""

from dataclasses import replace

from PySide6.QtGui import QGuiApplication
from rpds import HashTrieMap

from app.domain.guides.answers import Text
from app.domain.left_open.unfinished import LeftWork, record_name, unsaved_text
from app.domain.notes.note import Content
from app.domain.signing.seal import Standing
from app.services.notes.draft import Draft
from app.services.notes.guide_migration import EVERYBODY
from tests.office_desk import OfficeDesk
from tests.signing_keys import key_for
from tests.small_guide import reader
from tests.ui.window.acts import type_condition
from tests.ui.window.pack_acts import stored_note


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


def test_a_signed_note_says_what_its_form_has_no_place_for(desk: OfficeDesk) -> None:
    office, charting = desk.office, desk.office.charting
    draft = charting.open(stored_note(desk, signed=False))
    answers = draft.note.content.answers.insert("recall_months", Text("6"))
    content = replace(draft.note.content, answers=answers)
    older = replace(draft.note, content=content, guide_digest="0" * 64)
    then = Draft(older, draft.guide, draft.known, reader(), office.clock.utc, charting.user)
    charting.sign(then, key_for(office.store, charting.user, office.clock.utc()))
    desk.window.open_note(older.id)
    notice = desk.page.form_changed
    assert "since this note was signed. Its preview shows the pages that were signed" in notice.text
    assert notice.text.endswith("1 answer has no place in it any more:\n• Recall months: 6")
    (copy,) = notice.buttons
    copy.click()
    assert QGuiApplication.clipboard().text() == "Recall months: 6"
    assert desk.page.signing.later.standing is Standing.FITS


def test_a_signed_note_of_todays_form_says_nothing(desk: OfficeDesk) -> None:
    desk.window.open_note(stored_note(desk))
    assert desk.page.form_changed.text == ""
