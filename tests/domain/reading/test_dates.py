import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.reading.dates import read_birth_date, read_date, show_date
from app.domain.reading.problem import Unread

SUNDAY = dt.date(2026, 11, 22)
YEARS_IN_RANGE = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("t", SUNDAY),
        (" T ", SUNDAY),
        ("today", SUNDAY),
        ("t-3", dt.date(2026, 11, 19)),
        ("t - 3", dt.date(2026, 11, 19)),
        ("t–3", dt.date(2026, 11, 19)),
        ("t+2", dt.date(2026, 11, 24)),
        ("+7", dt.date(2026, 11, 29)),
        ("-1", dt.date(2026, 11, 21)),
        ("yesterday", dt.date(2026, 11, 21)),
        ("Tomorrow", dt.date(2026, 11, 23)),
        ("sunday", SUNDAY),
        ("sat", dt.date(2026, 11, 21)),
        ("Mon", dt.date(2026, 11, 16)),
        ("thurs", dt.date(2026, 11, 19)),
        ("11/3", dt.date(2026, 11, 3)),
        ("11-3", dt.date(2026, 11, 3)),
        ("1/5", dt.date(2027, 1, 5)),
        ("5/22", dt.date(2027, 5, 22)),
        ("5/24", dt.date(2026, 5, 24)),
        ("11/3/26", dt.date(2026, 11, 3)),
        ("11/3/2026", dt.date(2026, 11, 3)),
        ("11 / 3 / 2026", dt.date(2026, 11, 3)),
        ("11-3-26", dt.date(2026, 11, 3)),
        ("11.03.2026", dt.date(2026, 11, 3)),
        ("11 3 26", dt.date(2026, 11, 3)),
        ("110326", dt.date(2026, 11, 3)),
        ("11032026", dt.date(2026, 11, 3)),
        ("20261103", dt.date(2026, 11, 3)),
        ("2026-11-03", dt.date(2026, 11, 3)),
        ("2026-1-3", dt.date(2026, 1, 3)),
        ("nov 3", dt.date(2026, 11, 3)),
        ("Nov. 3rd", dt.date(2026, 11, 3)),
        ("november 3, 2025", dt.date(2025, 11, 3)),
        ("3 nov 2026", dt.date(2026, 11, 3)),
        ("3-Nov-26", dt.date(2026, 11, 3)),
        ("sept 9", dt.date(2026, 9, 9)),
        ("1/1/46", dt.date(2046, 1, 1)),
        ("1/1/47", dt.date(1947, 1, 1)),
        ("2/29/24", dt.date(2024, 2, 29)),
        ("12/31/2100", dt.date(2100, 12, 31)),
    ],
)
def test_what_people_type_is_read(typed: str, expected: dt.date) -> None:
    assert read_date(typed, SUNDAY) == expected


@pytest.mark.parametrize(
    ("typed", "part_of_why"),
    [
        ("", "Not a date: type 11/3"),
        ("soon", "Not a date"),
        ("1", "Not a date"),
        ("t-", "Not a date"),
        ("11/3/202", "Not a date"),
        ("11/3/126", "Not a date"),
        ("1103261", "Not a date"),
        ("foo 3", "Not a date"),
        ("١١/٣", "Not a date"),
        ("13/5", "There is no month 13"),
        ("0/5/2026", "There is no month 0"),
        ("2/30", "February has no day 30"),
        ("11/31/2026", "November has no day 31"),
        ("4/0", "April has no day 0"),
        ("2/29/2026", "February 2026 has no day 29"),
        ("2/29", "leap years only"),
        ("11/3/1899", "1900 to 2100"),
        ("11/3/2101", "1900 to 2100"),
        ("t+99999", "1900 to 2100"),
        ("-99999", "1900 to 2100"),
    ],
)
def test_what_is_no_date_says_what_to_type(typed: str, part_of_why: str) -> None:
    read = read_date(typed, SUNDAY)
    assert isinstance(read, Unread)
    assert part_of_why in read.why


def test_leap_day_without_year_means_the_leap_year_at_hand() -> None:
    assert read_date("2/29", dt.date(2028, 1, 10)) == dt.date(2028, 2, 29)
    assert isinstance(read_date("2/29", dt.date(2027, 3, 1)), Unread)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("11/22/26", SUNDAY),
        ("11/23/26", dt.date(1926, 11, 23)),
        ("3/4/30", dt.date(1930, 3, 4)),
        ("030485", dt.date(1985, 3, 4)),
        ("3/4/2019", dt.date(2019, 3, 4)),
        ("4 mar 85", dt.date(1985, 3, 4)),
        ("t-3", dt.date(2026, 11, 19)),
    ],
)
def test_birth_dates_lie_in_the_past(typed: str, expected: dt.date) -> None:
    assert read_birth_date(typed, SUNDAY) == expected


@pytest.mark.parametrize(
    ("typed", "part_of_why"),
    [
        ("3/4", "year of birth"),
        ("11/23/2026", "cannot lie in the future"),
        ("tomorrow", "cannot lie in the future"),
        ("2/30/85", "February has no day 30"),
        ("2/29/85", "February 1985 has no day 29"),
        ("1/1/1870", "1900 to 2100"),
        ("who knows", "Not a date"),
    ],
)
def test_what_is_no_birth_date_says_why(typed: str, part_of_why: str) -> None:
    read = read_birth_date(typed, SUNDAY)
    assert isinstance(read, Unread)
    assert part_of_why in read.why


@given(date=YEARS_IN_RANGE, today=YEARS_IN_RANGE)
def test_a_shown_date_reads_back_whatever_the_day(date: dt.date, today: dt.date) -> None:
    assert read_date(show_date(date), today) == date
    assert read_date(date.isoformat(), today) == date


@given(date=YEARS_IN_RANGE, today=YEARS_IN_RANGE)
def test_a_date_without_year_is_at_most_half_a_year_away(date: dt.date, today: dt.date) -> None:
    read = read_date(f"{date.month}/{date.day}", today)
    if isinstance(read, dt.date):
        assert (read.month, read.day) == (date.month, date.day)
        assert abs((read - today).days) <= 183


@given(date=YEARS_IN_RANGE, today=YEARS_IN_RANGE)
def test_two_digits_of_a_birth_year_never_give_a_future_birth(
    date: dt.date, today: dt.date
) -> None:
    read = read_birth_date(date.strftime("%m/%d/%y"), today)
    if isinstance(read, dt.date):
        assert read <= today


@given(
    text=st.one_of(st.text(), st.text(alphabet="0123456789/-. t+novpmar,", max_size=14)),
    today=st.dates(),
)
def test_any_text_gives_a_date_in_range_or_a_sentence(text: str, today: dt.date) -> None:
    for read in (read_date(text, today), read_birth_date(text, today)):
        if isinstance(read, Unread):
            assert read.why.endswith(".")
        else:
            assert 1900 <= read.year <= 2100
