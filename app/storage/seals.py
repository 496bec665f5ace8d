"""Seals and the public halves of signing keys: appended to and read, never changed.

A note and what lists show of it follow each seal in the same transaction. Texts are read as bytes:
a damaged one must come out as a seal that does not fit, not as an error.
"""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from app.domain.notes.plain import moment_text
from app.domain.signing.seal import Seal, SealKind, SigningKey
from app.errors import DamagedFile, StaleRecord
from app.storage.search.search_writing import WORDED, NoteWords
from app.storage.tables import notes, seals, signing_keys


class SealRepository:
    """The seals of notes, in the order they were made."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_note(self, note_id: str) -> tuple[Seal, ...]:
        """Every seal of a note, the oldest first. Raises DamagedFile."""
        query = select(seals).where(seals.c.note_id == note_id).order_by(seals.c.number)
        return tuple(seal_of(row) for row in self._connection.execute(query).mappings())

    def bodies(self, note_id: str) -> tuple[bytes, ...]:
        """The bytes of every seal of a note, the oldest first, whatever else is damaged."""
        query = select(seals.c.body).where(seals.c.note_id == note_id).order_by(seals.c.number)
        return tuple(bytes(body) for body in self._connection.execute(query).scalars())

    def add(self, seal: Seal) -> None:
        """Append a seal. Raises StaleRecord when another one took its number meanwhile."""
        taken = select(seals.c.number).where(
            (seals.c.note_id == seal.note) & (seals.c.number == seal.number)
        )
        if self._connection.execute(taken).first() is not None:
            raise StaleRecord
        self._connection.execute(
            insert(seals).values(
                note_id=seal.note,
                number=seal.number,
                kind=seal.kind.value,
                by=seal.by,
                at=moment_text(seal.at),
                key=seal.key,
                body=seal.body,
                signature=seal.signature,
            )
        )
        if changes := _shown(seal):
            here = update(notes).where(notes.c.id == seal.note)
            self._connection.execute(here.values(changes))
        if seal.kind in WORDED:
            NoteWords(self._connection).write(seal.note)


class SigningKeyRepository:
    """Public keys, kept for good."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, fingerprint: str) -> SigningKey | None:
        """The key with this fingerprint, or None when there is none."""
        query = select(signing_keys).where(signing_keys.c.fingerprint == fingerprint)
        row = self._connection.execute(query).mappings().one_or_none()
        return _key_of(row) if row else None

    def add(self, key: SigningKey) -> None:
        """Keep a new key."""
        self._connection.execute(
            insert(signing_keys).values(
                fingerprint=key.fingerprint,
                person=key.person,
                public=key.public,
                made_at=key.made_at,
                ended_at=key.ended_at,
            )
        )

    def of_person(self, person: str) -> tuple[SigningKey, ...]:
        """Somebody's keys, the newest first."""
        query = select(signing_keys).where(signing_keys.c.person == person)
        rows = self._connection.execute(query.order_by(signing_keys.c.made_at.desc())).mappings()
        return tuple(map(_key_of, rows))

    def end(self, person: str, at: dt.datetime) -> None:
        """Nothing is signed any more with the keys somebody has; what was signed stays valid."""
        mine = update(signing_keys).where(signing_keys.c.person == person)
        self._connection.execute(mine.where(signing_keys.c.ended_at.is_(None)).values(ended_at=at))

    def all(self) -> tuple[SigningKey, ...]:
        """Every key, the oldest first."""
        query = select(signing_keys).order_by(signing_keys.c.made_at, signing_keys.c.fingerprint)
        return tuple(map(_key_of, self._connection.execute(query).mappings()))


def seal_of(row: RowMapping) -> Seal:
    """The seal in a row. Raises DamagedFile."""
    try:
        return Seal(
            note=row["note_id"],
            number=row["number"],
            kind=SealKind(row["kind"]),
            by=row["by"],
            at=_moment(row["at"]),
            key=row["key"],
            body=bytes(row["body"]),
            signature=bytes(row["signature"]),
        )
    except (ValueError, TypeError):
        raise DamagedFile from None


def _moment(text: str) -> dt.datetime:
    """The moment a text stands for. Raises ValueError unless it is written as we write it."""
    at = dt.datetime.fromisoformat(text)
    if moment_text(at) != text:
        raise ValueError("another spelling of a moment was not written here")
    return at


def _key_of(row: RowMapping) -> SigningKey:
    return SigningKey(
        fingerprint=row["fingerprint"],
        person=row["person"],
        public=bytes(row["public"]),
        made_at=row["made_at"],
        ended_at=row["ended_at"],
    )


def _shown(seal: Seal) -> dict[str, Any]:
    """What lists show differently once a seal was added to a signed note."""
    more = {"entries": notes.c.entries + 1}
    match seal.kind:
        case SealKind.CO_SIGNATURE:
            return {**more, "co_signer": ""}
        case SealKind.VOID:
            return {**more, "is_void": 1, "reply_due": ""}
        case SealKind.CONTINUATION:
            return {**more, "reply_due": ""}  # it tells what came of the question
        case SealKind.ADDENDUM:
            return more
        case _:
            return {}
