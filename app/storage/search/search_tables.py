"""The tables of the search index: where each record stands in it, and the words of patients' names.

The words themselves stand in `search_notes` and its like, which SQLite and PostgreSQL make each in
its own way (`search_engines`). A record's place there is a number; the lowest was saved last.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from app.storage.tables import ID, documents, metadata, notes, patients

PLACE = BigInteger().with_variant(Integer, "sqlite")  # where only INTEGER is the row's own number


def _indexed(records: Table) -> Table:
    return Table(
        f"indexed_{records.name}",
        metadata,
        Column("place", PLACE, primary_key=True, autoincrement=False),
        Column("id", String(ID), ForeignKey(records.c.id), nullable=False),
        Index(None, "id", unique=True),
    )


indexed_notes = _indexed(notes)

indexed_patients = _indexed(patients)

indexed_documents = _indexed(documents)

name_words = Table(  # every word that any patient's name has had, for names that were misspelled
    "name_words",
    metadata,
    Column("word", Text, primary_key=True),
    Column("head", Text, nullable=False),
    Column("tail", Text, nullable=False),
    Column("letters", Text, nullable=False),
    Column("length", Integer, nullable=False),
    Index(None, "head", "length"),
    Index(None, "tail", "length"),
    Index(None, "letters"),
)
