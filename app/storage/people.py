"""Patients, staff, outside professionals and the practice itself, as the services ask for them."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from sqlalchemy import Connection, RowMapping, Table, func, select, update

from app.domain.finding.listing import Page, PatientQuery, PatientRow, search_key
from app.domain.finding.search_words import wanted
from app.domain.practice.people import Patient, PersonName, Practice, Professional, StaffMember
from app.storage.paging import Order, page_of
from app.storage.records import Columns, RecordTable
from app.storage.search.search_index import WordIndex
from app.storage.search.search_tables import indexed_patients
from app.storage.search.search_writing import PatientWords
from app.storage.tables import notes, patients, practice

PRACTICE_ID = "practice"

MANY_BEGIN_SO = 2
"""Letters with which so many names begin that a page of them is soon found among all."""

Person = TypeVar("Person", bound=StaffMember | Professional)


class PatientRepository:
    """Patients; the list of notes follows a changed name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._records = RecordTable(connection, patients, Patient, _patient_columns)

    def get(self, patient_id: str) -> Patient | None:
        """The patient, or None when there is none."""
        return self._records.get(patient_id)

    def some(self, patient_ids: Iterable[str]) -> tuple[Patient, ...]:
        """Those of these patients that there are, in no order."""
        return self._records.read(select(patients).where(patients.c.id.in_(set(patient_ids))))

    def save(self, patient: Patient) -> Patient:
        """Keep a patient, and the name in the order and the search of the notes.

        Raises StaleRecord.
        """
        found_by = select(patients.c.search_key).where(patients.c.id == patient.id)
        before = self._connection.execute(found_by).scalar()
        kept = self._records.save(patient.id, patient)
        theirs = update(notes).where(notes.c.patient_id == patient.id)
        self._connection.execute(theirs.values(patient_key=sort_key(patient.name)))
        if before != _found_by(patient):
            words = PatientWords(self._connection)
            words.write(patient.id, patient.name.full, patient.chart_number)
        return kept

    def page(self, query: PatientQuery) -> Page[PatientRow]:
        """One page of the list, A to Z."""
        asked, index = wanted(query.search), WordIndex(self._connection, indexed_patients)
        if asked is None:
            return Page()
        columns = patients.c
        found = select(columns.id, columns.name, columns.birth_date, columns.chart_number)
        if asked.beginnings and max(map(len, asked.beginnings)) <= MANY_BEGIN_SO:
            # Thousands fit. `coalesce` keeps the database from reading them all only to sort them:
            # it walks from A and stops when the page is full.
            found = found.where(func.coalesce(columns.id, "").in_(index.ids(asked)))
        elif asked.beginnings:
            found = found.select_from(index.joined(patients)).where(index.fit(asked))
        order = Order(patients.c.sort_key, patients.c.id, newest_first=False)
        return page_of(self._connection, found, order, query.after, query.limit, _patient_row)


class Directory(Generic[Person]):
    """People who are picked by name: staff, outside professionals."""

    def __init__(self, connection: Connection, table: Table, model: type[Person]) -> None:
        self._table = table
        self._records = RecordTable(connection, table, model, _name_columns)

    def get(self, person_id: str) -> Person | None:
        """The person, or None when there is none."""
        return self._records.get(person_id)

    def save(self, person: Person) -> Person:
        """Keep a person and return them with `version` one up. Raises StaleRecord."""
        return self._records.save(person.id, person)

    def all(self) -> tuple[Person, ...]:
        """Everybody, in the order of names."""
        columns = self._table.c
        return self._records.read(select(self._table).order_by(columns.sort_key, columns.id))


class PracticeRepository:
    """The one practice."""

    def __init__(self, connection: Connection) -> None:
        self._records = RecordTable(connection, practice, Practice, lambda _: {})

    def get(self) -> Practice:
        """The practice; an empty one until it is saved."""
        return self._records.get(PRACTICE_ID) or Practice()

    def save(self, kept: Practice) -> Practice:
        """Keep it and return it with `version` one up. Raises StaleRecord."""
        return self._records.save(PRACTICE_ID, kept)


def sort_key(name: PersonName) -> str:
    """Family name, then given name, as lists are ordered."""
    return search_key(name.sorted)


def _patient_columns(patient: Patient) -> Columns:
    return {
        "name": patient.name.sorted,
        "sort_key": sort_key(patient.name),
        "search_key": _found_by(patient),
        "birth_date": patient.birth_date,
        "chart_number": patient.chart_number,
    }


def _found_by(patient: Patient) -> str:
    return search_key(f"{patient.name.full} {patient.chart_number}")


def _patient_row(row: RowMapping) -> PatientRow:
    return PatientRow(row["id"], row["name"], row["birth_date"], row["chart_number"])


def _name_columns(person: StaffMember | Professional) -> Columns:
    return {"sort_key": sort_key(person.name)}
