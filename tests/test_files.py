"""Whole files or none."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from app.errors import DiskFull, ReadOnlyFolder
from app.files import disk_failures, make_private_folder, rename_whole, write_whole


def test_the_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    file = tmp_path / "Übersicht.json"
    write_whole(file, b"old")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="this system has no limits to set")
    file = tmp_path / "keys"
    write_whole(file, b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(DiskFull):
            write_whole(file, bytes(2000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_name_that_is_a_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken" / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="taken"):
        write_whole(tmp_path / "taken", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_files_and_folders_are_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    make_private_folder(folder)
    write_whole(folder / "keys", b"new")
    write_whole(folder / "letter.pdf", b"new", mode=0o640)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "keys").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "letter.pdf").stat().st_mode) == 0o640


def test_a_folder_that_is_there_is_fine(tmp_path: Path) -> None:
    make_private_folder(tmp_path)
    make_private_folder(tmp_path)


def test_a_finished_file_takes_its_name(tmp_path: Path) -> None:
    (tmp_path / "practice.new").write_bytes(b"finished")
    rename_whole(tmp_path / "practice.new", tmp_path / "practice.db")
    assert [path.name for path in tmp_path.iterdir()] == ["practice.db"]


@pytest.mark.parametrize(
    ("number", "failure"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EROFS, ReadOnlyFolder),
        (errno.EACCES, ReadOnlyFolder),
    ],
)
def test_what_the_system_says_becomes_a_sentence(number: int, failure: type[Exception]) -> None:
    def refuse() -> None:
        with disk_failures():
            raise OSError(number, os.strerror(number), "/home/x")

    with pytest.raises(failure) as caught:
        refuse()
    assert "/home" not in str(caught.value)


def test_other_refusals_pass(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), disk_failures():
        (tmp_path / "not there").read_bytes()
