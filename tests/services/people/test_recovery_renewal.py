"""A new recovery key: who may make one, what opens until then, and what the history says."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from app.domain.audit import AuditQuery, Deed
from app.errors import DiskFull, NotAllowed, WrongPassphrase, WrongRecoveryKey
from app.services.people.access import Entrance
from app.services.people.accounts import NOT_TWO, Accounts
from app.services.people.recovery_key import RecoveryKey
from app.services.people.recovery_renewal import NewRecoveryKey, RecoveryRenewal
from tests.people_practice import FIRST, OTHER, THIRD, Practice, stored
from tests.storage.fakes import MemoryStore, MemoryTransaction

NEW = "a newly chosen phrase"


class Refusing(MemoryStore):
    """Reads another store, and has no room left when what was written there is to be kept."""

    def __init__(self, real: MemoryStore) -> None:
        super().__init__()
        self._real = real

    def reading(self) -> AbstractContextManager[MemoryTransaction]:
        return self._real.reading()

    @contextmanager
    def writing(self) -> Iterator[MemoryTransaction]:
        with self._real.reading() as found:
            yield found
        raise DiskFull


def begun(renewal: RecoveryRenewal, second: str = "mona", theirs: str = OTHER) -> NewRecoveryKey:
    new, problems = renewal.begin(FIRST, second, theirs)
    assert new, problems
    return new


def opens(practice: Practice, key: RecoveryKey) -> bool:
    """Whether a key opens the practice: only then is the passphrase looked at."""
    try:
        return practice.access.recover(key, "finn", "short")[1] != ()
    except WrongRecoveryKey:
        return False


def how_made(accounts: Accounts) -> list[dict[str, object]]:
    with accounts.store.reading() as found:
        rows = found.audit.page(AuditQuery(deeds=(Deed.RECOVERY_KEY_MADE,))).rows
    return [dict(row.told) for row in rows]


def test_two_managers_make_one_and_the_old_opens_until_a_group_came_back(
    practice: Practice,
) -> None:
    accounts = practice.with_two_managers()
    renewal = RecoveryRenewal(accounts)
    new = begun(renewal)
    assert not renewal.keep(new, new.key.groups[new.asked - 1])
    assert (opens(practice, practice.recovery), opens(practice, new.key)) == (True, False)
    assert how_made(accounts) == []
    assert renewal.keep(new, new.key.groups[new.asked].lower())
    assert (opens(practice, practice.recovery), opens(practice, new.key)) == (False, True)
    assert how_made(accounts) == [{"way": "two managers", "second": "mona"}]
    assert practice.access.prove("finn", THIRD).person == "finn", "passphrases stay"


def test_it_takes_both_passphrases_and_the_right(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    renewal = RecoveryRenewal(accounts)
    for second, theirs in (("", ""), ("finn", THIRD), ("ada", FIRST)):
        assert renewal.begin(FIRST, second, theirs) == (None, (NOT_TWO,))
    with pytest.raises(WrongPassphrase):
        renewal.begin(OTHER, "mona", OTHER)
    new, (problem,) = renewal.begin(FIRST, "mona", FIRST)
    assert new is None
    assert "Mona Testwell" in problem
    finns = RecoveryRenewal(accounts.as_user(accounts.trail.as_user("finn")))
    with pytest.raises(NotAllowed):
        finns.begin(THIRD, "mona", OTHER)
    assert opens(practice, practice.recovery)


def test_a_manager_who_is_alone_makes_one_and_the_history_says_so(practice: Practice) -> None:
    renewal = RecoveryRenewal(practice.sign_in("", FIRST))
    assert renewal.seconds() == {}
    new = begun(renewal, "", "")
    assert renewal.keep(new, new.key.groups[new.asked])
    assert how_made(renewal.accounts) == [{"way": "one alone"}]
    assert opens(practice, new.key)


def test_a_disk_that_refuses_the_history_leaves_the_old_key(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    new = begun(RecoveryRenewal(accounts))
    assert isinstance(accounts.store, MemoryStore)
    full = Accounts(Refusing(accounts.store), accounts.access, accounts.trail)
    with pytest.raises(DiskFull):
        RecoveryRenewal(full).keep(new, new.key.groups[new.asked])
    assert (opens(practice, practice.recovery), opens(practice, new.key)) == (True, False)


def test_a_new_one_is_due_once_the_old_was_used_until_it_is_made(practice: Practice) -> None:
    accounts = practice.with_two_managers()
    renewal = RecoveryRenewal(accounts)
    mona = stored(accounts.store, "mona")
    finn = stored(accounts.store, "finn")
    assert accounts.reset(finn, "mona", OTHER, NEW, "Forgot it") == ()
    assert not renewal.is_due(), "two managers needed no paper"
    unlocked, _ = practice.access.recover(practice.recovery, mona.id, NEW)
    assert unlocked
    monas = RecoveryRenewal(practice.enter(unlocked, Entrance(NEW, reason="Forgot it")))
    assert monas.is_due()
    finns = RecoveryRenewal(accounts.as_user(accounts.trail.as_user("finn")))
    assert not finns.is_due(), "he may not make one"
    new = begun(renewal, theirs=NEW)
    assert monas.is_due()
    assert renewal.keep(new, new.key.groups[new.asked])
    assert not monas.is_due()
