"""The key file beside the database: the wrapped keys as JSON, for `folder` and `server`.

Format, version 2 (bytes in base64):

    {"format": "chartproof keys", "version": 2, "practice": "<random id>",
     "wraps": [{"lock": "recovery key", "salt": …, "nonce": …, "sealed": …, "cost": null}],
     "people": [{"person": "<staff id>", "name": "Ada Samplemann", "salt": …,
                 "cost": {"passes": 8, "memory_kib": 131072, "lanes": 4},
                 "database": {"nonce": …, "sealed": …}, "signing": {"nonce": …, "sealed": …}}]}

Version 1 had no people, and one passphrase for all as a wrap with the lock "passphrase"; a practice
that is just being made still has that one until its first person has an account.

Nothing in it is secret, yet without it the database cannot be opened: a backup holds both. What
the wraps are is said in `app.crypto`. A reader refuses a higher version.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Base64Bytes, BaseModel, ConfigDict, Field, ValidationError

from app.crypto import NONCE_BYTES, SALT_BYTES, Cost, KeyRing, Lock, PersonKeys, Sealed, WrappedKey
from app.errors import DamagedKeyFile, MissingKeyFile, NewerKeyFile
from app.files import write_whole

VERSION = 2


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _bearable(cost: Cost) -> Cost:
    """A reader pays what the file asks, so it must not ask without bound.

    2 GiB is RFC 9106's first recommendation; 64 passes take seconds.
    """
    bounds = ((cost.passes, 1, 64), (cost.memory_kib, 128, 2 * 1024 * 1024), (cost.lanes, 1, 16))
    if not all(low <= value <= high for value, low, high in bounds):
        raise ValueError("the cost of a guess is out of bounds")
    return cost


_Salt = Annotated[Base64Bytes, Field(min_length=SALT_BYTES)]
_Nonce = Annotated[Base64Bytes, Field(min_length=NONCE_BYTES, max_length=NONCE_BYTES)]
_Cost = Annotated[Cost, AfterValidator(_bearable)]


class _Wrap(_Part):
    lock: Lock
    salt: _Salt
    nonce: _Nonce
    sealed: Base64Bytes
    cost: _Cost | None

    def wrapped(self) -> WrappedKey:
        return WrappedKey(self.lock, self.salt, self.cost, self.nonce, self.sealed)


class _Sealed(_Part):
    nonce: _Nonce
    sealed: Base64Bytes


class _Person(_Part):
    person: Annotated[str, Field(min_length=1)]
    name: str
    salt: _Salt
    cost: _Cost
    database: _Sealed
    signing: _Sealed

    def keys(self) -> PersonKeys:
        database = Sealed(self.database.nonce, self.database.sealed)
        signing = Sealed(self.signing.nonce, self.signing.sealed)
        return PersonKeys(self.person, self.name, self.salt, self.cost, database, signing)


class _KeyFile(_Part):
    format: Literal["chartproof keys"] = "chartproof keys"
    version: Literal[1, 2] = 2
    practice: Annotated[str, Field(min_length=1)]
    wraps: tuple[_Wrap, ...]
    people: tuple[_Person, ...] = ()


class _Versioned(BaseModel):
    """What every version of the file will have."""

    format: Literal["chartproof keys"]
    version: int


def write_keys(path: Path, ring: KeyRing) -> None:
    """Write the key file whole or not at all. Raises DiskFull, ReadOnlyFolder."""
    write_whole(path, keys_text(ring))


def read_keys(path: Path) -> KeyRing:
    """The wrapped keys. Raises MissingKeyFile, DamagedKeyFile, NewerKeyFile."""
    try:
        return keys_in(path.read_bytes())
    except FileNotFoundError:
        raise MissingKeyFile from None


def keys_text(ring: KeyRing) -> bytes:
    """What the key file holds; a server's database holds the same."""
    every = (ring.by_passphrase, ring.by_recovery_key)
    wraps = tuple(_shown(wrapped) for wrapped in every if wrapped is not None)
    people = tuple(map(_person, ring.people))
    content = _KeyFile(practice=ring.practice, wraps=wraps, people=people)
    return content.model_dump_json(indent=1).encode() + b"\n"


def keys_in(text: bytes) -> KeyRing:
    """The wrapped keys in a text. Raises DamagedKeyFile, NewerKeyFile."""
    try:
        if _Versioned.model_validate_json(text).version > VERSION:
            raise NewerKeyFile
        content = _KeyFile.model_validate_json(text)
        by_lock = {wrap.lock: wrap.wrapped() for wrap in content.wraps}
        people = tuple(person.keys() for person in content.people)
        passphrase, recovery = by_lock.get("passphrase"), by_lock["recovery key"]
        return KeyRing(content.practice, passphrase, recovery, people)
    except (ValidationError, KeyError):
        raise DamagedKeyFile from None


def _shown(wrapped: WrappedKey) -> _Wrap:
    return _Wrap.model_construct(
        lock=wrapped.lock,
        salt=wrapped.salt,
        nonce=wrapped.nonce,
        sealed=wrapped.sealed,
        cost=wrapped.cost,
    )


def _person(keys: PersonKeys) -> _Person:
    return _Person.model_construct(
        person=keys.person,
        name=keys.name,
        salt=keys.salt,
        cost=keys.cost,
        database=_sealed(keys.database),
        signing=_sealed(keys.signing),
    )


def _sealed(key: Sealed) -> _Sealed:
    return _Sealed.model_construct(nonce=key.nonce, sealed=key.sealed)
