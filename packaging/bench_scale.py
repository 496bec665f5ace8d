"""Times lists, searches, opening and saving in a practice of a million notes, in both stores.

    .venv/bin/python packaging/bench_scale.py [--store embedded|server] [--notes N]
        [--patients N] [--home FOLDER]

makes the practice first (some twenty minutes; `--home` keeps it for the next run, a server also
needs `postgres_cluster.py --keep`) and measures the embedded store; where CHARTPROOF_TEST_POSTGRES
names a server, also a practice there. The reaches
are those of the issue. A save is timed against the raw driver, which runs the very statements of
the save before on a twin of the practice, in turn within the run.
"""

import argparse
import datetime as dt
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, select

from app import bootstrap
from app.crypto import Cost, KeyRing, Secret, wrap_with_passphrase, wrap_with_recovery_key
from app.domain.audit import Deed
from app.domain.finding.listing import PAGE_ROWS, Cursor, NoteQuery, NoteSummary, PatientQuery
from app.domain.guides.answers import Text
from app.domain.notes.plain import moment_text
from app.services.notes.search import Searching
from app.services.office.office import Office
from app.services.trail import Trail
from app.stock import Stock
from app.storage.engine import WRITES, connected
from app.storage.folder import EmbeddedFolder
from app.storage.server.server import ServerPractice
from app.storage.server.server_engine import server_connection
from app.storage.tables import notes
from app.storage.unit_of_work import SqlStore
from bench_server import ServerDatabase
from measured import Measured
from postgres_cluster import ADDRESS
from scale_practice import Author, Size, index, make

KEY = Secret(bytes(range(32)))
ROUNDS = 40
SAVES = 300
DEPTHS = (10, 1_000, 9_000)
PAGE_MS, SEARCH_MS, OPEN_MS = 50, 100, 100

Statement = tuple[str, Any, bool]
"""A statement, what it was given, and whether that is many at once."""

Statements = Sequence[Statement]


def measure(size: Size, home: Path | None = None) -> Iterator[Measured]:
    """Everything, on the embedded store."""
    with tempfile.TemporaryDirectory(prefix="chartproof-") as scratch:
        place = (home or Path(scratch)) / "practice"
        if not place.exists():
            yield from _made(place, size)
        store = EmbeddedFolder(place).open(KEY)
        office = _office(store)
        try:
            yield from _lists(store, size)
            yield from _searches(store)
            yield from _openings(office, size)
            yield from _saves(office, store, place, Path(scratch), size)
        finally:
            office.close()
        yield Measured("memory of the process at most", _peak(), "MB")


def measure_server(size: Size, home: Path | None = None) -> Iterator[Measured]:
    """The same on the server that the environment names."""
    database = ServerDatabase(kept=home is not None)
    with tempfile.TemporaryDirectory(prefix="chartproof-") as scratch, database as login:
        place = ServerPractice((home or Path(scratch)) / "workstation", lambda: login)
        if database.is_new:
            yield from _made_there(place.create(_ring(), KEY), size)
            database.look_over()
        store = place.open(KEY)
        office = _office(store)
        try:
            yield from _lists(store, size)
            yield from _searches(store)
            yield from _openings(office, size)
            yield from _saves_there(office, store, database, size)
        finally:
            office.close()
        yield Measured("memory of the process at most", _peak(), "MB")


def _made_there(store: SqlStore, size: Size) -> Iterator[Measured]:
    begin = _writing(store._engine)  # noqa: SLF001 - bulk inserts go past the repositories
    started = time.perf_counter()
    make(begin, size)
    yield Measured(f"making {size.notes} notes of {size.patients} patients", _s(started), "s")
    started = time.perf_counter()
    index(begin)
    yield Measured("indexing them, as the migration does", _s(started), "s")
    store.close()


def _office(store: SqlStore) -> Office:
    """The services, on a trail that was begun: else each made note would be told of as found."""
    with store.writing() as found:
        Trail(lambda: dt.datetime.now(dt.UTC), "s0").add(found, Deed.UNLOCKED)
    return bootstrap.make_office(Stock(), store, "s0")


def _ring() -> KeyRing:
    least = Cost(passes=1, memory_kib=128, lanes=1)
    return KeyRing(
        "bench",
        wrap_with_passphrase(KEY, "a phrase for the benchmark", "bench", least),
        wrap_with_recovery_key(KEY, Secret(b"recovery"), "bench"),
    )


