"""The keys that turn tabs, on pages that the window shows; the focus goes into what is shown."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.pages.remittances.remit_page import RemitPage
from app.ui.ways.remit_ways import RemitWays
from tests.office_desk import CONTROL, OfficeDesk
from tests.ui.window.pack_acts import choose_folder, laid_out, open_packs, stored_note


def test_they_turn_remittances_around_the_end(desk: OfficeDesk) -> None:
    (ways,) = desk.window.findChildren(RemitWays)
    ways.show()
    page = desk.window.pages.currentWidget()
    assert isinstance(page, RemitPage)
    for at, key in ((1, Qt.Key.Key_PageDown), (2, Qt.Key.Key_Tab), (0, Qt.Key.Key_Tab)):
        desk.shortcut(key, CONTROL)
        assert page.tabs.currentIndex() == at
    assert page.none.isAncestorOf(desk.window.focusWidget())


def test_they_turn_from_a_pack_to_a_new_one(desk: OfficeDesk, tmp_path: Path) -> None:
    page = open_packs(desk, stored_note(desk))
    laid_out(desk, page)
    desk.shortcut(Qt.Key.Key_Return, CONTROL)
    choose_folder(desk, page, tmp_path)
    assert page.tabs.currentIndex() == 1
    desk.window.activateWindow()  # the dialog is gone
    desk.until(lambda: QApplication.focusWidget() is not None)
    desk.shortcut(Qt.Key.Key_PageDown, CONTROL)
    assert page.tabs.currentIndex() == 0
    assert page.plan.isAncestorOf(desk.window.focusWidget())
    desk.shortcut(Qt.Key.Key_Tab, CONTROL)
    assert page.tabs.currentIndex() == 1
    assert page.proof.isAncestorOf(desk.window.focusWidget())
