"""Twenty programs on one practice, connections cut off at random: nothing acknowledged is lost."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from app.crypto import KeyRing
from app.domain.audit import About, AuditEntry, Deed
from app.domain.guides.answers import Text
from app.domain.notes.note import Note
from app.errors import Failure, StaleNote
from app.server_errors import ServerUnreachable
from app.services.audit.trail_check import check_trail
from app.storage.server.server import ServerLogin, ServerPractice
from app.storage.server.server_store import ServerStore
from tests.servers import TestServer, connected
from tests.storage import samples
from tests.storage.conftest import KEY
from tests.storage.samples import NOON, SUMMARY

CLIENTS = 20
NOTES = 50
PREFIX = "added/"


@dataclass
class Told:
    """What one program was told about its saves; `unknown` are those cut off while committing."""

    acknowledged: set[tuple[str, str]] = field(default_factory=set)
    unknown: set[tuple[str, str]] = field(default_factory=set)
    refused: Counter[type[Failure]] = field(default_factory=Counter)


@pytest.fixture
def clients(
    tmp_path: Path, server_login: ServerLogin, ring: KeyRing
) -> Iterator[list[ServerStore]]:
    """Open programs on one practice with fifty notes, each on a workstation of its own."""
    first = ServerPractice(tmp_path / "0", lambda: server_login).create(ring, KEY)
    with first.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        for number in range(NOTES):
            work.notes.save(samples.note(f"n{number}"), SUMMARY, NOON)
    others = [
        ServerPractice(tmp_path / str(number), lambda: server_login).open(KEY)
        for number in range(1, CLIENTS)
    ]
    yield [first, *others]
    for store in (first, *others):
        store.close()


@contextmanager
def cutting_off(server: TestServer, database: str) -> Iterator[Counter[str]]:
    """Connections of the programs are cut off at random meanwhile, whatever they are at."""
    cut: Counter[str] = Counter()
    over = threading.Event()

    def cut_off() -> None:
        with connected(server.admin, autocommit=True) as admin:
            while not over.wait(random.uniform(0.005, 0.05)):
                cut["off"] += admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = %s ORDER BY random() LIMIT 1",
                    (database,),
                ).rowcount

    thread = threading.Thread(target=cut_off)
    thread.start()
    try:
        yield cut
    finally:
        over.set()
        thread.join()


def work_on(store: ServerStore, client: int, saves: int) -> Told:
    """Save until so many saves were acknowledged, each an answer of its own in a random note."""
    told = Told()
    while len(told.acknowledged) < saves:
        number = len(told.acknowledged) + len(told.unknown)
        note_id = f"n{random.randrange(NOTES)}"
        saved = note_id, f"{PREFIX}{client}/{number}"
        try:
            with store.reading() as found:
                note = found.notes.get(note_id)
        except ServerUnreachable as failure:
            told.refused[type(failure)] += 1
            continue
        assert note
        try:
            save(store, note, saved[1])
        except StaleNote as failure:
            told.refused[type(failure)] += 1
        except ServerUnreachable as failure:
            told.refused[type(failure)] += 1
            told.unknown.add(saved)  # it may have been kept: the path is not used again
        else:
            told.acknowledged.add(saved)
    return told


def save(store: ServerStore, note: Note, path: str) -> None:
    """Save a note with one more answer, and tell the trail, in one transaction."""
    answers = note.content.answers.insert(path, Text("here"))
    changed = replace(note, content=replace(note.content, answers=answers))
    with store.writing() as work:
        work.notes.save(changed, SUMMARY, NOON)
        about = About("note", note.id, "p1", note.id)
        work.audit.append(AuditEntry(Deed.NOTE_EDITED, NOON, "s1", about))


def run(clients: list[ServerStore], server: TestServer, database: str, saves: int) -> str:
    """Let every program work while connections break, then count; returns the figures."""
    with cutting_off(server, database) as cut, ThreadPoolExecutor(CLIENTS) as pool:
        tolds = list(pool.map(work_on, clients, range(CLIENTS), [saves] * CLIENTS))
    kept, versions = found_in(clients[0])
    acknowledged = set().union(*(told.acknowledged for told in tolds))
    unknown = set().union(*(told.unknown for told in tolds))
    refused: Counter[type[Failure]] = sum((told.refused for told in tolds), Counter())

    assert acknowledged <= kept, "an acknowledged save is lost"
    assert kept <= acknowledged | unknown, "a refused save was kept"
    assert versions == NOTES + len(kept), "a save went over another one"
    reports = [check_trail(store) for store in clients]
    assert all(report.is_whole for report in reports)
    assert {report.rows for report in reports} == {len(kept)}, "a save without its row"
    return (
        f"{len(clients)} programs, {len(acknowledged)} saves acknowledged, all found;"
        f" {refused[StaleNote]} conflicts told; {cut['off']} connections cut off,"
        f" {refused[ServerUnreachable]} times told,"
        f" {len(unknown)} saves cut off, of which {len(kept & unknown)} were kept"
    )


def found_in(store: ServerStore) -> tuple[set[tuple[str, str]], int]:
    """The saves that are in the notes, and the sum of the notes' versions."""
    kept: set[tuple[str, str]] = set()
    versions = 0
    with store.reading() as found:
        for note in found.notes.of_patient("p1"):
            kept |= {(note.id, path) for path in note.content.answers if path.startswith(PREFIX)}
            versions += note.version
    return kept, versions


@pytest.mark.parametrize("saves", [8, pytest.param(500, marks=pytest.mark.slow)])
def test_saves_of_twenty_programs_are_all_found_again(
    clients: list[ServerStore],
    server: TestServer,
    server_login: ServerLogin,
    saves: int,
    record_property: Callable[[str, object], None],
) -> None:
    """The figures stand in the report that `--junitxml` writes."""
    record_property("figures", run(clients, server, server_login.address.database, saves))
