"""Notes: what goes in comes out, nobody overwrites anybody, lists page without gaps."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from app.domain.finding.listing import Cursor, NoteOrder, NoteQuery, NoteRow, PatientQuery
from app.domain.guides.answers import Date, Text
from app.domain.notes.note import Content
from app.errors import SignedNote, StaleNote
from app.services.ports.store import Store
from tests.domain.guides.answers_strategy import WORDS, contents
from tests.storage import samples
from tests.storage.samples import NOON, SUMMARY, note


def later(minutes: int) -> dt.datetime:
    return NOON + dt.timedelta(minutes=minutes)


def all_rows(store: Store, query: NoteQuery) -> list[NoteRow]:
    """The rows of every page, asked for one after the other."""
    rows: list[NoteRow] = []
    after: Cursor | None = None
    while True:
        with store.reading() as work:
            page = work.notes.page(replace(query, after=after))
        rows += page.rows
        after = page.after
        if after is None:
            return rows


def test_a_saved_note_comes_back_as_it_was(store: Store) -> None:
    with store.writing() as work:
        saved = work.notes.save(note(), SUMMARY, NOON)
    assert saved == replace(note(), version=1, saved_at=NOON)
    with store.reading() as work:
        assert work.notes.get("n1") == saved


def test_an_unknown_note_is_none(store: Store) -> None:
    with store.reading() as work:
        assert work.notes.get("n1") is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=contents())
def test_any_content_comes_back_exactly(store: Store, content: Content) -> None:
    with store.writing() as work:
        kept = work.notes.get("n1") or note()
        saved = work.notes.save(replace(kept, content=content), SUMMARY, NOON)
    with store.reading() as work:
        assert work.notes.get("n1") == saved
    assert saved.content == content


def test_a_signed_note_comes_back_and_never_changes(store: Store) -> None:
    signed = replace(
        note(),
        status="signed",
        signature=samples.signature(),
        known=samples.content().answers,
        guide_digest="cd" * 32,
        control_number="CP00012",
    )
    with store.writing() as work:
        draft = work.notes.save(note(), SUMMARY, NOON)
        saved = work.notes.save(replace(signed, version=draft.version), SUMMARY, later(1))
    with store.reading() as work:
        assert work.notes.get("n1") == saved
    for version in (1, 2):
        changed = replace(saved, version=version, content=samples.content(condition=Text("gone")))
        with pytest.raises(SignedNote), store.writing() as work:
            work.notes.save(changed, SUMMARY, later(2))
    with store.reading() as work:
        assert work.notes.get("n1") == saved


def test_the_second_of_two_workstations_is_told(store: Store) -> None:
    with store.writing() as work:
        opened = work.notes.save(note(), SUMMARY, NOON)
        first = work.notes.save(opened, SUMMARY, later(1))
    with pytest.raises(StaleNote), store.writing() as work:
        work.notes.save(opened, SUMMARY, later(2))
    with pytest.raises(StaleNote), store.writing() as work:
        work.notes.save(note(), SUMMARY, later(2))
    with store.reading() as work:
        assert work.notes.get("n1") == first


def test_a_save_of_a_note_that_was_never_added_is_stale(store: Store) -> None:
    with pytest.raises(StaleNote), store.writing() as work:
        work.notes.save(replace(note(), version=4), SUMMARY, NOON)


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def write_half() -> None:
        with store.writing() as work:
            work.notes.save(note(), SUMMARY, NOON)
            work.patients.save(samples.patient("p2", family="Halfdone"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    with store.reading() as work:
        assert work.notes.get("n1") is None
        assert work.patients.get("p2") is None


def test_a_row_shows_what_the_list_needs(store: Store) -> None:
    with store.writing() as work:
        work.notes.save(note(), SUMMARY, NOON)
        work.notes.save(replace(note("n2"), patient_id="", treating_id=""), SUMMARY, later(1))
    with store.reading() as work:
        newest, oldest = work.notes.page(NoteQuery()).rows
    assert oldest == NoteRow(
        id="n1",
        patient_id="p1",
        patient="Testwell, Marisol",
        code="D9311",
        date_of_service=dt.date(2026, 11, 20),
        status="draft",
        treating_id="s1",
        author_id="s1",
        saved_at=NOON,
        summary=SUMMARY,
    )
    assert (newest.id, newest.patient_id, newest.patient, newest.treating_id) == ("n2", "", "", "")


def test_the_list_follows_a_changed_name(store: Store) -> None:
    with store.writing() as work:
        work.patients.save(samples.patient("p2", family="Middleton"))
        work.notes.save(note("n1", "p1"), SUMMARY, NOON)
        work.notes.save(note("n2", "p2"), SUMMARY, NOON)
        married = work.patients.get("p1")
        assert married
        name = married.name.model_copy(update={"family": "Aardvark"})
        work.patients.save(married.model_copy(update={"name": name}))
    rows = all_rows(store, NoteQuery(order="patient"))
    assert [row.patient for row in rows] == ["Aardvark, Marisol", "Middleton, Marisol"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (NoteQuery(search="testw"), {"n1", "n2"}),
        (NoteQuery(search="D9997 testwell"), {"n2"}),
        (NoteQuery(search="9997"), {"n2", "n3"}),
        (NoteQuery(search="nunez josé"), {"n3"}),
        (NoteQuery(search="c-p2"), {"n3"}),
        (NoteQuery(search="apixab fibrillation"), {"n1", "n2", "n3"}),
        (NoteQuery(search="Samplemann núñ"), {"n3"}),
        (NoteQuery(search="estwell"), set()),
        (NoteQuery(search="te_q"), set()),
        (NoteQuery(search="%"), set()),
        (NoteQuery(search="  "), {"n1", "n2", "n3"}),
        (NoteQuery(status="signed"), {"n2"}),
        (NoteQuery(status="draft"), {"n1", "n3"}),
        (NoteQuery(patient_id="p2"), {"n3"}),
        (NoteQuery(code="D9311"), {"n1"}),
        (NoteQuery(code="D9311", status="signed"), set()),
    ],
)
def test_filters(store: Store, query: NoteQuery, found: set[str]) -> None:
    with store.writing() as work:
        work.patients.save(samples.patient("p2", given="Jose", family="Núñez"))
        work.notes.save(note("n1", "p1", "D9311"), SUMMARY, NOON)
        work.notes.save(replace(note("n2", "p1", "D9997"), status="signed"), SUMMARY, NOON)
        work.notes.save(note("n3", "p2", "D9997"), SUMMARY, NOON)
    assert {row.id for row in all_rows(store, query)} == found


@pytest.mark.parametrize("order", ["saved", "service", "patient"])
def test_pages_show_every_note_once_and_in_order(store: Store, order: NoteOrder) -> None:
    days = (None, dt.date(2026, 11, 3), dt.date(2026, 11, 20))
    with store.writing() as work:
        work.patients.save(samples.patient("p2", family="Aardvark"))
        for i in range(25):
            day = days[i % 3]
            answers = samples.content().answers.remove("date_of_service")
            if day:
                answers = answers.insert("date_of_service", Date(day))
            new = replace(note(f"n{i:02}", f"p{i % 2 + 1}"), content=Content(answers))
            work.notes.save(new, SUMMARY, later(i // 4))
    rows = all_rows(store, NoteQuery(order=order, limit=4))
    assert sorted(row.id for row in rows) == [f"n{i:02}" for i in range(25)]
    keys = {
        "saved": [(row.saved_at.isoformat(), row.id) for row in rows],
        "service": [(str(row.date_of_service or ""), row.id) for row in rows],
        "patient": [(row.patient, row.id) for row in rows],
    }[order]
    assert keys == sorted(keys, reverse=order != "patient")


def test_the_last_page_knows_it_is_the_last(store: Store) -> None:
    with store.writing() as work:
        for i in range(4):
            work.notes.save(note(f"n{i}"), SUMMARY, NOON)
    with store.reading() as work:
        assert work.notes.page(NoteQuery(limit=4)).after is None
        assert work.notes.page(NoteQuery(limit=3)).after is not None


def test_the_notes_of_a_patient_are_oldest_first(store: Store) -> None:
    with store.writing() as work:
        work.patients.save(samples.patient("p2"))
        for i, of in (("a", "p1"), ("b", "p2"), ("c", "p1")):
            work.notes.save(note(i, of), SUMMARY, NOON)
        older = replace(note("z"), created_at=later(-60))
        work.notes.save(older, SUMMARY, NOON)
    with store.reading() as work:
        assert [n.id for n in work.notes.of_patient("p1")] == ["z", "a", "c"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=WORDS)
def test_any_search_is_answered(store: Store, typed: str) -> None:
    with store.reading() as work:
        assert work.notes.page(NoteQuery(search=typed)).rows == ()
        work.patients.page(PatientQuery(search=typed))
