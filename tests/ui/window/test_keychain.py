"""Unlocking by a real keychain; one that stays shut leaves the passphrase."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.ui.dialogs.unlock_pages import UnlockPage
from tests.office_desk import PASSPHRASE, OfficeDesk
from tests.secret_service import SecretService, bus_left_open, secret_service
from tests.ui.window.test_people import answer, saying, ways

pytestmark = bus_left_open


@pytest.fixture
def service(tmp_path: Path) -> Iterator[SecretService]:
    """Somebody who has logged in to this computer."""
    with secret_service(tmp_path / "home") as made:
        yield made


def locked(desk: OfficeDesk) -> UnlockPage:
    """The door after the practice was locked, once it offers the keychain."""
    desk.program.lock()
    door = desk.program.door
    assert door
    page = door.page
    assert isinstance(page, UnlockPage)
    desk.until(page.keychain.isVisible)
    return page


def test_it_opens_the_practice_unless_it_stays_shut(
    service: SecretService, desk: OfficeDesk
) -> None:
    ways(desk).use_keychain()
    asked = ways(desk).page
    assert asked
    answer(desk, asked, PASSPHRASE)
    desk.until(lambda: "keychain unlocks" in desk.window.notice.text)
    QTest.mouseClick(locked(desk).keychain, Qt.MouseButton.LeftButton)
    desk.wait_for_window()
    service.lock()
    page = locked(desk)
    QTest.mouseClick(page.keychain, Qt.MouseButton.LeftButton)
    desk.until(saying(page, "does not open the practice. Type your passphrase"))
    line = page.findChildren(QLineEdit)[0]
    desk.type(line, PASSPHRASE)
    desk.press(line, Qt.Key.Key_Return)
    desk.wait_for_window()
    ways(desk).forget_keychain()
    desk.until(lambda: "delete the entry “Chartproof”" in desk.window.notice.text)
    assert desk.program.settings.keychain_users == (), "it is offered no more all the same"
