"""The log is folded behind everybody's back: it stays short, and nobody waits or loses anything."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.crypto import Secret
from app.domain.guides.answers import Text
from app.domain.notes.note import Note, text_of
from app.storage.backup.backup_snapshot import held_still
from app.storage.checkpointing import LONG_BYTES, Checkpointing, fold
from app.storage.engine import connected, make_engine
from app.storage.folder import EmbeddedFolder
from app.storage.opening import open_store
from app.storage.unit_of_work import SqlStore
from tests.storage import samples

KEY = Secret(bytes(range(32)))
SAVES = 2_000
LONG = "Spoke with the cardiology office. " * 200
SLOWLY_SEEN = 8 * 1024 * 1024
"""What may be written between two looks at the log."""


@pytest.fixture
def opened(practice_folder: Path) -> Iterator[SqlStore]:
    store = EmbeddedFolder(practice_folder).open(KEY)
    with store.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        work.notes.save(samples.note(), samples.SUMMARY, samples.NOON)
    yield store
    store.close()


def save_again(store: SqlStore, number: int) -> Note:
    with store.writing() as work:
        note = work.notes.get("n1")
        assert note
        typed = samples.content(condition=Text(f"{number} {LONG}"))
        return work.notes.save(replace(note, content=typed), samples.SUMMARY, samples.NOON)


def log_of(folder: Path) -> int:
    log = folder / "practice.db-wal"
    return log.stat().st_size if log.exists() else 0


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)


def test_thousands_of_saves_leave_a_short_log(practice_folder: Path, opened: SqlStore) -> None:
    longest = 0
    for number in range(SAVES):
        note = save_again(opened, number)
        longest = max(longest, log_of(practice_folder))
    assert longest < LONG_BYTES + SLOWLY_SEEN
    with opened.reading() as work:
        assert work.notes.get("n1") == note
    assert text_of(note.content.answers["condition"]).startswith(f"{SAVES - 1} ")


def test_the_log_is_emptied_when_nobody_saves(practice_folder: Path) -> None:
    file = practice_folder / "practice.db"
    engine = make_engine(file, KEY)
    Checkpointing(file, KEY, threading.Lock(), idle_s=0).follow(engine)
    store = open_store(file, KEY, release=lambda: None)
    with store.writing() as work:
        work.sessions.begin(samples.NOON)
    with engine.connect().execution_options(chartproof_writes=True) as connection:
        connection.exec_driver_sql("DELETE FROM sessions")
        connection.commit()
        assert log_of(practice_folder)
        until(lambda: log_of(practice_folder) == 0)
    engine.dispose()
    store.close()


def test_who_reads_an_old_moment_hinders_nobody(opened: SqlStore) -> None:
    with opened.reading() as early:
        assert early.notes.get("n1")
        for number in range(400):  # some 10 MB, which cannot be folded while that reader stays
            save_again(opened, number)
        seen = early.notes.get("n1")
    assert seen is not None
    assert seen.version == 1


def test_a_backup_waits_for_a_folding_under_way(practice_folder: Path, opened: SqlStore) -> None:
    """SQLite itself says "busy" at once, which was said to the user as a refusal."""
    ended = threading.Event()
    file = practice_folder / "practice.db"

    def fold_without_end() -> None:
        connection = connected(file, KEY)
        while not ended.is_set():
            fold(connection, "PASSIVE")
        connection.close()

    folding = threading.Thread(target=fold_without_end)
    folding.start()
    engine = make_engine(file, KEY)
    try:
        for number in range(20):
            save_again(opened, number)
            with held_still(engine, opened.turn) as held:
                assert held.counts["notes"] == 1
    finally:
        ended.set()
        folding.join()
        engine.dispose()


def test_closing_while_the_log_is_long_folds_it_and_lets_go(practice_folder: Path) -> None:
    store = EmbeddedFolder(practice_folder).open(KEY)
    with store.writing() as work:
        work.evidence.keep(bytes(LONG_BYTES * 2))
    store.close()
    assert log_of(practice_folder) == 0
    EmbeddedFolder(practice_folder).open(KEY).close()


def test_an_end_that_falls_together_with_a_save_is_not_taken_for_one(
    practice_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store closes between the moment a save is heard of and the moment that is noted."""
    EmbeddedFolder(practice_folder).open(KEY).close()
    engine = make_engine(practice_folder / "practice.db", KEY)
    folding = Checkpointing(practice_folder / "practice.db", KEY, threading.Lock())

    class Late(threading.Event):
        def clear(self) -> None:
            folding._ended.set()
            super().clear()

    wrote = Late()
    monkeypatch.setattr(folding, "_wrote", wrote)
    folding.follow(engine)
    wrote.set()
    folding._thread.join(10)
    assert not folding._thread.is_alive()
    engine.dispose()
