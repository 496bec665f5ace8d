"""The system's keychain, a real one: what is kept is found, and whatever it does, calls end."""

import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as SwitchedOff

from app.crypto import Secret
from app.keychain import SystemKeychain, keep_text, kept_text
from app.services.people.keychain_way import KeychainWay
from app.sign_in_errors import KeyLeftInKeychain, NoKeychain
from tests.people_practice import FIRST, OTHER, Practice
from tests.secret_service import SecretService, bus_left_open, secret_service

KEY = Secret(bytes(range(32)))

pytestmark = bus_left_open


@pytest.fixture
def service(tmp_path: Path) -> Iterator[SecretService]:
    """Somebody who has logged in."""
    with secret_service(tmp_path / "home") as made:
        yield made


def revealed(entry: str) -> bytes | None:
    kept = SystemKeychain().get(entry)
    return kept.reveal() if kept else None


@pytest.mark.usefixtures("service")
def test_what_is_kept_is_found_under_its_own_name_alone() -> None:
    chain = SystemKeychain()
    assert chain.get("a practice ada") is None
    assert chain.put("a practice ada", KEY)
    assert chain.put("a practice finn", Secret(b"\0another"))
    assert revealed("a practice ada") == KEY.reveal()
    assert revealed("a practice finn") == b"\0another"
    assert chain.drop("a practice ada")
    assert revealed("a practice ada") is None
    assert revealed("a practice finn") == b"\0another"
    assert chain.drop("a practice ada"), "nothing is there, so nothing is left"


@pytest.mark.usefixtures("service")
def test_a_text_is_kept_letter_by_letter() -> None:
    for text in ("pä ß “ż” 中\n", "0f0f"):
        assert keep_text("Chartproof server", "rölé@server:5432/office", text)
        assert kept_text("Chartproof server", "rölé@server:5432/office") == text
    assert SystemKeychain().get("rölé@server:5432/office") is None


@pytest.mark.usefixtures("service")
def test_what_somebody_else_wrote_there_is_no_key() -> None:
    assert keep_text("Chartproof", "a practice ada", "no key")
    assert SystemKeychain().get("a practice ada") is None


def test_it_is_there_after_the_next_login(service: SecretService) -> None:
    assert SystemKeychain().put("a practice ada", KEY)
    service.log_out()
    service.log_in()
    assert revealed("a practice ada") == KEY.reveal()


def test_a_locked_one_gives_takes_and_drops_nothing(service: SecretService) -> None:
    chain = SystemKeychain()
    assert chain.put("a practice ada", KEY)
    service.lock()
    assert chain.get("a practice ada") is None
    assert not chain.put("a practice finn", KEY)
    assert not chain.drop("a practice ada")
    service.log_out()
    service.log_in()
    assert revealed("a practice ada") == KEY.reveal()
    assert revealed("a practice finn") is None


def test_one_that_asks_and_gets_no_answer_is_not_waited_for(service: SecretService) -> None:
    chain = SystemKeychain(patience=0.3)
    assert SystemKeychain().put("a practice ada", KEY)
    service.lock()
    with service.nobody_answers():
        assert chain.get("a practice ada") is None
        assert not chain.put("a practice ada", KEY)
        assert not chain.drop("a practice ada")
        waiting = [each for each in threading.enumerate() if each.name == "keychain"]
        assert len(waiting) == 3, "nobody has answered yet"


class SlowKeyring(KeyringBackend):
    """One whose user answers late: it keeps what it was given when told to."""

    priority = 1  # a property in the library, a number in each keychain

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # not typed there
        self.kept: dict[tuple[str, str], str] = {}
        self.answered, self.dropped = threading.Event(), threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        assert self.answered.wait(60), "the test answers"
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]
        self.dropped.set()


def test_what_comes_into_it_after_it_was_said_not_to_is_taken_out() -> None:
    before, slow = keyring.get_keyring(), SlowKeyring()
    keyring.set_keyring(slow)
    try:
        assert not SystemKeychain(patience=0.05).put("a practice ada", KEY)
        slow.answered.set()
        assert slow.dropped.wait(60)
        assert slow.kept == {}
        assert SystemKeychain().put("a practice ada", KEY)
        assert revealed("a practice ada") == KEY.reveal()
    finally:
        keyring.set_keyring(before)


def test_one_that_went_away_is_no_error(
    service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain = SystemKeychain()
    assert chain.put("a practice ada", KEY)
    service.log_out()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={service.home / 'nowhere'}")
    assert chain.get("a practice ada") is None
    assert not chain.put("a practice ada", KEY)
    assert not chain.drop("a practice ada")


@pytest.mark.parametrize("backend", [NoKeyring, SwitchedOff])
def test_without_any_nothing_is_kept_and_nothing_fails(backend: type[KeyringBackend]) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(backend())
    try:
        assert SystemKeychain().get("a practice ada") is None
        assert not SystemKeychain().put("a practice ada", KEY)
        assert not keep_text("Chartproof server", "me@server", "text")
    finally:
        keyring.set_keyring(before)


def test_a_practice_opens_by_it_until_its_key_is_taken_out(service: SecretService) -> None:
    practice = Practice.begun()
    accounts = practice.with_two_managers()
    way = KeychainWay(practice.access, SystemKeychain())
    way.remember("ada", FIRST)
    assert accounts.change_passphrase(FIRST, "quite another phrase 4711") == ()
    assert way.sign_in("ada").proof, "the key of the database is the same under a new passphrase"
    service.lock()
    with pytest.raises(NoKeychain):
        way.sign_in("ada")
    with pytest.raises(KeyLeftInKeychain):
        way.forget("ada")
    service.log_out()
    service.log_in()
    way.forget("ada")
    with pytest.raises(NoKeychain):
        way.sign_in("ada")
    way.remember("mona", OTHER)
    service.remove_everything()
    with pytest.raises(NoKeychain):
        way.sign_in("mona")
