"""Times the worklist over a hundred thousand open claims, in both stores; benchmarks.py calls it.

The server is the one CHARTPROOF_TEST_POSTGRES names (`postgres_cluster.py`); without one the
embedded store is measured alone. The page behind many pages is shown as a ratio to the first.
"""

import datetime as dt
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from sqlalchemy import insert

from app.crypto import Cost, KeyRing, Secret, wrap_with_passphrase, wrap_with_recovery_key
from app.domain.claims.authorization import Authorization
from app.domain.claims.claim import OPEN_STATES, Claim, ClaimLine
from app.domain.deadlines.deadline import Clock
from app.domain.practice.people import Patient, PersonName, StaffMember, StaffRole
from app.domain.requests.record_request import RecordRequest
from app.domain.work.work_item import WorkKind, WorkQuery
from app.services.notes.charting import Clock as PracticeClock
from app.services.office.work_room import WorkRoom
from app.services.trail import Trail
from app.services.work.worklist import Worklist
from app.storage.claims.claim_tables import claims
from app.storage.engine import WRITES
from app.storage.folder import EmbeddedFolder
from app.storage.server.server import ServerPractice
from app.storage.unit_of_work import SqlStore
from bench_server import ServerDatabase
from measured import Measured
from postgres_cluster import ADDRESS

CLAIMS, PATIENTS, STAFF, PAYERS, AT_ONCE, ROUNDS = 100_000, 5_000, 10, 40, 5_000, 15
DAYS = 400
PAGE_MS = 100
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
KEY = Secret(bytes(range(32)))


def measure() -> Iterator[Measured]:
    """Every figure of both stores."""
    with tempfile.TemporaryDirectory(prefix="chartproof-") as scratch:
        practice = EmbeddedFolder(Path(scratch) / "practice")
        yield from _pages("embedded", practice.create(_ring(), KEY))
        if os.environ.get(ADDRESS):
            database = ServerDatabase()
            with database as login:
                place = ServerPractice(Path(scratch) / "workstation", lambda: login)
                yield from _pages("server", place.create(_ring(), KEY), database.look_over)


def _pages(
    where: str, store: SqlStore, look_over: Callable[[], None] = lambda: None
) -> Iterator[Measured]:
    started = time.perf_counter()
    _make(store)
    look_over()
    yield Measured(f"{where}: {CLAIMS:,} open claims made", time.perf_counter() - started, "s")
    room = WorkRoom(store, PracticeClock(lambda: NOW, dt.UTC), Trail(lambda: NOW, "s1"))
    worklist = room.worklist
    first = _ms(lambda: worklist.page(WorkQuery()))
    yield Measured(f"{where}: first page of everybody's work", first, "ms", PAGE_MS)
    for share in (1, 5, 9):
        after = _place(DAYS * share // 10)
        took = _ms(lambda after=after: worklist.page(WorkQuery(after=after)))  # type: ignore[misc] # bound now
        yield Measured(f"{where}:   page behind {share * 10} % of them", took, "ms", PAGE_MS)
        yield Measured(f"{where}:   the same to the first page", took / first, "x")
    asked = (
        ("one person's", WorkQuery(person="s1")),
        ("one payer's", WorkQuery(payer="Example Payer 7")),
        ("one person's at one payer", WorkQuery(person="s1", payer="Example Payer 7")),
        ("denied ones", WorkQuery(state=OPEN_STATES[9])),
    )
    for words, query in asked:
        took = _ms(lambda query=query: worklist.page(query))  # type: ignore[misc] # bound now
        yield Measured(f"{where}: first page, {words}", took, "ms", PAGE_MS)
    counted = _ms(lambda: worklist.tally(99))
    yield Measured(f"{where}: the count on the rail", counted, "ms", PAGE_MS)
    walked = _walk(worklist)
    yield Measured(f"{where}: a hundred pages one by one, p95", walked[94], "ms", PAGE_MS)
    store.close()


def _place(days: int) -> tuple[str, str]:
    """A place in the list, so many days in."""
    day = NOW.date() + dt.timedelta(days=days - DAYS // 8)
    return day.isoformat(), f"{WorkKind.CLAIM.value} c5"


def _walk(worklist: Worklist) -> list[float]:
    """The times of a hundred pages read one after the other, in milliseconds, in order of size."""
    query, times = WorkQuery(), []
    for _ in range(100):
        began = time.perf_counter()
        page = worklist.page(query)
        times.append((time.perf_counter() - began) * 1000)
        query = WorkQuery(after=page.after)
    return sorted(times)


def _make(store: SqlStore) -> None:
    """People by the repositories, claims in bulk: as many as an office has in years."""
    name = PersonName(given="Marisol", family="Testwell")
    today = NOW.date()
    with store.writing() as found:
        for number in range(STAFF):
            found.staff.save(StaffMember(id=f"s{number}", name=name, role=StaffRole.MANAGER))
        for number in range(PATIENTS):
            found.patients.save(Patient(id=f"p{number}", name=name))
        for number in range(50):
            until = today + dt.timedelta(days=number)
            found.record_requests.save(
                RecordRequest(id=f"q{number}", patient=f"p{number}", received=today)
            )
            found.authorizations.save(
                Authorization(
                    id=f"a{number}", patient=f"p{number}", kind="prior_authorization", until=until
                )
            )
    engine = store._engine.execution_options(**{WRITES: True})  # noqa: SLF001 - bulk inserts go past the repositories
    for begin in range(0, CLAIMS, AT_ONCE):
        with engine.begin() as connection:
            rows = [_row(number) for number in range(begin, begin + AT_ONCE)]
            connection.execute(insert(claims), rows)


def _row(number: int) -> dict[str, object]:
    """A claim as it stands in its table; its record is one and the same."""
    day = NOW.date() + dt.timedelta(days=number * 7 % DAYS - DAYS // 8)
    payer = f"Example Payer {number % PAYERS}"
    return {
        "id": f"c{number}",
        "version": 1,
        "record": _RECORD,
        "number": f"CP{number}",
        "patient_id": f"p{number % PATIENTS}",
        "payer": payer,
        "payer_key": payer.casefold(),
        "state": OPEN_STATES[number % len(OPEN_STATES)].value,
        "is_open": 1,
        "owner": f"s{number % STAFF}",
        "codes": "D9311",
        "began": day - dt.timedelta(days=90),
        "sent_on": day - dt.timedelta(days=60),
        "follow_up": None,
        "due": day.isoformat(),
        "billed_cents": 8_500,
        "paid_cents": 0,
        "payer_number": "",
        "clock": Clock.ANSWER.value,
    }


_RECORD = Claim(
    id="c0",
    number="CP0",
    patient="p0",
    payer="Example Payer",
    lines=(ClaimLine(id="l1", code="D9311", on=NOW.date(), fee=Decimal(85)),),
).model_dump_json(exclude={"version"})


def _ring() -> KeyRing:
    least = Cost(passes=1, memory_kib=128, lanes=1)
    return KeyRing(
        "bench",
        wrap_with_passphrase(KEY, "a phrase for the benchmark", "bench", least),
        wrap_with_recovery_key(KEY, Secret(b"recovery"), "bench"),
    )


def _ms(work: Callable[[], object]) -> float:
    """The median time of a piece of work, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000
