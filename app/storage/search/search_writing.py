"""What the search index holds of notes, patients and documents; their repositories write it here.

A note is found by its patient, its code, its own texts and what was added after signing, and by
marks for the filters of the list. What is hidden in a note counts too: decision 116.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    bindparam,
    exists,
    insert,
    select,
    tuple_,
)

from app.domain.finding.search_words import day_marks, mark, texts_of, words_of
from app.domain.finding.spelling import name_keys
from app.domain.notes.plain import UNREADABLE, Plain, answers_of
from app.domain.signing.seal import LATER, SealKind
from app.preparing import Preparing, Told, unheard
from app.storage.search.search_index import WordIndex
from app.storage.search.search_tables import (
    indexed_documents,
    indexed_notes,
    indexed_patients,
    name_words,
)
from app.storage.tables import documents, notes, patients, seals

AT_ONCE = 500
"""Records that filling the index holds in memory."""

WORDED = tuple(kind.value for kind in (SealKind.NOTE, *LATER))
"""Seals with words that nothing else of the note has."""

Worded = tuple[str, tuple[str, ...]]
"""A record's id and its words."""

# What is indexed of notes beside their seals; `_worded_notes` reads the rows.
_NOTES = select(
    notes.c.id,
    notes.c.code,
    notes.c.patient_id,
    notes.c.treating_id,
    notes.c.author_id,
    notes.c.date_of_service,
    notes.c.status,
    notes.c.waits_for,
    notes.c.co_signer,
    notes.c.is_void,
    notes.c.open_items,
    notes.c.content,
    patients.c.search_key,
).select_from(notes.outerjoin(patients, patients.c.id == notes.c.patient_id))
_ONE_NOTE = _NOTES.where(notes.c.id == bindparam("asked"))
_NOTES_OF_PATIENT = _NOTES.where(notes.c.patient_id == bindparam("asked"))


class NoteWords:
    """Keeps notes findable."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = WordIndex(connection, indexed_notes)

    def write(self, note_id: str, *, comes_first: bool = False) -> None:
        """Index a note as it stands now: after whatever changed its row or its seals."""
        self._write(_ONE_NOTE, note_id, comes_first=comes_first)

    def follow(self, patient_id: str) -> None:
        """Index a patient's notes anew: the name or the chart number changed."""
        self._write(_NOTES_OF_PATIENT, patient_id, comes_first=False)

    def _write(self, query: Select[Any], asked: str, *, comes_first: bool) -> None:
        rows = self._connection.execute(query, {"asked": asked}).mappings().all()
        for note_id, words in _worded_notes(self._connection, rows):
            self._index.write(note_id, words, comes_first=comes_first)


