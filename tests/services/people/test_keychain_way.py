"""Unlocking by the system's keychain: for who wished so, without signing anything."""

import datetime as dt

import pytest

from app.crypto import Secret
from app.errors import (
    NotSignedIn,
    WrongPassphrase,
)
from app.services.office.people_desk import PeopleDesk
from app.services.people.access import Entrance
from app.services.people.keychain_way import KeychainWay
from app.sign_in_errors import CodeNeeded, NoKeychain
from tests.people_practice import (
    FIRST,
    THIRD,
    Practice,
    with_codes,
)


def test_the_keychain_opens_for_who_wished_so_and_signs_nothing(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    way = KeychainWay(practice.access, practice.keychain)
    with pytest.raises(NoKeychain):
        way.sign_in("finn")
    with pytest.raises(WrongPassphrase):
        way.remember("finn", FIRST)
    way.remember("finn", THIRD)
    signing = practice.access.signing_key("finn", THIRD).reveal()
    assert all(kept.reveal() != signing for kept in practice.keychain.kept.values())
    unlocked = way.sign_in("finn")
    assert practice.enter(unlocked, Entrance("")).trail.who == "finn"
    with accounts.store.reading() as found:
        assert len(found.signing_keys.of_person("finn")) == 1
    desk = PeopleDesk.over(unlocked, practice.access, practice.keychain, accounts.trail)
    assert desk.switching.pins.set(accounts.trail.who, "4827") != (), "the passphrase first"
    way.forget("finn")
    with pytest.raises(NoKeychain):
        way.sign_in("finn")


def test_the_keychain_asks_for_the_code_too_and_opens_for_no_leaver(practice: Practice) -> None:
    accounts, totp = with_codes(practice)
    way = KeychainWay(practice.access, practice.keychain)
    way.remember("ada", FIRST)
    with pytest.raises(CodeNeeded):
        practice.enter(way.sign_in("ada"), Entrance(""))
    practice.at += dt.timedelta(seconds=30)
    practice.enter(way.sign_in("ada"), Entrance("", totp.at(practice.at)))
    practice.access.keys.withdraw("ada")
    with pytest.raises(NotSignedIn):
        way.sign_in("ada")
    assert accounts.standing()["ada"].can_sign_in is False


def test_without_a_keychain_nothing_is_remembered(practice: Practice) -> None:
    practice.sign_in("", FIRST)
    practice.keychain.is_there = False
    with pytest.raises(NoKeychain):
        KeychainWay(practice.access, practice.keychain).remember("ada", FIRST)


def test_a_key_that_does_not_fit_sends_to_the_passphrase(practice: Practice) -> None:
    practice.with_two_managers()
    way = KeychainWay(practice.access, practice.keychain)
    way.remember("finn", THIRD)
    practice.keychain.kept = dict.fromkeys(practice.keychain.kept, Secret(bytes(32)))
    with pytest.raises(NoKeychain):
        way.sign_in("finn")
