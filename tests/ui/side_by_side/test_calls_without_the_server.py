"""A call sheet while the server is gone: it comes back as a sheet, each check is saved once."""

import datetime as dt

import pytest

from app.domain.payers.payer import Verification
from app.domain.practice.people import Coverage, PayerType
from app.ui.pages.payers.call_sheet import CallSheetPage
from app.ui.window.left_pages import names_left, show_unsaved
from tests.switchboard import Switchboard
from tests.ui.live_desk import LiveSeat, Sit


@pytest.fixture
def seat(board: Switchboard, sit: Sit) -> LiveSeat:
    """A workstation on a practice with a covered patient."""
    covered = Coverage(order=1, payer="Sample Plan", payer_type=PayerType.COMMERCIAL_INSURED)
    with board.store.writing() as found:
        patient = found.patients.get("p1")
        assert patient is not None
        found.patients.save(patient.model_copy(update={"coverages": (covered,)}))
    return sit("d1")


def sheet(seat: LiveSeat) -> CallSheetPage:
    page = seat.window.records.page
    assert isinstance(page, CallSheetPage), page
    return page


def called(seat: LiveSeat) -> CallSheetPage:
    seat.window.records.call_requested.emit("p1", 1, None)
    return sheet(seat)


def answer(page: CallSheetPage, code: str, **answers: str) -> None:
    page.show_code(code)
    page.current.session.bridge.set_answers(answers)


def stored(board: Switchboard) -> tuple[Verification, ...]:
    with board.store.reading() as found:
        return found.verifications.of_patient("p1")


def test_after_a_crash_without_the_server_the_sheet_comes_back_and_is_saved_once(
    board: Switchboard, seat: LiveSeat, sit: Sit
) -> None:
    page = called(seat)
    seat.line.break_off()
    answer(page, "D9311", representative="Pat Linesample", covered="yes")
    answer(page, "D9997", covered="no")
    seat.until(lambda: len(seat.line.disk.left("d1")) == 3)
    seat.until(lambda: "D9997" in seat.line.disk.held_left["d1", page.left_name].body)
    seat.crash()
    seat.line.is_broken = False
    again = sit("d1")
    unfinished = again.office.records.unfinished
    (name,) = names_left(unfinished)
    assert name == page.left_name, "the sheet, not three things"
    show_unsaved(again.window.records, unfinished, name)
    page = sheet(again)
    assert page.code == "D9997"
    assert page.leave()
    assert {(check.code, check.covered, check.representative) for check in stored(board)} == {
        ("D9311", "yes", "Pat Linesample"),
        ("D9997", "no", "Pat Linesample"),
    }
    assert len({check.call for check in stored(board)}) == 1
    assert unfinished.names() == ()
    assert again.line.disk.left("d1") == ()


def test_a_sheet_saved_but_for_the_word_of_it_is_not_saved_twice(
    board: Switchboard, seat: LiveSeat, sit: Sit
) -> None:
    page = called(seat)
    answer(page, "D9311", covered="yes")
    assert page.put_by()
    answer(page, "D9311", covered="no")
    assert page.kept.keep_now()
    assert page.current.session.keeping.keep_now()
    seat.line.loses_next_word = True
    assert not page.flush()
    seat.crash()
    seat.line.is_broken = False
    again = sit("d1")
    for name in names_left(again.office.records.unfinished):
        show_unsaved(again.window.records, again.office.records.unfinished, name)
        assert again.window.leave()
    (check,) = stored(board)
    assert (check.covered, check.version) == ("no", 2)


def test_a_call_whose_coverage_is_gone_leads_to_the_patient(
    board: Switchboard, seat: LiveSeat
) -> None:
    page = called(seat)
    answer(page, "D9311", covered="yes")
    name = page.left_name
    assert page.put_by()
    with board.store.writing() as found:
        patient = found.patients.get("p1")
        assert patient is not None
        found.patients.save(patient.model_copy(update={"coverages": ()}))
    show_unsaved(seat.window.records, seat.office.records.unfinished, name)
    assert not isinstance(seat.window.records.page, CallSheetPage)
    assert stored(board)[0].checked_on == dt.date(2026, 11, 22)
