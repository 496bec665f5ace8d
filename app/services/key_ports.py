"""What the services need for keys and what is signed with them; part of `ports`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # as in `ports`
    import datetime as dt

    from app.crypto import KeyRing, Secret
    from app.domain.seal import Proof, Seal, SigningKey
    from app.services.ports import Store


class Seals(Protocol):
    """The seals of notes, append-only; what lists show of a note follows each."""

    def of_note(self, note_id: str) -> tuple[Seal, ...]:
        """Every seal of a note, the oldest first."""
        ...

    def add(self, seal: Seal) -> None:
        """Append a seal. Raises StaleRecord when another one took its number meanwhile."""
        ...

    def of_key(self, fingerprint: str) -> Iterator[Seal]:
        """Every seal made with a key, in no order."""
        ...


class Proofs(Protocol):
    """The signatures under printed pages, one beside each seal; append-only."""

    def of_note(self, note_id: str) -> tuple[Proof, ...]:
        """Every proof of a note, the oldest first."""
        ...

    def add(self, proof: Proof) -> None:
        """Append a proof. Raises StaleRecord when another one took its number meanwhile."""
        ...


class SigningKeys(Protocol):
    """The public halves of signing keys, kept for good."""

    def get(self, fingerprint: str) -> SigningKey | None:
        """The key with this fingerprint, or None when there is none."""
        ...

    def add(self, key: SigningKey) -> None:
        """Keep a new key."""
        ...

    def of_person(self, person: str) -> tuple[SigningKey, ...]:
        """Somebody's keys, the newest first."""
        ...

    def end(self, person: str, at: dt.datetime) -> None:
        """Nothing is signed any more with the keys somebody has; what was signed stays valid."""
        ...

    def all(self) -> tuple[SigningKey, ...]:
        """Every key, the oldest first."""
        ...


class Keyholder(Protocol):
    """What gives somebody's signing key for their passphrase; the key ring does."""

    def signing_key(self, person: str, passphrase: str) -> Secret:
        """The seed of their signing key (32 bytes). Raises WrongPassphrase, TriesUsedUp."""
        ...


class PracticeFolder(Protocol):
    """Where a practice lives: its database and, beside it, its wrapped keys."""

    def stands(self) -> bool:
        """Whether there is a practice here; no means a first start.

        Raises MissingKeyFile or MissingPracticeFile when half of it is gone.
        """
        ...

    def keys(self) -> KeyRing:
        """The wrapped keys. Raises MissingKeyFile, DamagedKeyFile, NewerKeyFile."""
        ...

    def replace_keys(self, ring: KeyRing) -> None:
        """Write the wrapped keys anew, whole or not at all. Raises DiskFull, ReadOnlyFolder."""
        ...

    def create(self, ring: KeyRing, key: Secret) -> Store:
        """Make an empty practice and open it. Raises PracticeExists, DiskFull, ReadOnlyFolder."""
        ...

    def open(self, key: Secret) -> Store:
        """Open the practice, brought to this version's schema.

        Raises LockedFile, NewerSchema, DamagedFile, DiskFull, ReadOnlyFolder.
        """
        ...
