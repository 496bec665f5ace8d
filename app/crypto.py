"""Keys and ciphers: wrapping the database key, and sealing chunks of evidence.

`app.services.people.access` wraps and unwraps, `app.storage` seals evidence with what it derives
from the database key. Nothing here writes files. The libraries are imported when first used: the
unlock dialog comes up before.

The database key is 256 random bits. It is stored only wrapped: by AES-256-GCM under a key that
Argon2id (RFC 9106) makes from the passphrase, and once more under a key that HKDF-SHA-256
(RFC 5869) makes from the recovery key, which is random and needs no stretching. The associated
data of a wrap are its purpose, its practice and its cost, so that none can be moved or lowered.

Everybody who signs in has a wrap of their own, and beside it their signing key (Ed25519), which
nothing but their passphrase opens: not the recovery key, and not a manager.
"""

import hashlib
import os
import unicodedata
from dataclasses import dataclass
from typing import Literal

from app.errors import DamagedDocument, WrongPassphrase, WrongRecoveryKey

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12  # the length AES-GCM is specified for (NIST SP 800-38D, 8.2)
TAG_BYTES = 16

Lock = Literal["passphrase", "recovery key"]


class Secret:
    """Bytes that show in no `repr`, log line, traceback or pickle."""

    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        self._value = value

    def reveal(self) -> bytes:
        """The bytes themselves."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        import hmac  # with the ciphers: the first window does not wait for it

        return isinstance(other, Secret) and hmac.compare_digest(self._value, other._value)

    def __hash__(self) -> int:
        raise TypeError("a secret is no key of a map")

    def __reduce__(self) -> str:
        raise TypeError("a secret is not pickled")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a passphrase costs: Argon2id passes, memory in KiB, lanes.

    Kept with each wrap, so that a later version can ask for more.
    """

    passes: int
    memory_kib: int
    lanes: int


# RFC 9106 recommends 3 passes over 64 MiB where memory is short; eight passes over 128 MiB take
# about half a second on two cores of an office PC, which one unlock a morning can bear.
OFFICE_COST = Cost(passes=8, memory_kib=128 * 1024, lanes=4)


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """The database key under one lock. `cost` is None for the recovery key."""

    lock: Lock
    salt: bytes
    cost: Cost | None
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Sealed:
    """Some bytes under AES-256-GCM, and the nonce they were sealed with."""

    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class PersonKeys:
    """What somebody's own passphrase opens: the database key, and their signing key.

    `person` is their staff id, `name` what the door lists. Both are sealed under keys that HKDF
    makes of one Argon2id run; the signing key lies nowhere else and under nothing else.
    """

    person: str
    name: str
    salt: bytes
    cost: Cost
    database: Sealed
    signing: Sealed


@dataclass(frozen=True, slots=True)
class OpenedKeys:
    """What a passphrase gave: the database key, and the seed of a signing key."""

    database: Secret
    signing: Secret


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The wrapped keys of one practice; `practice` is its random id, which binds them to it.

    `by_passphrase` is the one passphrase of a practice from before its people had their own.
    """

    practice: str
    by_passphrase: WrappedKey | None
    by_recovery_key: WrappedKey
    people: tuple[PersonKeys, ...] = ()


def new_database_key() -> Secret:
    """Return a fresh database key."""
    return Secret(os.urandom(KEY_BYTES))


def wrap_with_passphrase(key: Secret, passphrase: str, practice: str, cost: Cost) -> WrappedKey:
    """Wrap the database key of a practice (its id) so that the passphrase unwraps it."""
    salt = os.urandom(SALT_BYTES)
    wrapping = _stretched(passphrase, salt, cost)
    return _wrapped(key, wrapping, "passphrase", salt, cost, practice)


def wrap_with_recovery_key(key: Secret, recovery: Secret, practice: str) -> WrappedKey:
    """Wrap the database key of a practice (its id) so that the recovery key unwraps it."""
    salt = os.urandom(SALT_BYTES)
    wrapping = derived_key(recovery, "recovery key", salt)
    return _wrapped(key, wrapping, "recovery key", salt, None, practice)


def unwrap_with_passphrase(wrapped: WrappedKey, passphrase: str, practice: str) -> Secret:
    """The database key. Raises WrongPassphrase, also when the wrap was tampered with."""
    from cryptography.exceptions import InvalidTag

    if wrapped.cost is None:
        raise WrongPassphrase
    try:
        return _unwrapped(wrapped, _stretched(passphrase, wrapped.salt, wrapped.cost), practice)
    except InvalidTag:
        raise WrongPassphrase from None


def unwrap_with_recovery_key(wrapped: WrappedKey, recovery: Secret, practice: str) -> Secret:
    """The database key. Raises WrongRecoveryKey, also when the wrap was tampered with."""
    from cryptography.exceptions import InvalidTag

    try:
        return _unwrapped(wrapped, derived_key(recovery, "recovery key", wrapped.salt), practice)
    except InvalidTag:
        raise WrongRecoveryKey from None


def wrap_for_person(
    keys: OpenedKeys, person: str, name: str, passphrase: str, practice: str, cost: Cost
) -> PersonKeys:
    """Wrap somebody's keys (a staff id, a name for the door) by their own passphrase."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt = os.urandom(SALT_BYTES)
    stretched = _stretched(passphrase, salt, cost)

    def sealed(purpose: str, key: Secret) -> Sealed:
        nonce = os.urandom(NONCE_BYTES)
        under, bound = derived_key(stretched, purpose), _bound(purpose, person, practice, cost)
        return Sealed(nonce, AESGCM(under.reveal()).encrypt(nonce, key.reveal(), bound))

    database, signing = sealed("database", keys.database), sealed("signing", keys.signing)
    return PersonKeys(person, name, salt, cost, database, signing)


