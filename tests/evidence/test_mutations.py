"""Whatever is done to a file, it is accepted, repaired or refused, and the next one is seen."""

import random

import pytest

from tests.evidence.mutations import OUTCOMES, as_text, judged, sound_outcomes


def judge(count: int) -> None:
    # pytest-randomly seeds `random` anew for each run and says with what.
    table = judged(count, random.Random(random.getrandbits(64)))
    print("\n" + as_text(table))  # noqa: T201 - the counts are what a long run is for
    assert sum(table.values()) == count
    assert {outcome for _, outcome in table} <= set(OUTCOMES)
    assert all(any(came == outcome for _, came in table) for outcome in OUTCOMES[:3])


def test_every_class_is_accepted_as_it_should_be() -> None:
    assert {outcome for _, outcome in sound_outcomes()} == {"accepted"}


def test_three_hundred_mutated_files_end_in_an_answer() -> None:
    judge(300)


@pytest.mark.slow
def test_ten_thousand_mutated_files_end_in_an_answer() -> None:
    judge(10_000)
