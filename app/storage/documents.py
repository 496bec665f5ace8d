"""Documents of patients, packs made of notes, control numbers given out, and own channels."""

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.finding.listing import search_key
from app.domain.packs.channel import Channel
from app.domain.packs.pack import Pack
from app.errors import TakenNumber
from app.storage.records import Columns, RecordTable
from app.storage.search.search_writing import DocumentWords
from app.storage.tables import channels, control_numbers, documents, pack_files, packs


class DocumentRepository:
    """The documents of patients."""

    def __init__(self, connection: Connection) -> None:
        self._records = RecordTable(connection, documents, EvidenceRecord, _document_columns)
        self._words = DocumentWords(connection)

    def get(self, document_id: str) -> EvidenceRecord | None:
        """The document, or None when there is none."""
        return self._records.get(document_id)

    def save(self, document: EvidenceRecord) -> EvidenceRecord:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        kept = self._records.save(document.id, document)
        self._words.write(document.id, document.title, document.author)
        return kept

    def of_patient(self, patient_id: str) -> tuple[EvidenceRecord, ...]:
        """Every document of a patient, in the order they came in."""
        return self._in_order(select(documents).where(documents.c.patient_id == patient_id))

    def of_file(self, sha256: str) -> tuple[EvidenceRecord, ...]:
        """Every document made of one file, of whatever patient."""
        return self._in_order(select(documents).where(documents.c.sha256 == sha256))

    def _in_order(self, query: Select[Any]) -> tuple[EvidenceRecord, ...]:
        return self._records.read(query.order_by(documents.c.taken_at, documents.c.id))


class PackRepository:
    """The packs that were made."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._records = RecordTable(connection, packs, Pack, _pack_columns)

    def get(self, pack_id: str) -> Pack | None:
        """The pack, or None when there is none."""
        return self._records.get(pack_id)

    def save(self, pack: Pack) -> Pack:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        kept = self._records.save(pack.id, pack)
        self._connection.execute(delete(pack_files).where(pack_files.c.pack_id == pack.id))
        for place, file in enumerate(pack.files):
            values = {"pack_id": pack.id, "place": place, "sha256": file.sha256}
            self._connection.execute(insert(pack_files).values(values))
        return kept

    def of_note(self, note_id: str) -> tuple[Pack, ...]:
        """Every pack of a note, latest first."""
        return self._latest_first(select(packs).where(packs.c.note_id == note_id))

    def of_patient(self, patient_id: str) -> tuple[Pack, ...]:
        """Every pack of a patient, latest first."""
        return self._latest_first(select(packs).where(packs.c.patient_id == patient_id))

    def with_file(self, sha256: str) -> tuple[Pack, ...]:
        """Every pack that holds a file with this SHA-256, latest first."""
        holding = select(pack_files.c.pack_id).where(pack_files.c.sha256 == sha256)
        return self._latest_first(select(packs).where(packs.c.id.in_(holding)))

    def _latest_first(self, query: Select[Any]) -> tuple[Pack, ...]:
        return self._records.read(query.order_by(packs.c.made_at.desc(), packs.c.id))


class ControlNumberRepository:
    """Control numbers that were given out."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_taken(self, number: str) -> bool:
        """Whether a number was ever given out, case aside."""
        query = select(control_numbers.c.number).where(control_numbers.c.number == number.upper())
        return self._connection.execute(query).first() is not None

    def take(self, number: str, note_id: str, at: dt.datetime) -> None:
        """Give a number to a note. Raises TakenNumber when it was given out before."""
        if self.is_taken(number):
            raise TakenNumber
        values = {"number": number.upper(), "note_id": note_id, "given_at": at}
        self._connection.execute(insert(control_numbers).values(values))

    def count(self) -> int:
        """How many were given out."""
        query = select(func.count()).select_from(control_numbers)
        return self._connection.execute(query).scalar_one()


class ChannelRepository:
    """The office's own channels."""

    def __init__(self, connection: Connection) -> None:
        self._records = RecordTable(connection, channels, Channel, _channel_columns)

    def get(self, record_id: str) -> Channel | None:
        """The channel, or None when there is none."""
        return self._records.get(record_id)

    def save(self, record: Channel) -> Channel:
        """Keep it and return it with `version` one up; 0 adds it. Raises StaleRecord."""
        return self._records.save(record.id, record)

    def all(self) -> tuple[Channel, ...]:
        """Every own channel, in the order of titles."""
        return self._records.read(select(channels).order_by(channels.c.sort_key, channels.c.id))


def _document_columns(document: EvidenceRecord) -> Columns:
    return {
        "patient_id": document.patient,
        "sha256": document.sha256,
        "taken_at": document.taken_at,
    }


def _pack_columns(pack: Pack) -> Columns:
    return {"note_id": pack.note, "patient_id": pack.patient, "made_at": pack.made_at}


def _channel_columns(channel: Channel) -> Columns:
    return {"sort_key": search_key(channel.title)}
