"""Coming in: the first person, what a crash left, wrong tries, the keychain, closed accounts."""

import pytest

from app.crypto import fingerprint
from app.domain.audit import Deed
from app.domain.practice.people import PersonName, StaffRole
from app.errors import WrongPassphrase
from app.services.office.people_desk import PeopleDesk
from app.services.people.access import Entrance
from app.sign_in_errors import KeyReplaced
from tests.people_practice import FIRST, OTHER, THIRD, Practice, deeds, member, stored


def test_the_first_person_gets_the_passphrase_and_is_a_manager(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    assert practice.access.people() == {"ada": "Ada Testwell"}
    assert practice.access.folder.keys().by_passphrase is None
    assert stored(accounts.store, "ada").roles == (StaffRole.DENTIST, StaffRole.MANAGER)
    assert [each[0] for each in deeds(accounts.store)] == [
        Deed.UNLOCKED,
        Deed.RIGHTS_CHANGED,
        Deed.ACCOUNT_OPENED,
        Deed.KEY_MADE,
        Deed.SIGNED_IN,
    ]


def test_a_manager_who_cannot_sign_in_does_not_lock_the_others_out(practice: Practice) -> None:
    with practice.access.unlock(FIRST).writing() as found:
        found.staff.save(member("mona", StaffRole.MANAGER))
    accounts = practice.sign_in("", FIRST)
    assert StaffRole.MANAGER in stored(accounts.store, "ada").roles
    assert accounts.open(stored(accounts.store, "mona"), FIRST, OTHER) == ()


def test_the_sample_practice_gives_it_to_everybody(practice: Practice) -> None:
    unlocked = practice.access.sign_in("", FIRST)
    practice.enter(unlocked, Entrance(FIRST, share=True))
    assert set(practice.access.people()) == {"ada", "finn"}
    assert practice.sign_in("finn", FIRST).trail.who == "finn"


def test_signing_in_again_makes_nothing_new(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    opened = (Deed.ACCOUNT_OPENED, Deed.KEY_MADE, Deed.KEY_ENDED, Deed.RIGHTS_CHANGED)
    before = deeds(accounts.store, *opened)
    practice.sign_in("ada", FIRST)
    assert deeds(accounts.store, *opened) == before
    assert len(deeds(accounts.store, Deed.SIGNED_IN)) == 2


def test_the_public_key_kept_is_that_of_who_signed_in(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    public = practice.access.prove("ada", FIRST).public
    with accounts.store.reading() as found:
        (key,) = found.signing_keys.of_person("ada")
    assert (key.fingerprint, key.public, key.ended_at) == (fingerprint(public), public, None)


def test_what_a_crash_kept_from_the_database_is_written_at_the_next_sign_in(
    practice: Practice,
) -> None:
    accounts = practice.sign_in("", FIRST)
    new, _ = practice.access.keys.new_keys("ada", FIRST, "finn", "Finn Testwell", THIRD)
    assert new
    practice.access.keys.keep(new)  # and then the lights went out
    practice.sign_in("finn", THIRD)
    with accounts.store.reading() as found:
        assert found.accounts.get("finn") is not None
        assert [key.public for key in found.signing_keys.of_person("finn")] == [new.public]


def test_wrong_tries_are_told_at_the_next_sign_in(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            practice.access.sign_in("ada", OTHER)
    practice.sign_in("ada", FIRST)
    practice.sign_in("ada", FIRST)
    assert deeds(accounts.store, Deed.SIGN_IN_REFUSED) == [("sign-in refused", "ada", "ada")]


def test_the_names_at_the_door_are_those_of_now(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    renamed = PersonName(given="Ada", family="Samplemann")
    with accounts.store.writing() as found:
        found.staff.save(stored(accounts.store, "ada").model_copy(update={"name": renamed}))
    practice.sign_in("ada", FIRST)
    assert practice.access.people() == {"ada": "Ada Samplemann"}


def test_an_older_key_file_put_back_lets_nobody_in_by_a_replaced_passphrase(
    practice: Practice,
) -> None:
    accounts = practice.with_two_managers()
    older = practice.access.folder.keys()
    finn = stored(accounts.store, "finn")
    accounts.reset(finn, "mona", OTHER, "a newly chosen phrase", "Forgot it")
    practice.access.folder.replace_keys(older)
    with pytest.raises(KeyReplaced):
        practice.sign_in("finn", THIRD)


def test_another_user_in_an_open_practice_is_told_with_the_wrong_tries_before(
    practice: Practice,
) -> None:
    accounts = practice.with_two_managers()
    unlocked = practice.access.sign_in("ada", FIRST)
    desk = PeopleDesk.over(unlocked, practice.access, practice.keychain, accounts.trail)
    finns = accounts.trail.as_user("finn")
    with pytest.raises(WrongPassphrase):
        desk.switching.by_passphrase("finn", FIRST, "", finns)
    desk.switching.by_passphrase("finn", THIRD, "", finns)
    assert deeds(accounts.store, Deed.SIGN_IN_REFUSED) == [("sign-in refused", "finn", "finn")]
    assert deeds(accounts.store, Deed.SIGNED_IN)[-1] == ("signed in", "finn", "")
    assert desk.switching.pins.set("finn", "4827") == ()
