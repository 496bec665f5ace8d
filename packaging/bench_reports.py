"""Times the reports over a hundred thousand answered claims; benchmarks.py calls it.

Both stores are measured where CHARTPROOF_TEST_POSTGRES names a server (`postgres_cluster.py`). A
report that goes through every claim is counted on a worker: what is shown is how long one waits.
"""

import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from app.crypto import Cost, KeyRing, Secret, wrap_with_passphrase, wrap_with_recovery_key
from app.domain.claims.claim import (
    Claim,
    ClaimLine,
    ClaimState,
    PostedAdjustment,
    PostedLine,
    Posting,
)
from app.domain.practice.people import Patient, PersonName, StaffMember, StaffRole
from app.services.notes.charting import Clock
from app.services.printing.catalogue import Catalogue
from app.services.work.reports import Kind, Reports, Wish
from app.stock import Stock
from app.storage.folder import EmbeddedFolder
from app.storage.server.server import ServerPractice
from app.storage.unit_of_work import SqlStore
from bench_server import ServerDatabase
from measured import Measured
from postgres_cluster import ADDRESS

CLAIMS, PATIENTS, PAYERS, AT_ONCE = 100_000, 5_000, 40, 2_000
REPORT_S = 8
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
KEY = Secret(bytes(range(32)))
REASONS = (("CO", "45"), ("PR", "96"), ("CO", "97"), ("CO", "252"), ("OA", "23"))


def measure() -> Iterator[Measured]:
    """Every figure of both stores."""
    with tempfile.TemporaryDirectory(prefix="chartproof-") as scratch:
        practice = EmbeddedFolder(Path(scratch) / "practice")
        yield from _reports("embedded", practice.create(_ring(), KEY))
        if os.environ.get(ADDRESS):
            database = ServerDatabase()
            with database as login:
                place = ServerPractice(Path(scratch) / "workstation", lambda: login)
                yield from _reports("server", place.create(_ring(), KEY), database.look_over)


def _reports(
    where: str, store: SqlStore, look_over: Callable[[], None] = lambda: None
) -> Iterator[Measured]:
    started = time.perf_counter()
    _make(store)
    look_over()
    yield Measured(f"{where}: {CLAIMS:,} answered claims made", time.perf_counter() - started, "s")
    stock = Stock()
    clock = Clock(lambda: NOW, dt.UTC)
    reports = Reports(store, Catalogue(stock), stock.reasons, clock, "s1")
    for kind in (Kind.AGING, Kind.DENIALS, Kind.TIMES):
        for months in (0,) if kind is Kind.AGING else (12, 0):
            over = f"over {months} months" if months else "over all of them"
            started = time.perf_counter()
            reports.make(Wish(kind, months=months))
            took = time.perf_counter() - started
            yield Measured(f"{where}: {kind.value}, {over}", took, "s", REPORT_S)
    store.close()


def _make(store: SqlStore) -> None:
    """Claims of three years, most of them answered line by line, as payment files answer them."""
    name = PersonName(given="Marisol", family="Testwell")
    with store.writing() as found:
        found.staff.save(StaffMember(id="s1", name=name, role=StaffRole.MANAGER))
        for number in range(PATIENTS):
            found.patients.save(Patient(id=f"p{number}", name=name))
    for begin in range(0, CLAIMS, AT_ONCE):
        with store.writing() as found:
            for number in range(begin, begin + AT_ONCE):
                found.claims.save(_claim(number))


def _claim(number: int) -> Claim:
    on = NOW.date() - dt.timedelta(days=number % 1_000)
    codes = ("D9311", "D9997")[: 1 + number % 2]
    lines = tuple(
        ClaimLine(id=f"l{at}", code=code, on=on, fee=Decimal("85.50"), control=f"L{number}{at}")
        for at, code in enumerate(codes)
    )
    answered = number % 10 > 0
    return Claim(
        id=f"c{number * 7919 % CLAIMS:06}",
        number=f"CP{number}",
        patient=f"p{number % PATIENTS}",
        payer=f"Example Payer {number % PAYERS}",
        lines=lines,
        state=ClaimState.PAID if answered else ClaimState.SENT,
        sent_on=on,
        postings=(_posting(number, lines),) if answered else (),
    )


def _posting(number: int, lines: tuple[ClaimLine, ...]) -> Posting:
    group, reason = REASONS[number % len(REASONS)]
    paid = Decimal("60.00") if reason in ("45", "23") else Decimal(0)
    posted = tuple(
        PostedLine(
            line=line.id,
            code=line.code,
            billed=line.fee,
            paid=paid,
            adjustments=(PostedAdjustment(group=group, reason=reason, amount=line.fee - paid),),
        )
        for line in lines
    )
    return Posting(
        id=f"x{number}",
        at=NOW,
        by="s1",
        source=f"file {number}",
        eob_date=NOW.date(),
        billed=sum((line.fee for line in lines), Decimal(0)),
        paid=paid * len(lines),
        lines=posted,
    )


def _ring() -> KeyRing:
    least = Cost(passes=1, memory_kib=128, lanes=1)
    return KeyRing(
        "bench",
        wrap_with_passphrase(KEY, "a phrase for the benchmark", "bench", least),
        wrap_with_recovery_key(KEY, Secret(b"recovery"), "bench"),
    )
