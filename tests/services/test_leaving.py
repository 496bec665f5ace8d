"""Leaving: nobody comes back in, signatures stay checkable, open work goes to somebody else."""

from dataclasses import replace

import pytest

from app.crypto import fingerprint
from app.domain.people import StaffRole
from app.errors import (
    NotSignedIn,
    StaleRecord,
)
from app.services.accounts import LAST_MANAGER
from app.services.leaving import Leaving
from app.services.pins import Pins
from app.services.sign_in import Switching
from app.sign_in_errors import AccountClosed
from tests.people_practice import FIRST, NOON, THIRD, Practice, member, stored
from tests.storage import samples


def test_who_left_comes_in_no_more_and_signatures_stay_checkable(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    older = practice.access.folder.keys()
    public = practice.access.prove("finn", THIRD).public
    assert Leaving(accounts).leave(stored(accounts.store, "finn"), "") == ()
    with pytest.raises(NotSignedIn):
        practice.sign_in("finn", THIRD)
    practice.access.folder.replace_keys(older)  # somebody kept a copy
    with pytest.raises(AccountClosed):
        practice.sign_in("finn", THIRD)
    with accounts.store.reading() as found:
        key = found.signing_keys.get(fingerprint(public))
    assert key
    assert key.ended_at == NOON


def test_a_pin_is_gone_with_who_left(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    pins = Pins()
    switching = Switching(accounts.store, practice.access, pins, practice.now)
    pins.prove("finn")
    assert pins.set("finn", "4827") == ()
    assert switching.by_pin("finn", "4827")
    assert Leaving(accounts).leave(stored(accounts.store, "finn"), "") == ()
    assert not switching.by_pin("finn", "4827")
    assert not pins.may_set("finn")


def test_open_work_goes_to_somebody_else_in_one_step(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    with accounts.store.writing() as found:
        found.patients.save(samples.patient())
        found.staff.save(member("otto", StaffRole.DENTIST))
        for number, who in enumerate(("finn", "ada", "finn")):
            draft = replace(samples.note(f"n{number}"), author_id=who, treating_id="ada")
            found.notes.save(draft, samples.SUMMARY, NOON)
    leaving, finn = Leaving(accounts), stored(accounts.store, "finn")
    assert {row.id for row in leaving.open_work("finn")} == {"n0", "n2"}
    assert len(leaving.leave(finn, "")) == 1, "somebody must go on with them"
    assert stored(accounts.store, "finn").active
    assert leaving.leave(finn, "ada") == ()
    with accounts.store.reading() as found:
        notes = [found.notes.get(f"n{number}") for number in range(3)]
    assert [note.waits_for for note in notes if note] == ["ada", "", "ada"]
    assert [note.author_id for note in notes if note] == ["finn", "ada", "finn"]
    assert not stored(accounts.store, "finn").active
    with pytest.raises(StaleRecord):
        leaving.leave(finn, "ada")
    leaving.come_back(stored(accounts.store, "finn"))
    assert accounts.open(stored(accounts.store, "finn"), FIRST, THIRD) == ()
    assert practice.sign_in("finn", THIRD).trail.who == "finn"


def test_the_last_manager_who_can_sign_in_stays(practice: Practice) -> None:
    accounts = practice.sign_in("", FIRST)
    assert Leaving(accounts).leave(stored(accounts.store, "ada"), "") == (LAST_MANAGER,)
    assert practice.sign_in("ada", FIRST).trail.who == "ada"
