"""Hears from the system that something in a folder changed; bootstrap hands it to the services."""

from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_LONGEST_WAIT = 1.0
"""Seconds for its thread to end; one that hangs on a lost network is a daemon and is left."""


class _Bell(FileSystemEventHandler):
    def __init__(self, touched: Callable[[], None]) -> None:
        self._touched = touched

    def on_any_event(self, event: FileSystemEvent) -> None:
        del event  # what happened is looked up in the folder itself
        self._touched()


class FolderWatch:
    """`touched` is called on a thread of its own. Network folders may say nothing at all.

    Raises OSError where the folder is not there or the system watches no more folders.
    """

    def __init__(self, folder: Path, touched: Callable[[], None]) -> None:
        self._observer = Observer()
        self._observer.daemon = True
        self._observer.schedule(_Bell(touched), str(folder), recursive=False)
        self._observer.start()

    def close(self) -> None:
        """Hear no more."""
        self._observer.stop()
        self._observer.join(_LONGEST_WAIT)