class PatientWords:
    """Keeps patients findable, also those whose names are misspelled in a search."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._index = WordIndex(connection, indexed_patients)

    def write(self, patient_id: str, name: str, chart_number: str) -> None:
        """Index a patient, and the notes with the patient."""
        self._index.write(patient_id, words_of(f"{name} {chart_number}"), comes_first=False)
        self.remember((name,))
        NoteWords(self._connection).follow(patient_id)

    def remember(self, names: Sequence[str]) -> None:
        """Keep the words of names, to find them when they are misspelled."""
        words = {word for name in names for word in words_of(name)}
        query = select(name_words.c.word).where(name_words.c.word.in_(words))
        known = set(self._connection.execute(query).scalars())
        new = [_name_word(word) for word in sorted(words - known)]
        if new:
            self._connection.execute(insert(name_words), new)


class DocumentWords:
    """Keeps documents findable by title and author."""

    def __init__(self, connection: Connection) -> None:
        self._index = WordIndex(connection, indexed_documents)

    def write(self, document_id: str, title: str, author: str) -> None:
        """Index a document."""
        self._index.write(document_id, words_of(f"{title} {author}"), comes_first=False)


def fill(connection: Connection, told: Told = unheard) -> None:
    """Index what has no place yet, last saved first, behind whatever has one: after a migration.

    `told` hears how many records are indexed.
    """
    done = 0

    def count(rows: Sequence[RowMapping]) -> None:
        nonlocal done
        done += len(rows)
        told(Preparing("indexing", done))

    index, columns = WordIndex(connection, indexed_notes), notes.c
    for rows in _batches(connection, _NOTES, indexed_notes, columns.saved_at, columns.id):
        index.append(_worded_notes(connection, rows))
        count(rows)
    index, writer = WordIndex(connection, indexed_patients), PatientWords(connection)
    people = select(patients.c.id, patients.c.name, patients.c.search_key)
    for rows in _batches(connection, people, indexed_patients, patients.c.id):
        index.append([(row["id"], words_of(row["search_key"])) for row in rows])
        writer.remember([row["name"] for row in rows])
        count(rows)
    index, taken_at = WordIndex(connection, indexed_documents), documents.c.taken_at
    papers = select(documents.c.id, documents.c.record)
    for rows in _batches(connection, papers, indexed_documents, taken_at, documents.c.id):
        index.append([(row["id"], _words_of_document(row["record"])) for row in rows])
        count(rows)


def _batches(
    connection: Connection, query: Select[Any], indexed: Table, *order: ColumnElement[Any]
) -> Iterator[Sequence[RowMapping]]:
    """The rows of a query that have no place yet, the last first in an order that ends in ids."""
    ends = [column.label(f"end_{number}") for number, column in enumerate(order)]
    placed = exists().where(indexed.c.id == order[-1])
    new = query.add_columns(*ends).where(~placed)
    new = new.order_by(*(column.desc() for column in order)).limit(AT_ONCE)
    rows = connection.execute(new).mappings().all()
    while rows:
        yield rows
        last = [rows[-1][end.name] for end in ends]
        rows = connection.execute(new.where(tuple_(*order) < last)).mappings().all()


def _worded_notes(connection: Connection, rows: Sequence[RowMapping]) -> list[Worded]:
    """Some notes with their words. Marks come first: of too many words the last are left out."""
    texts = {row["id"]: [*_headings(row), *_typed(row["content"])] for row in rows}
    signed = [row["id"] for row in rows if row["status"] == "signed"]
    if signed:
        query = select(seals.c.note_id, seals.c.body).order_by(seals.c.note_id, seals.c.number)
        query = query.where(seals.c.note_id.in_(signed), seals.c.kind.in_(WORDED))
        for seal in connection.execute(query).mappings():
            texts[seal["note_id"]] += _sealed(seal["body"])
    return [(row["id"], (*_marks(row), *words_of(" ".join(texts[row["id"]])))) for row in rows]


def _marks(row: RowMapping) -> Iterator[str]:
    yield mark("code", row["code"])
    for kind in ("patient_id", "treating_id", "author_id"):
        if row[kind]:
            yield mark(kind, row[kind])
    if row["date_of_service"]:
        yield from day_marks(row["date_of_service"])
    yield mark("state", "void" if row["is_void"] else row["status"])
    if row["waits_for"] or row["co_signer"]:
        yield mark("state", "waiting")
    if row["open_items"]:
        yield mark("needs", "something")


def _headings(row: RowMapping) -> tuple[str, ...]:
    """The patient and the code, also without its letter."""
    return row["search_key"] or "", row["code"], row["code"][1:]


def _typed(content: str) -> list[str]:
    """The texts of a row's content; a damaged note is still found by its patient."""
    try:
        plain = json.loads(content)
        return [*texts_of(answers_of(plain["answers"]))] if plain else []
    except UNREADABLE:
        return []


def _sealed(body: bytes) -> list[str]:
    """The texts of a signed note, or of what was added to one."""
    try:
        plain: Plain = json.loads(bytes(body))
        if "content" in plain:
            return [*texts_of(answers_of(plain["content"]["answers"]))]
        return [plain["text"], plain["reason"], *(new for *_, new in plain["corrections"])]
    except UNREADABLE:
        return []


def _words_of_document(record: str) -> tuple[str, ...]:
    try:
        plain = json.loads(record)
        return words_of(f"{plain['title']} {plain['author']}")
    except UNREADABLE:
        return ()


def _name_word(word: str) -> dict[str, str | int]:
    keys = name_keys(word)
    return {
        "word": word,
        "head": keys.head,
        "tail": keys.tail,
        "letters": keys.letters,
        "length": len(word),
    }
