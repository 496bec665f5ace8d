"""Work days and deadlines: holidays as observed, month ends, leap days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines.deadline import Clock, Deadline, counted, do_by, months_after, window_end
from app.domain.deadlines.work_days import holidays, is_work_day, later_work_day, next_work_day
from app.domain.payers.payer import Window

days = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


def test_the_holidays_of_a_year() -> None:
    assert sorted(holidays(2026)) == [
        dt.date(2026, 1, 1),
        dt.date(2026, 1, 19),
        dt.date(2026, 2, 16),
        dt.date(2026, 5, 25),
        dt.date(2026, 6, 19),
        dt.date(2026, 7, 3),
        dt.date(2026, 9, 7),
        dt.date(2026, 10, 12),
        dt.date(2026, 11, 11),
        dt.date(2026, 11, 26),
        dt.date(2026, 12, 25),
    ]


def test_new_year_on_a_saturday_is_off_the_year_before() -> None:
    assert dt.date(2027, 12, 31) in holidays(2027)
    assert not is_work_day(dt.date(2027, 12, 31))
    assert dt.date(2028, 1, 1) not in holidays(2028)


@given(days)
def test_the_last_day_to_do_something_is_a_work_day_no_later_than_it_is_due(due: dt.date) -> None:
    day = do_by(due)
    assert is_work_day(day)
    assert dt.timedelta(0) <= due - day <= dt.timedelta(days=4)
    assert not any(is_work_day(day + dt.timedelta(days=n)) for n in range(1, (due - day).days + 1))


@given(days)
def test_the_next_work_day_is_the_day_itself_or_later(day: dt.date) -> None:
    assert next_work_day(day) >= day
    assert is_work_day(next_work_day(day))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)),
        (dt.date(2027, 8, 31), 6, dt.date(2028, 2, 29)),
        (dt.date(2028, 2, 29), 12, dt.date(2029, 2, 28)),
        (dt.date(2026, 12, 31), 1, dt.date(2027, 1, 31)),
        (dt.date(2026, 11, 30), 12, dt.date(2027, 11, 30)),
    ],
)
def test_months_end_where_the_calendar_does(start: dt.date, months: int, end: dt.date) -> None:
    assert months_after(start, months) == end


@given(days, st.integers(0, 120))
def test_months_go_by_one_after_the_other(start: dt.date, months: int) -> None:
    end = months_after(start, months)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day <= start.day


def test_the_first_day_is_not_counted() -> None:
    assert counted(dt.date(2026, 11, 22), 180) == dt.date(2027, 5, 21)


@given(days, st.integers(1, 400))
def test_work_days_are_counted_one_by_one(start: dt.date, count: int) -> None:
    end = later_work_day(start, count)
    between = [start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(map(is_work_day, between)) == count
    assert is_work_day(end)


@given(days, st.integers(1, 3650), st.sampled_from(["days", "work_days", "months"]))
def test_a_longer_window_never_ends_sooner(start: dt.date, amount: int, unit: str) -> None:
    if unit == "work_days":
        amount = amount % 200 + 1
    said = {"unit": unit, "counted_from": "eob"}
    shorter = window_end(Window.model_validate({"amount": amount, **said}), start)
    longer = window_end(Window.model_validate({"amount": min(amount + 1, 3650), **said}), start)
    assert start < shorter <= longer


def test_a_limit_on_a_weekend_or_holiday_is_met_before_and_own_days_stay() -> None:
    sunday = dt.date(2026, 11, 29)
    limit = Deadline(Clock.APPEAL, sunday, "claim", "c1", "p1", "C1", "the payer’s own words")
    own = Deadline(Clock.FOLLOW_UP, sunday, "claim", "c1", "p1", "C1", "set by the office")
    thanksgiving = Deadline(Clock.APPEAL, dt.date(2026, 11, 26), "claim", "c1", "p1", "C1", "")
    assert limit.words == "Sunday 11/29/2026, do it by Friday 11/27/2026"
    assert limit.days_left(dt.date(2026, 11, 27)) == 0
    assert (own.words, own.do_by) == ("11/29/2026", sunday)
    assert thanksgiving.do_by == dt.date(2026, 11, 25)
