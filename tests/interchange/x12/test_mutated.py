"""Mutated remittances never raise, never lose a claim in silence, never make up an amount."""

import random
import re
from decimal import Decimal

import pytest

from app.domain.remittances.remittance import RemitReading
from app.interchange.x12.remittance import read_remittance
from tests.interchange.x12.sample_remittance import Check, Judged, Line, Written, denied, remittance

FILES = [
    remittance(
        Check((Judged(), denied("CP2", "252", "N706")), moved=(("WO", "X", "5.00"),)),
        Check((Judged("CP3", lines=(Line(), Line("D9997", control="L2"))),), "CHK-2"),
    ).encode(),
    remittance(Check((Judged(), denied("CP4", "97"))), written=Written("|", ">", "'", "")).encode(),
]
NUMBER = re.compile(rb"\d+\.?\d*|\.\d+")


def mutated(rng: random.Random, content: bytes) -> bytes:
    """The file with one to four things done to it."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(content))
        piece = content[at : at + rng.randint(1, 40)]
        content = (
            rng.choice(
                [
                    content[:at] + bytes([rng.randrange(256)]) + content[at + 1 :],
                    content[:at] + content[at + len(piece) :],
                    content[:at] + piece + content[at:],
                    content[:at],
                    content[at:],
                    content[:at] + bytes(rng.randrange(256) for _ in range(6)) + content[at:],
                    content + content[at:],
                ]
            )
            or b"I"
        )
    return content


def amounts(reading: RemitReading) -> set[Decimal]:
    """Every amount that was read, without its sign."""
    found = []
    for payment in reading.payments:
        for claim in payment.claims:
            found += [claim.billed, claim.paid]
            found += [each.amount for each in claim.every_adjustment()]
            found += [x for line in claim.lines for x in (line.billed, line.paid)]
    return {abs(each) for each in found if each is not None}


def check(seed: int) -> None:
    rng = random.Random(seed)
    content = mutated(rng, rng.choice(FILES))
    reading = read_remittance(content)
    assert amounts(reading) <= {Decimal(each.decode()) for each in NUMBER.findall(content)}, seed
    heads = len(re.findall(rb"(?:~\s*|'|^\s*)CLP[*|]", content))
    read = sum(len(payment.claims) for payment in reading.payments)
    if read < heads:
        assert any(problem.loses for problem in reading.problems), seed


@pytest.mark.parametrize("block", range(3))
def test_three_hundred_mutated_files(block: int) -> None:
    for seed in range(block * 100, block * 100 + 100):
        check(seed)


@pytest.mark.slow
def test_five_thousand_mutated_files() -> None:
    for seed in range(1_000, 6_000):
        check(seed)
