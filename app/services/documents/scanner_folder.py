"""The folder a scanner writes to: which finished scans are new there. The window's banner has one.

It only looks: no file is ever changed, moved or deleted. A lost network or a removed folder is
waited for.
"""

import os
import stat
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

SUFFIXES = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif"})
"""What scanners write. The contents are looked at when a scan is taken in."""

SETTLED_AFTER = 1.0
"""Seconds without growth after which a scan counts as written."""

LOOKS_EVERY = 15.0
"""Seconds between looks when the system says nothing, as network folders do."""


class Watch(Protocol):
    """Hears of changes in a folder until it is closed."""

    def close(self) -> None:
        """Hear no more."""
        ...


MakeWatch = Callable[[Path, Callable[[], None]], Watch]
"""A watch on a folder that calls back on any thread. Raises OSError when it cannot watch."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A finished file. `changed_at` is in nanoseconds by the clock of its disk."""

    path: Path
    size: int
    changed_at: int


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found: the new scans, oldest first, and whether the folder is there."""

    scans: tuple[Scan, ...] = ()
    is_there: bool = True


class ScannerFolder:
    """Tells every look that found something else than the one before, on a thread of its own.

    Scans changed later than `since` (see `Scan.changed_at`) are new. `suffixes` are those of the
    files that count; remittances are watched for in the same way.
    """

    def __init__(
        self,
        folder: Path,
        since: int,
        make_watch: MakeWatch,
        tell: Callable[[Look], None],
        settled_after: float = SETTLED_AFTER,
        suffixes: frozenset[str] = SUFFIXES,
    ) -> None:
        self._suffixes = suffixes
        self._folder = folder
        self._since = since
        self._make_watch = make_watch
        self._tell = tell
        self._settled_after = settled_after
        self._turn = threading.Lock()
        self._wake = threading.Event()
        self._is_closed = False
        self._done: set[Scan] = set()
        self._thread = threading.Thread(target=self._run, name="scanner-folder", daemon=True)
        self._thread.start()

    def done_with(self, scans: tuple[Scan, ...], offered: tuple[Scan, ...]) -> int:
        """Offer these no more. Returns the `since` with which a later start offers the others."""
        with self._turn:
            self._done.update(scans)
            left = [scan.changed_at for scan in offered if scan not in self._done]
            oldest = min(left, default=None)
            handled = [
                scan.changed_at for scan in self._done if oldest is None or scan.changed_at < oldest
            ]
            self._since = max([self._since, *handled])
            since = self._since
        self._wake.set()
        return since

    def close(self) -> None:
        """Tell nothing any more. A look that hangs on a lost network is left to itself."""
        with self._turn:
            self._is_closed = True
        self._wake.set()

    def _run(self) -> None:
        before: Mapping[Path, Scan] = {}
        told: Look | None = None
        watch: Watch | None = None
        while not self._is_closed:
            self._wake.clear()
            if watch is None:  # before the look: what comes in between is heard of
                with suppress(OSError):
                    watch = self._make_watch(self._folder, self._wake.set)
            now = files_in(self._folder, self._suffixes)
            if now is None and watch is not None:
                watch.close()  # it watches a folder that is gone
                watch = None
            told = self._tell_news(now, before, told)
            unsettled = now is not None and any(before.get(p) != s for p, s in now.items())
            before = now or {}
            if unsettled:  # waited for whole: changes come thick while a scan is written
                threading.Event().wait(self._settled_after)
            else:
                self._wake.wait(LOOKS_EVERY)
        if watch is not None:
            watch.close()

    def _tell_news(
        self, now: Mapping[Path, Scan] | None, before: Mapping[Path, Scan], told: Look | None
    ) -> Look:
        with self._turn:
            settled = [scan for path, scan in (now or {}).items() if before.get(path) == scan]
            new = [s for s in settled if s.changed_at > self._since and s not in self._done]
            look = Look(tuple(sorted(new, key=lambda s: (s.changed_at, s.path))), now is not None)
            if look != told and not self._is_closed:
                self._tell(look)
            return look


def newest_in(folder: Path, suffixes: frozenset[str] = SUFFIXES) -> int:
    """When the newest file of a folder was changed: what comes later is new. 0 when it is empty."""
    found = (files_in(folder, suffixes) or {}).values()
    return max((scan.changed_at for scan in found), default=0)


def files_in(folder: Path, suffixes: frozenset[str] = SUFFIXES) -> Mapping[Path, Scan] | None:
    """The files that may be scans, by path; None when the folder cannot be read now."""
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if _counts(entry.name, suffixes)]
    except OSError:
        return None
    scans: dict[Path, Scan] = {}
    for entry in found:
        with suppress(OSError):  # it may be gone again
            path = Path(entry.path)
            seen = path.stat()  # what the entry says is old on Windows while a file is written
            if stat.S_ISREG(seen.st_mode) and seen.st_size:
                scans[path] = Scan(path, seen.st_size, seen.st_mtime_ns)
    return scans


def _counts(name: str, suffixes: frozenset[str]) -> bool:
    return not name.startswith((".", "~")) and Path(name).suffix.lower() in suffixes
