"""Finding by words and filters: whatever was written is found, in every store, and nothing else."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rpds import HashTrieMap

from app.crypto import new_signing_key
from app.domain.finding.listing import NoteQuery, NoteSummary, PatientQuery
from app.domain.finding.search_words import texts_of, words_of
from app.domain.guides.answers import (
    Choice,
    Date,
    Evidence,
    EvidenceItem,
    Npi,
    Phone,
    Text,
    Unreadable,
)
from app.domain.notes.note import Content
from app.domain.signing.seal import SealKind
from app.services.ports.store import Store
from tests.domain.guides.answers_strategy import WORDS, contents
from tests.storage import samples
from tests.storage.samples import NOON, SUMMARY, note
from tests.storage.test_documents import LETTER, document
from tests.storage.test_notes import all_rows, later
from tests.storage.test_seals import entry, sealed

DONE = NoteSummary(0, 100, "")
EACH_STORE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def found(store: Store, query: NoteQuery | str) -> list[str]:
    """The ids of the notes found, in order, page after page."""
    asked = NoteQuery(search=query) if isinstance(query, str) else query
    return [row.id for row in all_rows(store, replace(asked, limit=2))]


def test_what_is_signed_and_added_later_is_found_at_once(store: Store) -> None:
    key = new_signing_key()
    signed, seal = sealed(samples.note(), key)
    told = entry(SealKind.CONTINUATION, seal, key, text="Dr. Beispiel replied: hold nothing")
    with store.writing() as work:
        work.notes.save(note("n0"), SUMMARY, NOON)
        work.notes.sign(signed, seal, SUMMARY, later(1))
    assert found(store, "fibrillation") == ["n1", "n0"]
    assert found(store, "replied") == []
    with store.writing() as work:
        work.seals.add(told)
    assert found(store, "replied hold") == ["n1"]
    assert found(store, "replied apixaban") == ["n1"]


def test_a_voided_note_is_void_and_no_longer_signed(store: Store) -> None:
    key = new_signing_key()
    signed, seal = sealed(samples.note(), key)
    with store.writing() as work:
        work.notes.sign(signed, seal, SUMMARY, NOON)
    assert found(store, NoteQuery(status="signed")) == ["n1"]
    with store.writing() as work:
        work.seals.add(entry(SealKind.VOID, seal, key, reason="Wrong patient"))
    assert found(store, NoteQuery(status="signed")) == []
    assert found(store, NoteQuery(status="void", search="wrong")) == ["n1"]


def test_what_waits_for_somebody_is_found_until_it_does_not(store: Store) -> None:
    key = new_signing_key()
    signed, seal = sealed(note("n2"), key, co_signer="s1")
    with store.writing() as work:
        handed = work.notes.save(replace(note(), waits_for="s1", handed_at=NOON), SUMMARY, NOON)
        work.notes.sign(signed, seal, SUMMARY, later(1))
        work.notes.save(note("n3"), SUMMARY, later(2))
    assert found(store, NoteQuery(status="waiting")) == ["n2", "n1"]
    with store.writing() as work:
        work.notes.save(replace(handed, waits_for="", handed_at=None), SUMMARY, later(3))
        work.seals.add(entry(SealKind.CO_SIGNATURE, seal, key))
    assert found(store, NoteQuery(status="waiting")) == []


def test_a_changed_text_is_found_by_its_new_words_only(store: Store) -> None:
    with store.writing() as work:
        saved = work.notes.save(note(), SUMMARY, NOON)
    changed = replace(saved, content=samples.content(condition=Text("Takes warfarin")))
    with store.writing() as work:
        work.notes.save(changed, SUMMARY, later(1))
    assert found(store, "warfarin") == ["n1"]
    assert found(store, "apixaban") == []


def test_numbers_ids_and_values_of_lists_are_not_looked_through(store: Store) -> None:
    answers = samples.content(
        npi=Npi("1234567893"),
        phone=Phone("555-0101"),
        letter=Evidence((EvidenceItem("ab" * 32, "A letter", 9),)),
        reason=Choice("diabetes"),
        minutes=Unreadable("sometimes", "Type whole minutes."),
    )
    with store.writing() as work:
        work.notes.save(replace(note(), content=answers), SUMMARY, NOON)
    for typed in ("1234567893", "555", "abab", "letter", "diabetes", "sometimes", "s1"):
        assert found(store, typed) == [], typed
    assert found(store, "samplemann") == ["n1"]  # somebody named in an answer


def test_the_notes_follow_a_changed_name_and_chart_number(store: Store) -> None:
    with store.writing() as work:
        work.notes.save(note(), SUMMARY, NOON)
        married = work.patients.get("p1")
        assert married
        name = married.name.model_copy(update={"family": "Umbenannt"})
        work.patients.save(married.model_copy(update={"name": name, "chart_number": "Z-77"}))
    assert found(store, "umbenannt apixaban") == ["n1"]
    assert found(store, "z 77") == ["n1"]
    assert found(store, "testwell") == []
    with store.reading() as work:
        assert [row.id for row in work.patients.page(PatientQuery(search="umben 77")).rows] == [
            "p1"
        ]
        assert work.patients.page(PatientQuery(search="testwell")).rows == ()


def test_what_is_undone_is_not_found(store: Store) -> None:
    def write_half() -> None:
        with store.writing() as work:
            work.notes.save(note(), SUMMARY, NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    assert found(store, "apixaban") == []


def test_a_note_that_was_saved_again_comes_first(store: Store) -> None:
    with store.writing() as work:
        first = work.notes.save(note("n1"), SUMMARY, NOON)
        for number, summary in ((2, DONE), (3, SUMMARY), (4, SUMMARY)):
            work.notes.save(note(f"n{number}"), summary, later(number))
        work.notes.save(first, SUMMARY, later(9))
    assert found(store, "apixaban") == ["n1", "n4", "n3", "n2"]
    assert found(store, NoteQuery(needs_something=True)) == ["n1", "n4", "n3"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (NoteQuery(treating_id="s2"), ["n3"]),
        (NoteQuery(author_id="s2"), ["n4", "n3"]),
        (NoteQuery(author_id="S2"), []),
        (NoteQuery(author_id="s2", treating_id="s1", search="apix"), ["n4"]),
        (NoteQuery(from_day=dt.date(2026, 3, 2)), ["n4", "n3"]),
        (NoteQuery(to_day=dt.date(2026, 3, 1)), ["n2", "n1"]),
        (NoteQuery(from_day=dt.date(2025, 12, 31), to_day=dt.date(2026, 3, 2)), ["n3", "n2"]),
        (NoteQuery(from_day=dt.date(2026, 3, 2), to_day=dt.date(2026, 3, 2)), ["n3"]),
        (NoteQuery(from_day=dt.date(2026, 11, 2)), []),
        (NoteQuery(from_day=dt.date(2026, 3, 2), to_day=dt.date(2026, 3, 1)), []),
        (NoteQuery(from_day=dt.date(1, 1, 1), to_day=dt.date(9999, 12, 31), code="D9311"), ["n1"]),
        (NoteQuery(needs_something=True, code="D9997"), ["n3", "n2"]),
        (NoteQuery(patient_id="p1", search="apix", status="draft"), ["n4", "n3", "n2", "n1"]),
        (NoteQuery(patient_id="p2", search="apix"), []),
    ],
)
def test_filters_combine(store: Store, query: NoteQuery, ids: list[str]) -> None:
    days = ("2019-07-01", "2026-01-31", "2026-03-02", "2026-11-01")
    with store.writing() as work:
        work.staff.save(samples.dentist("s2"))
        for number, day in enumerate(days, 1):
            content = samples.content(date_of_service=Date(dt.date.fromisoformat(day)))
            new = note(f"n{number}", code="D9311" if number == 1 else "D9997")
            new = replace(
                new,
                content=content,
                author_id="s2" if number > 2 else "s1",
                treating_id="s2" if number == 3 else "s1",
            )
            work.notes.save(new, DONE if number == 4 else SUMMARY, later(number))
        undated = HashTrieMap({"condition": Text("No day yet")})
        work.notes.save(replace(note("n0"), content=Content(undated), code="D0"), DONE, NOON)
    assert [each for each in found(store, query) if each != "n0"] == ids


def test_a_day_is_looked_for_among_notes_without_any(store: Store) -> None:
    undated = HashTrieMap({"condition": Text("No day yet")})
    with store.writing() as work:
        work.notes.save(replace(note(), content=Content(undated)), SUMMARY, NOON)
    assert found(store, NoteQuery(from_day=dt.date(2026, 1, 1))) == []


@EACH_STORE
@given(content=contents(), data=st.data())
def test_a_note_is_found_by_the_beginning_of_any_of_its_words(
    store: Store, content: Content, data: st.DataObject
) -> None:
    with store.writing() as work:
        kept = work.notes.get("n1") or note()
        work.notes.save(replace(kept, content=content), SUMMARY, NOON)
    words = words_of(" ".join(texts_of(content.answers)))
    if words:
        word = data.draw(st.sampled_from(words))
        assert found(store, word[: data.draw(st.integers(1, len(word)))]) == ["n1"]


@EACH_STORE
@given(typed=WORDS | st.text("ab=\"'*:&|!()-\\ ANDORT", max_size=200))
def test_whatever_is_typed_is_looked_for(store: Store, typed: str) -> None:
    with store.reading() as work:
        assert work.notes.page(NoteQuery(search=typed, status="signed")).rows == ()
        work.patients.page(PatientQuery(search=typed))
        assert work.search.documents(typed, 5) == ()
        work.search.names_near(typed, 5)
        assert work.search.names_near("\udfff halves", 5) == ()


def test_more_words_than_are_spelled_out_are_found_too(store: Store) -> None:
    text = " ".join(f"beginning{number}" for number in range(450))
    with store.writing() as work:
        work.notes.save(replace(note(), content=samples.content(condition=Text(text))), DONE, NOON)
    assert found(store, "beginning") == ["n1"]
    assert found(store, "beginning449") == ["n1"]


def test_documents_are_found_by_title_and_author_the_last_first(store: Store) -> None:
    other = document("d2", minutes=5).model_copy(update={"title": "EOB of the plan"})
    with store.writing() as work:
        work.evidence.keep(LETTER)
        work.documents.save(document("d1").model_copy(update={"author": "Dr. Rosa Beispiel"}))
        saved = work.documents.save(other)
        work.documents.save(document("d3", minutes=9))
    with store.reading() as work:
        assert [row.id for row in work.search.documents("cardio", 9)] == ["d3", "d1"]
        (row,) = work.search.documents("letter beispiel", 9)
        assert (row.id, row.patient_id, row.patient) == ("d1", "p1", "Testwell, Marisol")
        assert len(work.search.documents("cardio", 1)) == 1
        assert work.search.documents(" ", 9) == ()
    with store.writing() as work:
        work.documents.save(saved.model_copy(update={"title": "Statement"}))
    with store.reading() as work:
        assert work.search.documents("eob", 9) == ()
        assert [row.title for row in work.search.documents("statem", 9)] == ["Statement"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("testwel", ("testwell",)),
        ("mariosl", ("marisol",)),
        ("nuñes", ("nunez",)),
        ("jhon", ("john",)),
        ("quentin", ()),
        ("jo", ()),
    ],
)
def test_misspelled_names_are_near(store: Store, typed: str, names: tuple[str, ...]) -> None:
    with store.writing() as work:
        work.patients.save(samples.patient("p2", given="John", family="Núñez"))
        work.patients.save(samples.patient("p3", given="John", family="Testwell"))
    with store.reading() as work:
        (word,) = words_of(typed)
        assert work.search.names_near(word, 3) == names
