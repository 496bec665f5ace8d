"""What the services need of what is signed: seals, proofs and public keys; part of `store`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # as in `ports`
    import datetime as dt

    from app.domain.signing.seal import Proof, Seal, SigningKey


class Seals(Protocol):
    """The seals of notes, append-only; what lists show of a note follows each."""

    def of_note(self, note_id: str) -> tuple[Seal, ...]:
        """Every seal of a note, the oldest first."""
        ...

    def bodies(self, note_id: str) -> tuple[bytes, ...]:
        """The bytes of every seal of a note, the oldest first, whatever else is damaged."""
        ...

    def add(self, seal: Seal) -> None:
        """Append a seal. Raises StaleRecord when another one took its number meanwhile."""
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
