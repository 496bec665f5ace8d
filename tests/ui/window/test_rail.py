"""The rail: words where there is room for them, icons alone in a low window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton

from app.domain.practice.people import StaffRole
from app.ui.actions import Do
from app.ui.window.rail import SPARE
from tests.office_desk import OfficeDesk
from tests.ui.window.signing_acts import staff_of


@pytest.mark.parametrize(("height", "words"), [(600, False), (720, True), (1000, True)])
def test_no_word_of_the_rail_is_cut(desk: OfficeDesk, height: int, words: bool) -> None:
    rail = desk.window.rail
    tools = {"Commands", "Settings", "Help", "Lock"}  # icons alone at any height
    every = rail.findChildren(QToolButton)
    buttons = [each for each in every if each.accessibleName() not in tools]
    assert len(every) - len(buttons) == len(tools)
    desk.window.resize(1280, 1600 - height)
    desk.window.resize(1280, height)
    desk.until(lambda: rail.has_words is words)
    desk.until(lambda: all(each.height() >= each.sizeHint().height() - SPARE for each in buttons))
    for button in buttons:
        icon_only = button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        assert icon_only is not words
        assert button.accessibleName()
        assert button.toolTip()


def test_who_is_at_the_keyboard_changes_without_a_mouse(desk: OfficeDesk) -> None:
    action = desk.window.actions_by_name[Do.SWITCH_USER]
    assert action.shortcut() == QKeySequence("Ctrl+U")
    action.trigger()
    menu = desk.window.rail.findChild(QMenu)
    assert menu
    desk.until(menu.isVisible)
    words = [each.text() for each in menu.actions()]
    assert menu.activeAction() is menu.actions()[0]
    assert any(each.startswith("Ada Samplemann") for each in words)
    assert "Set a PIN for this session…" in words
    menu.close()


def test_a_letter_goes_to_the_next_name_that_begins_so(desk: OfficeDesk) -> None:
    for staff_id, given in (("g1", "Grace"), ("g2", "Gil"), ("t1", "Theo")):
        staff_of(desk, staff_id, given, StaffRole.DENTIST)
    desk.window.actions_by_name[Do.SWITCH_USER].trigger()
    menu = desk.window.rail.findChild(QMenu)
    assert menu
    desk.until(menu.isVisible)
    went = []
    for letter in "tgg":
        QTest.keyClicks(menu, letter)
        went.append(menu.activeAction().text().split(" ")[0])
    assert went[0] == "Theo"
    assert set(went[1:]) == {"Grace", "Gil"}
    menu.close()


@pytest.mark.parametrize("height", [640, 720])
def test_the_names_stand_beside_their_button(desk: OfficeDesk, height: int) -> None:
    desk.window.resize(1280, height)
    rail = desk.window.rail
    button = next(
        each
        for each in rail.findChildren(QToolButton)
        if each.accessibleName().startswith("Working as")
    )
    button.click()
    menu = rail.findChild(QMenu)
    assert menu
    desk.until(menu.isVisible)
    corner = button.mapToGlobal(button.rect().bottomRight())
    assert (menu.y() + menu.height(), menu.x() > corner.x()) == (corner.y(), True)
    assert menu.activeAction() is None, "nothing is marked under the mouse"
    menu.close()
