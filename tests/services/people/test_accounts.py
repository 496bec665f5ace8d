"""Accounts opened, passphrases changed and set anew by two managers or the recovery key."""

import pytest

from app.domain.audit import AuditQuery, Deed
from app.domain.practice.people import StaffRole
from app.errors import (
    NotAllowed,
    WrongPassphrase,
    WrongRecoveryKey,
)
from app.services.people.accounts import NO_REASON, NOT_TWO
from app.services.people.recovery_key import new_recovery_key
from app.services.records.records import Records
from app.sign_in_errors import LastManager
from tests.people_practice import (
    FIRST,
    OTHER,
    THIRD,
    Practice,
    deeds,
    member,
    stored,
)


def test_only_who_may_change_people_opens_accounts(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    finns = accounts.as_user(accounts.trail.as_user("finn"))
    with pytest.raises(NotAllowed):
        finns.open(stored(accounts.store, "mona"), THIRD, FIRST)
    with pytest.raises(NotAllowed):
        finns.reset(stored(accounts.store, "ada"), "mona", OTHER, THIRD, "why not")


def test_two_managers_set_a_forgotten_passphrase_anew(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    finn, before = stored(accounts.store, "finn"), practice.access.prove("finn", THIRD).public
    new = "a newly chosen phrase"
    assert accounts.reset(finn, "mona", OTHER, new, " ") == (NO_REASON,)
    assert accounts.reset(finn, "ada", FIRST, new, "Forgot it") == (NOT_TWO,)
    assert accounts.reset(finn, "finn", THIRD, new, "Forgot it") == (NOT_TWO,)
    with pytest.raises(WrongPassphrase):
        accounts.reset(finn, "mona", FIRST, new, "Forgot it")
    assert len(accounts.reset(finn, "mona", OTHER, "short", "Forgot it")) == 1
    assert practice.access.prove("finn", THIRD).public == before, "nothing changed so far"
    assert accounts.reset(finn, "mona", OTHER, new, "Forgot it") == ()
    assert practice.access.prove("finn", new).public != before
    with accounts.store.reading() as found:
        newer, older = found.signing_keys.of_person("finn")
        told = found.audit.page(AuditQuery(deeds=(Deed.EMERGENCY_ACCESS,))).rows[0].told
    assert older.ended_at or newer.ended_at
    assert {older.public, newer.public} == {before, practice.access.prove("finn", new).public}
    assert told == {"reason": "Forgot it", "way": "two managers", "second": "mona"}


def test_nobody_resets_their_own_as_one_of_the_two(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    ada = stored(accounts.store, "ada")
    assert accounts.reset(ada, "mona", OTHER, "a newly chosen phrase", "Forgot it") == (NOT_TWO,)


def test_the_recovery_key_sets_a_passphrase_anew_inside_too(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    finn, new = stored(accounts.store, "finn"), "a newly chosen phrase"
    with pytest.raises(WrongRecoveryKey):
        accounts.reset_by_recovery_key(finn, new_recovery_key(), new, "Forgot it")
    assert accounts.reset_by_recovery_key(finn, practice.recovery, new, "Forgot it") == ()
    assert practice.sign_in("finn", new).trail.who == "finn"


def test_one_manager_alone_sets_nobodys_passphrase_anew(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    before = practice.access.prove("mona", OTHER).public
    with pytest.raises(NotAllowed):
        accounts.open(stored(accounts.store, "mona"), FIRST, "a newly chosen phrase")
    assert practice.access.prove("mona", OTHER).public == before


def test_the_last_manager_who_can_sign_in_stays_one(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    records = Records(accounts.store, accounts.trail)
    records.save(member("mona", StaffRole.MANAGER))
    ada = stored(accounts.store, "ada")
    for change in ({"more_roles": ()}, {"active": False}):
        with pytest.raises(LastManager):
            records.save(ada.model_copy(update=change))
    assert stored(accounts.store, "ada") == ada
    assert accounts.open(stored(accounts.store, "mona"), FIRST, OTHER) == ()
    records.save(ada.model_copy(update={"more_roles": ()}))


def test_changing_ones_passphrase_keeps_the_signing_key(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    before = practice.access.prove("ada", FIRST).public
    assert len(accounts.change_passphrase(FIRST, "short")) == 1
    assert accounts.change_passphrase(FIRST, OTHER) == ()
    assert practice.access.prove("ada", OTHER).public == before
    assert deeds(accounts.store, Deed.PASSPHRASE_CHANGED, Deed.KEY_ENDED) == [
        ("passphrase changed", "ada", "ada")
    ]
