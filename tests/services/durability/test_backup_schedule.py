"""When backups are due and which are kept, over invented months."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.domain.backup import Backup, BackupFacts
from app.services.durability.backup_schedule import (
    DAILY,
    OPENED_EACH_TIME,
    WEEKLY,
    is_due,
    is_late,
    last_good,
    rests_on,
    to_drop,
)

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


def backup(
    at: dt.datetime,
    *problems: str,
    ours: bool = True,
    size: int = 1,
    opened: dt.datetime | None = None,
) -> Backup:
    facts = BackupFacts("p", at, "0.1.0", "0003", {}, size, 1, opened or at, problems)
    return Backup(at.isoformat(), facts, ours)


backups = st.lists(
    st.builds(
        lambda hours, problems, ours: backup(NOON - hours * HOUR, *problems, ours=ours),
        st.integers(0, 5_000),
        st.sampled_from([(), (), ("wrong",)]),
        st.booleans(),
    ),
    unique_by=lambda each: each.name,
    max_size=60,
)


def test_due_once_a_day_and_late_after_two() -> None:
    assert is_due(None, NOON)
    assert is_late(None, NOON)
    assert not is_due(NOON - 23 * HOUR, NOON)
    assert is_due(NOON - DAY, NOON)
    assert not is_late(NOON - 47 * HOUR, NOON)
    assert is_late(NOON - 2 * DAY, NOON)


def test_a_backup_from_the_future_makes_no_pause_and_not_one_an_hour() -> None:
    ahead = backup(NOON + 300 * DAY)
    assert is_due(last_good([ahead], NOON), NOON)
    there = [ahead, backup(NOON)]
    assert to_drop(there) == ()
    assert not is_due(last_good(there, NOON + HOUR), NOON + HOUR)
    assert not is_late(last_good(there, NOON + HOUR), NOON + HOUR)


def test_what_a_clock_set_back_dated_long_ago_is_kept_until_another_is_made() -> None:
    days = [backup(NOON - n * DAY) for n in range(70)]
    long_ago = backup(NOON - 3_000 * DAY)
    there = [*days, long_ago]
    assert long_ago.name in to_drop(there)
    assert long_ago.name not in to_drop(there, long_ago.name), "it holds the work of today"
    assert not is_due(last_good(there, long_ago.facts.made_at + HOUR), long_ago.facts.made_at)


def test_a_small_practice_is_opened_each_time() -> None:
    assert rests_on([backup(NOON - DAY)], NOON) is None


def test_a_large_one_is_opened_once_a_week() -> None:
    large = OPENED_EACH_TIME + 1
    opened = NOON - 3 * DAY
    assert rests_on([backup(NOON - DAY, size=large, opened=opened)], NOON) == opened
    assert rests_on([backup(NOON - DAY, size=large, opened=NOON - 7 * DAY)], NOON) is None
    assert rests_on([backup(NOON - DAY, "wrong", size=large, opened=opened)], NOON) is None
    assert rests_on([], NOON) is None


def test_a_year_of_days_leaves_two_weeks_and_eight_weeks() -> None:
    year = [backup(NOON - day * DAY) for day in range(365)]
    dropped = set(to_drop(year))
    kept = [each for each in year if each.name not in dropped]
    assert kept[:DAILY] == year[:DAILY]
    assert len({each.facts.made_at.isocalendar()[:2] for each in kept}) == WEEKLY
    assert len(kept) < DAILY + WEEKLY


def test_after_a_pause_of_a_year_the_old_ones_are_still_there() -> None:
    before = [backup(NOON - (400 + day) * DAY) for day in range(10)]
    assert to_drop([backup(NOON), *before]) == ()


@given(backups)
def test_the_last_good_one_is_never_dropped(all_there: list[Backup]) -> None:
    dropped = set(to_drop(all_there))
    left = [each for each in all_there if each.name not in dropped]
    assert last_good(left, NOON) == last_good(all_there, NOON)
    ours = [each.facts.made_at for each in left if each.is_ours and each.facts.is_good]
    before = [each.facts.made_at for each in all_there if each.is_ours and each.facts.is_good]
    assert max(ours, default=None) == max(before, default=None)
    assert not any(each.name in dropped for each in all_there if not each.is_ours)


@given(backups)
def test_dropping_twice_drops_no_more(all_there: list[Backup]) -> None:
    dropped = set(to_drop(all_there))
    assert to_drop([each for each in all_there if each.name not in dropped]) == ()
