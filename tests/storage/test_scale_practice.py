"""The large practice of the benchmarks holds what the program itself would have written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from app.domain.finding.listing import NoteQuery, PatientQuery
from app.storage.anchor import AnchorFile
from app.storage.engine import WRITES, make_engine
from app.storage.unit_of_work import SqlStore
from scale_practice import Author, Size, index, make
from tests.storage.conftest import KEY


def test_a_made_practice_opens_and_is_found(practice_folder: Path) -> None:
    engine = make_engine(practice_folder / "practice.db", KEY)
    store = SqlStore(engine, KEY, AnchorFile(practice_folder / "practice.trail", KEY), lambda: None)

    @contextmanager
    def begin() -> Iterator[Connection]:
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            yield connection

    make(begin, Size(notes=300, patients=20))
    index(begin)
    with store.reading() as work:
        rows = work.notes.page(NoteQuery(limit=400)).rows
        common = work.notes.page(NoteQuery(search=Author().words[0], limit=400)).rows
        opened = [work.notes.get(row.id) for row in rows]
        people = work.patients.page(PatientQuery(search="c00001")).rows
    store.close()
    assert len(rows) == 300
    assert [note.status for note in opened if note].count("draft") == 4
    assert all(note and "condition" in note.content.answers for note in opened)
    assert [row.id for row in common] == [row.id for row in rows if row in common]
    assert len(common) > 250
    assert len(people) == 10
