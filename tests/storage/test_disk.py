"""A full disk and a folder that may not be written: a sentence, and nothing half done."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.crypto import KeyRing
from app.errors import DiskFull, FailingDisk, ReadOnlyFolder
from app.storage.folder import EmbeddedFolder
from tests.full_disk import ROOM, full_disk_after
from tests.storage import samples
from tests.storage.conftest import KEY
from tests.storage.nobody import as_nobody

with_modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")


@contextmanager
def as_somebody_who_may_only_read(folder: Path) -> Iterator[None]:
    """Take away the right to write in a folder and its files, from root too."""
    for path in (*folder.iterdir(), folder):
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222)
    try:
        with as_nobody():
            yield
    finally:
        for path in (folder, *folder.iterdir()):
            path.chmod(stat.S_IMODE(path.stat().st_mode) | 0o200)


@pytest.fixture
def shared_practice(empty_practice: Path) -> Iterator[Path]:
    """A practice that everybody may read, away from pytest's own private folders."""
    place = Path(tempfile.mkdtemp(prefix="chartproof-test-"))
    shutil.copytree(empty_practice, place, dirs_exist_ok=True)
    place.chmod(0o755)
    for file in place.iterdir():
        file.chmod(0o644)
    yield place
    shutil.rmtree(place)


def test_a_full_disk_undoes_the_whole_save_and_the_next_one_works(practice_folder: Path) -> None:
    folder = EmbeddedFolder(practice_folder)
    store = folder.open(KEY)
    with store.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        saved = work.notes.save(samples.note(), samples.SUMMARY, samples.NOON)
    big = os.urandom(4 * ROOM)

    def save() -> str:
        with store.writing() as work:
            work.notes.save(saved, samples.SUMMARY, samples.NOON)
            return work.evidence.keep(big)

    log = practice_folder / "practice.db-wal"
    with full_disk_after(log.stat().st_size + ROOM), pytest.raises(FailingDisk):  # to SQLite
        save()
    with store.reading() as work:
        assert work.notes.get("n1") == saved
    kept = save()
    store.close()
    store = folder.open(KEY)
    with store.reading() as work:
        assert work.evidence.read(kept) == big
    store.close()


def test_a_disk_that_fills_while_the_practice_closes_loses_nothing(practice_folder: Path) -> None:
    folder = EmbeddedFolder(practice_folder)
    big = os.urandom(4 * ROOM)
    size = (practice_folder / "practice.db").stat().st_size
    store = folder.open(KEY)
    with store.writing() as work:
        kept = work.evidence.keep(big)
    with full_disk_after(size):
        store.close()
    store = folder.open(KEY)
    with store.reading() as work:
        assert work.evidence.read(kept) == big
    store.close()


@pytest.mark.parametrize("size", [0, 100, 10_000])
def test_a_full_disk_at_the_first_start_leaves_no_practice(
    tmp_path: Path, ring: KeyRing, size: int
) -> None:
    folder = EmbeddedFolder(tmp_path)
    with full_disk_after(size), pytest.raises(DiskFull):
        folder.create(ring, KEY)
    assert not folder.stands()
    folder.create(ring, KEY).close()
    assert folder.stands()


def test_a_full_disk_leaves_the_old_keys(practice_folder: Path, ring: KeyRing) -> None:
    folder = EmbeddedFolder(practice_folder)
    other = KeyRing("another", ring.by_passphrase, ring.by_recovery_key)
    with full_disk_after(100), pytest.raises(DiskFull):
        folder.replace_keys(other)
    assert folder.keys() == ring
    assert not list(practice_folder.glob(".*"))


@with_modes
def test_a_folder_that_may_not_be_written_is_named(shared_practice: Path, ring: KeyRing) -> None:
    folder = EmbeddedFolder(shared_practice)
    attempts: list[Callable[[], object]] = [
        lambda: folder.open(KEY),
        lambda: folder.replace_keys(ring),
        lambda: EmbeddedFolder(shared_practice / "new").create(ring, KEY),
    ]
    with as_somebody_who_may_only_read(shared_practice):
        assert folder.stands()
        assert folder.keys() == ring
        for attempt in attempts:
            with pytest.raises(ReadOnlyFolder):
                attempt()
    folder.open(KEY).close()


@with_modes
def test_a_file_that_may_not_be_written_is_named(shared_practice: Path) -> None:
    shared_practice.chmod(0o777)
    (shared_practice / "practice.lock").chmod(0o666)
    (shared_practice / "practice.db").chmod(0o444)

    def write() -> None:
        store = EmbeddedFolder(shared_practice).open(KEY)
        try:
            with store.writing() as work:
                work.practice.save(samples.practice())
        finally:
            store.close()

    with as_nobody(), pytest.raises(ReadOnlyFolder):
        write()
