"""One cell after another: dates as programs write them, names in one piece, headings guessed."""

import datetime as dt

import pytest

from app.domain.incoming import ImportKind
from app.interchange.cells import MOST_OF_NAME, read_cells, read_day
from app.interchange.headings import guess
from app.interchange.names import split_name

TODAY = dt.date(2026, 11, 22)
BORN = dt.date(1961, 4, 30)


@pytest.mark.parametrize(
    "text",
    [
        "04/30/1961",
        "4/30/61",
        "1961-04-30",
        "19610430",
        "1961-04-30T00:00:00",
        "4/30/1961 0:00",
        "04/30/1961 12:00:00 AM",
        "30-Apr-1961",
        "Apr 30, 1961",
    ],
)
def test_a_date_is_read_as_programs_write_it(text: str) -> None:
    assert read_day(text, TODAY) == BORN


@pytest.mark.parametrize("text", ["01/01/0001", "1/1/0001", "0001-01-01", "00/00/0000"])
def test_a_date_nobody_entered_is_none(text: str) -> None:
    assert read_day(text, TODAY) == ""


@pytest.mark.parametrize("text", ["t", "t-20000", "-12345", "Tuesday", "12", "30/04/1961", "x"])
def test_what_is_no_date_of_birth_is_a_sentence(text: str) -> None:
    _, problems = read_cells(ImportKind.PATIENTS, {"birth_date": 0}, [text], TODAY)
    assert len(problems) == 1
    assert problems[0].startswith("Date of birth: ")
    assert text not in problems[0].split()


def test_a_number_nobody_can_read_is_kept_as_it_is() -> None:
    columns = {"phone": 0, "npi": 1}
    values, problems = read_cells(
        ImportKind.PROFESSIONALS, columns, ["call the clinic", "123"], TODAY
    )
    assert values == {"phone": "call the clinic", "npi": "123"}
    assert problems == ()


def test_a_name_that_is_too_long_is_refused_not_cut() -> None:
    values, problems = read_cells(ImportKind.PATIENTS, {"given": 0}, ["x" * 10_000], TODAY)
    assert values == {}
    assert problems == (f"First name: shorten it to {MOST_OF_NAME} characters.",)


def test_marks_that_turn_text_around_are_taken_out() -> None:
    values, _ = read_cells(
        ImportKind.PATIENTS, {"given": 0}, ["\u202elosiraM\u202c\u0007\ufeff"], TODAY
    )
    assert values == {"given": "losiraM"}


@pytest.mark.parametrize(
    ("full", "given", "middle", "family", "suffix"),
    [
        ("Testwell, Marisol", "Marisol", "", "Testwell", ""),
        ("Testwell, Marisol Ana", "Marisol", "Ana", "Testwell", ""),
        ("Testwell Jr., Theo", "Theo", "", "Testwell", "Jr."),
        ("Marisol Testwell", "Marisol", "", "Testwell", ""),
        ("Theo A Testwell III", "Theo", "A", "Testwell", "III"),
        ("Testwell", "", "", "Testwell", ""),
        ("", "", "", "", ""),
    ],
)
def test_a_whole_name_is_taken_apart(
    full: str, given: str, middle: str, family: str, suffix: str
) -> None:
    parts = {"given": given, "middle": middle, "family": family, "suffix": suffix}
    assert split_name(full) == {name: part for name, part in parts.items() if part}


@pytest.mark.parametrize(
    ("kind", "headings", "found"),
    [
        (
            ImportKind.PATIENTS,
            ["PatNum", "LName", "FName", "MiddleI", "Birthdate", "WirelessPhone", "Zip"],
            ["chart_number", "family", "given", "middle", "birth_date", "phone", "zip"],
        ),
        (
            ImportKind.PATIENTS,
            ["Patient Name", "Chart #", "D.O.B.", "Home Phone", "Work Phone"],
            ["full_name", "chart_number", "birth_date", "phone", ""],
        ),
        (
            ImportKind.COVERAGES,
            ["Patient ID", "Carrier Name", "Subscriber ID", "Group No.", "Rel"],
            ["chart_number", "payer", "member_id", "group_number", "relationship"],
        ),
        (
            ImportKind.STAFF,
            ["Abbr", "Provider Last Name", "First", "Title", "NPI Number", "State License"],
            ["", "family", "given", "credential", "npi", "license"],
        ),
    ],
)
def test_columns_are_guessed_from_headings(
    kind: ImportKind, headings: list[str], found: list[str]
) -> None:
    assert guess(kind, headings) == {name: at for at, name in enumerate(found) if name}
