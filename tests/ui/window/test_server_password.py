"""The password of the practice's server is asked for where this computer does not know it."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.server_errors import ServerRefused
from app.services.people.access import Access
from app.settings import Settings, write_settings
from app.storage.server.server import ServerLogin, ServerPractice
from app.storage.server.server_address import ADDRESS_VARIABLE
from app.storage.server.server_login import PASSWORD_VARIABLE, kept_password
from app.ui.dialogs.server_password import ServerPasswordPage
from app.ui.dialogs.unlock_pages import UnlockPage
from tests.office_desk import CHEAP, PASSPHRASE, OfficeDesk
from tests.servers import PASSWORD
from tests.storage import samples
from tests.storage.server.test_server_login import Keychain


@pytest.fixture(autouse=True)
def keychain(monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyringBackend]:
    """An empty one in memory: the developer's own is left alone."""
    for name in (ADDRESS_VARIABLE, PASSWORD_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    before, made = keyring.get_keyring(), Keychain()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, server_login: ServerLogin) -> Iterator[OfficeDesk]:
    """A workstation that has the address of a server with a practice, and no password."""
    made = ServerPractice(tmp_path / "maker", lambda: server_login)
    new, problems = Access(made, CHEAP).begin(PASSPHRASE)
    assert new, problems
    new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
    store = new.create()
    with store.writing() as found:
        found.staff.save(samples.dentist())
        found.practice.save(samples.practice())
    store.close()
    data = tmp_path / "data"
    data.mkdir()
    write_settings(data, Settings(database=server_login.address.text, last_user="s1"))
    desk = OfficeDesk.sit_down(qtbot, data)
    yield desk
    desk.leave()


def asked(desk: OfficeDesk) -> ServerPasswordPage:
    page = desk.show_door().page
    assert isinstance(page, ServerPasswordPage)
    return page


def typed(desk: OfficeDesk, page: ServerPasswordPage, password: str) -> None:
    desk.type(page.password, password)
    desk.press(page.password, Qt.Key.Key_Return)


@pytest.mark.parametrize("keeps", [True, False])
def test_the_password_is_asked_for_and_kept_on_wish(
    desk: OfficeDesk, server_login: ServerLogin, *, keeps: bool
) -> None:
    page = asked(desk)
    page.keeps.setChecked(keeps)
    typed(desk, page, "not the password")
    desk.until(lambda: page.trouble == ServerRefused.sentence)
    assert kept_password(server_login.address) is None
    typed(desk, page, PASSWORD.reveal().decode())  # what stood there was selected
    door = desk.program.door
    assert door
    desk.until(lambda: isinstance(door.page, UnlockPage))
    page_now = door.page
    assert isinstance(page_now, UnlockPage)
    desk.type(page_now.passphrase, PASSPHRASE)
    desk.press(page_now.passphrase, Qt.Key.Key_Return)
    desk.wait_for_window()
    kept = kept_password(server_login.address)
    assert (kept.reveal() if kept else None) == (PASSWORD.reveal() if keeps else None)
    desk.program.lock()
    assert desk.program.door
    assert isinstance(desk.program.door.page, UnlockPage), "it is known until the program ends"
