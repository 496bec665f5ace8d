"""A pipe that lies in a folder like a file, for tests of whatever reads files somebody names."""

import os
import sys
from pathlib import Path

import pytest


def named_pipe(path: Path) -> Path:
    """Make one that nobody writes to; skips where the system has none."""
    if sys.platform != "win32":
        os.mkfifo(path)
        return path
    else:  # noqa: RET505 - so that mypy reads one branch on each system
        pytest.skip("no named pipes in folders there")
