"""Several threads on one store: nothing is lost, readers see one moment and hold nobody up."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from app.domain.guides.answers import Text
from app.errors import StaleNote
from app.services.ports.store import Store
from tests.storage import samples
from tests.storage.samples import NOON, SUMMARY

WORKERS = 4
SAVES = 25


def test_saves_of_many_threads_are_all_found_again(store: Store) -> None:
    def save(worker: int) -> None:
        with store.writing() as work:
            note = work.notes.save(samples.note(f"n{worker}"), SUMMARY, NOON)
        for number in range(SAVES):
            content = samples.content(condition=Text(f"{worker}/{number}"))
            with store.writing() as work:
                note = work.notes.save(replace(note, content=content), SUMMARY, NOON)
            with store.reading() as work:
                assert work.notes.get(note.id) == note

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(save, range(WORKERS)))
    with store.reading() as work:
        for worker in range(WORKERS):
            note = work.notes.get(f"n{worker}")
            assert note
            assert note.version == SAVES + 1
            assert note.content.answers["condition"] == Text(f"{worker}/{SAVES - 1}")


def test_every_conflict_on_one_note_is_told(store: Store) -> None:
    with store.writing() as work:
        work.notes.save(samples.note(), SUMMARY, NOON)

    def add(worker: int) -> int:
        """Append to the note until it worked as often as asked; how often it was refused."""
        refused = done = 0
        while done < SAVES:
            with store.reading() as work:
                note = work.notes.get("n1")
            assert note
            path = f"added/{worker}/{done}"
            answers = note.content.answers.insert(path, Text("here"))
            changed = replace(note, content=replace(note.content, answers=answers))
            try:
                with store.writing() as work:
                    work.notes.save(changed, SUMMARY, NOON + dt.timedelta(seconds=1))
                done += 1
            except StaleNote:
                refused += 1
        return refused

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(add, range(WORKERS)))
    with store.reading() as work:
        note = work.notes.get("n1")
    assert note
    added = {path for path in note.content.answers if path.startswith("added/")}
    assert added == {f"added/{w}/{i}" for w in range(WORKERS) for i in range(SAVES)}
    assert note.version == 1 + WORKERS * SAVES


def test_a_reader_sees_one_moment_and_holds_nobody_up(store: Store) -> None:
    with ThreadPoolExecutor(1) as other, store.reading() as reading:
        before = reading.patients.get("p1")
        assert before

        def rename() -> None:
            with store.writing() as work:
                work.patients.save(before.model_copy(update={"phone": "555-0199"}))

        other.submit(rename).result(timeout=30)
        assert reading.patients.get("p1") == before
    with store.reading() as reading:
        after = reading.patients.get("p1")
    assert after
    assert after.phone == "555-0199"


def test_what_one_thread_opened_another_may_close(store: Store) -> None:
    with ThreadPoolExecutor(1) as other:
        other.submit(store.close).result(timeout=30)
