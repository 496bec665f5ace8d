"""The claim data page: values copied by key and click, shaped by channel and number."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.services.claims.claim_desk import ClaimLook
from app.ui.pages.claims.claim_data import ClaimDataPage
from app.ui.pages.parts.copy_card import CopyButton
from tests.services.claims.test_claim_desk import NUMBER, SHIPPED, look, pack
from tests.storage.fakes import MemoryStore
from tests.ui.pages.record_desk import RecordDesk

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def seen() -> ClaimLook:
    store = MemoryStore()
    with store.writing() as work:
        work.packs.save(pack(1, "nea-fastattach", "NEA#7"))
    return look(store)


@pytest.fixture
def page(desk: RecordDesk, seen: ClaimLook) -> ClaimDataPage:
    made = ClaimDataPage(seen, desk.tools)
    desk.show(made)
    return made


def _choose(page: ClaimDataPage, channel: str) -> None:
    page.channel.setCurrentIndex(page.channel.findData(channel))


def _button(page: ClaimDataPage, place: str) -> CopyButton:
    buttons = (button for cards in page.cards for card in cards for button in card.buttons)
    return next(button for button in buttons if button.line.place == place)


def _texts(page: ClaimDataPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_it_begins_with_the_channel_and_number_of_the_last_pack(page: ClaimDataPage) -> None:
    assert page.channel.currentText() == SHIPPED["nea-fastattach"].title
    assert page.number.text() == "NEA#7"
    assert _button(page, "NTE").line.value.startswith("NEA#7 ")


def test_a_click_copies_one_value_and_only_that_one_says_so(page: ClaimDataPage) -> None:
    first, second = _button(page, "NTE 1"), _button(page, "NTE 2")
    for button in (first, second):
        button.click()
        assert QGuiApplication.clipboard().text() == button.line.value
    assert (first.text(), second.text()) == ("Copy", "Copied")


def test_the_keyboard_walks_and_copies(page: ClaimDataPage) -> None:
    first = _button(page, "NTE")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    focus = QApplication.focusWidget()
    assert focus is _button(page, "NTE 1")
    QTest.keyClick(focus, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == _button(page, "NTE 1").line.value
    QTest.keyClick(focus, Qt.Key.Key_Up)
    QTest.keyClick(first, Qt.Key.Key_Up)
    last = page.cards[0][-1].buttons or page.cards[0][-2].buttons or page.cards[0][-3].buttons
    assert QApplication.focusWidget() is last[-1]
    QTest.keyClick(last[-1], Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == last[-1].line.value


def test_another_channel_shapes_everything_anew(page: ClaimDataPage) -> None:
    _choose(page, "mail")
    assert page.number.text() == NUMBER
    assert _button(page, "PWK02").line.value == "BM"
    assert NUMBER not in _button(page, "NTE").line.value
    _choose(page, "on-request")
    assert not page.number.isEnabled()
    assert _button(page, "PWK02").line.value == "AA"
    assert _button(page, "39").line.value == "N"


def test_a_number_typed_for_a_channel_is_still_there_after_looking_at_another(
    page: ClaimDataPage,
) -> None:
    page.number.clear()
    QTest.keyClicks(page.number, "NEA#99")
    assert _button(page, "PWK06").line.value == "NEA#99"
    _choose(page, "mail")
    _choose(page, "nea-fastattach")
    assert page.number.text() == "NEA#99"


def test_a_number_no_claim_carries_is_said_beside_it(page: ClaimDataPage) -> None:
    QTest.keyClicks(page.number, " 8:9")
    assert "Type it again." in page.trouble.text()
    assert page.trouble.isVisible()
    page.number.clear()
    QTest.keyClicks(page.number, "NEA#8")
    assert not page.trouble.isVisible()


def test_capitals_are_a_choice(page: ClaimDataPage) -> None:
    page.capitals.click()
    note = _button(page, "NTE").line.value
    assert note == note.upper()


def test_the_items_of_the_form_stand_on_the_second_tab(page: ClaimDataPage) -> None:
    page.tabs.setCurrentIndex(1)
    texts = _texts(page)
    assert "Marisol Testwell" in texts
    assert "not known here" in texts
    assert _button(page, "29").line.value == "D9311"


def test_what_was_changed_is_shown(page: ClaimDataPage) -> None:
    assert any("“:” became “-”" in text for text in _texts(page))


def test_escape_closes_and_print_is_asked_for(desk: RecordDesk, page: ClaimDataPage) -> None:
    with desk.qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Escape)
    with desk.qtbot.waitSignal(page.print_wished):
        page.print_button.click()


def test_what_the_patient_keeps_from_the_plan_is_said_above_the_claim(
    desk: RecordDesk, seen: ClaimLook
) -> None:
    kept = ClaimDataPage(replace(seen, restricted="Send nothing."), desk.tools)
    desk.show(kept)
    assert kept.restricted.text == "Send nothing."
    free = ClaimDataPage(seen, desk.tools)
    desk.show(free)
    assert free.restricted.text == ""


def test_keys_turn_the_tabs_and_go_to_the_first_value(page: ClaimDataPage) -> None:
    for at, key in ((1, Qt.Key.Key_Tab), (0, Qt.Key.Key_PageDown), (1, Qt.Key.Key_PageUp)):
        QTest.keyClick(page, key, CONTROL)
        assert page.tabs.currentIndex() == at
        assert QApplication.focusWidget() is page.cards[at][0].buttons[0]
