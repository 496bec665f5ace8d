"""Refuses what Windows refuses: renaming or removing a file that this process has open.

Python and SQLite open files there without leave to delete or rename them meanwhile
(learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createfilew, FILE_SHARE_DELETE). Linux
tells which files are open, so a program that would stumble there stumbles here.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

OPEN_HERE = Path("/proc/self/fd")
_EVENTS = ("os.rename", "os.remove", "os.rmdir")
_is_on: list[bool] = []  # while there is something in it; a hook cannot be taken off


@contextmanager
def open_files_stay() -> Iterator[None]:
    """As on Windows while the block runs: PermissionError for a file that is open here."""
    _watch()
    _is_on.append(True)
    try:
        yield
    finally:
        _is_on.pop()


@cache
def _watch() -> None:
    sys.addaudithook(_judge)


def _judge(event: str, arguments: tuple[Any, ...]) -> None:
    if not _is_on or event not in _EVENTS:
        return
    *paths, folder = arguments if event != "os.rename" else arguments[:3]
    beside = (OPEN_HERE / str(folder)).readlink() if folder != -1 else Path()
    for path in paths:
        for held in _held_at(beside / os.fsdecode(path)):
            raise PermissionError(errno.EACCES, "open in this program", held)


def _held_at(path: Path) -> Iterator[str]:
    """The files open here that lie at a path or below it."""
    place = path.resolve()
    for handle in OPEN_HERE.iterdir():
        with suppress(OSError):  # of the listing itself, closed again
            file = handle.readlink()
            if (file == place or place in file.parents) and not file.is_dir():
                yield str(file)
