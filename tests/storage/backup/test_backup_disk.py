"""A backup folder that is full, read-only or goes away: a sentence, and older backups whole."""

import errno
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.backup import Progress
from app.errors import (
    DiskFull,
    FullBackupFolder,
    MissingBackupFolder,
    ReadOnlyBackupFolder,
)
from app.storage.backup.restoring import restore_into
from app.storage.folder import EmbeddedFolder
from tests.full_disk import full_disk_after
from tests.storage.backing import (
    DAY,
    LOOK,
    back_up,
    contents_below,
    filled,
    scan,
    shelf_in,
    unheard,
)
from tests.storage.conftest import KEY
from tests.storage.nobody import as_nobody
from tests.storage.samples import NOON


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """A folder that somebody chose for backups."""
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("size", [0, 300, 100_000, 1_500_000])
def test_a_full_disk_leaves_the_older_backups(
    practice_folder: Path, share: Path, size: int
) -> None:
    store = filled(practice_folder)
    with store.writing() as work:
        work.evidence.keep(scan(1_000_000))
    back_up(store, share)
    before = contents_below(share)
    with store.writing() as work:
        work.evidence.keep(scan(2_000_000))
    store.close()  # the log is folded into the file: the limit below holds for that one as well
    store = EmbeddedFolder(practice_folder).open(KEY)
    with full_disk_after(size), pytest.raises(FullBackupFolder):
        back_up(store, share, NOON + DAY)
    assert contents_below(share) == before
    assert back_up(store, share, NOON + DAY).facts.is_good
    store.close()


def test_a_full_disk_of_the_practice_is_told_apart(practice_folder: Path, share: Path) -> None:
    store = filled(practice_folder)
    with store.writing() as work:
        work.evidence.keep(scan(2_000_000))
    back_up(store, share)
    with full_disk_after(1_000_000), pytest.raises(DiskFull):
        back_up(store, share, NOON + DAY)  # little is new on the share; all is opened here
    assert [each.name for each in shelf_in(share).kept()[0]] == ["2026-11-22_120000"]
    store.close()


def test_a_full_disk_while_restoring_leaves_nothing(
    practice_folder: Path, share: Path, tmp_path: Path
) -> None:
    store = filled(practice_folder)
    made = back_up(store, share)
    store.close()
    before = sorted(tmp_path.rglob("*"))
    with full_disk_after(100_000), pytest.raises(DiskFull):
        restore_into(tmp_path / "new", shelf_in(share).folder / made.name, KEY, LOOK, unheard)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("stage", ["copying", "reading back", "checking"])
def test_a_share_that_goes_away_is_named(
    practice_folder: Path, share: Path, tmp_path: Path, stage: str
) -> None:
    store = filled(practice_folder)
    with store.writing() as work:
        work.evidence.keep(scan(9_000_000))
    back_up(store, share)
    before = contents_below(share)
    with store.writing() as work:
        work.evidence.keep(scan(9_000_000))

    def unplug(progress: Progress) -> None:
        if progress.stage == stage and share.exists():
            share.rename(tmp_path / "unplugged")

    with pytest.raises(MissingBackupFolder):
        store.backups_in(share).make(NOON + DAY, None, LOOK, unplug)
    (tmp_path / "unplugged").rename(share)
    assert before.items() <= contents_below(share).items()
    assert back_up(store, share, NOON + DAY).facts.is_good
    kept, damaged = shelf_in(share).kept()
    assert len(kept) == 2
    assert damaged == ()
    store.close()


@pytest.fixture
def public_place() -> Iterator[Path]:
    """A place that everybody may enter, away from pytest's own private folders."""
    place = Path(tempfile.mkdtemp(prefix="chartproof-test-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_folder_that_may_not_be_written_is_named(
    practice_folder: Path, public_place: Path
) -> None:
    home, share = public_place / "home", public_place / "share"
    shutil.copytree(practice_folder, home)
    share.mkdir(mode=0o555)
    with as_nobody(home, *home.iterdir()):
        store = filled(home, notes=1)
        with pytest.raises(ReadOnlyBackupFolder):
            back_up(store, share)
        store.close()


class _DyingShare:
    """The system's calls on a folder: after so many of them a network share answers no more."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._folder = str(folder)
        self.calls, self.last = 0, sys.maxsize
        for name in ("open", "stat", "lstat", "scandir", "listdir", "replace", "mkdir", "unlink"):
            patch.setattr(os, name, self._dying(getattr(os, name)))
        patch.setattr(io, "open", self._dying(io.open))

    def _dying(self, call: Callable[..., object]) -> Callable[..., object]:
        def asked(*args: object, **named: object) -> object:
            if args and str(args[0]).startswith(self._folder):
                self.calls += 1
                if self.calls > self.last:
                    raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
            return call(*args, **named)

        return asked


def test_a_share_that_answers_no_more_at_any_call_is_a_missing_one(
    practice_folder: Path, share: Path
) -> None:
    store = filled(practice_folder, notes=1)
    back_up(store, share)
    before, day, has_failed = contents_below(share), NOON, True
    while has_failed:
        day += DAY
        with pytest.MonkeyPatch.context() as patch:
            dying = _DyingShare(share, patch)
            dying.last = 3 * (day - NOON).days
            try:
                back_up(store, share, day)
                has_failed = False
            except MissingBackupFolder:
                pass
        assert before.items() <= contents_below(share).items()
    store.close()
