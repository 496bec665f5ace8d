"""The bytes of a plain file of bounded size; imports and bridge files are read through it."""

import os
import stat
from enum import Enum
from pathlib import Path


class Unusable(Enum):
    """Why there are no bytes."""

    NOT_A_FILE = "not a file"
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"


def read_plain(path: Path, most: int) -> bytes | Unusable:
    """The bytes of a file, `most` at the most. Folders, pipes and devices are never read from.

    A pipe would wait for its other end for ever: here neither opening nor reading waits.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Unusable.NOT_A_FILE
        # Between the look and the opening something else may have taken the name.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                return Unusable.NOT_A_FILE
            # No more than it says it holds: files of the system say nothing and go on for ever.
            content = file.read(min(found.st_size, most + 1))
    except (OSError, ValueError):  # ValueError: a path that no system has
        return Unusable.UNREADABLE
    return Unusable.TOO_LARGE if len(content) > most else content


_BINARY = getattr(os, "O_BINARY", 0)  # Windows would end a file at its first Ctrl+Z
