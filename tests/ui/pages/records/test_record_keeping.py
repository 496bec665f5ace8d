"""What is typed on a page of records is kept before anybody saves it, and goes when it is saved."""

from rpds import HashTrieMap

from app.domain.guides.answers import Text
from app.domain.notes.note import Content
from app.services.records.records import Records
from app.ui.autosave import FIRST_WAIT_MS
from app.ui.pages.patients.patient import PatientPage
from tests.sample_trail import TRAIL
from tests.storage import samples
from tests.ui.pages.record_desk import RecordDesk

NAME = "patient:p1"
A_SECOND_MS = 1000


def _page(desk: RecordDesk) -> PatientPage:
    page = desk.patient_page("p1")
    desk.show(page)
    return page


def _store_patient(desk: RecordDesk) -> None:
    with desk.store.writing() as found:
        found.patients.save(samples.patient())


def _kept(desk: RecordDesk) -> tuple[str, ...]:
    return desk.records.unfinished.names()


def test_a_second_is_promised() -> None:
    assert FIRST_WAIT_MS < A_SECOND_MS


def test_typing_is_kept_for_who_typed_it_and_goes_with_the_save(desk: RecordDesk) -> None:
    _store_patient(desk)
    page = _page(desk)
    page.go_to("patient.phone")
    desk.type("555-0155")
    desk.until(lambda: _kept(desk) == (NAME,))
    other = Records(desk.store, TRAIL.as_user("s2"))
    assert other.unfinished.names() == ()
    desk.save(page)
    assert _kept(desk) == ()
    assert page.session.is_saved


def test_what_was_typed_goes_on_being_kept(desk: RecordDesk) -> None:
    _store_patient(desk)
    page = _page(desk)
    page.session.bridge.set_answer("phone", "555-0155")
    desk.until(lambda: _kept(desk) == (NAME,))
    page.session.bridge.set_answer("phone", "555-0156")

    def newest() -> bool:
        unsaved = desk.records.unfinished.unsaved(NAME)
        return unsaved is not None and unsaved.content == page.session.bridge.note.content

    desk.until(newest)


def test_what_was_undone_is_no_longer_kept(desk: RecordDesk) -> None:
    _store_patient(desk)
    page = _page(desk)
    page.session.bridge.set_answer("phone", "555-0155")
    desk.until(lambda: _kept(desk) == (NAME,))
    page.undo()
    assert page.session.is_saved
    desk.until(lambda: _kept(desk) == ())


def test_it_comes_back_with_a_word_when_the_entry_was_changed_since(desk: RecordDesk) -> None:
    _store_patient(desk)
    page = _page(desk)
    page.session.bridge.set_answer("phone", "555-0155")
    desk.until(lambda: _kept(desk) == (NAME,))
    page.session.keeping.pause()
    with desk.store.writing() as found:
        patient = found.patients.get("p1")
        assert patient
        found.patients.save(patient.model_copy(update={"chart_number": "C-9"}))
    again = _page(desk)
    assert again.session.bridge.answer("phone") == page.session.bridge.answer("phone")
    assert "The entry was changed since" in again.notice.text
    again.notice.buttons[-1].click()
    assert _kept(desk) == ()
    assert again.session.is_saved


def test_a_field_that_a_newer_program_no_longer_has_is_left_out(desk: RecordDesk) -> None:
    _store_patient(desk)
    typed = Content(HashTrieMap({"fax": Text("555-0199"), "name.middle": Text("Ana")}))
    desk.records.unfinished.keep_unsaved(NAME, typed, 1)
    page = _page(desk)
    assert dict(page.session.bridge.note.content.answers.items()) == {"name.middle": Text("Ana")}
