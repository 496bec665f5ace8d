"""Finding documents by their titles, and names that were misspelled; fits `ports.Search`.

Notes and patients are found by the lists of their own repositories, which use the same index.
"""

from sqlalchemy import Connection, RowMapping, select

from app.domain.evidence.evidence import EvidenceRecord
from app.domain.finding.listing import DocumentRow
from app.domain.finding.search_words import wanted
from app.domain.finding.spelling import name_keys, nearest, slips_forgiven
from app.errors import DamagedFile
from app.storage.search.search_index import WordIndex
from app.storage.search.search_tables import indexed_documents, name_words
from app.storage.tables import documents, patients

CANDIDATES = 500
"""Words for each key that are compared with a misspelled one."""


class SearchRepository:
    """Finds documents, and words of patients' names."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def documents(self, search: str, limit: int) -> tuple[DocumentRow, ...]:
        """Documents whose title or author has every word, the last taken in first."""
        asked = wanted(search)
        if asked is None or not asked.beginnings:
            return ()
        index = WordIndex(self._connection, indexed_documents)
        found = index.placed(documents).join(patients, patients.c.id == documents.c.patient_id)
        query = select(documents.c.record, patients.c.name).select_from(found)
        query = query.where(index.place.in_(index.places(asked, 0, limit))).order_by(index.place)
        return tuple(map(_document_row, self._connection.execute(query).mappings()))

    def names_near(self, word: str, limit: int) -> tuple[str, ...]:
        """Words of patients' names that are spelled nearly like one, the nearest first."""
        slips, keys, columns = slips_forgiven(word), name_keys(word), name_words.c
        if not slips or not word.isalnum():  # no word of a name, and maybe half a letter
            return ()
        alike = columns.length.between(len(word) - slips, len(word) + slips)
        near = [
            name
            for key in (
                (columns.head == keys.head) & alike,
                (columns.tail == keys.tail) & alike,
                columns.letters == keys.letters,
            )
            for name in self._connection.execute(
                select(columns.word).where(key).limit(CANDIDATES)
            ).scalars()
        ]
        return nearest(word, near, limit)


def _document_row(row: RowMapping) -> DocumentRow:
    try:
        record = EvidenceRecord.model_validate_json(row["record"])
    except ValueError:
        raise DamagedFile from None
    return DocumentRow(record.id, record.patient, row["name"], record.title, record.taken_at)
