"""Killed at any moment of a backup or a switch: backups stay whole, the practice loses nothing."""

import datetime as dt
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import LockedFile
from app.storage import switching
from app.storage.backup.restoring import copy_beside, restore_into
from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.backing import DAY, LOOK, back_up, filled, scan, shelf_in, unheard
from tests.storage.backup_saver import back_up_until_killed
from tests.storage.conftest import KEY
from tests.storage.killing import rest_of, starter
from tests.storage.samples import NOON, SUMMARY

LONGEST_LIFE = 0.4  # seconds after the first backup; some three more


@pytest.mark.parametrize("rounds", [10, pytest.param(200, marks=pytest.mark.slow)])
def test_older_backups_stay_whole_and_nothing_is_lost(
    practice_folder: Path,
    tmp_path: Path,
    rounds: int,
    record_property: Callable[[str, object], None],
) -> None:
    share, context = tmp_path / "share", starter("tests.storage.backup_saver")
    share.mkdir()
    filled(practice_folder, notes=1).close()
    saved = 1
    for _ in range(rounds):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(  # type: ignore[attr-defined] # typeshed has it on each context, not on their base
            target=back_up_until_killed, args=(practice_folder, share, theirs)
        )
        process.start()
        theirs.close()
        told = [ours.recv()]
        deadline = time.monotonic() + random.uniform(0, LONGEST_LIFE)
        while (left := deadline - time.monotonic()) > 0 and ours.poll(left):
            told.append(ours.recv())
        process.kill()
        process.join()
        told += rest_of(ours)

        kept, damaged = shelf_in(share).kept()
        assert damaged == ()
        # The kill may fall between a backup and the word of it: one later, never an earlier one.
        assert kept[0].name >= told[-1][1]
        copy = restore_into(
            tmp_path / "apart", shelf_in(share).folder / kept[0].name, KEY, LOOK, unheard
        )
        assert copy.problems == ()
        shutil.rmtree(tmp_path / "apart")

        store = EmbeddedFolder(practice_folder).open(KEY)
        with store.reading() as work:
            notes = len(work.notes.of_patient("p1"))
            for sha256 in work.evidence.all():
                assert work.evidence.read(sha256)
        store.close()
        assert notes - told[-1][0] in (0, 1)
        assert notes > saved
        saved = notes
    record_property("figures", f"{rounds} kills, {saved - 1} backups, none lost, none by half")
    store = EmbeddedFolder(practice_folder).open(KEY)
    back_up(store, share, NOON + DAY)
    store.close()
    shelf = shelf_in(share)
    assert not list(shelf.folder.rglob(".backup-*"))
    assert not list(practice_folder.rglob(".backup-*"))


class KilledError(BaseException):
    """What a kill is, for a test in one process."""


def restored_beside(home: Path, share: Path) -> Path:
    """A practice with two notes more than its backup, and a checked copy of that one beside."""
    store = filled(home, notes=3)
    with store.writing() as work:
        work.evidence.keep(scan(100_000))
    made = back_up(store, share)
    with store.writing() as work:
        work.notes.save(samples.note("later"), SUMMARY, NOON)
    store.close()
    return copy_beside(home, shelf_in(share).folder / made.name, KEY, LOOK, unheard).database


@pytest.mark.parametrize("step", range(1, 6))
def test_a_switch_killed_between_any_two_steps_is_finished_by_the_next_start(
    practice_folder: Path, tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    database = restored_beside(practice_folder, share)
    for ending in ("-wal", "-shm"):  # of a program that crashed before; empty, so no log at all
        (practice_folder / f"practice.db{ending}").touch()
    steps = iter(range(1, step))

    def killed_before(old: Path, new: Path) -> None:
        if next(steps, None) is None:
            raise KilledError
        old.replace(new)

    with monkeypatch.context() as patched:
        patched.setattr(switching, "rename_whole", killed_before)
        with pytest.raises(KilledError):
            EmbeddedFolder(practice_folder).take_over(database, NOON)
    folder = EmbeddedFolder(practice_folder)
    assert folder.stands()
    store = folder.open(KEY)
    with store.reading() as work:
        notes = {note.id for note in work.notes.of_patient("p1")}
    store.close()
    before = practice_folder / "practice before 2026-11-22_120000"
    if step == 1:  # nothing was begun
        assert notes == {"n0", "n1", "n2", "later"}
        assert not before.exists()
        return
    assert notes == {"n0", "n1", "n2"}
    store = EmbeddedFolder(before).open(KEY)
    with store.reading() as work:
        assert work.notes.get("later")
    store.close()
    assert not list(practice_folder.glob("practice.restored-*"))


def test_a_switch_is_refused_while_the_practice_is_open(
    practice_folder: Path, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    database = restored_beside(practice_folder, share)
    store = EmbeddedFolder(practice_folder).open(KEY)
    with pytest.raises(LockedFile):
        EmbeddedFolder(practice_folder).take_over(database, NOON)
    with store.reading() as work:
        assert work.notes.get("later")
    store.close()
    assert database.exists()


def test_the_old_one_is_kept_each_time(practice_folder: Path, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    folder = EmbeddedFolder(practice_folder)
    first = folder.take_over(restored_beside(practice_folder, share), NOON)
    made, _ = shelf_in(share).kept()
    again = copy_beside(practice_folder, shelf_in(share).folder / made[0].name, KEY, LOOK, unheard)
    second = folder.take_over(again.database, NOON + dt.timedelta(seconds=1))
    assert first != second
    for kept in (first, second):
        assert {file.name for file in kept.iterdir()} >= {"practice.db", "practice.keys"}
