"""Whole files or none: writes that a crash or a full disk cannot leave half done.

Called by storage (keys), settings and the export of documents.
"""

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import DiskFull, ReadOnlyFolder

PRIVATE = 0o600
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def disk_failures() -> Iterator[None]:
    """Turn a full disk and a refused write into DiskFull and ReadOnlyFolder; pass on the rest."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull from None
        if error.errno in _REFUSED:
            raise ReadOnlyFolder from None
        raise


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter, with its parents. Raises ReadOnlyFolder."""
    with disk_failures():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


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
            fresh.replace(path)
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
    import tempfile  # when first written: it brings half the library along

    make_private_folder(parent)
    with disk_failures():
        fresh = Path(tempfile.mkdtemp(prefix=".chartproof-", suffix=".part", dir=parent))
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
    fresh.rename(place)
    _settle(parent)
    return place


def rename_whole(old: Path, new: Path) -> None:
    """Give a finished file its name, to the disk. Raises ReadOnlyFolder, DiskFull."""
    with disk_failures():
        old.replace(new)
        _settle(new.parent)


def _settle(folder: Path) -> None:
    """Write the folder's own entry to the disk, where the system lets a folder be opened."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
