"""The calendar file: what RFC 5545 asks of lines and texts, and names that stay the same."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines.deadline import Clock, Deadline
from app.services.work.calendar_file import calendar_of

AT = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def appeal(due: dt.date = dt.date(2026, 11, 29), title: str = "C1, Sample; Plan") -> Deadline:
    basis = "Marisol Testwell’s mother calls back"  # typed by the office: it stays there
    return Deadline(Clock.APPEAL, due, "claim", "c1", "p1", title, basis, "s1")


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_deadline_stands_on_the_day_to_do_it_by_with_an_alarm() -> None:
    lines = unfolded(calendar_of([appeal()], AT))
    assert "DTSTART;VALUE=DATE:20261127" in lines
    assert "DTEND;VALUE=DATE:20261128" in lines
    assert "SUMMARY:Appeal window: C1\\, Sample\\; Plan" in lines
    assert "TRIGGER:-PT15H" in lines
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert not any("Testwell" in line for line in lines)


def test_read_in_again_it_takes_the_place_of_what_it_was() -> None:
    def names(content: bytes) -> dict[str, str]:
        return dict(line.split(":", 1) for line in unfolded(content) if ":" in line)

    before = names(calendar_of([appeal()], AT))
    after = names(calendar_of([appeal(dt.date(2026, 12, 4))], AT + dt.timedelta(hours=1)))
    assert before["UID"] == after["UID"] == "claim-c1-appeal@chartproof.invalid"
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


@given(st.text(max_size=200))
def test_no_line_is_too_long_and_no_character_is_cut(title: str) -> None:
    content = calendar_of([appeal(title=title)], AT)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    summaries = [line for line in unfolded(content) if line.startswith("SUMMARY:")]
    assert len(summaries) == 1
    assert summaries[0].isprintable()
