"""What may be said of a database that came out of a backup; making and restoring look for it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from app.crypto import Secret
from app.domain.backup import Report

LookThrough = Callable[[Path, Secret, Mapping[str, int], Report], tuple[str, ...]]
"""Says in sentences what is wrong with a database, by its key and the rows it should have."""

DAMAGED = "The practice file is damaged. Keep it as it is, and restore the latest good backup."
MISCOUNTED = "The copy does not hold as many records as the practice did."
FLAWS = frozenset({DAMAGED, MISCOUNTED})
"""What keeps a copy from being anybody's practice."""
