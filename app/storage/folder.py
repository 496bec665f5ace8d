"""The folder of an embedded practice: what is in it, making and opening it, one program at a time.

`practice.db` is the encrypted database (SQLite keeps `-wal` and `-shm` beside it while it is open),
`practice.keys` the wrapped keys, `practice.trail` the ends of the audit chains (`anchor`),
`practice.lock` the lock of the program that has it open.

A first start writes `practice.new`, then the key file, then renames. So a practice whose keys were
never kept is never there, and a crash in between is either undone or finished by the next start.
Importing this module is cheap; SQLAlchemy comes with the first store.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import LockedFile, MissingKeyFile, MissingPracticeFile, PracticeExists
from app.files import LOCK, disk_failures, make_private_folder, rename_whole
from app.preparing import Told, unheard
from app.storage.switching import finish_switch, is_cut_off, switch

if TYPE_CHECKING:  # see the module's docstring
    from app.crypto import KeyRing, Secret
    from app.storage.unit_of_work import SqlStore


class EmbeddedFolder:
    """A practice in one folder of this computer; fits `app.services.ports.folder.PracticeFolder`.

    `told` hears how far opening is where it takes long.
    """

    def __init__(self, folder: Path, told: Told = unheard) -> None:
        self._folder = folder
        self._told = told
        self._database = folder / "practice.db"
        self._new = folder / "practice.new"
        self._keys = folder / "practice.keys"
        self._lock = folder / "practice.lock"

    def stands(self) -> bool:
        """Whether there is a practice. Raises MissingKeyFile, MissingPracticeFile."""
        if is_cut_off(self._folder):
            self._take_lock()()  # which finishes it
        with disk_failures():
            database, keys = self._database.exists(), self._keys.exists()
            if keys and not database and not self._new.exists():
                raise MissingPracticeFile
        if database and not keys:
            raise MissingKeyFile
        return keys

    def keys(self) -> KeyRing:
        """The wrapped keys. Raises MissingKeyFile, DamagedKeyFile, NewerKeyFile."""
        from app.storage.keys import read_keys

        return read_keys(self._keys)

    def replace_keys(self, ring: KeyRing) -> None:
        """Write the wrapped keys anew, whole or not at all. Raises DiskFull, ReadOnlyFolder."""
        from app.storage.keys import write_keys

        write_keys(self._keys, ring)

    def create(self, ring: KeyRing, key: Secret) -> SqlStore:
        """Make an empty practice and open it.

        Raises PracticeExists, LockedFile, DiskFull, ReadOnlyFolder.
        """
        from app.storage.opening import make_database

        make_private_folder(self._folder)
        release = self._take_lock()
        try:
            if self.stands():
                raise PracticeExists
            make_database(self._new, key)
            self.replace_keys(ring)
            return self._open(key, release)
        except BaseException:
            release()
            raise

    def open(self, key: Secret) -> SqlStore:
        """Open the practice, brought to this version's schema.

        Raises LockedFile, NewerSchema, DamagedFile, DiskFull, ReadOnlyFolder.
        """
        release = self._take_lock()
        try:
            return self._open(key, release)
        except BaseException:
            release()
            raise

    def adopt(self, ring: KeyRing, write: Callable[[Path], None]) -> None:
        """Make a practice of a database that `write` makes at a path, and leaves closed.

        Raises PracticeExists, LockedFile, DiskFull, ReadOnlyFolder, and what `write` does; there
        is no practice then.
        """
        make_private_folder(self._folder)
        release = self._take_lock()
        try:
            if self.stands():
                raise PracticeExists
            write(self._new)
            self.replace_keys(ring)
            rename_whole(self._new, self._database)
        finally:
            release()

    def set_aside(self, at: dt.datetime) -> Path:
        """Put the files of a practice that lives elsewhere now into a folder of their own.

        Returns that folder, named after the moment (UTC). Raises LockedFile, ReadOnlyFolder.
        """
        release = self._take_lock()
        try:
            kept = self._folder / f"practice moved {at:%Y-%m-%d_%H%M%S}"
            make_private_folder(kept)
            for file in sorted(self._folder.glob("practice.*")):
                if file != self._lock:
                    rename_whole(file, kept / file.name)
            return kept
        finally:
            release()

    def take_over(self, database: Path, at: dt.datetime) -> Path:
        """Let a restored database take the place of the practice's, at a moment (UTC).

        Returns the folder in which the old one is kept. Raises LockedFile, DiskFull,
        ReadOnlyFolder; a switch that was begun is finished when the practice is opened next.
        """
        release = self._take_lock()
        try:
            return switch(self._folder, database, at)
        finally:
            release()

    def _open(self, key: Secret, release: Callable[[], None]) -> SqlStore:
        from app.storage.opening import open_store

        if not self._database.exists():  # a first start that was cut off before its last step
            rename_whole(self._new, self._database)
        return open_store(self._database, key, release, self._told)

    def _take_lock(self) -> Callable[[], None]:
        """Keep other programs off the practice; the system lets go when ours dies.

        Whoever gets it finishes what a restore was killed at. Returns what lets go. Raises
        LockedFile, ReadOnlyFolder.
        """
        from filelock import FileLock, Timeout

        # Not per thread: a worker opens the practice, the window's thread closes it.
        lock = FileLock(self._lock, timeout=0, mode=LOCK, thread_local=False)
        try:
            with disk_failures():
                lock.acquire()
        except Timeout:
            raise LockedFile from None
        try:
            finish_switch(self._folder)
        except BaseException:
            lock.release()
            raise
        return lock.release
