"""Two windows on one practice: lists and pages follow what others save."""

import datetime as dt
from dataclasses import replace

from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Text
from app.domain.requests.record_request import RecordRequest
from app.ui.actions import Do
from app.ui.pages.notes.to_sign import ToSignPage
from app.ui.pages.patients.patient import PatientPage
from app.ui.pages.patients.patient_requests import PatientRequestsPage
from app.ui.pages.requests.requests import RequestsPage
from tests.small_guide import NOW
from tests.switchboard import Switchboard
from tests.ui.live_desk import LiveSeat, Sit
from tests.ui.side_by_side.acts import banner_of


def request(request_id: str, received: dt.date) -> RecordRequest:
    return RecordRequest(id=request_id, patient="p1", asker="Theo Testwell", received=received)


def test_who_else_has_the_note_open_is_said_in_both_places(
    two: tuple[LiveSeat, LiveSeat],
) -> None:
    ada, bo = two
    ada.until(lambda: "Bo Samplemann has it open since 10:00 AM" in banner_of(ada))
    bo.until(lambda: "Ada Samplemann has it open since 10:00 AM" in banner_of(bo))
    bo.window.show_notes()
    ada.until(lambda: "Bo Samplemann has it open" not in banner_of(ada))
    model = bo.window.notes_page.table.model()
    cells = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert "Ada Samplemann has it open since 10:00 AM" in cells


def test_the_list_follows_and_keeps_its_selection(two: tuple[LiveSeat, LiveSeat]) -> None:
    ada, bo = two
    bo.window.show_notes()
    selected = bo.window.notes_page.selected_id
    ada.new_note()
    table = bo.window.notes_page.table
    bo.until(lambda: table.model().rowCount() == 2)
    assert bo.window.notes_page.selected_id == selected


def test_what_waits_for_me_follows_what_others_hand_over(
    board: Switchboard, two: tuple[LiveSeat, LiveSeat]
) -> None:
    ada, bo = two
    note_id = ada.page.note.id
    bo.window.actions_by_name[Do.TO_SIGN].trigger()
    page = bo.window.pages.currentWidget()
    assert isinstance(page, ToSignPage)
    before = page.mine.model().rowCount()
    with ada.office.store.writing() as found:
        note = board.note(note_id)
        found.notes.save(replace(note, waits_for="d2", handed_at=NOW), NoteSummary(), NOW)
    bo.until(lambda: page.mine.model().rowCount() == before + 1)


def test_the_requests_follow_what_is_taken_down_elsewhere_and_keep_the_selection(sit: Sit) -> None:
    ada, bo = sit("d1"), sit("d2")
    today = NOW.date()
    ada.office.records.save(request("late", today))
    bo.window.actions_by_name[Do.REQUESTS].trigger()
    page = bo.window.pages.currentWidget()
    assert isinstance(page, RequestsPage)
    page.take_focus()
    ada.office.records.save(request("early", today - dt.timedelta(days=5)))
    bo.until(lambda: page.table.model().rowCount() == 2)
    assert page.table.currentIndex().row() == 1  # the one that came in today, and is due last


def test_the_requests_of_a_patient_follow_too_and_nothing_typed_is_lost(sit: Sit) -> None:
    ada, bo = sit("d1"), sit("d2")
    first = ada.office.records.save(request("first", NOW.date())).record
    bo.window.show_patient("p1")
    patient = bo.window.pages.currentWidget()
    assert isinstance(patient, PatientPage)
    patient.rights.open.click()
    page = bo.window.pages.currentWidget()
    assert isinstance(page, PatientRequestsPage)
    typed = page.records.add().session
    typed.bridge.set_answers({"asker": "Nora Testwell"})
    ada.office.records.save(first.model_copy(update={"asker": "Tom Testwell"}))
    ada.office.records.save(request("second", NOW.date()))
    bo.until(lambda: len(page.records.cards) == 3)
    second, new, changed = (card.session for card in page.records.cards)
    assert second.record_id == "second"
    assert new is typed
    assert new.bridge.note.content.answers["asker"] == Text("Nora Testwell")
    bo.until(lambda: changed.bridge.note.content.answers["asker"] == Text("Tom Testwell"))
