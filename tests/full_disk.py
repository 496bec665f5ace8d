"""A disk that is full, for whatever this program writes; called by tests that write to one."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

ROOM = 64 * 1024
"""Bytes that a save gets beyond what is there: too few for `4 * ROOM` more."""


@contextmanager
def full_disk_after(size: int) -> Iterator[None]:
    """No file of this program may grow past a size meanwhile; writes fail as on a full disk."""
    resource = pytest.importorskip("resource", reason="this system has no limits to set")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
