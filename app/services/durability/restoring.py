"""Restoring: the key by passphrase or recovery key, and a look through what was taken out.

The command line and the restore dialog call it, from a worker: a passphrase takes half a second.
"""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app import crypto
from app.crypto import KeyRing, Secret
from app.domain.audit import Deed
from app.domain.backup import Backup, Difference, Report
from app.domain.practice.authority import Right
from app.errors import WrongPassphrase
from app.services.durability.record_check import broken_records
from app.services.people.recovery_key import read_recovery_key
from app.services.permission import require, rights
from app.services.ports.backup import LookThrough, SideCopy
from app.services.ports.store import Store
from app.services.trail import Trail


def key_by(typed: str, ring: KeyRing) -> Secret:
    """The database key of a backup, by what was typed. Raises WrongPassphrase, WrongRecoveryKey.

    Whatever reads as a recovery key is one: its check signs fit by chance once in 31 ** 9 times.
    Everybody who could sign in when the backup was made opens it, so nobody need be named.
    """
    recovery, _ = read_recovery_key(typed)
    if recovery is not None:
        return crypto.unwrap_with_recovery_key(ring.by_recovery_key, recovery.secret, ring.practice)
    if ring.by_passphrase is not None:
        return crypto.unwrap_with_passphrase(ring.by_passphrase, typed, ring.practice)
    for each in ring.people:
        with suppress(WrongPassphrase):
            return crypto.unwrap_for_person(each, typed, ring.practice).database
    raise WrongPassphrase


def restored_records(store: Store, report: Report, who: str = "") -> tuple[str, ...]:
    """What is wrong with the records of a copy that `who` (a staff id, if known) restores.

    Its audit trail tells of the restore, as the last thing it knows of: an older database in the
    place of a newer one is no misfit then. The session in which the backup was made is ended in it:
    it was not cut off.
    """
    problems = broken_records(store, report)
    now = dt.datetime.now(dt.UTC)
    with store.writing() as found:
        found.sessions.end_all(now)
        Trail(lambda: now, who).add(found, Deed.RESTORED)
    return problems


@dataclass(frozen=True, slots=True)
class Brought:
    """A copy that could take the place of the practice, and how the two differ."""

    copy: SideCopy
    differences: tuple[Difference, ...]


class RestoreDesk:
    """Restores an open practice, for those who may. `look_for` makes what looks through a copy."""

    def __init__(self, store: Store, trail: Trail, look_for: Callable[[str], LookThrough]) -> None:
        self._store = store
        self._trail = trail
        self._look_for = look_for

    def as_user(self, trail: Trail) -> "RestoreDesk":
        """The same, with somebody else at the keyboard."""
        return RestoreDesk(self._store, trail, self._look_for)

    def may_restore(self) -> bool:
        """Whether whoever is at the keyboard may."""
        with self._store.reading() as found:
            return Right.RESTORE in rights(found, self._trail.who)

    def backups(self, folder: Path) -> tuple[Backup, ...]:
        """The backups of this practice in a folder, newest first. Raises MissingBackupFolder."""
        kept, _ = self._store.backups_in(folder).shelf.kept()
        return kept

    def bring(self, folder: Path, name: str, report: Report) -> Brought:
        """Put a backup beside the practice and compare. Raises NotAllowed first, and what
        `BackupRoom.bring_beside` does.
        """
        with self._store.reading() as found:
            require(found, self._trail.who, Right.RESTORE)
        room = self._store.backups_in(folder)
        copy = room.bring_beside(name, self._look_for(self._trail.who), report)
        try:
            return Brought(copy, room.differences(copy.database))
        except BaseException:
            copy.discard()
            raise
