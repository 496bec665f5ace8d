"""Proofs in memory, with the manners of the real repository."""

from app.domain.signing.seal import Proof
from app.errors import StaleRecord


class MemoryProofs:
    def __init__(self, held: dict[str, tuple[Proof, ...]]) -> None:
        self._held = held

    def of_note(self, note_id: str) -> tuple[Proof, ...]:
        return self._held.get(note_id, ())

    def add(self, proof: Proof) -> None:
        proofs = self.of_note(proof.note)
        if any(each.number == proof.number for each in proofs):
            raise StaleRecord
        self._held[proof.note] = tuple(sorted((*proofs, proof), key=lambda each: each.number))

    def forge(self, proof: Proof) -> None:
        """Put a proof in another one's place, as no repository would."""
        others = (each for each in self.of_note(proof.note) if each.number != proof.number)
        self._held[proof.note] = tuple(sorted((*others, proof), key=lambda each: each.number))
