"""Where the password of a server comes from: the environment first, then the system's keychain."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeychain

from app.crypto import Secret
from app.server_errors import UnusableServerAddress
from app.storage.server.server import ServerPractice
from app.storage.server.server_address import ADDRESS_VARIABLE, ServerAddress
from app.storage.server.server_login import PASSWORD_VARIABLE, ServerWay, find_login, keep_password

ADDRESS = ServerAddress("localhost", 5432, "office", "office_daily")


class Keychain(KeyringBackend):
    """A keychain in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # not typed there
        self.kept: dict[tuple[str, str], str] = {}
        self.was_asked = False

    def get_password(self, service: str, username: str) -> str | None:
        self.was_asked = True
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture(autouse=True)
def keychain() -> Iterator[Keychain]:
    """The developer's own is left alone."""
    before = keyring.get_keyring()
    made = Keychain()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def password(setting: str, environ: dict[str, str]) -> bytes | None:
    found = find_login(setting, environ).password
    return found.reveal() if found else None


def test_the_environment_goes_before_the_keychain() -> None:
    assert password(ADDRESS.text, {}) is None
    assert keep_password(ADDRESS, Secret(b"kept"))
    assert password(ADDRESS.text, {}) == b"kept"
    assert password(ADDRESS.text, {PASSWORD_VARIABLE: "given"}) == b"given"
    whole = "postgresql://office_daily:whole@localhost/office"
    assert password("", {ADDRESS_VARIABLE: whole, PASSWORD_VARIABLE: "given"}) == b"whole"


def test_the_password_of_one_server_is_not_told_to_another() -> None:
    keep_password(ADDRESS, Secret(b"kept"))
    for other in (replace(ADDRESS, role="office_owner"), replace(ADDRESS, port=5433)):
        assert password(other.text, {}) is None


def test_without_a_keychain_nothing_is_kept_and_nothing_fails() -> None:
    keyring.set_keyring(NoKeychain())  # type: ignore[no-untyped-call] # not typed there
    assert not keep_password(ADDRESS, Secret(b"kept"))
    assert password(ADDRESS.text, {}) is None


def test_an_address_that_cannot_be_used_is_no_login() -> None:
    for setting in ("office", "postgresql://me@office/x?sslmode=disable"):
        with pytest.raises(UnusableServerAddress):
            find_login(setting, {})
    with pytest.raises(UnusableServerAddress):
        find_login("postgresql://me:openly@localhost/x", {})


def test_what_was_typed_goes_before_the_keychain_and_is_kept_on_wish() -> None:
    keep_password(ADDRESS, Secret(b"older"))
    way = ServerWay(ADDRESS.text, {})
    assert not way.keep(), "nothing was typed"
    way.take("newer")
    found = way.login().password
    assert found
    assert found.reveal() == b"newer"
    assert password(ADDRESS.text, {}) == b"older"
    assert way.keep()
    assert password(ADDRESS.text, {}) == b"newer"


def test_the_door_asks_no_keychain_before_it_is_painted(keychain: Keychain, tmp_path: Path) -> None:
    way = ServerWay(ADDRESS.text, {})
    (tmp_path / "server.seen").write_text(ADDRESS.text, "utf-8")
    assert ServerPractice(tmp_path, way.login, way.address).stands()
    assert not keychain.was_asked
    way.take("typed")
    assert way.login().address == ADDRESS
    assert not keychain.was_asked, "what was typed is all that is needed"
