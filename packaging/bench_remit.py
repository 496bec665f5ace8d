"""Times reading and matching a large remittance: 10 MB, 20,000 claims of nobody who exists.

Called by benchmarks.py. Reading is a ratio to splitting the same text into segments and elements;
matching runs over a real store with as many claims.
"""

import datetime as dt
import gc
import random
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from app.crypto import Secret
from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.domain.practice.people import Patient, PersonName, StaffMember, StaffRole
from app.domain.remittances.remittance import RemitClaim
from app.interchange.x12.remittance import read_remittance
from app.services.remittances.remit_matching import matches, named_in
from app.services.remittances.remit_posting import RemitDesk
from app.services.trail import Trail
from app.storage.opening import make_database, open_store
from app.storage.unit_of_work import SqlStore
from measured import Measured

CLAIMS, PATIENTS, ROUNDS = 20_000, 500, 5
DAY = dt.date(2026, 11, 1)
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def measure() -> Iterator[Measured]:
    """Every figure."""
    content = made()
    yield Measured("remittance, size", len(content) / 1e6, "MB")
    text = content.decode()

    def none(_: RemitClaim) -> bool:
        return False

    def few(claim: RemitClaim) -> bool:
        return claim.control.endswith("00")

    split = _taking(lambda: [segment.split("*") for segment in text.split("~")])
    for words, asked in (("none", none), ("1 in 100", few), ("all", lambda _: True)):
        took = _taking(lambda asked=asked: read_remittance(content, asked))  # type: ignore[misc] # bound now
        reach = 4 if words != "all" else None
        yield Measured(f"read, {words} of the claims ours, to splitting", took / split, "x", reach)
    gc.collect()
    tracemalloc.start()
    read_remittance(content, few)
    yield Measured(
        "  memory at its peak, 1 in 100 ours", tracemalloc.get_traced_memory()[1] / 1e6, "MB"
    )
    tracemalloc.stop()
    with tempfile.TemporaryDirectory() as scratch:
        yield from _posting(Path(scratch), content)


def made() -> bytes:
    """The file."""
    rng = random.Random(1)  # noqa: S311 - the same file every time
    isa = ["ISA", "00", " " * 10, "00", " " * 10, "ZZ", "PAYER".ljust(15), "ZZ", "OFFICE".ljust(15)]
    isa += ["261121", "1200", "^", "00501", "000000001", "0", "P", ":"]
    body, total = [], Decimal(0)
    for number in range(CLAIMS):
        fee = Decimal(rng.randrange(2_000, 90_000)).scaleb(-2)
        paid = Decimal(rng.randrange(int(fee.scaleb(2)))).scaleb(-2)
        total += paid
        body += [
            f"CLP*CP{number}*1*{fee}*{paid}**12*PCN{number:09d}*11",
            "NM1*QC*1*TESTWELL*MARISOL****MI*M000001",
            "NM1*82*1*SAMPLEMANN*ADA****XX*1234567893",
            "REF*1L*GROUP-000000000000000000001",
            "DTM*232*20261101",
            "DTM*050*20261115",
            "PER*CX*EXAMPLE MUTUAL DENTAL CLAIMS DESK*TE*5550100",
            f"SVC*AD:D9311*{fee}*{paid}**1",
            "DTM*472*20261101",
            f"CAS*CO*45*{fee - paid}",
            f"REF*6R*L{number}",
            f"AMT*B6*{fee}",
            "LQ*HE*N130",
        ]
    head = [
        "ST*835*0001",
        f"BPR*I*{total}*C*ACH*CTX***********20261121",
        "TRN*1*CHK-1*1512345678",
        "N1*PR*EXAMPLE MUTUAL DENTAL*XV*99999",
        "N1*PE*SAMPLE DENTAL OFFICE*XX*1234567893",
        "LX*1",
    ]
    end = [f"SE*{len(head) + len(body) + 1}*0001", "GE*1*1", "IEA*1*000000001"]
    group = "GS*HP*PAYER*OFFICE*20261121*1200*1*X*005010X221A1"
    return "".join(f"{piece}~\n" for piece in ("*".join(isa), group, *head, *body, *end)).encode()


def _posting(folder: Path, content: bytes) -> Iterator[Measured]:
    store = _practice(folder)
    desk = RemitDesk(store, Trail(lambda: NOW, "s1"), read_remittance, ("D9311",), NOW.date)
    judged = read_remittance(content).payments[0].claims
    began = time.perf_counter()
    with store.reading() as found:
        named = named_in(found, judged)
        sure = sum(matches(found, each, named)[0].is_sure for each in judged)
    yield Measured("20,000 claims matched", time.perf_counter() - began, "s", 10)
    assert sure == CLAIMS, "every claim gives its number back"
    began = time.perf_counter()
    taken = desk.take_over(content)
    yield Measured("20,000 claims read, matched and posted", time.perf_counter() - began, "s")
    assert len(taken.posted) == CLAIMS, "every claim was matched by its number"
    store.close()


def _practice(folder: Path) -> SqlStore:
    key = Secret(bytes(32))
    file = folder / "practice.db"
    make_database(file, key)
    store = open_store(file, key, lambda: None)
    name = PersonName(given="Marisol", family="Testwell")
    with store.writing() as found:
        found.staff.save(StaffMember(id="s1", name=name, role=StaffRole.BILLER))
        for number in range(PATIENTS):
            found.patients.save(Patient(id=f"p{number}", name=name))
        for number in range(CLAIMS):
            line = ClaimLine(id="l", code="D9311", on=DAY, fee=Decimal(1), control=f"L{number}")
            found.claims.save(
                Claim(
                    id=f"c{number}",
                    number=f"CP{number}",
                    patient=f"p{number % PATIENTS}",
                    payer="Example Mutual Dental",
                    lines=(line,),
                    state=ClaimState.SENT,
                )
            )
    return store


def _taking(work: Callable[[], object]) -> float:
    """The median time of a piece of work, in seconds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times)
