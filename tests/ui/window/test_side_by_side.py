"""Two windows on one practice: changes are shown, conflicts decided, a server that is gone."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.answers import Text
from app.domain.left_out import LeftOut
from app.domain.listing import NoteSummary
from app.domain.note import Signature
from app.domain.record_request import RecordRequest
from app.domain.unsaved import Unsaved
from app.errors import DamagedSpool, StaleNote
from app.stock import Stock
from app.ui.actions import Do
from app.ui.autosave import Saving
from app.ui.dialogs.left_out import LeftOutDialog
from app.ui.icons import Icons
from app.ui.pages.conflict_page import ConflictPage
from app.ui.pages.patient import PatientPage
from app.ui.pages.patient_requests import PatientRequestsPage
from app.ui.pages.requests import RequestsPage
from app.ui.pages.to_sign import ToSignPage
from app.ui.theme import Appearance
from tests.small_guide import NOW
from tests.storage.fake_live import MemorySpool
from tests.switchboard import SharedLine, Switchboard
from tests.ui.live_desk import LiveSeat

Sit = Callable[[str], LiveSeat]


@pytest.fixture(scope="module")
def stock() -> Stock:
    return Stock()


@pytest.fixture
def board() -> Switchboard:
    return Switchboard()


@pytest.fixture
def sit(
    qtbot: QtBot,
    board: Switchboard,
    stock: Stock,
    appearance: Appearance,
    icons: Icons,
    tmp_path: Path,
) -> Iterator[Sit]:
    """Starts a program at a workstation; the disk of each outlives it."""
    seats: list[LiveSeat] = []
    lines: dict[str, SharedLine] = {}

    def start(user: str) -> LiveSeat:
        line = lines.setdefault(user, SharedLine(board, f"w-{user}"))
        logs = tmp_path / f"logs{len(seats)}"
        seats.append(LiveSeat(qtbot, line, user, (appearance, icons), stock, logs))
        return seats[-1]

    yield start
    for seat in seats:
        seat.leave()


@pytest.fixture
def two(sit: Sit) -> tuple[LiveSeat, LiveSeat]:
    """Two people with the same stored note open."""
    ada, bo = sit("d1"), sit("d2")
    note_id = ada.new_note()
    bo.window.open_note(note_id)
    return ada, bo


def stored(board: Switchboard, seat: LiveSeat, path: str) -> object:
    return board.note(seat.page.note.id).content.answers.get(path)


def in_conflict(two: tuple[LiveSeat, LiveSeat]) -> tuple[LiveSeat, LiveSeat]:
    """Both typed into one field; the first one's save came first."""
    ada, bo = two
    bo.line.is_broken = True
    bo.type("condition", "Stent since 2024")
    ada.type("condition", "Bioprosthetic valve")
    ada.type("allergies", "Penicillin")
    ada.until(lambda: ada.page.autosave.is_clean)
    bo.line.is_broken = False
    bo.page.autosave.flush()
    bo.until(lambda: bo.page.keeping.comparison is not None)
    return ada, bo


def conflict_page(seat: LiveSeat) -> ConflictPage:
    page = seat.window.pages.currentWidget()
    assert isinstance(page, ConflictPage)
    return page


def test_a_note_in_which_nothing_is_typed_shows_what_another_saved(
    two: tuple[LiveSeat, LiveSeat],
) -> None:
    ada, bo = two
    ada.type("allergies", "Penicillin")
    bo.until(lambda: bo.answer("allergies") == Text("Penicillin"))
    assert bo.page.notice.text == "Ada Samplemann changed Allergies meanwhile; that is taken over."
    assert bo.page.autosave.is_clean
    assert bo.page.form.isVisible()


def test_answers_to_different_questions_are_put_together_without_a_question(
    board: Switchboard, two: tuple[LiveSeat, LiveSeat]
) -> None:
    ada, bo = two
    bo.type("condition", "Stent since 2024")
    ada.type("allergies", "Penicillin")
    bo.until(lambda: stored(board, bo, "condition") == Text("Stent since 2024"))
    bo.until(lambda: stored(board, bo, "allergies") == Text("Penicillin"))
    ada.until(lambda: ada.answer("condition") == Text("Stent since 2024"))


def test_one_question_answered_by_both_is_decided_by_keyboard(
    board: Switchboard, two: tuple[LiveSeat, LiveSeat]
) -> None:
    _, bo = in_conflict(two)
    assert bo.page.notice.text.startswith("Ada Samplemann changed")
    bo.activate()
    bo.press(bo.page.form, Qt.Key.Key_F7)
    page = conflict_page(bo)
    said = [label.text() for label in page.findChildren(QLabel)]
    assert "Stent since 2024" in said
    assert "Bioprosthetic valve" in said
    assert "Ada Samplemann changed Allergies meanwhile; that is taken over." in said
    assert not page.save.isEnabled()
    focus = page.cards[0].choice.entrance()
    bo.until(focus.hasFocus)
    bo.press(focus, Qt.Key.Key_B)
    assert page.decisions == {"condition": "both"}
    page.decide()
    bo.until(lambda: bo.page.autosave.is_clean)
    both = Text("Bioprosthetic valve\nStent since 2024")
    assert stored(board, bo, "condition") == both
    assert stored(board, bo, "allergies") == Text("Penicillin")
    assert bo.window.pages.currentWidget() is bo.page
    assert bo.answer("condition") == both