def _made(place: Path, size: Size) -> Iterator[Measured]:
    store = EmbeddedFolder(place).create(_ring(), KEY)
    begin = _writing(store._engine)  # noqa: SLF001 - bulk inserts go past the repositories
    started = time.perf_counter()
    make(begin, size)
    yield Measured(f"making {size.notes} notes of {size.patients} patients", _s(started), "s")
    started = time.perf_counter()
    index(begin)
    yield Measured("indexing them, as the migration does", _s(started), "s")
    store.close()
    yield Measured("size of the database", (place / "practice.db").stat().st_size / 1e6, "MB")


def _writing(engine: Engine) -> Callable[[], AbstractContextManager[Connection]]:
    @contextmanager
    def begin() -> Iterator[Connection]:
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            yield connection

    return begin


def _s(since: float) -> float:
    return time.perf_counter() - since


def _peak() -> float:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1e6 if sys.platform == "darwin" else 1e3)


def _times(act: Callable[[int], object], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each round, the shortest first."""
    taken = []
    for number in range(rounds):
        started = time.perf_counter()
        act(number)
        taken.append(_s(started) * 1000)
    return sorted(taken)


def _p(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]


def _lists(store: SqlStore, size: Size) -> Iterator[Measured]:
    def page(query: NoteQuery) -> Callable[[int], object]:
        def read(_: int) -> object:
            with store.reading() as found:
                return found.notes.page(query)

        return read

    yield Measured("first page of 100", statistics.median(_times(page(NoteQuery()))), "ms", PAGE_MS)
    for depth in DEPTHS:
        if after := _cursor(store, depth, size):
            times = _times(page(NoteQuery(after=after)))
            yield Measured(f"  page {depth}", statistics.median(times), "ms", PAGE_MS)
    for what, query in (
        ("drafts", NoteQuery(status="draft")),
        ("void", NoteQuery(status="void")),
        ("waiting for a signature", NoteQuery(status="waiting")),
        ("three filters", NoteQuery(status="draft", treating_id="s3", needs_something=True)),
        ("four filters that nothing fits", NoteQuery("qqq", "void", code="D9311", author_id="s1")),
    ):
        times = _times(page(query))
        yield Measured(f"filtered: {what}, p95", _p(times, 0.95), "ms", PAGE_MS)

    def waiting(_: int) -> object:
        with store.reading() as found:
            return found.notes.waiting_for("", PAGE_ROWS)

    yield Measured("whatever waits for a signature, p95", _p(_times(waiting), 0.95), "ms", PAGE_MS)


def _cursor(store: SqlStore, depth: int, size: Size) -> Cursor | None:
    """Where a page far down begins; looked up by counting, as the program never does."""
    if depth * 100 > size.notes:
        return None
    query = select(notes.c.saved_at, notes.c.id).order_by(
        notes.c.saved_at.desc(), notes.c.id.desc()
    )
    with store._engine.connect() as connection:  # noqa: SLF001 - see above
        at, note_id = connection.execute(query.offset(depth * 100).limit(1)).one()
    return moment_text(at), note_id


def _searches(store: SqlStore) -> Iterator[Measured]:
    author, searching = Author(), Searching(store)
    names = [author.name() for _ in range(ROUNDS)]
    words = author.words

    def page(typed: Callable[[int], str]) -> Callable[[int], object]:
        def read(number: int) -> object:
            with store.reading() as found:
                return found.notes.page(NoteQuery(search=typed(number), limit=100))

        return read

    def patients(typed: Callable[[int], str]) -> Callable[[int], object]:
        def read(number: int) -> object:
            with store.reading() as found:
                return found.patients.page(PatientQuery(search=typed(number), limit=30))

        return read

    for what, act in (
        ("a common word", page(lambda number: words[number])),
        ("a rare word", page(lambda number: words[5_000 + number])),
        ("a common and a rare word", page(lambda n: f"{words[n]} {words[5_000 + n]}")),
        ("two common words", page(lambda n: f"{words[n]} {words[n + 50]}")),
        ("one letter", page(lambda number: names[number].family[:1])),
        ("two letters", page(lambda number: names[number].family[:2])),
        ("three letters", page(lambda number: words[number][:3])),
        ("four letters", page(lambda number: words[number][:4])),
        ("a patient's full name", page(lambda number: names[number].full)),
        ("patients: one letter", patients(lambda number: names[number].family[:1])),
        ("patients: three letters", patients(lambda number: names[number].family[:3])),
        ("patients: full name", patients(lambda number: names[number].full)),
        ("finder, a common word", lambda n: searching.everything(words[n])),
        ("finder, a misspelled name", lambda n: searching.everything(_slip(names[n].full))),
    ):
        yield Measured(f"search: {what}, p95", _p(_times(act), 0.95), "ms", SEARCH_MS)


def _slip(name: str) -> str:
    """A name with two letters swapped."""
    return name[:-3] + name[-2] + name[-3] + name[-1]


def _openings(office: Office, size: Size) -> Iterator[Measured]:
    step = size.notes // ROUNDS
    times = _times(lambda number: office.charting.open(f"n{number * step}"))
    yield Measured("opening a note, p95", _p(times, 0.95), "ms", OPEN_MS)


def _saves(
    office: Office, store: SqlStore, place: Path, scratch: Path, size: Size
) -> Iterator[Measured]:
    """Saves of drafts, and their statements again by the driver alone on a twin of the file."""
    twin = scratch / "twin.db"
    store._engine.dispose()  # noqa: SLF001 - folds the log into the file
    shutil.copyfile(place / "practice.db", twin)
    raw = connected(twin, KEY)
    log = place / "practice.db-wal"
    widest = 0.0

    def replay(statements: Statements) -> float:
        nonlocal widest
        widest = max(widest, log.stat().st_size / 1e6)
        return _replayed(raw, statements)

    yield from _ratios(*_saved(office, store, replay, size))
    raw.close()
    yield Measured(f"write-ahead log at most in {SAVES} saves", widest, "MB")


def _saves_there(
    office: Office, store: SqlStore, database: ServerDatabase, size: Size
) -> Iterator[Measured]:
    """The same on a twin of the database."""
    store._engine.dispose()  # noqa: SLF001 - one that is in use has no twin made of it
    with database.twin() as login:
        raw = server_connection(login.address, login.password)

        def replay(statements: Statements) -> float:
            started = time.perf_counter()
            for statement, given, many in statements:
                if many:
                    raw.cursor().executemany(statement, given)
                else:
                    raw.execute(statement, given)
            raw.commit()
            return _s(started) * 1000

        yield from _ratios(*_saved(office, store, replay, size))
        raw.close()


def _saved(
    office: Office, store: SqlStore, replay: Callable[[Statements], float], size: Size
) -> tuple[list[float], list[float]]:
    """Milliseconds of our saves and of the same statements replayed, in turn."""
    ours, theirs = [], []
    drafts = [f"n{size.notes - 1 - number}" for number in range(20)]
    for number in range(SAVES):
        note = office.charting.stored(drafts[number % len(drafts)])
        text = Text(f"Reviewed again {number}, " * 40)
        content = replace(note.content, answers=note.content.answers.insert("condition", text))
        with _listening(store._engine) as statements:  # noqa: SLF001 - see above
            started = time.perf_counter()
            office.charting.save(replace(note, content=content), NoteSummary(2, 80, "Advice"))
            ours.append(_s(started) * 1000)
        theirs.append(replay(statements))
    return sorted(ours), sorted(theirs)


def _ratios(ours: Sequence[float], theirs: Sequence[float]) -> Iterator[Measured]:
    yield Measured("a save, p50", _p(ours, 0.5), "ms")
    yield Measured("  ratio to raw", _p(ours, 0.5) / _p(theirs, 0.5), "x", 2)
    yield Measured("a save, p99", _p(ours, 0.99), "ms")
    yield Measured("  ratio to raw", _p(ours, 0.99) / _p(theirs, 0.99), "x", 1.5)


@contextmanager
def _listening(engine: Engine) -> Iterator[list[Statement]]:
    """Every statement an engine runs meanwhile, with its parameters."""
    heard: list[Statement] = []

    def hear(_c: object, _k: object, statement: str, given: Any, _x: object, many: bool) -> None:  # noqa: ANN401 - SQLAlchemy's
        heard.append((statement, given, many))

    event.listen(engine, "before_cursor_execute", hear)
    yield heard
    event.remove(engine, "before_cursor_execute", hear)


def _replayed(raw: Any, statements: Statements) -> float:  # noqa: ANN401 - the driver has no types
    """Milliseconds of the same transactions by the driver alone."""
    started = time.perf_counter()
    for statement, given, many in statements:
        if statement.startswith("BEGIN"):
            if raw.in_transaction:
                raw.execute("COMMIT")
            raw.execute(statement)
        elif many:
            raw.executemany(statement, given)
        else:
            raw.execute(statement, given).fetchall()
    raw.execute("COMMIT")
    return _s(started) * 1000


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=Size().notes)
    parser.add_argument("--patients", type=int, default=Size().patients)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--store", choices=("embedded", "server"))
    asked = parser.parse_args()
    size = Size(asked.notes, asked.patients)
    if asked.store != "server":
        for measured in measure(size, asked.home):
            print(measured.line(), flush=True)
    if asked.store != "embedded" and os.environ.get(ADDRESS):
        print("\non PostgreSQL")
        for measured in measure_server(size, asked.home):
            print(measured.line(), flush=True)


if __name__ == "__main__":
    main()
