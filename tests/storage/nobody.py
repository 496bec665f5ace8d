"""Being nobody for a while: root may write everywhere, and containers test as root."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = 65534  # the user id that owns nothing, by custom


@contextmanager
def as_nobody(*theirs: Path) -> Iterator[None]:
    """Whoever is root is nobody meanwhile, and owns these paths; others are who they are."""
    if sys.platform != "win32" and os.geteuid() == 0:
        for path in theirs:
            os.chown(path, _NOBODY, -1)
        os.seteuid(_NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        yield
