"""A program that takes remittances over without end, to be killed; it tells each only when kept."""

import datetime as dt
import hashlib
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path

from app.domain.claims.claim import Claim, ClaimLine, ClaimState
from app.interchange.x12.remittance import read_remittance
from app.services.remittances.remit_posting import RemitDesk
from app.services.trail import Trail
from app.storage.folder import EmbeddedFolder
from tests.interchange.x12.sample_remittance import Check, Judged, Line, remittance
from tests.storage import samples
from tests.storage.saver import KEY

CLAIMS = 12
DAY = dt.date(2026, 11, 1)


def sent_claim(number: int) -> Claim:
    """One of the claims that every remittance pays a cent of."""
    line = ClaimLine(id="l", code="D9311", on=DAY, fee=Decimal("85.50"), control=f"L{number}")
    return Claim(
        id=f"c{number}",
        number=f"CP{number}",
        patient="p1",
        payer="Example Mutual Dental",
        lines=(line,),
        state=ClaimState.SENT,
    )


def file_of(round_: int) -> bytes:
    """The remittance of a round: a cent for every claim, under its own check."""
    cent = (("CO", "45", "85.49"),)
    judged = [
        Judged(f"CP{n}", lines=(Line(paid="0.01", adjustments=cent, control=f"L{n}"),))
        for n in range(CLAIMS)
    ]
    return remittance(Check(tuple(judged), f"CHK-{round_}")).encode()


def file_id(round_: int) -> str:
    """The SHA-256 of a round's file."""
    return hashlib.sha256(file_of(round_)).hexdigest()


def post_until_killed(folder: Path, acknowledged: Connection) -> None:
    """Take one remittance over after the other, from the first that is not kept."""
    store = EmbeddedFolder(folder).open(KEY)
    desk = RemitDesk(
        store, Trail(lambda: samples.NOON, "s1"), read_remittance, ("D9311",), samples.NOON.date
    )
    with store.reading() as found:
        round_ = len(found.remittances.files(100_000))
    while True:
        desk.take_over(file_of(round_))
        round_ += 1
        acknowledged.send(round_)