@pytest.mark.parametrize(
    ("side", "stands", "left"),
    [
        ("theirs", "Bioprosthetic valve", "Stent since 2024"),
        ("mine", "Stent since 2024", "Bioprosthetic valve"),
    ],
)
def test_what_was_not_chosen_is_kept_beside_the_note(
    board: Switchboard, two: tuple[LiveSeat, LiveSeat], side: str, stands: str, left: str
) -> None:
    _, bo = in_conflict(two)
    bo.page.notice.buttons[0].click()
    page = conflict_page(bo)
    (page.all_theirs if side == "theirs" else page.all_mine).click()
    page.save.click()
    bo.until(lambda: bo.page.autosave.is_clean)
    assert stored(board, bo, "condition") == Text(stands)
    kept = bo.office.beside.conflicts.left_out("note", bo.page.note.id)
    assert [each.answer for each in kept] == [Text(left)]
    assert bo.page.notice.text == ""
    bo.window.actions_by_name[Do.LEFT_OUT].trigger()
    bo.until(lambda: bo.page.findChild(LeftOutDialog) is not None)
    dialog = bo.page.findChild(LeftOutDialog)
    assert dialog is not None, "waited for"
    assert left in [label.text() for label in dialog.findChildren(QLabel)]
    assert stands not in [label.text() for label in dialog.findChildren(QLabel)]


def test_a_conflict_that_nobody_has_decided_blocks_signing(
    two: tuple[LiveSeat, LiveSeat],
) -> None:
    _, bo = in_conflict(two)
    assert bo.page.autosave.flush() == str(StaleNote())  # signing stores first, and stops at this
    with pytest.raises(StaleNote):
        bo.office.beside.keeping.save(bo.page.note, NoteSummary())
    assert bo.page.autosave.state.saving is Saving.CONFLICT


def test_a_conflict_put_off_is_there_again_when_the_note_is_opened(
    two: tuple[LiveSeat, LiveSeat],
) -> None:
    _, bo = in_conflict(two)
    note_id = bo.page.note.id
    bo.window.show_notes()
    assert bo.window.note_page is None
    assert [each.id for each in bo.line.disk.all()] == [note_id]
    bo.window.open_note(note_id)
    assert bo.answer("condition") == Text("Stent since 2024")
    bo.until(lambda: bo.page.keeping.comparison is not None)


def test_typing_goes_on_without_the_server_and_is_stored_when_it_is_back(
    board: Switchboard, two: tuple[LiveSeat, LiveSeat]
) -> None:
    _, bo = two
    bo.line.break_off()
    bo.type("allergies", "Latex")
    bo.until(lambda: bo.page.keeping.is_kept)
    (kept,) = bo.line.disk.all()
    assert kept.mine.content.answers["allergies"] == Text("Latex")
    assert "The server is not reached since 10:00 AM. Go on typing" in banner_of(bo)
    assert bo.page.notice.text == ""
    bo.line.mend()
    bo.until(lambda: bo.page.autosave.is_clean)
    assert stored(board, bo, "allergies") == Text("Latex")
    bo.until(lambda: bo.line.disk.all() == ())


def test_the_window_can_be_closed_without_the_server_and_nothing_is_lost(
    board: Switchboard, two: tuple[LiveSeat, LiveSeat], sit: Sit
) -> None:
    _, bo = two
    note_id = bo.page.note.id
    bo.line.break_off()
    bo.type("allergies", "Latex")
    bo.until(lambda: bo.page.keeping.is_kept)
    bo.type("allergies", "Latex and nickel")
    bo.leave()
    bo.office.close()
    (kept,) = bo.line.disk.all()
    assert kept.mine.content.answers["allergies"] == Text("Latex and nickel")
    bo.line.is_broken = False
    again = sit("d2")
    again.until(lambda: again.line.disk.all() == ())
    assert board.note(note_id).content.answers["allergies"] == Text("Latex and nickel")


def test_after_a_crash_what_was_kept_is_stored_at_the_next_start(
    board: Switchboard, two: tuple[LiveSeat, LiveSeat], sit: Sit
) -> None:
    ada, bo = two
    note_id = bo.page.note.id
    bo.line.break_off()
    bo.type("condition", "Stent since 2024")
    bo.until(lambda: bo.page.keeping.is_kept)
    bo.crash()
    ada.type("condition", "Bioprosthetic valve")
    ada.until(lambda: ada.page.autosave.is_clean)
    bo.line.is_broken = False
    again = sit("d2")
    again.until(lambda: "changed elsewhere too" in banner_of(again))
    assert board.note(note_id).content.answers["condition"] == Text("Bioprosthetic valve")
    again.window.open_note(note_id)
    again.until(lambda: again.page.keeping.comparison is not None)


