"""Proofs: signatures under printed pages, appended to and read, never changed."""

from sqlalchemy import Connection, insert, select

from app.domain.signing.seal import Proof
from app.errors import StaleRecord
from app.storage.tables import proofs


class ProofRepository:
    """The proofs of notes, in the order they were made."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_note(self, note_id: str) -> tuple[Proof, ...]:
        """Every proof of a note, the oldest first."""
        query = select(proofs).where(proofs.c.note_id == note_id).order_by(proofs.c.number)
        return tuple(
            Proof(row.note_id, row.number, row.key, bytes(row.body), bytes(row.signature))
            for row in self._connection.execute(query)
        )

    def add(self, proof: Proof) -> None:
        """Append a proof. Raises StaleRecord when another one took its number meanwhile."""
        taken = select(proofs.c.number).where(
            (proofs.c.note_id == proof.note) & (proofs.c.number == proof.number)
        )
        if self._connection.execute(taken).first() is not None:
            raise StaleRecord
        self._connection.execute(
            insert(proofs).values(
                note_id=proof.note,
                number=proof.number,
                key=proof.key,
                body=proof.body,
                signature=proof.signature,
            )
        )
