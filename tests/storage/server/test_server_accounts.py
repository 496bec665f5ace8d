"""Accounts on a server: what writes the keys does so inside the transaction that tells of it."""

import pytest

from app.domain.audit import Deed
from app.errors import WrongPassphrase
from app.services.people.access import Entrance
from app.storage.server.server import ServerPractice
from tests.people_practice import FIRST, OTHER, THIRD, Practice, deeds, stored

NEW = "a newly chosen phrase"


@pytest.fixture
def practice(server_practice: ServerPractice) -> Practice:
    return Practice.begun(server_practice)


def test_accounts_are_opened_and_passphrases_changed_and_set_anew(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    finn, store = stored(accounts.store, "finn"), accounts.store
    assert accounts.reset(finn, "mona", OTHER, NEW, "Forgot it") == ()
    assert practice.access.prove("finn", NEW).person == "finn"
    with pytest.raises(WrongPassphrase):
        practice.access.prove("finn", THIRD)
    assert accounts.change_passphrase(FIRST, THIRD) == ()
    assert practice.access.prove("ada", THIRD).person == "ada"
    told = deeds(store, Deed.EMERGENCY_ACCESS, Deed.PASSPHRASE_CHANGED)
    assert {(who, about) for _, who, about in told} >= {("ada", "finn")}
    store.close()


def test_the_recovery_key_brings_somebody_back_in(practice: Practice) -> None:
    practice.with_two_managers().store.close()
    unlocked, problems = practice.access.recover(practice.recovery, "finn", NEW)
    assert unlocked, problems
    practice.enter(unlocked, Entrance(NEW), "finn").store.close()
    assert practice.access.prove("finn", NEW).person == "finn"
