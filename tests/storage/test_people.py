"""Patients, staff, professionals and the practice, over both stores."""

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.finding.listing import PatientQuery, PatientRow
from app.domain.practice.people import PersonName, Practice
from app.errors import StaleRecord
from app.services.ports.store import Store
from tests.storage import samples


def test_a_patient_comes_back_whole(store: Store) -> None:
    with store.reading() as work:
        found = work.patients.get("p1")
    assert found == samples.patient().model_copy(update={"version": 1})


def test_a_patient_changed_elsewhere_is_not_overwritten(store: Store) -> None:
    with store.writing() as work:
        opened = work.patients.get("p1")
        assert opened
        first = work.patients.save(opened.model_copy(update={"phone": "555-0102"}))
    assert first.version == 2
    with pytest.raises(StaleRecord), store.writing() as work:
        work.patients.save(opened.model_copy(update={"phone": "555-0103"}))
    with pytest.raises(StaleRecord), store.writing() as work:
        work.patients.save(samples.patient())
    with store.reading() as work:
        assert work.patients.get("p1") == first


def test_patients_are_listed_a_to_z_past_accents_and_case(store: Store) -> None:
    families = ["Zielińska", "Øster", "O'Sample", "van Muster", "Ångström", "Đặng"]
    with store.writing() as work:
        for number, family in enumerate(families):
            work.patients.save(samples.patient(f"q{number}", family=family))
    rows: list[PatientRow] = []
    query = PatientQuery(limit=3)
    while True:
        with store.reading() as work:
            page = work.patients.page(query)
        rows += page.rows
        if page.after is None:
            break
        query = replace(query, after=page.after)
    assert [row.name.split(",")[0] for row in rows] == [
        "Ångström",
        "Đặng",
        "O'Sample",
        "Øster",
        "Testwell",
        "van Muster",
        "Zielińska",
    ]


@pytest.mark.parametrize("typed", ["testwell mar", "TESTWELL", "c-p1", "  marisol  "])
def test_a_patient_is_found_by_name_or_chart_number(store: Store, typed: str) -> None:
    with store.writing() as work:
        work.patients.save(samples.patient("p2", given="Nobody", family="Elsewhere"))
    with store.reading() as work:
        rows = work.patients.page(PatientQuery(search=typed)).rows
    assert rows == (PatientRow("p1", "Testwell, Marisol", dt.date(1961, 4, 30), "C-p1"),)


def test_some_patients_are_read_at_once(store: Store) -> None:
    with store.writing() as work:
        work.patients.save(samples.patient("p2", given="Theo"))
    with store.reading() as work:
        found = work.patients.some(["p2", "p1", "p2", "nobody"])
        assert {each.id: each.name.given for each in found} == {"p1": "Marisol", "p2": "Theo"}
        assert work.patients.some([]) == ()


def test_staff_are_listed_by_name_and_stay_when_they_leave(store: Store) -> None:
    with store.writing() as work:
        work.staff.save(samples.dentist("s2", given="Zoe", family="Aardvark"))
        gone = work.staff.get("s1")
        assert gone
        work.staff.save(gone.model_copy(update={"active": False}))
    with store.reading() as work:
        assert [(m.id, m.active) for m in work.staff.all()] == [("s2", True), ("s1", False)]


def test_professionals_are_a_directory_of_their_own(store: Store) -> None:
    with store.writing() as work:
        saved = work.professionals.save(samples.professional())
    with store.reading() as work:
        assert work.professionals.all() == (saved,)
        assert work.professionals.get("x1") == saved
        assert work.professionals.get("s1") is None


def test_a_stale_person_is_refused(store: Store) -> None:
    with store.writing() as work:
        work.professionals.save(samples.professional())
    renamed = samples.professional().model_copy(
        update={"name": PersonName(given="Rosa", family="Other"), "version": 7}
    )
    with pytest.raises(StaleRecord), store.writing() as work:
        work.professionals.save(renamed)


def test_the_practice_is_empty_until_it_is_saved(store: Store) -> None:
    with store.reading() as work:
        assert work.practice.get() == Practice()
    with store.writing() as work:
        saved = work.practice.save(samples.practice())
    with store.reading() as work:
        assert work.practice.get() == saved
    assert saved == samples.practice().model_copy(update={"version": 1})
    with pytest.raises(StaleRecord), store.writing() as work:
        work.practice.save(samples.practice())
