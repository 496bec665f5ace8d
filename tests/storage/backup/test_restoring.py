"""Restores: compared with what stands, never over anything, from older and not from newer ones."""

import os
import random
import threading
from functools import partial
from pathlib import Path

import pytest
from alembic import command

from app.crypto import KeyRing, Secret, wrap_with_passphrase, wrap_with_recovery_key
from app.domain.backup import Backup, Difference
from app.domain.claims.claim import Claim
from app.errors import (
    DamagedBackup,
    MissingFolder,
    NewerSchema,
    NoBackup,
    OtherPractice,
    SeveralPractices,
    TakenFolder,
    WrongPassphrase,
)
from app.services.durability.restoring import key_by
from app.storage.backup.backup_making import BackupRoom
from app.storage.backup.backup_shelf import Shelf, backups_below, keys_of
from app.storage.backup.backup_snapshot import held_still
from app.storage.backup.comparing import differences
from app.storage.backup.restoring import copy_beside, restore_into
from app.storage.engine import WRITES, connected, make_engine
from app.storage.folder import EmbeddedFolder
from app.storage.schema import HEAD, migration_config
from tests.storage import samples
from tests.storage.backing import DAY, LOOK, back_up, filled, shelf_in, unheard
from tests.storage.conftest import KEY, TEST_COST
from tests.storage.samples import NOON, SUMMARY


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A folder that somebody chose for backups."""
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def backed_up(home: Path, share: Path) -> Path:
    """A backup of a practice with three notes, which is closed then."""
    store = filled(home, notes=3)
    made = back_up(store, share)
    store.close()
    return shelf_in(share).folder / made.name


def test_a_copy_is_compared_with_the_practice_as_it_stands(
    practice_folder: Path, share: Path
) -> None:
    backup = backed_up(practice_folder, share)
    store = EmbeddedFolder(practice_folder).open(KEY)
    with store.writing() as work:
        work.patients.save(samples.patient("p2", "Rosa", "Beispiel"))
        old = work.patients.get("p1")
        assert old
        work.patients.save(old.model_copy(update={"phone": "555-0199"}))
        note = work.notes.get("n1")
        assert note
        work.notes.save(note, SUMMARY, NOON + DAY)  # saved again, nothing changed
        work.notes.save(samples.note("n9"), SUMMARY, NOON)
        work.claims.save(Claim(id="c1", number="C1", patient="p1", payer="Sample Plan"))
    copy = copy_beside(practice_folder, backup, KEY, LOOK, unheard)
    found = {
        each.kind: each for each in differences(practice_folder / "practice.db", copy.database, KEY)
    }
    assert found["patients"] == Difference("patients", only_here=1, only_there=0, differing=1)
    assert found["notes"] == Difference("notes", only_here=1, only_there=0, differing=0)
    assert found["claims"] == Difference("claims", only_here=1, only_there=0, differing=0)
    assert found["packs"].is_none
    assert found["documents"].is_none
    back = differences(copy.database, practice_folder / "practice.db", KEY)
    assert Difference("notes", only_here=0, only_there=1, differing=0) in back
    copy.discard()
    store.close()
    assert not list(practice_folder.glob(".restore-*"))


def test_nothing_is_written_over(practice_folder: Path, share: Path, tmp_path: Path) -> None:
    backup = backed_up(practice_folder, share)
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("ours")
    with pytest.raises(TakenFolder):
        restore_into(taken, backup, KEY, LOOK, unheard)
    with pytest.raises(TakenFolder):
        restore_into(taken / "letter.txt", backup, KEY, LOOK, unheard)
    with pytest.raises(MissingFolder):
        restore_into(tmp_path / "not" / "there", backup, KEY, LOOK, unheard)
    assert [file.name for file in taken.iterdir()] == ["letter.txt"]
    empty = tmp_path / "empty"
    empty.mkdir()
    restore_into(empty, backup, KEY, LOOK, unheard)
    assert EmbeddedFolder(empty).stands()


def test_a_damaged_backup_leaves_nothing_behind(
    practice_folder: Path, share: Path, tmp_path: Path
) -> None:
    backup = backed_up(practice_folder, share)
    (pages,) = shelf_in(share).pages.glob("*.pages")
    content = bytearray(pages.read_bytes())
    content[random.randrange(len(content))] ^= 1
    pages.write_bytes(content)
    before = sorted(tmp_path.rglob("*"))
    for attempt, target in ((restore_into, tmp_path / "new"), (copy_beside, practice_folder)):
        with pytest.raises(DamagedBackup):
            attempt(target, backup, KEY, LOOK, unheard)
    assert sorted(tmp_path.rglob("*")) == before


def backed_up_as_it_is(home: Path, share: Path) -> Backup:
    """A backup of a database that is not brought to this version's schema before."""
    engine = make_engine(home / "practice.db", KEY)
    room = BackupRoom(partial(held_still, engine, threading.Lock()), home, KEY, shelf_in(share))
    made = room.make(NOON, NOON, LOOK, unheard)
    engine.dispose()
    return made


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    practice_folder: Path, share: Path, tmp_path: Path
) -> None:
    filled(practice_folder, notes=3).close()
    engine = make_engine(practice_folder / "practice.db", KEY)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        command.downgrade(migration_config(connection), "0002")
    engine.dispose()
    made = backed_up_as_it_is(practice_folder, share)
    assert made.facts.schema == "0002" != HEAD
    copy = restore_into(tmp_path / "new", shelf_in(share).folder / made.name, KEY, LOOK, unheard)
    assert copy.problems == ()
    store = EmbeddedFolder(tmp_path / "new").open(KEY)
    with store.reading() as work:
        assert len(work.notes.of_patient("p1")) == 3
    store.close()


