"""First start, unlocking, changing the passphrase: in memory and over the real folder."""

from pathlib import Path

import pytest

from app.crypto import Cost
from app.errors import (
    DamagedFile,
    MissingKeyFile,
    PracticeExists,
    WrongPassphrase,
    WrongRecoveryKey,
)
from app.services.access import Access, NewPractice
from app.services.key_ports import PracticeFolder
from app.services.ports import Store
from app.services.recovery_key import GROUPS, new_recovery_key
from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.fakes import MemoryFolder

CHEAP = Cost(passes=1, memory_kib=128, lanes=1)
OLD, NEW = "four quiet green chairs", "seven loud red tables"


@pytest.fixture(params=["memory", "sqlcipher"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> PracticeFolder:
    """An empty folder."""
    return MemoryFolder() if request.param == "memory" else EmbeddedFolder(tmp_path)


@pytest.fixture
def access(folder: PracticeFolder) -> Access:
    """The door to it, cheap to knock at."""
    return Access(folder, CHEAP)


def begun(access: Access) -> NewPractice:
    new, problems = access.begin(OLD)
    assert problems == ()
    assert new
    return new


def confirmed(access: Access) -> NewPractice:
    new = begun(access)
    assert new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
    return new


def fill(store: Store) -> None:
    with store.writing() as work:
        work.practice.save(samples.practice())
    store.close()


def is_filled(store: Store) -> bool:
    with store.reading() as work:
        name = work.practice.get().name
    store.close()
    return name == samples.practice().name


def test_a_first_start_ends_in_an_open_practice(access: Access) -> None:
    assert access.is_first_start()
    fill(confirmed(access).create())
    assert not access.is_first_start()
    assert is_filled(access.unlock(OLD))


def test_a_weak_passphrase_begins_nothing(access: Access) -> None:
    new, problems = access.begin("short")
    assert new is None
    assert len(problems) == 1
    assert access.is_first_start()


def test_nothing_is_made_before_one_group_was_given_back(access: Access) -> None:
    new = begun(access)
    other = (new.asked + 1) % GROUPS
    assert not new.confirm_group(new.asked, "ABCDE")
    assert new.confirm_group(other, new.recovery_key.groups[other])
    with pytest.raises(RuntimeError, match="not been confirmed"):
        new.create()
    assert access.is_first_start()
    assert new.confirm_group(new.asked, new.recovery_key.groups[new.asked].lower())
    assert not new.confirm_group(new.asked, "typed again by mistake")
    fill(new.create())
    assert not access.is_first_start()


def test_any_group_may_be_asked(access: Access) -> None:
    assert {begun(access).asked for _ in range(200)} == set(range(GROUPS))


def test_a_second_first_start_is_refused(access: Access) -> None:
    fill(confirmed(access).create())
    with pytest.raises(PracticeExists):
        confirmed(access).create()
    assert is_filled(access.unlock(OLD))


@pytest.mark.parametrize("typed", ["", NEW, OLD.upper()])
def test_a_wrong_passphrase_opens_nothing(access: Access, typed: str) -> None:
    fill(confirmed(access).create())
    with pytest.raises(WrongPassphrase):
        access.unlock(typed)
    assert is_filled(access.unlock(OLD))


def test_the_recovery_key_opens_too(access: Access) -> None:
    new = confirmed(access)
    fill(new.create())
    assert is_filled(access.unlock_with_recovery_key(new.recovery_key))
    with pytest.raises(WrongRecoveryKey):
        access.unlock_with_recovery_key(new_recovery_key())


def test_a_changed_passphrase_opens_the_same_practice(access: Access) -> None:
    new = confirmed(access)
    fill(new.create())
    assert access.change_passphrase(OLD, NEW) == ()
    with pytest.raises(WrongPassphrase):
        access.unlock(OLD)
    assert is_filled(access.unlock(NEW))
    assert is_filled(access.unlock_with_recovery_key(new.recovery_key))


def test_a_refused_change_leaves_the_passphrase(access: Access) -> None:
    fill(confirmed(access).create())
    with pytest.raises(WrongPassphrase):
        access.change_passphrase(NEW, NEW)
    assert len(access.change_passphrase(OLD, "short")) == 1
    assert is_filled(access.unlock(OLD))


def test_a_forgotten_passphrase_is_set_anew(access: Access) -> None:
    new = confirmed(access)
    fill(new.create())
    with pytest.raises(WrongRecoveryKey):
        access.reset_passphrase(new_recovery_key(), NEW)
    assert len(access.reset_passphrase(new.recovery_key, "short")) == 1
    assert access.reset_passphrase(new.recovery_key, NEW) == ()
    assert is_filled(access.unlock(NEW))


def test_without_a_practice_there_is_nothing_to_unlock(access: Access) -> None:
    with pytest.raises(MissingKeyFile):
        access.unlock(OLD)


def test_the_key_file_of_another_practice_does_not_open_this_one(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for place in (ours, theirs):
        fill(confirmed(Access(EmbeddedFolder(place), CHEAP)).create())
    (theirs / "practice.keys").replace(ours / "practice.keys")
    with pytest.raises(DamagedFile):
        Access(EmbeddedFolder(ours), CHEAP).unlock(OLD)
