"""Restoring: the key by passphrase or recovery key, and a look through what was taken out.

The command line and the restore dialog call it, from a worker: a passphrase takes half a second.
"""

import datetime as dt
from contextlib import suppress

from app import crypto
from app.crypto import KeyRing, Secret
from app.domain.audit import Deed
from app.domain.backup import Report
from app.errors import WrongPassphrase
from app.services.ports import Store
from app.services.record_check import broken_records
from app.services.recovery_key import read_recovery_key
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


def restored_records(store: Store, report: Report) -> tuple[str, ...]:
    """What is wrong with the records of a copy that is being restored.

    Its audit trail tells of the restore, as the last thing it knows of: an older database in the
    place of a newer one is no misfit then.
    """
    problems = broken_records(store, report)
    with store.writing() as found:
        Trail(lambda: dt.datetime.now(dt.UTC)).add(found, Deed.RESTORED)
    return problems
