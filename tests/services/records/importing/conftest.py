"""The stores that imports are tried on: the fake, and the real ones."""

from tests.storage.conftest import empty_practice, practice_folder, ring, server_practice, store

__all__ = ["empty_practice", "practice_folder", "ring", "server_practice", "store"]
