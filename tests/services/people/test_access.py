"""First start, unlocking, changing the passphrase: in memory and over the real folder."""

from pathlib import Path

import pytest

from app import crypto
from app.crypto import Cost
from app.errors import (
    DamagedFile,
    MissingKeyFile,
    NotSignedIn,
    PracticeExists,
    TriesUsedUp,
    WrongPassphrase,
    WrongRecoveryKey,
)
from app.services.people.access import Access, NewPractice
from app.services.people.key_opening import by_recovery
from app.services.people.recovery_key import GROUPS, RecoveryKey, new_recovery_key
from app.services.ports.folder import PracticeFolder
from app.services.ports.store import Store
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


def opened_by_recovery(access: Access, recovery: RecoveryKey) -> Store:
    return access.folder.open(by_recovery(access.folder.keys(), recovery))


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
    assert is_filled(opened_by_recovery(access, new.recovery_key))
    with pytest.raises(WrongRecoveryKey):
        opened_by_recovery(access, new_recovery_key())


ADA, FINN = {"ada": "Ada Samplemann"}, {"finn": "Finn Deskwell"}


def shared_out(access: Access) -> NewPractice:
    """A practice whose first person is Ada."""
    new = confirmed(access)
    fill(new.create())
    access.keys.share_out(OLD, ADA)
    return new


def test_the_first_passphrase_becomes_somebodys_own(access: Access) -> None:
    fill(confirmed(access).create())
    assert access.people() == {}
    with pytest.raises(WrongPassphrase):
        access.keys.share_out(NEW, ADA)
    publics = access.keys.share_out(OLD, ADA)
    assert access.people() == ADA
    unlocked = access.sign_in("ada", OLD)
    assert unlocked.proof
    assert (unlocked.proof.person, unlocked.proof.public) == ("ada", publics["ada"])
    assert is_filled(unlocked.store)
    assert is_filled(access.unlock(OLD)), "only one can: nobody need be named"
    assert access.folder.keys().by_passphrase is None


def test_everybody_opens_with_their_own_passphrase_alone(access: Access) -> None:
    shared_out(access)
    new, problems = access.keys.new_keys("ada", OLD, "finn", "Finn Deskwell", NEW)
    assert new, problems
    assert access.people() == ADA, "nothing is kept yet"
    access.keys.keep(new)
    assert access.people() == ADA | FINN
    assert is_filled(access.sign_in("finn", NEW).store)
    assert is_filled(access.sign_in("ada", OLD).store)
    for person, passphrase in (("finn", OLD), ("ada", NEW)):
        with pytest.raises(WrongPassphrase):
            access.sign_in(person, passphrase)
    for nobody in ("", "otto"):
        with pytest.raises(NotSignedIn):
            access.sign_in(nobody, OLD)


def test_a_new_account_needs_the_passphrase_of_who_opens_it(access: Access) -> None:
    shared_out(access)
    with pytest.raises(WrongPassphrase):
        access.keys.new_keys("ada", NEW, "finn", "Finn Deskwell", NEW)
    new, problems = access.keys.new_keys("ada", OLD, "finn", "Finn Deskwell", "short")
    assert new is None
    assert len(problems) == 1


def test_the_signing_key_belongs_to_the_public_half(access: Access) -> None:
    shared_out(access)
    public = access.prove("ada", OLD).public
    key = access.signing_key("ada", OLD)
    assert crypto.is_signed(public, b"content", crypto.signed(key, b"content"))
    with pytest.raises(WrongPassphrase):
        access.signing_key("ada", NEW)
    for nobody in ("", "finn"):
        with pytest.raises(NotSignedIn):
            access.signing_key(nobody, OLD)


def test_a_changed_passphrase_opens_the_same_practice_and_signs_the_same(access: Access) -> None:
    new = shared_out(access)
    before = access.signing_key("ada", OLD)
    assert access.keys.change_passphrase("ada", OLD, NEW) == ()
    with pytest.raises(WrongPassphrase):
        access.sign_in("ada", OLD)
    assert is_filled(access.sign_in("ada", NEW).store)
    assert access.signing_key("ada", NEW) == before
    assert is_filled(opened_by_recovery(access, new.recovery_key))


def test_a_refused_change_leaves_the_passphrase(access: Access) -> None:
    shared_out(access)
    with pytest.raises(WrongPassphrase):
        access.keys.change_passphrase("ada", NEW, NEW)
    assert len(access.keys.change_passphrase("ada", OLD, "short")) == 1
    assert is_filled(access.unlock(OLD))


def test_a_forgotten_passphrase_is_a_new_key(access: Access) -> None:
    new = shared_out(access)
    before = access.prove("ada", OLD).public
    with pytest.raises(WrongRecoveryKey):
        access.recover(new_recovery_key(), "ada", NEW)
    assert access.recover(new.recovery_key, "ada", "short")[0] is None
    with pytest.raises(NotSignedIn):
        access.recover(new.recovery_key, "finn", NEW)
    recovered, problems = access.recover(new.recovery_key, "ada", NEW)
    assert recovered, problems
    assert recovered.proof
    assert recovered.proof.person == "ada"
    assert recovered.proof.public != before
    assert is_filled(recovered.store)
    assert access.prove("ada", NEW) == recovered.proof
    with pytest.raises(WrongPassphrase):
        access.sign_in("ada", OLD)


def test_a_forgotten_passphrase_of_everybody_is_set_anew(access: Access) -> None:
    new = confirmed(access)
    fill(new.create())
    recovered, problems = access.recover(new.recovery_key, "", NEW)
    assert recovered, problems
    assert is_filled(recovered.store)
    assert is_filled(access.unlock(NEW))
    assert access.people() == {}


def test_who_was_withdrawn_opens_nothing(access: Access) -> None:
    shared_out(access)
    new, _ = access.keys.new_keys("ada", OLD, "finn", "Finn Deskwell", NEW)
    assert new
    access.keys.keep(new)
    access.keys.withdraw("finn")
    access.keys.withdraw("finn")  # and once more, as after a crash
    assert access.people() == ADA
    with pytest.raises(NotSignedIn):
        access.sign_in("finn", NEW)


def test_the_door_lists_people_by_the_names_they_have_now(access: Access) -> None:
    shared_out(access)
    access.keys.rename({"ada": "Ada Testwell", "finn": "Finn Deskwell"})
    assert access.people() == {"ada": "Ada Testwell"}
    assert is_filled(access.sign_in("ada", OLD).store)


def test_wrong_tries_make_one_wait_and_a_right_one_is_not_taken_meanwhile(
    access: Access,
) -> None:
    shared_out(access)
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            access.signing_key("ada", NEW)
    for wait in (access.sign_in, access.signing_key):
        with pytest.raises(TriesUsedUp):
            wait("ada", OLD)


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
