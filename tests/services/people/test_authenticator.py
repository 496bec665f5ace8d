"""Codes of an authenticator app: asked for, used once, sealed for one person, done without."""

import datetime as dt

import pyotp
import pytest

from app.crypto import Secret
from app.domain.audit import Deed
from app.errors import (
    DamagedDocument,
    TriesUsedUp,
    WrongPassphrase,
)
from app.services.people import authenticator
from app.services.people.access import Entrance
from app.services.people.sign_in import SignIn
from app.services.trail import Trail
from app.sign_in_errors import CodeNeeded, WrongCode
from tests.people_practice import (
    FIRST,
    NOON,
    OTHER,
    Practice,
    deeds,
    with_codes,
)


def test_codes_are_asked_for_and_work_once(practice: Practice) -> None:
    _, totp = with_codes(practice)
    with pytest.raises(CodeNeeded):
        practice.sign_in("ada", FIRST)
    with pytest.raises(WrongCode):
        practice.sign_in("ada", FIRST, totp.at(NOON))  # used to confirm
    practice.at = NOON + dt.timedelta(seconds=30)
    code = totp.at(practice.at)
    practice.sign_in("ada", FIRST, f"{code[:3]} {code[3:]}")
    with pytest.raises(WrongCode):
        practice.sign_in("ada", FIRST, code)
    practice.at += dt.timedelta(hours=1)
    practice.sign_in("ada", FIRST, totp.at(practice.at - dt.timedelta(seconds=30)))
    with pytest.raises(WrongCode):
        practice.sign_in("ada", FIRST, totp.at(practice.at + dt.timedelta(minutes=2)))


def test_one_code_lets_in_at_one_of_two_workstations(practice: Practice) -> None:
    _, totp = with_codes(practice)
    practice.at = NOON + dt.timedelta(minutes=1)
    entrance = Entrance(FIRST, totp.at(practice.at))
    door, doors = SignIn(practice.access, practice.now), []
    for _workstation in range(2):  # both look before either has come in
        unlocked = practice.access.sign_in("ada", FIRST)
        doors.append((unlocked, door.admit(unlocked, entrance)))
    (first, step), (second, same) = doors
    assert step == same
    trail = Trail(practice.now, "ada")
    door.settle(first, entrance, trail, step)
    with pytest.raises(WrongCode):
        door.settle(second, entrance, trail, same)
    assert len(deeds(first.store, Deed.SIGNED_IN)) == 2, "with the code's setup, and once by it"


def test_wrong_codes_make_one_wait_as_wrong_passphrases_do(practice: Practice) -> None:
    with_codes(practice)
    for _ in range(4):
        with pytest.raises(WrongCode):
            practice.sign_in("ada", FIRST, "no code")
    with pytest.raises(TriesUsedUp):
        practice.sign_in("ada", FIRST, "no code")


def test_the_secret_of_an_app_is_sealed_for_one_person(practice: Practice) -> None:
    accounts, totp = with_codes(practice)
    with accounts.store.reading() as found:
        account = found.accounts.get("ada")
    assert account
    assert totp.secret not in account.totp
    seal = practice.access.prove("ada", FIRST).seal
    moved = account.model_copy(update={"id": "finn"})
    for other, key in ((moved, seal), (account, Secret(bytes(32)))):
        with pytest.raises(DamagedDocument):
            authenticator.used_step(other, totp.at(NOON), key, NOON)


def test_codes_can_be_done_without_again_and_recovery_drops_them(practice: Practice) -> None:
    accounts, _ = with_codes(practice)
    with pytest.raises(WrongPassphrase):
        accounts.drop_authenticator(OTHER)
    accounts.drop_authenticator(FIRST)
    practice.sign_in("ada", FIRST)
    new = accounts.begin_authenticator()
    practice.at += dt.timedelta(minutes=5)
    assert accounts.confirm_authenticator(new, FIRST, pyotp.TOTP(new.secret).at(practice.at)) == ()
    recovered, _ = practice.access.recover(practice.recovery, "ada", OTHER)
    assert recovered
    practice.enter(recovered, Entrance(OTHER, reason="Phone and passphrase lost"))
    practice.sign_in("ada", OTHER)
