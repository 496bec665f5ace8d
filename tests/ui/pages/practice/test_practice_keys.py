"""The practice page by keys alone: its tabs, and F8 to what is still needed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabBar

from app.ui.pages.practice.practice import PracticePage
from tests.storage import samples
from tests.ui.pages.record_desk import CODES, RecordDesk, focused_editor

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _page(desk: RecordDesk) -> PracticePage:
    page = PracticePage(desk.records, CODES, desk.support)
    desk.show(page)
    return page


def _tab(page: PracticePage) -> str:
    bar = page.findChildren(QTabBar)[0]
    return bar.tabText(bar.currentIndex())


@pytest.mark.parametrize(
    ("on", "back", "shift"),
    [
        (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Tab, Qt.Key.Key_Tab, SHIFT),
    ],
)
def test_keys_turn_the_tabs_and_bring_the_focus_along(
    desk: RecordDesk, on: Qt.Key, back: Qt.Key, shift: Qt.KeyboardModifier
) -> None:
    desk.records.save(samples.dentist())
    page = _page(desk)
    desk.press(on, CONTROL)
    assert _tab(page) == "Staff"
    assert QApplication.focusWidget() is page.staff.cards.cards[0].head
    desk.press(on, CONTROL)
    assert QApplication.focusWidget() is page.professionals.cards.add_button
    desk.press(on, CONTROL)
    assert (_tab(page), focused_editor().path) == ("Practice", "name")
    desk.press(back, CONTROL | shift)
    assert _tab(page) == "Medical professionals"


def test_f8_walks_what_the_practice_lacks_around_the_end_and_back(desk: RecordDesk) -> None:
    page = _page(desk)
    lacking = {item.path for item in page.session.bridge.state.open_items}
    fields = [path for path in page.session.bridge.guide.fields if path in lacking]
    assert len(fields) > 1
    seen = []
    page.go_to("practice.nomenclature", "D9997")
    for _ in fields:
        desk.press(Qt.Key.Key_F8)
        seen.append(focused_editor().path)
    assert sorted(seen) == sorted(fields)
    desk.press(Qt.Key.Key_F8)
    assert focused_editor().path == seen[0], "from the last on to the first"
    desk.press(Qt.Key.Key_F8, SHIFT)
    assert focused_editor().path == seen[-1]


def test_f8_opens_the_card_of_whoever_lacks_something(desk: RecordDesk) -> None:
    page = _page(desk)
    page.show_tab("Staff")
    page.staff.cards.add()
    card = page.staff.cards.cards[0]
    lacking = {item.path for item in card.session.bridge.state.open_items}
    card.head.setChecked(False)
    card.head.setFocus()
    desk.press(Qt.Key.Key_F8)
    assert card.head.isChecked()
    assert focused_editor().path in lacking
    assert page.session_in_use() is card.session
