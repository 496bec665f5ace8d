"""Days fall into the four steps of an aging report."""

import datetime as dt

import pytest

from app.domain.claims.claim import ClaimState
from app.domain.work.aging import AGED_STATES, first_days

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "step"),
    [(-3, 0), (0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (4000, 3)],
)
def test_a_day_has_one_step(days: int, step: int) -> None:
    day = TODAY - dt.timedelta(days=days)
    assert sum(day < first for first in first_days(TODAY)) == step


def test_what_was_never_sent_or_is_paid_ages_not() -> None:
    for state in (ClaimState.READY, ClaimState.PAID, ClaimState.CLOSED, ClaimState.WRITTEN_OFF):
        assert state not in AGED_STATES
    assert ClaimState.REJECTED in AGED_STATES, "its filing clock runs on"
