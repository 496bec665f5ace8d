"""Rows of patients: who is new, the same, changed, a lookalike; nobody is merged in silence."""

import datetime as dt
from collections.abc import Iterator

import pytest

from app.domain.incoming import Incoming, Value
from app.domain.practice.people import Address, Patient, PersonName
from app.services.records.importing.patients import PatientShelf, merged_patient
from app.services.records.importing.verdict import Outcome, Verdict
from tests.services.records.importing.rows import changes, row
from tests.storage.fakes import MemoryStore

BORN = dt.date(1961, 4, 30)
MARISOL: dict[str, Value] = {"given": "Marisol", "family": "Testwell", "birth_date": BORN}


def patient(patient_id: str = "p1", **more: object) -> Patient:
    """Marisol as she is stored."""
    known = {
        "id": patient_id,
        "name": PersonName(given="Marisol", family="Testwell"),
        "birth_date": BORN,
        "chart_number": "12",
        "phone": "555-010-0101",
    }
    return Patient.model_validate({**known, **more})


def judged(stored: list[Patient], *rows: Incoming) -> list[Verdict]:
    """What the rows are to these patients."""
    store = MemoryStore()
    with store.writing() as found:
        for each in stored:
            found.patients.save(each)
    ids: Iterator[str] = (f"new{number}" for number in range(99))
    with store.reading() as found:
        return list(PatientShelf(found, lambda: next(ids)).judge(found, rows))


def test_somebody_nobody_knows_is_new() -> None:
    found = judged(
        [patient()], row(given="Theo", family="Testwell", chart_number="13", zip="90000")
    )
    assert found[0].outcome is Outcome.NEW
    assert found[0].entry == Patient(
        id="new0",
        name=PersonName(given="Theo", family="Testwell"),
        chart_number="13",
        address=Address(zip="90000"),
    )


@pytest.mark.parametrize(
    "values",
    [
        {**MARISOL, "chart_number": "12"},
        {**MARISOL, "given": "MARISOL", "family": "téstwell", "chart_number": "12"},
        {"given": "Marisol", "family": "Testwell", "chart_number": "12"},
        MARISOL,
        {"given": "Marisol", "family": "Testwell"},
    ],
)
def test_who_says_nothing_new_is_the_same(values: dict[str, Value]) -> None:
    assert judged([patient()], Incoming(2, values))[0].outcome is Outcome.SAME


def test_chart_number_name_and_birth_date_make_it_sure_and_changes_are_shown() -> None:
    found = judged([patient()], row(**MARISOL, chart_number="12", phone="555-010-0102", city="Ohr"))
    assert found[0].outcome is Outcome.CHANGED
    assert changes(found[0]) == {"Phone": ("555-010-0101", "555-010-0102"), "City": ("", "Ohr")}


@pytest.mark.parametrize(
    "values",
    [
        {"given": "Theo", "family": "Testwell", "chart_number": "12"},
        {**MARISOL, "birth_date": dt.date(1999, 1, 1), "chart_number": "12"},
        {**MARISOL, "chart_number": "77"},
        {**MARISOL, "phone": "555-010-0199"},
    ],
)
def test_who_might_be_somebody_is_left_to_a_person(values: dict[str, Value]) -> None:
    verdict = judged([patient()], Incoming(2, values))[0]
    assert verdict.outcome is Outcome.LOOKALIKE
    assert verdict.why
    assert verdict.entry
    assert verdict.entry.id == "p1"
    assert verdict.apart
    assert verdict.apart.id.startswith("new")


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Marisol", "Testwel"),
        ("Marisol", "Testwlel"),
        ("Marisol", "Teswell"),
        ("Marissol", "Tetswell"),
    ],
)
@pytest.mark.parametrize("chart", ["", "77"])
def test_a_misspelled_name_with_the_same_birthday_is_left_to_a_person(
    given: str, family: str, chart: str
) -> None:
    asked: dict[str, Value] = {"given": given, "family": family, "birth_date": BORN}
    if chart:
        asked["chart_number"] = chart
    verdict = judged([patient()], Incoming(2, asked))[0]
    assert verdict.outcome is Outcome.LOOKALIKE
    assert "Testwell, Marisol" in verdict.why
    assert changes(verdict)["Last name"] == ("Testwell", family)
    assert verdict.apart


@pytest.mark.parametrize(
    ("given", "family", "born"),
    [
        ("Theo", "Testwell", BORN),  # a twin
        ("Marisol", "Fictiva", BORN),
        ("Marisol", "Testwel", dt.date(1961, 5, 1)),
        ("Marisol", "Testwel", None),
    ],
)
def test_another_name_or_birthday_is_somebody_else(
    given: str, family: str, born: dt.date | None
) -> None:
    asked: dict[str, Value] = {"given": given, "family": family}
    if born:
        asked["birth_date"] = born
    assert judged([patient()], Incoming(2, asked))[0].outcome is Outcome.NEW


def test_a_day_that_half_the_practice_shares_makes_nobody_alike() -> None:
    crowd = [
        patient(f"p{number}", chart_number=f"c{number}", name=PersonName(given="A", family="B"))
        for number in range(501)
    ]
    asked = {**MARISOL, "family": "Testwel"}
    assert judged([patient("m"), *crowd], Incoming(2, asked))[0].outcome is Outcome.NEW


def test_one_name_with_two_chart_numbers_and_no_date_are_two_people() -> None:
    found = judged([patient()], row(given="Marisol", family="Testwell", chart_number="77"))
    assert found[0].outcome is Outcome.NEW


def test_without_a_chart_number_here_the_name_and_date_lead_to_a_lookalike() -> None:
    stored = patient(chart_number="")
    verdict = judged([stored], row(**MARISOL, chart_number="12"))[0]
    assert verdict.outcome is Outcome.LOOKALIKE
    assert changes(verdict) == {"Chart number": ("", "12")}


def test_a_row_without_a_whole_name_is_refused() -> None:
    assert judged([], row(family="Testwell"))[0].outcome is Outcome.REFUSED


def test_two_rows_about_one_patient_are_not_both_taken() -> None:
    first = row(2, **MARISOL, chart_number="12")
    found = judged([], first, row(3, **MARISOL, chart_number="12"), row(4, **MARISOL, phone="x"))
    assert [each.outcome for each in found] == [Outcome.NEW, Outcome.SAME, Outcome.REFUSED]
    assert "Line 2" in found[2].why


def test_an_empty_cell_takes_nothing_away() -> None:
    stored = patient(language="Spanish", address=Address(city="Testville"))
    merged, shown = merged_patient(stored, row(**MARISOL))
    assert merged == stored
    assert shown == ()
