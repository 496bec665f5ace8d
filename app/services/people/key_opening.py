"""Opens the wraps of a key ring by what was typed, counting wrong tries; `Access`, `KeyDesk` ask.

Slow by intent (Argon2id): call from a worker. No key is kept here after a call.
"""

from dataclasses import dataclass

from app import crypto
from app.crypto import KeyRing, OpenedKeys, PersonKeys, Secret
from app.errors import NotSignedIn, WrongPassphrase
from app.services.people.recovery_key import RecoveryKey
from app.services.people.tries import Tries


@dataclass(frozen=True, slots=True)
class Proof:
    """What a right passphrase shows: whose it is (a staff id), and the public half of their key.

    The public half is empty where the system's keychain stood in for the passphrase. `seal` is a
    key of the practice that opens the secrets of authenticator apps.
    """

    person: str
    public: bytes
    seal: Secret


def open_own(tries: Tries, ring: KeyRing, wrapped: PersonKeys, passphrase: str) -> OpenedKeys:
    """Somebody's own keys. Raises WrongPassphrase, TriesUsedUp."""
    with tries.counted(wrapped.person):
        return crypto.unwrap_for_person(wrapped, passphrase, ring.practice)


def open_shared(tries: Tries, ring: KeyRing, passphrase: str) -> Secret:
    """The key of the database, where one passphrase is everybody's.

    Raises WrongPassphrase, also where none is, and TriesUsedUp.
    """
    if ring.by_passphrase is None:
        raise WrongPassphrase
    with tries.counted(""):
        return crypto.unwrap_with_passphrase(ring.by_passphrase, passphrase, ring.practice)


def by_recovery(ring: KeyRing, recovery: RecoveryKey) -> Secret:
    """The key of the database. Raises WrongRecoveryKey."""
    return crypto.unwrap_with_recovery_key(ring.by_recovery_key, recovery.secret, ring.practice)


def wraps_of(ring: KeyRing, person: str, *, must_name: bool = False) -> PersonKeys:
    """Somebody's keys; the only ones there are where nobody need be named. Raises NotSignedIn."""
    if not person and not must_name and len(ring.people) == 1:
        return ring.people[0]
    for each in ring.people:
        if each.person == person:
            return each
    raise NotSignedIn


def proof_of(person: str, keys: OpenedKeys) -> Proof:
    """What somebody's keys show."""
    return Proof(person, crypto.public_half(keys.signing), seal_key(keys.database))


def seal_key(database: Secret) -> Secret:
    """The key that opens the secrets of authenticator apps."""
    return crypto.derived_key(database, "authenticators")