def test_a_backup_of_a_newer_version_is_named(
    practice_folder: Path, share: Path, tmp_path: Path
) -> None:
    raw = connected(practice_folder / "practice.db", KEY)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    made = backed_up_as_it_is(practice_folder, share)
    with pytest.raises(NewerSchema):
        restore_into(tmp_path / "new", shelf_in(share).folder / made.name, KEY, LOOK, unheard)
    assert not (tmp_path / "new").exists()


def test_another_practice_does_not_take_its_place(
    practice_folder: Path, share: Path, tmp_path: Path
) -> None:
    backup = backed_up(practice_folder, share)
    other = Secret(bytes(32))
    ring = KeyRing(
        "another",
        wrap_with_passphrase(other, "another phrase", "another", TEST_COST),
        wrap_with_recovery_key(other, Secret(b"recovery"), "another"),
    )
    EmbeddedFolder(tmp_path / "other").create(ring, other).close()
    with pytest.raises(OtherPractice):
        copy_beside(tmp_path / "other", backup, KEY, LOOK, unheard)
    assert not list((tmp_path / "other").glob(".restore-*"))
    with pytest.raises(DamagedBackup):
        Shelf(backup.parent, other).read(backup.name)


def test_two_practices_in_one_folder_keep_to_themselves(
    practice_folder: Path, share: Path, tmp_path: Path
) -> None:
    backup = backed_up(practice_folder, share)
    key = Secret(os.urandom(32))
    ring = KeyRing(
        "another",
        wrap_with_passphrase(key, "another phrase", "another", TEST_COST),
        wrap_with_recovery_key(key, Secret(b"recovery"), "another"),
    )
    store = EmbeddedFolder(tmp_path / "other").create(ring, key)
    for day in range(20):
        back_up(store, share, NOON + day * DAY)
    store.close()
    restore_into(tmp_path / "new", backup, KEY, LOOK, unheard)
    with pytest.raises(SeveralPractices):
        backups_below(share)
    assert backups_below(backup.parent) == (backup,) == backups_below(backup)


def test_backups_are_found_from_above(practice_folder: Path, share: Path) -> None:
    with pytest.raises(NoBackup):
        backups_below(share)
    store = filled(practice_folder, notes=1)
    made = [back_up(store, share, NOON + day * DAY).name for day in range(3)]
    store.close()
    assert [found.name for found in backups_below(share)] == made[::-1]


def test_the_passphrase_opens_a_backup_and_another_one_does_not(
    practice_folder: Path, share: Path
) -> None:
    keys = keys_of(backed_up(practice_folder, share))
    assert key_by("a sample passphrase", keys) == KEY
    with pytest.raises(WrongPassphrase):
        key_by("some other passphrase", keys)
