"""Looking through a practice: what has the words, the place in the text, similar names."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.crypto import new_signing_key
from app.domain.guides.answers import Text
from app.domain.signing.seal import SealKind
from app.services.notes.search import FoundNote, FoundRecords, Searching
from tests.storage import samples
from tests.storage.fakes import MemoryStore
from tests.storage.samples import NOON, SUMMARY
from tests.storage.test_documents import LETTER, document
from tests.storage.test_seals import entry, sealed


@pytest.fixture
def store() -> Iterator[MemoryStore]:
    """A practice with three patients, a note and a document."""
    made = MemoryStore()
    with made.writing() as work:
        work.patients.save(samples.patient())
        work.patients.save(samples.patient("p2", given="Theo"))
        work.patients.save(samples.patient("p3", given="Rosa", family="Beispiel"))
        work.staff.save(samples.dentist())
        work.notes.save(samples.note(), SUMMARY, NOON)
        work.evidence.keep(LETTER)
        work.documents.save(document())
    yield made
    made.close()


def place(found: FoundNote) -> str:
    """The place of a note, what was looked for in brackets."""
    return "".join(f"[{run.text}]" if run.is_found else run.text for run in found.place)


def test_each_kind_of_record_is_found(store: MemoryStore) -> None:
    seen = Searching(store).everything("testwell")
    assert [row.name for row in seen.patients.rows] == ["Testwell, Marisol", "Testwell, Theo"]
    assert [found.row.id for found in seen.notes] == ["n1"]
    assert seen.documents == ()
    assert [row.title for row in Searching(store).everything("cardiology").documents] == [
        "Cardiology letter"
    ]


def test_the_place_shows_the_words_in_the_note(store: MemoryStore) -> None:
    (found,) = Searching(store).everything("marisol apix").notes
    assert place(found) == "Atrial fibrillation, takes [apixaban]"


def test_a_note_found_by_its_patient_has_no_place(store: MemoryStore) -> None:
    (found,) = Searching(store).everything("marisol").notes
    assert found.place == ()


def test_the_place_may_be_in_what_was_added_later(store: MemoryStore) -> None:
    key = new_signing_key()
    signed, seal = sealed(samples.note("n2"), key)
    with store.writing() as work:
        work.notes.sign(signed, seal, SUMMARY, NOON)
        work.seals.add(entry(SealKind.CONTINUATION, seal, key, text="The reply: hold nothing"))
    (found,) = Searching(store).everything("reply").notes
    assert place(found) == "The [reply]: hold nothing"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("tsetwell", ["Testwell, Marisol", "Testwell, Theo"]),
        ("mariosl teswell", ["Testwell, Marisol"]),
        ("theo tetswell", ["Testwell, Theo"]),
        ("beispeil", ["Beispiel, Rosa"]),
        ("rosa tesstwell", []),
        ("quentin", []),
    ],
)
def test_a_misspelled_name_finds_similar_ones_and_says_so(
    store: MemoryStore, typed: str, names: list[str]
) -> None:
    found = Searching(store).patients(typed, 9)
    assert [row.name for row in found.rows] == names
    assert found.are_near == bool(names)


def test_similar_names_are_not_offered_while_something_is_found(store: MemoryStore) -> None:
    with store.writing() as work:
        text = samples.content(condition=Text("Rossa"))
        saved = work.notes.get("n1")
        assert saved
        work.notes.save(replace(saved, content=text), SUMMARY, NOON)
    seen = Searching(store).everything("rossa")
    assert [found.row.id for found in seen.notes] == ["n1"]
    assert seen.patients.rows == ()


def test_signs_find_nothing(store: MemoryStore) -> None:
    assert Searching(store).everything("%&?") == FoundRecords()
