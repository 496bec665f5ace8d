"""A seal: one person's signature over bytes that are built once and never rewritten.

Services make and check seals, the store keeps them append-only. The bytes are the record: a signed
note and everything added to it later are read from them (`signed_body`, `later_entry`), so what is
shown is what was signed.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum


class SealKind(StrEnum):
    """What a seal is under. A value once written is never renamed."""

    NOTE = "note"
    CONTINUATION = "continuation"
    ADDENDUM = "addendum"
    CO_SIGNATURE = "co-signature"
    VOID = "void"
    ATTESTATION = "attestation"


LATER = (SealKind.CONTINUATION, SealKind.ADDENDUM, SealKind.CO_SIGNATURE, SealKind.VOID)
"""What is added to a note after it was signed."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One signature: `number` counts the seals of a note from 1, `at` is UTC, `by` a staff id.

    `key` is the fingerprint of the signing key, `signature` Ed25519 (RFC 8032) over `body`.
    """

    note: str
    number: int
    kind: SealKind
    by: str
    at: dt.datetime
    key: str
    body: bytes
    signature: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 (hex) of what was signed; the trail, packs and exports name seals by it."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Proof:
    """The signer's second signature: over the printed pages they saw, which may leave the office.

    `number` is that of the seal whose entry the pages show, `key` and `signature` as there. `body`
    is read by `documents.notes.signed_pages`.
    """

    note: str
    number: int
    key: str
    body: bytes
    signature: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 (hex) of what was signed; the next proof of the note names it."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The public half of somebody's signing key; `fingerprint` is its SHA-256 (hex).

    Kept for good: what was signed with it is checked with it when its owner has long left.
    `ended_at` is when a newer one took its place or the person left.
    """

    fingerprint: str
    person: str
    public: bytes
    made_at: dt.datetime
    ended_at: dt.datetime | None = None


class Standing(StrEnum):
    """Whether a signed note still is what was signed, as last checked."""

    UNCHECKED = ""
    FITS = "fits"
    BROKEN = "broken"
    DAMAGED = "damaged"

    @property
    def sentence(self) -> str:
        """What every list, preview, print and export says; empty while nothing is wrong."""
        return _SENTENCES[self]


_SENTENCES = {
    Standing.UNCHECKED: "",
    Standing.FITS: "",
    Standing.BROKEN: "Signature does not match",
    Standing.DAMAGED: "This note is damaged and cannot be read whole",
}
