"""What restoring asks of a person: the passphrase or the recovery key, in one line.

The command line and the restore dialog call it, from a worker: a passphrase takes half a second.
"""

from app import crypto
from app.crypto import KeyRing, Secret
from app.services.recovery_key import read_recovery_key


def key_by(typed: str, ring: KeyRing) -> Secret:
    """The database key of a backup, by what was typed. Raises WrongPassphrase, WrongRecoveryKey.

    Whatever reads as a recovery key is one: its check signs fit by chance once in 31 ** 9 times.
    """
    recovery, _ = read_recovery_key(typed)
    if recovery is not None:
        return crypto.unwrap_with_recovery_key(ring.by_recovery_key, recovery.secret, ring.practice)
    return crypto.unwrap_with_passphrase(ring.by_passphrase, typed, ring.practice)
