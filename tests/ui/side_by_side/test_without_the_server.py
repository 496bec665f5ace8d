"""Two windows on one practice, and a server that is gone, hangs, or comes back."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Text
from app.domain.left_open.unsaved import UnsavedNote
from app.domain.notes.note import Signature
from app.errors import DamagedSpool
from app.server_errors import BackupByServer
from app.ui.actions import Do
from app.ui.autosave import Saving
from app.ui.pages.practice.backup_row import BackupRow
from app.ui.ways.live_ways import LiveWays
from tests.small_guide import NOW
from tests.storage.fake_live import MemorySpool
from tests.switchboard import Switchboard
from tests.ui.live_desk import LiveSeat, Sit
from tests.ui.side_by_side.acts import banner_of, left_out, stored


def kept_allergies(seat: LiveSeat) -> object:
    return next(each.mine.content.answers["allergies"] for each in seat.line.disk.all())


def sign_elsewhere(board: Switchboard, note_id: str) -> None:
    """Sign the stored note as somebody at a third workstation would."""
    with board.store.writing() as found:
        note = found.notes.get(note_id)
        assert note is not None, "it was saved"
        signature = Signature("d1", "DDS", NOW, 0, "0" * 64)
        signed = replace(note, status="signed", signature=signature)
        found.notes.save(signed, NoteSummary(), NOW)


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


def test_a_note_that_a_busy_server_did_not_take_is_brought_after_it_was_left(
    board: Switchboard, two: tuple[LiveSeat, LiveSeat]
) -> None:
    _, bo = two
    note_id = bo.page.note.id
    bo.line.is_broken = True  # and the line on which messages come is not: nobody will say "back"
    bo.type("allergies", "Latex")
    bo.until(lambda: bo.page.keeping.is_kept)
    bo.line.is_broken = False
    bo.window.show_notes()
    (live,) = bo.window.findChildren(LiveWays)
    bo.until(live.again.isActive)
    live.again.timeout.emit()
    bo.until(lambda: board.note(note_id).content.answers.get("allergies") == Text("Latex"))
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
    def damaged(_spool: MemorySpool) -> tuple[UnsavedNote, ...]:
        raise DamagedSpool

    monkeypatch.setattr(MemorySpool, "all", damaged)
    seat = sit("d1")
    seat.until(lambda: seat.window.notice.text == DamagedSpool.sentence)


def test_a_servers_practice_says_who_backs_it_up_and_offers_no_folder(
    two: tuple[LiveSeat, LiveSeat],
) -> None:
    ada, _ = two
    ada.window.actions_by_name[Do.SETTINGS].trigger()
    (row,) = ada.window.findChildren(BackupRow)
    assert row.state.text() == BackupByServer.sentence
    assert not any(button.isVisible() for button in row.findChildren(QPushButton))
    assert not ada.window.records.backing.is_running
    row.take_focus()
