"""Two windows on one practice: changes are joined, conflicts decided by keyboard."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel

from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Text
from app.errors import StaleNote
from app.ui.actions import Do
from app.ui.autosave import Saving
from app.ui.dialogs.left_out import LeftOutDialog
from app.ui.pages.conflicts.conflict_page import ConflictPage
from tests.switchboard import Switchboard
from tests.ui.live_desk import LiveSeat
from tests.ui.side_by_side.acts import stored


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
    seat.until(lambda: isinstance(seat.window.pages.currentWidget(), ConflictPage))
    page = seat.window.pages.currentWidget()
    assert isinstance(page, ConflictPage), "waited for"
    return page


@pytest.mark.parametrize("is_reached", [True, False])
def test_both_versions_are_shown_as_they_are_when_somebody_decides(
    two: tuple[LiveSeat, LiveSeat], *, is_reached: bool
) -> None:
    ada, bo = in_conflict(two)
    ada.type("condition", "Bioprosthetic valve, INR unknown")
    ada.until(lambda: ada.page.autosave.is_clean)
    bo.type("condition", "Stent since 2024, two of them")
    bo.line.is_broken = not is_reached
    bo.page.notice.buttons[0].click()
    said = [label.text() for label in conflict_page(bo).findChildren(QLabel)]
    bo.line.is_broken = False
    assert "Stent since 2024, two of them" in said
    assert ("Bioprosthetic valve, INR unknown" in said) == is_reached


def test_a_note_in_which_nothing_is_typed_shows_what_another_saved(
    two: tuple[LiveSeat, LiveSeat],
) -> None:
    ada, bo = two
    ada.type("allergies", "Penicillin")
    bo.until(lambda: bo.answer("allergies") == Text("Penicillin"))
    assert bo.page.notice.text == "Ada Samplemann changed Allergies meanwhile; that is taken over."
    assert bo.page.autosave.is_clean
    assert bo.page.form.isVisible()


def test_what_another_saved_is_not_saved_back(
    board: Switchboard, two: tuple[LiveSeat, LiveSeat]
) -> None:
    ada, bo = two
    ada.type("allergies", "Penicillin")
    bo.until(lambda: bo.answer("allergies") == Text("Penicillin"))
    assert not any(timer.isActive() for timer in bo.page.autosave.findChildren(QTimer))
    bo.type("condition", "Stent since 2024")
    bo.until(lambda: ada.answer("condition") == Text("Stent since 2024"))
    assert not any(timer.isActive() for timer in ada.page.autosave.findChildren(QTimer))
    assert board.note(bo.page.note.id).version == 3


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
