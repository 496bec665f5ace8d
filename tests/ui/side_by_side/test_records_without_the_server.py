"""A page of records while the server is gone: nothing typed is lost, what is said is right."""

from app.domain.practice.people import Patient
from app.domain.requests.record_request import RecordRequest
from app.server_errors import ServerUnreachable
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.patients.patient_requests import PatientRequestsPage
from app.ui.pages.records.record_session import Standing
from app.ui.theme import Role
from app.ui.window.left_pages import names_left, show_unsaved
from tests.switchboard import Switchboard
from tests.ui.live_desk import LiveSeat, Sit

NAME = "patient:p1"
PHONE = "555-555-0155"


def patient_page(seat: LiveSeat) -> PatientPage:
    """The patient's page, opened while the server is there."""
    seat.window.show_patient("p1")
    page = seat.window.records.page
    assert isinstance(page, PatientPage)
    return page


def type_phone(page: PatientPage, typed: str = PHONE) -> None:
    page.session.bridge.set_answer("phone", typed)


def kept_here(seat: LiveSeat) -> list[str]:
    return [left.what for left in seat.line.disk.left("d1")]


def stored_phone(board: Switchboard) -> str:
    with board.store.reading() as found:
        patient = found.patients.get("p1")
    assert isinstance(patient, Patient)
    return patient.phone


def kept_names(board: Switchboard) -> list[str]:
    with board.store.reading() as found:
        return [each.what for each in found.unfinished.of("d1")]


def requests_page(seat: LiveSeat) -> PatientRequestsPage:
    seat.window.records.requests_requested.emit("p1")
    page = seat.window.records.page
    assert isinstance(page, PatientRequestsPage)
    return page


def requests(board: Switchboard) -> tuple[RecordRequest, ...]:
    with board.store.reading() as found:
        return found.record_requests.of_patient("p1")


def test_typing_without_the_server_is_on_this_computer_within_the_second(
    board: Switchboard, sit: Sit
) -> None:
    seat = sit("d1")
    page = patient_page(seat)
    seat.line.break_off()
    type_phone(page)
    seat.until(lambda: kept_here(seat) == [NAME])
    seat.line.mend()
    assert page.session.standing is Standing.UNSAVED, "nobody asked to save it yet"
    type_phone(page, "555-555-0156")
    seat.until(lambda: kept_here(seat) == [] and kept_names(board) == [NAME])


def test_a_save_that_finds_no_server_is_done_when_it_is_back(board: Switchboard, sit: Sit) -> None:
    seat = sit("d1")
    page = patient_page(seat)
    seat.line.break_off()
    type_phone(page)
    page.save()
    seat.until(lambda: page.session.standing is Standing.REFUSED)
    assert page.notice.text == (
        "This is not saved yet, because the practice’s server is not reached. It is kept on this"
        " computer and saved when the server is back."
    )
    assert page.notice.property("surface") == Role.WARNS.value
    assert [button.text() for button in page.notice.buttons] == ["Save again", "Discard changes"]
    seat.until(lambda: kept_here(seat) == [NAME])
    seat.line.mend()
    seat.until(lambda: page.session.is_saved)
    assert stored_phone(board) == PHONE
    assert page.notice.text == ""
    seat.until(lambda: kept_here(seat) == [] and kept_names(board) == [])


def test_leaving_the_page_keeps_it_and_says_why(board: Switchboard, sit: Sit) -> None:
    seat = sit("d1")
    page = patient_page(seat)
    seat.line.break_off()
    type_phone(page)
    seat.window.show_notes()
    assert seat.window.records.page is page
    assert seat.window.notice.text == ServerUnreachable.sentence
    page.notice.buttons[0].click()  # still not
    seat.until(lambda: page.session.standing is Standing.REFUSED)
    seat.line.mend()
    seat.until(lambda: page.session.is_saved)
    assert seat.window.notice.text == ""
    assert stored_phone(board) == PHONE


def test_a_lock_without_the_server_keeps_what_is_typed_for_the_next_start(
    board: Switchboard, sit: Sit
) -> None:
    seat = sit("d1")
    page = patient_page(seat)
    seat.line.break_off()
    type_phone(page)
    assert seat.window.records.put_by(), "so the practice can be locked"
    seat.crash()
    seat.line.is_broken = False
    again = sit("d1")
    assert again.office.records.unfinished.names() == (NAME,)
    page = patient_page(again)
    assert "It is here again." in page.notice.text
    page.save()
    again.until(lambda: page.session.is_saved)
    assert stored_phone(board) == PHONE
    again.until(lambda: kept_here(again) == [] and kept_names(board) == [])
    assert again.office.records.unfinished.names() == ()


def test_what_is_discarded_without_the_server_is_not_offered_again(
    board: Switchboard, sit: Sit
) -> None:
    seat = sit("d1")
    page = patient_page(seat)
    type_phone(page)
    seat.until(lambda: kept_names(board) == [NAME])
    seat.line.break_off()
    page.save()
    seat.until(lambda: page.session.standing is Standing.REFUSED)
    seat.office.records.unfinished.forget(NAME)
    assert seat.office.records.unfinished.unsaved(NAME) is None
    seat.line.is_broken = False
    assert kept_names(board) == [NAME]
    assert seat.office.records.unfinished.names() == (), "the server was not told, we know"


def test_a_new_record_whose_word_got_lost_is_stored_once_and_gone_on_with(
    board: Switchboard, sit: Sit
) -> None:
    seat = sit("d1")
    page = requests_page(seat)
    session = page.records.add().session
    session.bridge.set_answers({"asker": "Theo Testwell", "received": "11/20/2026"})
    seat.line.loses_next_word = True
    page.save()
    seat.until(lambda: session.standing is Standing.REFUSED)
    session.bridge.set_answers({"asker": "Theo T. Testwell"})
    seat.line.mend()
    page.save()
    seat.until(lambda: session.is_saved)
    assert [(each.asker, each.version) for each in requests(board)] == [("Theo T. Testwell", 2)]


def test_a_new_record_whose_word_got_lost_before_a_crash_is_not_offered_again(
    board: Switchboard, sit: Sit
) -> None:
    seat = sit("d1")
    page = requests_page(seat)
    session = page.records.add().session
    session.bridge.set_answers({"asker": "Theo Testwell", "received": "11/20/2026"})
    seat.until(lambda: kept_names(board) == [session.keeping.name])
    seat.line.is_broken = True
    session.bridge.set_answers({"received": "11/21/2026"})
    seat.until(lambda: kept_here(seat) == [session.keeping.name])
    seat.line.is_broken = False
    seat.line.loses_next_word = True
    page.save()
    seat.until(lambda: session.standing is Standing.REFUSED)
    seat.crash()
    seat.line.is_broken = False
    again = sit("d1")
    unfinished = again.office.records.unfinished
    for name in names_left(unfinished):
        show_unsaved(again.window.records, unfinished, name)
        assert again.window.leave()
    assert unfinished.names() == ()
    assert [each.version for each in requests(board)] == [1]
