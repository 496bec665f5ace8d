"""After a switch of users the focus is where one can go on; the menu says what each does."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from app.ui.actions import Do
from app.ui.dialogs.own_pages import SwitchPage
from tests.office_desk import CONTROL, PASSPHRASE, OfficeDesk
from tests.ui.window.acts import new_note, type_condition
from tests.ui.window.pack_acts import stored_note
from tests.ui.window.test_people import FINNS, add_finn, answer, go_on_as_finn, ways


def is_at_the_keyboard(desk: OfficeDesk, who: str) -> bool:
    return desk.office.trail.who == who


def test_after_a_switch_the_focus_is_where_one_can_go_on(desk: OfficeDesk) -> None:
    add_finn(desk)
    new_note(desk)
    type_condition(desk, "atrial fibrillation")
    desk.window.flush()
    for who, secret in (("finn", FINNS), (desk.office.trail.who, PASSPHRASE)):
        desk.window.rail.user_chosen.emit(who)
        switch = ways(desk).page
        assert isinstance(switch, SwitchPage)
        answer(desk, switch, secret)
        desk.until(partial(is_at_the_keyboard, desk, who))
        desk.until(lambda: QApplication.focusWidget() is not None)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert desk.page.isAncestorOf(focus)
        assert focus.isVisible()


@pytest.mark.parametrize(
    ("shown", "has_notes"), [(None, False), (Do.SETTINGS, True), (Do.TO_SIGN, False)]
)
def test_after_a_switch_on_another_page_the_list_has_the_focus(
    desk: OfficeDesk, shown: Do | None, *, has_notes: bool
) -> None:
    add_finn(desk)
    if has_notes:
        stored_note(desk)
        desk.window.show_notes()
    if shown is not None:
        desk.window.actions_by_name[shown].trigger()
    go_on_as_finn(desk, FINNS)
    desk.until(lambda: desk.office.trail.who == "finn")
    desk.until(lambda: QApplication.focusWidget() is not None)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()
    assert desk.window.notes_page.isAncestorOf(focus)


def test_after_a_switch_on_a_signed_note_the_focus_is_in_it(desk: OfficeDesk) -> None:
    add_finn(desk)
    desk.window.open_note(stored_note(desk))
    go_on_as_finn(desk, FINNS)
    desk.until(lambda: desk.office.trail.who == "finn")
    desk.until(lambda: QApplication.focusWidget() is not None)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()
    assert desk.page.isAncestorOf(focus)


def test_the_menu_of_users_says_what_each_does(desk: OfficeDesk) -> None:
    add_finn(desk)
    desk.shortcut(Qt.Key.Key_U, CONTROL)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    shown = [action.text() for action in menu.actions()]
    assert "Finn Deskwell\tFront desk" in shown
    assert "Ada Samplemann\tDentist, manager" in shown
    menu.close()
