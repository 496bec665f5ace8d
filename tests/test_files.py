"""Whole files or none."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import DiskFull, HeldFile, ReadOnlyFolder
from app.files import (
    disk_failures,
    make_part_folder,
    make_private_folder,
    patiently,
    rename_whole,
    usable_name,
    went_away,
    write_whole,
)
from tests.full_disk import full_disk_after

DENIED, SHARED, FULL_HANDLE, QUOTA = 5, 32, 39, 1295
"""ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_HANDLE_DISK_FULL, the quota's."""


def test_the_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    file = tmp_path / "Übersicht.json"
    write_whole(file, b"old")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    write_whole(file, b"old")
    with full_disk_after(1000), pytest.raises(DiskFull):
        write_whole(file, bytes(2000))
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_name_that_is_a_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken" / "inside").mkdir(parents=True)
    # Windows answers as for a file that somebody has open.
    with pytest.raises(HeldFile if sys.platform == "win32" else IsADirectoryError):
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


def windows_refusal(number: int, code: int) -> OSError:
    """What Python raises on Windows, where an error has a number of that system beside errno."""
    if sys.platform == "win32":  # errno comes from the code
        error = OSError(None, os.strerror(number), "C:\\Users\\x", code)
    else:
        error = OSError(number, os.strerror(number), "C:\\Users\\x")
        vars(error)["winerror"] = code
    return error


@pytest.mark.parametrize(
    ("number", "code", "failure"),
    [
        (errno.EACCES, SHARED, HeldFile),
        (errno.EACCES, DENIED, ReadOnlyFolder),
        (errno.EINVAL, FULL_HANDLE, DiskFull),
        (errno.EINVAL, QUOTA, DiskFull),
    ],
)
def test_what_windows_says_becomes_a_sentence(
    number: int, code: int, failure: type[Exception]
) -> None:
    with pytest.raises(failure) as caught, disk_failures():
        raise windows_refusal(number, code)
    assert type(caught.value) is failure
    assert "Users" not in str(caught.value)


class Scanned:
    """A file that a virus scanner lets go of after so many tries."""

    def __init__(self, refusals: int, code: int = SHARED) -> None:
        self.refusals = refusals
        self.code = code
        self.waited: list[float] = []

    def rename(self) -> str:
        if len(self.waited) < self.refusals:
            raise windows_refusal(errno.EACCES, self.code)
        return "renamed"


@pytest.mark.parametrize("code", [DENIED, SHARED])
def test_a_virus_scanner_is_waited_for(code: int) -> None:
    file = Scanned(refusals=4, code=code)
    assert patiently(file.rename, file.waited.append) == "renamed"
    assert len(file.waited) == 4


def test_who_keeps_a_file_open_is_not_waited_for_long() -> None:
    file = Scanned(refusals=1000)
    with pytest.raises(PermissionError):
        patiently(file.rename, file.waited.append)
    assert 0.5 < sum(file.waited) < 1


def test_elsewhere_and_for_other_reasons_nothing_is_tried_twice(tmp_path: Path) -> None:
    waited: list[float] = []
    with pytest.raises(FileNotFoundError):
        patiently((tmp_path / "not there").read_bytes, waited.append)
    with pytest.raises(OSError, match="space"):
        patiently(lambda: fail(windows_refusal(errno.ENOSPC, 112)), waited.append)
    assert waited == []


def fail(error: OSError) -> None:
    raise error


def test_a_folder_for_something_half_done_is_new_and_hidden(tmp_path: Path) -> None:
    first, second = (make_part_folder(tmp_path, ".backup-", ".part") for _ in range(2))
    assert first != second
    assert {first.name[:8], second.name[:8]} == {".backup-"}
    if sys.platform != "win32":
        assert stat.S_IMODE(first.stat().st_mode) == 0o700


@pytest.mark.parametrize("number", [errno.ENOENT, errno.ESTALE, errno.EIO])
def test_a_stick_and_a_share_that_are_gone_are_told(number: int) -> None:
    assert went_away(OSError(number, os.strerror(number)))
    assert not went_away(OSError(errno.EISDIR, "a folder has that name"))


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.EACCES, 21), (errno.EINVAL, 59), (errno.EINVAL, 64), (errno.EINVAL, 121)],
)
def test_a_share_that_windows_lost_is_told(number: int, code: int) -> None:
    lost = windows_refusal(number, code)
    assert went_away(lost)
    with pytest.raises(OSError) as caught, disk_failures():  # noqa: PT011 - it is compared below
        raise lost
    assert caught.value is lost, "whoever writes there knows what it means"
    assert not went_away(windows_refusal(errno.EINVAL, 123)), "a bad name: the folder is there"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("CP-260302-00001", "CP-260302-00001"),
        ("com1", "_com1"),
        ("AUX", "_AUX"),
        ("NUL.tar", "_NUL.tar"),
        ("LPT² .x", "_LPT² .x"),
        ("COM12", "COM12"),
        ("CONSULT", "CONSULT"),
        ("number...", "number"),
        ("number. . ", "number"),
        ("../a:b", "..-a-b"),
        ("...", "_"),
        ("", "_"),
    ],
)
def test_a_name_is_one_on_every_system(words: str, name: str) -> None:
    assert usable_name(words) == name


@given(st.text(st.characters(), max_size=60))
def test_any_words_make_one_name(words: str) -> None:
    name = usable_name(words)
    assert usable_name(name) == name
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name not in ("", ".", "..")
    assert name[-1] not in ". "
