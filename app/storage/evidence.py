"""Evidence: whole files in sealed chunks, kept once by the SHA-256 of their bytes."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, delete, insert, select

from app.crypto import Secret, open_chunk, seal_chunk
from app.errors import DamagedDocument, MissingDocument
from app.storage.tables import evidence, evidence_chunks

CHUNK_BYTES = 1024 * 1024


class EvidenceRepository:
    """Keeps and reads files; `key` seals their chunks."""

    def __init__(self, connection: Connection, key: Secret) -> None:
        self._connection = connection
        self._key = key

    def keep(self, content: bytes) -> str:
        """Keep the bytes and return their SHA-256.

        Bytes we hold already and can read are not written again; damaged ones are replaced.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            self.read(sha256)
        except (MissingDocument, DamagedDocument):
            self._drop(sha256)
            self._add(sha256, content)
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes, checked. Raises MissingDocument, DamagedDocument."""
        chunks = self._connection.execute(
            select(evidence.c.chunks).where(evidence.c.sha256 == sha256)
        ).scalar()
        if chunks is None:
            raise MissingDocument
        here = evidence_chunks.c.sha256 == sha256
        query = select(evidence_chunks.c.sealed).where(here).order_by(evidence_chunks.c.place)
        sealed = self._connection.execute(query).scalars().all()
        parts = [open_chunk(self._key, part, sha256, place) for place, part in enumerate(sealed)]
        content = b"".join(parts)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedDocument
        return content

    def all(self) -> Iterator[str]:
        """The SHA-256 of every file."""
        query = select(evidence.c.sha256).order_by(evidence.c.sha256)
        yield from self._connection.execute(query).scalars().all()

    def _add(self, sha256: str, content: bytes) -> None:
        places = range(0, len(content), CHUNK_BYTES)
        self._connection.execute(
            insert(evidence).values(sha256=sha256, size=len(content), chunks=len(places))
        )
        for place, start in enumerate(places):
            sealed = seal_chunk(self._key, content[start : start + CHUNK_BYTES], sha256, place)
            chunk = {"sha256": sha256, "place": place, "sealed": sealed}
            self._connection.execute(insert(evidence_chunks).values(chunk))

    def _drop(self, sha256: str) -> None:
        for table in (evidence_chunks, evidence):
            self._connection.execute(delete(table).where(table.c.sha256 == sha256))
