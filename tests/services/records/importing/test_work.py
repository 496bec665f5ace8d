"""A whole import: check, take in, stop, go on; over the fake and the real store."""

from dataclasses import replace

import pytest

from app.domain.finding.listing import PatientQuery
from app.domain.incoming import ImportKind, Incoming, RowProblem
from app.services.ports.store import Store
from app.services.records.importing.verdict import Decision, Outcome
from app.services.records.importing.work import (
    BATCH,
    MOST_SHOWN,
    Choices,
    Did,
    Progress,
    lacking,
)
from tests.services.records.importing.rows import check, importing, run, source
from tests.storage.fakes import MemoryStore

HEAD = "Chart,First,Last,DOB,Phone\n"
PATIENTS = ImportKind.PATIENTS


def people(number: int) -> str:
    rows = (f"{n},Nia {n},Sampleton,1/2/1980,555-010-{n % 10_000:04}\n" for n in range(number))
    return HEAD + "".join(rows)


def counted(store: Store) -> int:
    with store.reading() as found:
        return len(found.patients.page(PatientQuery(limit=1_000_000)).rows)


def test_a_check_keeps_nothing_and_the_import_does_what_it_said(
    store: Store,
) -> None:
    text = people(BATCH + 7) + "c-p1,Marisol,Testwell,4/30/1961,555-010-0199\n,,Nobody,,\n"
    asked = source(PATIENTS, text)
    expected = {Outcome.NEW: BATCH + 7, Outcome.CHANGED: 1, Outcome.REFUSED: 1}
    assert check(store, asked).counts == expected
    assert counted(store) == 1
    done = run(store, asked)
    assert done.counts == {Did.ADDED: BATCH + 7, Did.UPDATED: 1, Did.REFUSED: 1}
    assert (done.kept, done.stopped, counted(store)) == (BATCH + 8, False, BATCH + 8)


def test_running_it_again_changes_nothing(store: Store) -> None:
    asked = source(PATIENTS, people(40))
    run(store, asked)
    with store.reading() as found:
        before = found.patients.page(PatientQuery()).rows
    assert run(store, asked).counts == {Did.SAME: 40}
    with store.reading() as found:
        assert found.patients.page(PatientQuery()).rows == before


def test_a_stop_leaves_whole_batches_and_the_next_run_goes_on() -> None:
    made, seen = MemoryStore(), list[Progress]()
    asked = source(PATIENTS, people(3 * BATCH))
    done = importing(made).run(asked, Choices(), seen.append, lambda: len(seen) == 2)
    assert (done.stopped, done.kept, counted(made)) == (True, 2 * BATCH, 2 * BATCH)
    assert [progress.kept for progress in seen] == [BATCH, 2 * BATCH]
    assert run(made, asked).counts == {Did.SAME: 2 * BATCH, Did.ADDED: BATCH}


def test_progress_counts_lines_up_to_the_end_of_the_file() -> None:
    seen = list[Progress]()
    asked = source(PATIENTS, people(2 * BATCH))
    importing(MemoryStore()).check(asked, seen.append, lambda: False)
    assert [progress.lines for progress in seen] == [BATCH + 1, 2 * BATCH + 1]
    assert {progress.of for progress in seen} == {2 * BATCH + 2}


def test_changes_are_left_out_when_nobody_wants_them() -> None:
    made = MemoryStore()
    run(made, source(PATIENTS, people(1)))
    asked = source(PATIENTS, people(1).replace("555-010-0000", "555-010-0001"))
    assert run(made, asked, Choices(update=False)).counts == {Did.LEFT: 1}
    assert check(made, asked).counts == {Outcome.CHANGED: 1}


@pytest.mark.parametrize(
    ("decision", "did", "patients"),
    [
        (Decision.MERGE, Did.MERGED, 1),
        (Decision.ADD, Did.ADDED, 2),
        (Decision.LEAVE, Did.LEFT, 1),
        (None, Did.LEFT, 1),
    ],
)
def test_a_lookalike_goes_where_a_person_says(
    decision: Decision | None, did: Did, patients: int
) -> None:
    made = MemoryStore()
    run(made, source(PATIENTS, people(1)))
    asked = source(PATIENTS, HEAD + "0,Somebody,Else,1/2/1980,\n")
    (shown,) = check(made, asked).lookalikes
    decisions = {} if decision is None else {shown.line: decision}
    assert run(made, asked, Choices(decisions=decisions)).counts == {did: 1}
    assert counted(made) == patients


def test_two_rows_merged_into_one_patient_are_both_kept() -> None:
    made = MemoryStore()
    run(made, source(PATIENTS, HEAD + ",Marisol,Testwell,4/30/1961,\n"))
    text = HEAD + "7,Marisol,Testwell,4/30/1961,\n8,Marisol,Testwell,,555-010-0199\n"
    decisions = {2: Decision.MERGE, 3: Decision.MERGE}
    done = run(made, source(PATIENTS, text), Choices(decisions=decisions))
    assert sum(done.counts.values()) == 2
    assert Did.REFUSED not in done.counts


def test_what_is_held_to_be_shown_is_bounded_and_the_rest_counted() -> None:
    refused = HEAD + ",,Nobody,,\n" * (MOST_SHOWN + 50)
    found = check(MemoryStore(), source(PATIENTS, refused))
    assert (found.counts[Outcome.REFUSED], len(found.problems)) == (MOST_SHOWN + 50, MOST_SHOWN)


def test_problems_come_in_the_order_of_lines() -> None:
    text = HEAD + ",,Nobody,,\n1,Nia,Sampleton,13/13/2000,\n,,Nobody,,\n"
    found = check(MemoryStore(), source(PATIENTS, text))
    assert [problem.line for problem in found.problems] == [2, 3, 4]


def test_the_preview_shows_the_first_rows_as_they_were_read() -> None:
    text = HEAD + "1,Nia,Sampleton,bad,\n2,Theo,Sampleton,,5550100199\n3,,Sampleton,,\n"
    first, second, third = importing(MemoryStore()).preview(source(PATIENTS, text))
    assert isinstance(first, RowProblem)
    assert third == RowProblem(4, "The row lacks a first and a last name.")
    assert isinstance(second, Incoming)
    assert second.text("phone") == "555-010-0199"


def test_columns_that_lack_the_least_are_asked_for() -> None:
    asked = source(PATIENTS, people(1))
    assert lacking(PATIENTS, asked.columns) == ""
    assert lacking(PATIENTS, {"full_name": 0}) == ""
    assert "first and a last name" in lacking(PATIENTS, {"given": 0})
    assert "payer" in lacking(ImportKind.COVERAGES, {"chart_number": 0, "full_name": 1})
    assert check(MemoryStore(), replace(asked, columns={})).counts == {Outcome.REFUSED: 1}


@pytest.mark.slow
def test_a_hundred_thousand_patients(store: Store) -> None:
    asked = source(PATIENTS, people(100_000))
    assert check(store, asked).counts == {Outcome.NEW: 100_000}
    if isinstance(store, MemoryStore):
        return  # it copies everything for each transaction
    assert run(store, asked).counts == {Did.ADDED: 100_000}
    assert run(store, asked).counts == {Did.SAME: 100_000}
    assert counted(store) == 100_001
