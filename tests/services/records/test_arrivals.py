"""Patients handed over: the message on its way, and who it is among the patients here."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.incoming import Arrival
from app.domain.practice.people import Patient, PersonName
from app.services.ports.store import Store
from app.services.records import arrivals
from app.services.records.arrivals import MOST_BYTES, Arrivals, packed, unpacked
from tests.storage.fakes import MemoryStore

BORN = dt.date(1961, 4, 30)
MARISOL = Arrival("Marisol", "Testwell", birth_date=BORN, chart_number="12", zip="90000")


def store(*patients: Patient) -> Store:
    made = MemoryStore()
    with made.writing() as found:
        for each in patients:
            found.patients.save(each)
    return made


def patient(
    patient_id: str = "p1", chart: str = "12", given: str = "Marisol", born: dt.date | None = BORN
) -> Patient:
    name = PersonName(given=given, family="Testwell")
    return Patient(id=patient_id, name=name, birth_date=born, chart_number=chart)


LINE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60)


@given(given=LINE, family=LINE, chart=LINE, born=st.none() | st.dates())
def test_an_arrival_comes_through_the_message(
    given: str, family: str, chart: str, born: dt.date | None
) -> None:
    arrival = Arrival(given, family, birth_date=born, chart_number=chart)
    assert unpacked(packed(arrival)) == arrival


def test_the_longest_arrival_fits_into_a_message() -> None:
    name, line = "\U0001f600" * 120, "\U0001f600" * 200
    arrival = Arrival(name, name, line, BORN, line, line, line, line, line, line)
    assert unpacked(packed(arrival)) in (arrival, None)
    plain = "é" * 120
    assert unpacked(packed(Arrival(plain, plain, chart_number="é" * 200)))


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"format": 2, "given": "A", "family": "B"}',
        b'{"format": 1, "given": "A", "family": ["B"]}',
        b'{"format": 1, "given": "A"}',
        b'{"format": 1, "chart_number": "1", "birth_date": "30/04/1961"}',
        b'{"format": 1, "chart_number": "1", "birth_date": 5}',
        b'{"format": 1, "chart_number": "' + b"1" * MOST_BYTES + b'"}',
        b"[" * 10_000,
        "é".encode(),
    ],
)
def test_what_is_no_arrival_is_dropped(message: bytes) -> None:
    assert unpacked(message) is None


@given(st.binary(max_size=200))
def test_any_message_is_taken_or_dropped(message: bytes) -> None:
    assert unpacked(message) is None or json.loads(message)["format"] == 1


def test_a_hostile_message_becomes_bounded_lines() -> None:
    plain = {"format": 1, "given": "x" * 5000, "family": "a\nb\u202ec", "chart_number": "1"}
    found = unpacked(json.dumps(plain).encode())
    assert found
    assert (len(found.given), found.family) == (120, "a bc")


@pytest.mark.parametrize(
    "arrival",
    [
        MARISOL,
        Arrival(chart_number="12"),
        Arrival("MARISOL", "testwell", chart_number="12"),
        Arrival("Marisol", "Testwell", birth_date=BORN),
    ],
)
def test_chart_number_or_name_and_birth_date_tell_who_it_is(arrival: Arrival) -> None:
    others = (patient("p2", "13", "Theo"), patient("p3", "112", "Rosa"))
    assert Arrivals(store(patient(), *others)).receive(arrival).known == "p1"


@pytest.mark.parametrize(
    ("arrival", "why"),
    [
        (Arrival("Theo", "Testwell", chart_number="12"), arrivals.OTHER_PERSON),
        (Arrival("Marisol", "Testwell", "", dt.date(1999, 1, 1), "12"), arrivals.OTHER_PERSON),
        (Arrival("Marisol", "Testwell", "", BORN, "77"), arrivals.OTHER_NUMBER),
        (Arrival("Marisol", "Testwell"), arrivals.SAME_NAME),
    ],
)
def test_who_it_might_be_is_asked(arrival: Arrival, why: str) -> None:
    found = Arrivals(store(patient())).receive(arrival)
    assert (found.known, [row.id for row in found.alike], found.why) == ("", ["p1"], why)
    assert found.fresh


def test_somebody_new_comes_with_an_entry_that_is_not_stored() -> None:
    made = store(patient(chart="1", given="Theo"))
    found = Arrivals(made, lambda: "new").receive(MARISOL)
    assert found.fresh
    assert found.fresh.id == "new"
    assert found.fresh.name == PersonName(given="Marisol", family="Testwell")
    assert (found.fresh.chart_number, found.fresh.address.zip) == ("12", "90000")
    with made.reading() as now:
        assert now.patients.get("new") is None


def test_a_number_nobody_has_and_no_name_is_nobody() -> None:
    found = Arrivals(store(patient())).receive(Arrival(chart_number="99"))
    assert (found.fresh, found.why) == (None, arrivals.NOBODY)


def test_two_of_one_number_are_asked_about() -> None:
    twins = store(patient(), patient("p2"))
    assert len(Arrivals(twins).receive(MARISOL).alike) == 2
