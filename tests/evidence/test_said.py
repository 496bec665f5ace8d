"""Titles, authors and dates out of a file are shown when they mean something, and harmless."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.said import as_author, as_date, as_title, one_line

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Microsoft Word - Cardiology letter.docx", "Cardiology letter"),
        ("Discharge  summary\n", "Discharge summary"),
        ("scan0001.pdf", ""),
        ("Untitled", ""),
        ("Scanned Document", ""),
        ("20261122_101500", ""),
        ("\u202egnp.retteL", "gnp.retteL"),
        ("Arztbrief Müller", "Arztbrief Müller"),
    ],
)
def test_titles(said: str, title: str) -> None:
    assert as_title(said) == title


@pytest.mark.parametrize(
    ("said", "author"),
    [("Dr. Ada Samplemann", "Dr. Ada Samplemann"), ("Admin", ""), ("user 1", "")],
)
def test_authors(said: str, author: str) -> None:
    assert as_author(said) == author


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("D:20261103141500+01'00'", dt.date(2026, 11, 3)),
        ("2026:11:03 14:15:00", dt.date(2026, 11, 3)),
        ("2026-11-03T14:15:00", dt.date(2026, 11, 3)),
        ("D:20261123", dt.date(2026, 11, 23)),
        ("D:20261124", None),
        ("D:19700101", None),
        ("0000:00:00 00:00:00", None),
        ("D:20261340", None),
        ("yesterday", None),
    ],
)
def test_dates(said: str, day: dt.date | None) -> None:
    assert as_date(said, TODAY) == day


@given(st.text(max_size=500))
def test_a_line_is_one_line_and_shows_what_it_holds(said: str) -> None:
    line = one_line(said)
    assert len(line) <= 120
    assert line == line.strip()
    assert all(each == " " or each.isprintable() for each in line)
    assert one_line(line) == line
    as_title(said)
    as_date(said, TODAY)
