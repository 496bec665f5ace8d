"""Whole files or none: writes that a crash or a full disk cannot leave half done.

Called by storage (keys), settings and the export of documents.
"""

import errno
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from app.errors import DiskFull, HeldFile, ReadOnlyFolder

PRIVATE = 0o600
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {
    *(errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.EIO),
    *(errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ETIMEDOUT),
}

# What Windows says beside, learn.microsoft.com/windows/win32/debug/system-error-codes:
_FULL_THERE = {39, 1295}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED: no errno of their own
_GONE_THERE = {21, 55, 59, 64, 67, 121, 1231}
"""ERROR_NOT_READY, DEV_NOT_EXIST, UNEXP_NET_ERR, NETNAME_DELETED, BAD_NET_NAME, SEM_TIMEOUT,
NETWORK_UNREACHABLE: drives and shares that are no longer there."""
_HELD = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_HELD_OR_DENIED = {5, *_HELD}  # ERROR_ACCESS_DENIED: what a rename onto an open file gets

_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds between tries, 0.8 together. Scanners let go of a new file within some tenths."""

IN_CHOSEN_PLACE = 0o777 if sys.platform == "win32" else 0o700
"""The mode of a folder that is made where somebody chose. On Windows it takes the rights of that
place: for its owner alone (Python does so for 0o700 since 3.11.10 and 3.12.4,
docs.python.org/3/library/os.html#os.mkdir) it would shut colleagues out on a share, and the office
out of its backups on the next computer.
"""

LOCK = 0o666 if sys.platform == "win32" else PRIVATE
"""The mode of a lock's file. On Windows it takes the rights of its folder: what is for its owner
alone (the library makes it so there, py-filelock.readthedocs.io) would, left by a program that was
killed, shut every colleague out of the backups on a share.
"""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICES = re.compile(
    r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³]) *(\.|$)", re.IGNORECASE
)
"""What no name may hold, and what it may not be before its first dot, on Windows
(learn.microsoft.com/windows/win32/fileio/naming-a-file)."""

Done = TypeVar("Done")


def usable_name(words: str) -> str:
    """The words as the beginning of a file's or the whole of a folder's name, on every system.

    Almost always they are that already; a number that came with a note's file may be anything.
    """
    name = _FORBIDDEN.sub("-", words).strip(" ").rstrip(". ")
    return f"_{name}" if not name or _DEVICES.match(name) else name


@contextmanager
def disk_failures() -> Iterator[None]:
    """Turn a full disk, an open file and a refused write into DiskFull, HeldFile, ReadOnlyFolder.

    The rest is passed on.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL or _windows_error(error) in _FULL_THERE:
            raise DiskFull from None
        if _windows_error(error) in _HELD:
            raise HeldFile from None
        if error.errno in _REFUSED and not went_away(error):  # a drive without a disk refuses too
            raise ReadOnlyFolder from None
        raise


def patiently(act: Callable[[], Done], wait: Callable[[float], None] = time.sleep) -> Done:
    """Do something with a file, again where Windows refuses for less than a second.

    There a virus scanner or an indexer opens what was just written, and a file that anybody has
    open cannot be renamed, replaced or, at that moment, read. Elsewhere nothing is tried twice.
    """
    for pause in _PAUSES:
        try:
            return act()
        except OSError as error:
            if _windows_error(error) not in _HELD_OR_DENIED:
                raise
        wait(pause)
    return act()


def went_away(error: OSError) -> bool:
    """Whether a folder is not there any more: a stick was pulled out, a share was lost."""
    return error.errno in _GONE or _windows_error(error) in _GONE_THERE


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter, with its parents. Raises ReadOnlyFolder."""
    with disk_failures():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_part_folder(parent: Path, prefix: str, suffix: str) -> Path:
    """Make a folder for something half done, which gets its name later."""
    folder = parent / f"{prefix}{os.urandom(6).hex()}{suffix}"
    folder.mkdir(mode=IN_CHOSEN_PLACE)
    return folder


def write_whole(path: Path, content: bytes, mode: int = PRIVATE) -> None:
    """Write a file so that the old one or the new one is there, whatever happens in between.

    Raises as `write_parts_whole` does.
    """
    write_parts_whole(path, (content,), mode)


def write_parts_whole(path: Path, parts: Iterable[bytes], mode: int = PRIVATE) -> None:
    """Write a file, whole or not at all, whose bytes come one part after the other.

    They go to a new file beside it (so: the same disk), to the disk, and take its name. Raises
    DiskFull or ReadOnlyFolder; then the old file stands untouched and nothing is left over.
    """
    import tempfile  # when first written: it brings half the library along

    with disk_failures():
        handle, name = tempfile.mkstemp(prefix=".chartproof-", suffix=".part", dir=path.parent)
        fresh = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                for part in parts:
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
            fresh.chmod(mode)
            _take_name(fresh, path)
        except BaseException:
            with suppress(OSError):
                fresh.unlink()
            raise
        _settle(path.parent)


def write_folder_whole(parent: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """Write files into a new folder that appears with all of them or not at all; returns it.

    A folder of that name that is there already is left alone: the new one gets a number. Raises
    DiskFull or ReadOnlyFolder; then nothing is left over. `parent` is made if need be.
    """
    import shutil

    make_private_folder(parent)
    with disk_failures():
        fresh = make_part_folder(parent, ".chartproof-", ".part")
    try:
        for file, content in files.items():
            write_whole(fresh / file, content)
        with disk_failures():
            return _appear(fresh, parent, name)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _appear(fresh: Path, parent: Path, name: str) -> Path:
    number, place = 1, parent / name
    while place.exists():
        number += 1
        place = parent / f"{name}-{number}"
    patiently(partial(fresh.rename, place))
    _settle(parent)
    return place


def rename_whole(old: Path, new: Path) -> None:
    """Give a finished file its name, to the disk. Raises HeldFile, ReadOnlyFolder, DiskFull."""
    with disk_failures():
        _take_name(old, new)
        _settle(new.parent)


def _take_name(old: Path, new: Path) -> None:
    """Rename onto whatever has that name. Raises HeldFile when Windows will not, and OSError."""
    try:
        patiently(partial(old.replace, new))
    except PermissionError as error:
        # The folder let a file be made in it just now, so it is one of the two files.
        if _windows_error(error) in _HELD_OR_DENIED:
            raise HeldFile from None
        raise


def _windows_error(error: OSError) -> int | None:
    return getattr(error, "winerror", None)  # no other system has it


def _settle(folder: Path) -> None:
    """Write the folder's own entry to the disk. Windows lets no folder be opened for that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
