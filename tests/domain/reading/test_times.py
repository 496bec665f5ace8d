import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.reading.problem import Unread
from app.domain.reading.times import read_time, show_time

NOW = dt.time(16, 5, 33, 120)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1430", "2:30 PM"),
        ("930", "9:30 AM"),
        ("0930", "9:30 AM"),
        ("9:30", "9:30 AM"),
        ("2:30p", "2:30 PM"),
        ("2:30 pm", "2:30 PM"),
        ("2:30 P.M.", "2:30 PM"),
        ("230p", "2:30 PM"),
        ("2p", "2:00 PM"),
        ("11 am", "11:00 AM"),
        ("14.30", "2:30 PM"),
        ("14:30 pm", "2:30 PM"),
        ("noon", "12:00 PM"),
        ("Midnight", "12:00 AM"),
        ("12a", "12:00 AM"),
        ("12p", "12:00 PM"),
        ("12:15", "12:15 PM"),
        ("0:30", "12:30 AM"),
        ("1:00", "1:00 PM"),
        ("2:30", "2:30 PM"),
        ("6:59", "6:59 PM"),
        ("7:00", "7:00 AM"),
        ("230", "2:30 PM"),
        ("02:30", "2:30 AM"),
        ("0230", "2:30 AM"),
        ("2:30 am", "2:30 AM"),
        ("9", "9:00 AM"),
        ("4", "4:00 PM"),
        ("n", "4:05 PM"),
        ("now", "4:05 PM"),
    ],
)
def test_what_people_type_is_read(typed: str, shown: str) -> None:
    read = read_time(typed, NOW)
    assert isinstance(read, dt.time)
    assert show_time(read) == shown


@pytest.mark.parametrize(
    ("typed", "part_of_why"),
    [
        ("", "Not a time: type 9:30"),
        ("after lunch", "Not a time"),
        ("2:3", "Not a time"),
        ("2:30 xm", "Not a time"),
        ("12345", "Not a time"),
        ("2400", "There is no hour 24"),
        ("25:10", "There is no hour 25"),
        ("9:75", "There is no minute 75"),
        ("14:30 am", "do not agree"),
        ("0:30 pm", "do not agree"),
    ],
)
def test_what_is_no_time_says_what_to_type(typed: str, part_of_why: str) -> None:
    read = read_time(typed, NOW)
    assert isinstance(read, Unread)
    assert part_of_why in read.why


@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_a_shown_time_reads_back(hour: int, minute: int) -> None:
    time = dt.time(hour, minute)
    assert read_time(show_time(time), NOW) == time
    assert read_time(f"{hour:02}{minute:02}", NOW) == time


@given(text=st.one_of(st.text(), st.text(alphabet="0123456789:. apmn", max_size=9)), now=st.times())
def test_any_text_gives_a_whole_minute_or_a_sentence(text: str, now: dt.time) -> None:
    read = read_time(text, now)
    if isinstance(read, Unread):
        assert read.why.endswith(".")
    else:
        assert (read.second, read.microsecond, read.tzinfo) == (0, 0, None)
