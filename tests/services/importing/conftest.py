"""The stores that imports are tried on: the fake and the real one."""

from tests.storage.conftest import empty_practice, practice_folder, ring, store

__all__ = ["empty_practice", "practice_folder", "ring", "store"]
