"""Claim data reached from an open note, and gone from the clipboard when the practice is closed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.services.printing.printing import Paper
from app.ui.actions import Do
from app.ui.pages.claims.claim_data import ClaimDataPage
from tests.office_desk import CONTROL, OfficeDesk
from tests.ui.window.acts import SHIFT, new_note, type_condition


def _open(desk: OfficeDesk) -> ClaimDataPage:
    desk.shortcut(Qt.Key.Key_C, CONTROL | SHIFT)
    page = desk.window.pages.currentWidget()
    assert isinstance(page, ClaimDataPage)
    return page


def test_a_key_leads_from_the_note_to_its_claim_data_and_back(desk: OfficeDesk) -> None:
    new_note(desk)
    type_condition(desk, "Mechanical aortic valve")
    page = _open(desk)
    note = page.cards[0][0].buttons[0].line.value
    assert "Mechanical aortic valve" in note
    assert len(desk.stored()) == 1  # what was typed is stored before the page changes
    desk.press(page, Qt.Key.Key_Escape)
    assert desk.window.pages.currentWidget() is desk.page


def test_there_is_none_without_a_note(desk: OfficeDesk) -> None:
    assert not desk.window.actions_by_name[Do.CLAIM_DATA].isEnabled()


def test_printing_from_it_shows_the_sheet_in_the_preview(desk: OfficeDesk) -> None:
    new_note(desk)
    papers = desk.page.papers
    _open(desk)
    papers.print_claim_sheet()
    assert papers.paper is Paper.CLAIM_SHEET


def test_what_was_copied_is_gone_when_the_practice_is_locked(desk: OfficeDesk) -> None:
    new_note(desk)
    type_condition(desk, "Mechanical aortic valve")
    page = _open(desk)
    page.cards[0][0].buttons[0].click()
    assert "Mechanical aortic valve" in QGuiApplication.clipboard().text()
    desk.window.actions_by_name[Do.LOCK].trigger()
    assert "Mechanical aortic valve" not in QGuiApplication.clipboard().text()


def test_the_rail_leads_to_the_channels(desk: OfficeDesk) -> None:
    desk.shortcut(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert type(desk.window.pages.currentWidget()).__name__ == "ChannelsPage"
