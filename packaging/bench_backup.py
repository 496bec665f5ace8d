"""Times a backup of a practice against a plain copy of its file, in turn within one run.

Called by benchmarks.py. Both sides read the same database and end with the bytes on the disk. The
first backup writes all of it, a later one what changed since. What follows the copying (reading
back, opening, every signature and document) is timed apart: a plain copy has none of it.
"""

import datetime as dt
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.crypto import Cost, KeyRing, Secret, wrap_with_passphrase, wrap_with_recovery_key
from app.domain.backup import Progress
from app.domain.finding.listing import NoteSummary
from app.domain.guides.answers import Text
from app.domain.notes.note import Content, Note
from app.domain.practice.people import Patient, PersonName, StaffMember, StaffRole
from app.services.durability.record_check import broken_records
from app.storage.backup_opening import problems_of
from app.storage.folder import EmbeddedFolder
from app.storage.unit_of_work import SqlStore
from measured import Measured

ROUNDS = 5
NOTES = 5_000
DOCUMENTS, DOCUMENT_BYTES = 30, 10_000_000
NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
LOOK = partial(problems_of, broken_records)
KEY = Secret(bytes(range(32)))


def practice(home: Path) -> SqlStore:
    """Some 320 megabytes of notes and documents, nearly all of it documents as in an office."""
    least = Cost(passes=1, memory_kib=128, lanes=1)
    ring = KeyRing(
        "bench",
        wrap_with_passphrase(KEY, "a phrase for the benchmark", "bench", least),
        wrap_with_recovery_key(KEY, Secret(b"recovery"), "bench"),
    )
    store = EmbeddedFolder(home).create(ring, KEY)
    with store.writing() as work:
        name = PersonName(given="Marisol", family="Testwell")
        work.patients.save(Patient(id="p1", name=name))
        work.staff.save(StaffMember(id="s1", name=name, role=StaffRole.DENTIST))
    type_notes(store, 0, NOTES)
    for _ in range(DOCUMENTS):
        with store.writing() as work:
            work.evidence.keep(os.urandom(DOCUMENT_BYTES))
    return store


def type_notes(store: SqlStore, first: int, count: int) -> None:
    """Notes of two thousand signs each."""
    note = Note("", "D9311", 3, "p1", "s1", "s1", NOW)
    with store.writing() as work:
        for number in range(first, first + count):
            answers = Content().answers.insert("condition", Text(f"{number} reviewed " * 150))
            content = replace(Content(), answers=answers)
            work.notes.save(replace(note, id=f"n{number}", content=content), NoteSummary(), NOW)


def plain_copy(home: Path, target: Path) -> float:
    """Seconds of a copy to the disk."""
    start = time.perf_counter()
    with (home / "practice.db").open("rb") as source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy, 1024 * 1024)
        copy.flush()
        os.fsync(copy.fileno())
    taken = time.perf_counter() - start
    target.unlink()
    return taken


def backed_up(store: SqlStore, share: Path, at: dt.datetime) -> tuple[float, float]:
    """Seconds of the copying, and of everything."""
    copied: list[float] = []

    def report(progress: Progress) -> None:
        if progress.stage == "reading back" and not copied:
            copied.append(time.perf_counter())

    start = time.perf_counter()
    store.backups_in(share).make(at, None, LOOK, report)
    end = time.perf_counter()
    return copied[0] - start, end - start


def measure() -> Iterator[Measured]:
    """Copying by both, and a whole backup."""
    plain: list[float] = []
    first: list[tuple[float, float]] = []
    later: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory(prefix="chartproof-") as place:
        home = Path(place) / "home"
        store = practice(home)
        for number in range(ROUNDS):
            share = Path(place) / f"share{number}"
            share.mkdir()
            plain.append(plain_copy(home, Path(place) / "copy"))
            first.append(backed_up(store, share, NOW))
            type_notes(store, NOTES + number * 100, 100)
            later.append(backed_up(store, share, NOW + dt.timedelta(days=1)))
            shutil.rmtree(share)
        size = (home / "practice.db").stat().st_size / 1e6
        store.close()
    base = statistics.median(plain)
    yield Measured(f"plain copy of {size:.0f} MB", base * 1000, "ms")
    for what, taken in (("first backup", first), ("backup after 100 more notes", later)):
        copying = statistics.median(copy for copy, _ in taken)
        yield Measured(f"{what}: copying", copying * 1000, "ms")
        yield Measured("  ratio (2: half as fast as a plain copy)", copying / base, "x", 2)
        whole = statistics.median(whole for _, whole in taken)
        yield Measured(f"{what}: read back, opened, looked through", whole * 1000, "ms")
