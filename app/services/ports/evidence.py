"""What the services need of a store for documents, packs and control numbers; part of `store`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # as in `ports`
    import datetime as dt

    from app.domain.evidence.evidence import EvidenceRecord
    from app.domain.packs.pack import Pack


class EvidenceStore(Protocol):
    """Files kept whole, by the SHA-256 (hex) of their bytes."""

    def keep(self, content: bytes) -> str:
        """Keep the bytes, once however often they are given, and return their SHA-256."""
        ...

    def read(self, sha256: str) -> bytes:
        """The bytes, checked against the SHA-256. Raises MissingDocument, DamagedDocument."""
        ...

    def all(self) -> Iterator[str]:
        """The SHA-256 of every file."""
        ...


class Documents(Protocol):
    """The documents of patients: what was taken in, and how it is sent."""

    def get(self, document_id: str) -> EvidenceRecord | None:
        """The document, or None when there is none."""
        ...

    def save(self, document: EvidenceRecord) -> EvidenceRecord:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        ...

    def of_patient(self, patient_id: str) -> tuple[EvidenceRecord, ...]:
        """Every document of a patient, in the order they came in."""
        ...

    def of_file(self, sha256: str) -> tuple[EvidenceRecord, ...]:
        """Every document made of one file, of whatever patient."""
        ...


class Packs(Protocol):
    """The packs that were made. Their files are kept as evidence before the pack is."""

    def get(self, pack_id: str) -> Pack | None:
        """The pack, or None when there is none."""
        ...

    def save(self, pack: Pack) -> Pack:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        ...

    def of_note(self, note_id: str) -> tuple[Pack, ...]:
        """Every pack of a note, latest first."""
        ...

    def of_patient(self, patient_id: str) -> tuple[Pack, ...]:
        """Every pack of a patient, latest first."""
        ...

    def with_file(self, sha256: str) -> tuple[Pack, ...]:
        """Every pack that holds a file with this SHA-256, latest first."""
        ...


class ControlNumbers(Protocol):
    """Attachment control numbers that were given out; one is never given twice, case aside."""

    def is_taken(self, number: str) -> bool:
        """Whether a number was ever given out."""
        ...

    def take(self, number: str, note_id: str, at: dt.datetime) -> None:
        """Give a number to a note. Raises TakenNumber when it was given out before."""
        ...

    def count(self) -> int:
        """How many were given out."""
        ...