def unwrap_for_person(wrapped: PersonKeys, passphrase: str, practice: str) -> OpenedKeys:
    """Somebody's keys. Raises WrongPassphrase, also when a wrap was tampered with or moved."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    stretched = _stretched(passphrase, wrapped.salt, wrapped.cost)

    def opened(purpose: str, sealed: Sealed) -> Secret:
        bound = _bound(purpose, wrapped.person, practice, wrapped.cost)
        under = derived_key(stretched, purpose)
        return Secret(AESGCM(under.reveal()).decrypt(sealed.nonce, sealed.sealed, bound))

    try:
        return OpenedKeys(opened("database", wrapped.database), opened("signing", wrapped.signing))
    except InvalidTag:
        raise WrongPassphrase from None


def new_signing_key() -> Secret:
    """The seed of a fresh signing key (Ed25519, RFC 8032)."""
    return Secret(os.urandom(KEY_BYTES))


def public_half(signing_key: Secret) -> bytes:
    """The public half of a signing key, 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(signing_key.reveal())
    return private.public_key().public_bytes_raw()


def fingerprint(public: bytes) -> str:
    """The SHA-256 (hex) by which a public key is named."""
    return hashlib.sha256(public).hexdigest()


def signed(signing_key: Secret, content: bytes) -> bytes:
    """The signature over some bytes, 64 bytes (Ed25519)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(signing_key.reveal()).sign(content)


def is_signed(public: bytes, content: bytes, signature: bytes) -> bool:
    """Whether that is the signature over these bytes by the owner of the public key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):  # ValueError: no public key at all
        return False
    return True


def derived_key(key: Secret, purpose: str, salt: bytes = b"") -> Secret:
    """A key for one purpose out of another key; HKDF-SHA-256, `purpose` is its info."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = f"chartproof/1/{purpose}".encode()
    return Secret(HKDF(SHA256(), KEY_BYTES, salt or None, info).derive(key.reveal()))


def keyed_digest(key: Secret, content: bytes) -> str:
    """The HMAC-SHA-256 (hex, RFC 2104) of bytes: only who has the key can make or check it."""
    import hmac

    return hmac.digest(key.reveal(), content, "sha256").hex()


def seal_chunk(key: Secret, content: bytes, sha256: str, index: int) -> bytes:
    """One chunk of a file under AES-256-GCM: nonce, then ciphertext with its tag.

    Bound to the file's SHA-256 and to its place, so chunks cannot be swapped. Nonces are random:
    safe for 2**32 chunks under one key (NIST SP 800-38D, 8.3), four petabytes.
    """
    return seal_small(key, content, _place(sha256, index))


def open_chunk(key: Secret, sealed: bytes, sha256: str, index: int) -> bytes:
    """The content of a sealed chunk. Raises DamagedDocument when a bit of it is not as sealed."""
    return open_small(key, sealed, _place(sha256, index))


def seal_small(key: Secret, content: bytes, bound: bytes) -> bytes:
    """Bytes under AES-256-GCM, bound to others that open them: nonce, then ciphertext with tag."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key.reveal()).encrypt(nonce, content, bound)


def open_small(key: Secret, sealed: bytes, bound: bytes) -> bytes:
    """What was sealed. Raises DamagedDocument when a bit of it, or what it is bound to, differs."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise DamagedDocument
    nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return AESGCM(key.reveal()).decrypt(nonce, body, bound)
    except InvalidTag:
        raise DamagedDocument from None


def _place(sha256: str, index: int) -> bytes:
    return bytes.fromhex(sha256) + index.to_bytes(8, "big")


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> Secret:
    from argon2.low_level import Type, hash_secret_raw

    return Secret(
        hash_secret_raw(
            _spelled(passphrase),
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    )


def _spelled(passphrase: str) -> bytes:
    """The bytes of a passphrase, the same whichever keyboard or system composed its letters."""
    return unicodedata.normalize("NFKC", passphrase).strip().encode("utf-8", "surrogatepass")


def _wrapped(
    key: Secret, wrapping: Secret, lock: Lock, salt: bytes, cost: Cost | None, practice: str
) -> WrappedKey:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    bound = _bound_to(lock, cost, practice)
    return WrappedKey(
        lock, salt, cost, nonce, AESGCM(wrapping.reveal()).encrypt(nonce, key.reveal(), bound)
    )


def _unwrapped(wrapped: WrappedKey, wrapping: Secret, practice: str) -> Secret:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    bound = _bound_to(wrapped.lock, wrapped.cost, practice)
    return Secret(AESGCM(wrapping.reveal()).decrypt(wrapped.nonce, wrapped.sealed, bound))


def _bound(purpose: str, person: str, practice: str, cost: Cost) -> bytes:
    """Binds a wrap to its purpose, owner, practice and cost, each part told from the next."""
    price = f"{cost.passes}/{cost.memory_kib}/{cost.lanes}"
    return f"chartproof/2\0{purpose}\0{practice}\0{person}\0{price}".encode()


def _bound_to(lock: Lock, cost: Cost | None, practice: str) -> bytes:
    price = f"{cost.passes}/{cost.memory_kib}/{cost.lanes}" if cost else "-"
    return f"chartproof/1/{lock}/{practice}/{price}".encode()