def banner_of(seat: LiveSeat) -> str:
    return " ".join(label.text() for label in seat.window.findChildren(QLabel))


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


def request(request_id: str, received: dt.date) -> RecordRequest:
    return RecordRequest(id=request_id, patient="p1", asker="Theo Testwell", received=received)


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


def test_what_is_typed_while_the_server_hangs_is_on_this_computer_within_the_second(
    board: Switchboard, two: tuple[LiveSeat, LiveSeat]
) -> None:
    _, bo = two
    bo.line.answers.clear()
    try:
        bo.type("allergies", "Latex")
        bo.until(lambda: bo.page.keeping.is_kept)  # its save has neither ended nor failed
        bo.type("allergies", "Latex and nickel")
        bo.until(lambda: kept_allergies(bo) == Text("Latex and nickel"))
        assert bo.page.autosave.state.saving is Saving.WAITING
    finally:
        bo.line.answers.set()
    bo.until(lambda: stored(board, bo, "allergies") == Text("Latex and nickel"))
    bo.until(lambda: bo.line.disk.all() == ())


def kept_allergies(seat: LiveSeat) -> object:
    return next(each.mine.content.answers["allergies"] for each in seat.line.disk.all())


def test_what_was_typed_into_a_note_that_is_signed_meanwhile_is_kept_beside_it(
    board: Switchboard, two: tuple[LiveSeat, LiveSeat]
) -> None:
    _, bo = two
    note_id = bo.page.note.id
    bo.line.is_broken = True
    bo.type("allergies", "Latex")
    bo.until(lambda: bo.page.keeping.is_kept)
    sign_elsewhere(board, note_id)
    bo.line.is_broken = False
    bo.page.autosave.try_now()
    bo.until(lambda: bo.page.is_signed)
    assert bo.window.notice.text == (
        "This note was signed at another workstation. 1 answer that was typed here too late can be"
        " looked up beside it."
    )
    assert [each.answer for each in left_out(bo, note_id)] == [Text("Latex")]
    bo.until(lambda: bo.line.disk.all() == ())


def test_what_an_earlier_program_kept_of_a_note_signed_since_goes_beside_it(
    board: Switchboard, two: tuple[LiveSeat, LiveSeat], sit: Sit
) -> None:
    _, bo = two
    note_id = bo.page.note.id
    bo.line.is_broken = True
    bo.type("allergies", "Latex")
    bo.until(lambda: bo.page.keeping.is_kept)
    bo.crash()
    sign_elsewhere(board, note_id)
    bo.line.is_broken = False
    again = sit("d2")
    again.window.open_note(note_id)
    again.until(lambda: again.line.disk.all() == ())
    assert [each.answer for each in left_out(again, note_id)] == [Text("Latex")]


def left_out(seat: LiveSeat, note_id: str) -> tuple[LeftOut, ...]:
    return seat.office.beside.conflicts.left_out("note", note_id)


def sign_elsewhere(board: Switchboard, note_id: str) -> None:
    """Sign the stored note as somebody at a third workstation would."""
    with board.store.writing() as found:
        note = found.notes.get(note_id)
        assert note is not None, "it was saved"
        signature = Signature("d1", "DDS", NOW, 0, "0" * 64)
        signed = replace(note, status="signed", signature=signature)
        found.notes.save(signed, NoteSummary(), NOW)


def test_a_save_that_finds_the_server_gone_says_so_and_a_save_that_ends_well_takes_it_back(
    two: tuple[LiveSeat, LiveSeat],
) -> None:
    _, bo = two
    bo.line.is_broken = True  # nobody is told
    bo.type("allergies", "Latex")
    bo.until(lambda: "not reached since" in banner_of(bo))
    bo.line.is_broken = False
    bo.page.autosave.try_now()
    bo.until(lambda: "not reached since" not in banner_of(bo))
    assert bo.page.autosave.is_clean


def test_an_untouched_new_note_leaves_nothing_on_this_computer(sit: Sit) -> None:
    seat = sit("d1")
    seat.window.new_note("p1", "D9311")
    seat.window.show_notes()
    assert seat.window.note_page is None
    assert seat.line.disk.all() == ()


def test_a_spool_that_cannot_be_read_is_said_at_the_start(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_spool: MemorySpool) -> tuple[Unsaved, ...]:
        raise DamagedSpool

    monkeypatch.setattr(MemorySpool, "all", damaged)
    seat = sit("d1")
    seat.until(lambda: seat.window.notice.text == DamagedSpool.sentence)
