"""Judging rows of patients; the import works through this shelf.

Who has the chart number, the name and the date of birth of a row is that patient. Who has some of
these, or the date of birth and nearly the name, is a lookalike, and a person decides.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.finding.listing import PatientQuery, PatientRow, search_key
from app.domain.finding.spelling import are_near
from app.domain.ids import NewId
from app.domain.incoming import FIELDS, ImportKind, Incoming
from app.domain.practice.people import Address, Patient, PersonName
from app.services.ports.store import Repositories
from app.services.records.importing.verdict import (
    AnyEntry,
    FieldChange,
    Outcome,
    SeenRows,
    Verdict,
    changed_values,
    refused,
    repeated,
)

_PAGE = 5000
_LABELS = {field.name: field.label for field in FIELDS[ImportKind.PATIENTS]}
_NAME = ("given", "family", "middle", "suffix")
_ADDRESS = ("street", "city", "state", "zip")
_PLAIN = ("birth_date", "chart_number", "language", "phone")

NO_NAME = "A first and a last name are needed. Add them in the practice system."
_OTHER_PERSON = "This chart number belongs to somebody of another name or date of birth."
_OTHER_NUMBER = "Somebody of this name and date of birth has another chart number."
_NO_NUMBER = "Somebody of this name is here, and it is not sure that it is the same person."
_NEAR_NAME = "Somebody born on this day has nearly this name: {name}. One may be misspelled."

_MOST_BORN = 500
"""Patients of one birthday; a day that more share stands for one that nobody knew."""


class PatientShelf:
    """The patients of a practice, as they were when the run began."""

    def __init__(self, found: Repositories, fresh_id: NewId) -> None:
        self._fresh_id = fresh_id
        self._seen = SeenRows()
        self._stored: dict[str, Patient] = {}
        self._by_chart: dict[str, list[PatientRow]] = defaultdict(list)
        self._by_name: dict[str, list[PatientRow]] = defaultdict(list)
        self._by_birth: dict[dt.date, list[PatientRow]] = defaultdict(list)
        for row in patient_rows(found):
            if row.chart_number:
                self._by_chart[search_key(row.chart_number)].append(row)
            self._by_name[search_key(row.name)].append(row)
            if row.birth_date:
                self._by_birth[row.birth_date].append(row)

    def judge(self, found: Repositories, rows: Sequence[Incoming]) -> Iterator[Verdict]:
        """What each row is to the patients there are."""
        matches = [self._match(row) for row in rows]
        ids = {match.row.id for match in matches if match}
        self._stored = {patient.id: patient for patient in found.patients.some(ids)}
        for row, match in zip(rows, matches, strict=True):
            yield self._judged(row, match)

    def keep(self, found: Repositories, entry: AnyEntry) -> None:
        """Keep a patient. Raises disk failures."""
        assert isinstance(entry, Patient), "only patients stand on this shelf"
        self._stored[entry.id] = found.patients.save(entry)

    def _judged(self, row: Incoming, match: "_Match | None") -> Verdict:
        name = _name(row)
        if name is None:
            return refused(row, NO_NAME)
        line, same = self._seen.earlier(row, *_keys(row, search_key(name.sorted)))
        if line:
            return repeated(row, line, same=same)
        alone = _as_new(row, name, self._fresh_id())
        patient = self._stored.get(match.row.id) if match else None
        if match is None or patient is None:
            return Verdict(row.line, Outcome.NEW, name.sorted, entry=alone)
        merged, changes = merged_patient(patient, row)
        if not changes:
            return Verdict(row.line, Outcome.SAME, name.sorted)
        if match.why:
            return Verdict(
                row.line, Outcome.LOOKALIKE, name.sorted, match.why, changes, merged, alone
            )
        return Verdict(row.line, Outcome.CHANGED, name.sorted, "", changes, merged)

    def _match(self, row: Incoming) -> "_Match | None":
        """Who is meant, or might be."""
        name = search_key(f"{row.text('family')}, {row.text('given')}")
        born, chart = row.day("birth_date"), search_key(row.text("chart_number"))
        numbered = self._by_chart.get(chart, []) if chart else []
        for each in numbered:
            if search_key(each.name) == name and _may_be(each.birth_date, born):
                return _Match(each, "")
        if numbered:
            return _Match(numbered[0], _OTHER_PERSON)
        named = [each for each in self._by_name.get(name, ()) if _may_be(each.birth_date, born)]
        # Two of one name with two chart numbers and no date of birth are two people.
        if chart:
            named = [each for each in named if not each.chart_number or (born and each.birth_date)]
        named.sort(key=lambda each: (each.birth_date != born, bool(each.chart_number)))
        if not named:
            return self._near(name, born)
        both = chart and named[0].chart_number
        return _Match(named[0], _OTHER_NUMBER if both else _NO_NUMBER)

    def _near(self, name: str, born: dt.date | None) -> "_Match | None":
        """Who was born on that day and is called nearly so, among those there before the run."""
        same_day = self._by_birth.get(born, []) if born else []
        if len(same_day) > _MOST_BORN:
            return None
        near = (each for each in same_day if are_near(search_key(each.name), name))
        found = min(near, key=lambda each: each.name, default=None)
        return _Match(found, _NEAR_NAME.format(name=found.name)) if found else None


@dataclass(frozen=True, slots=True)
class _Match:
    """A patient there is, and why it is not sure that it is the one; empty when it is."""

    row: PatientRow
    why: str


def patient_rows(found: Repositories) -> list[PatientRow]:
    """Every patient of the practice, as lists show them."""
    rows: list[PatientRow] = []
    page = found.patients.page(PatientQuery(limit=_PAGE))
    rows += page.rows
    while page.after:
        page = found.patients.page(PatientQuery(after=page.after, limit=_PAGE))
        rows += page.rows
    return rows


def merged_patient(patient: Patient, row: Incoming) -> tuple[Patient, tuple[FieldChange, ...]]:
    """The patient with what the row says, and what that changes. An empty cell changes nothing."""
    old = {
        **patient.name.model_dump(),
        **patient.address.model_dump(),
        **{name: getattr(patient, name) for name in _PLAIN},
    }
    values, changes = changed_values(_LABELS, old, row)
    name = patient.name.model_copy(update={k: v for k, v in values.items() if k in _NAME})
    place = patient.address.model_copy(update={k: v for k, v in values.items() if k in _ADDRESS})
    plain = {k: v for k, v in values.items() if k in _PLAIN}
    return patient.model_copy(update={**plain, "name": name, "address": place}), changes


def _keys(row: Incoming, name: str) -> tuple[list[str], list[str]]:
    """By which keys a row asks for an earlier one about the same patient, and those it tells.

    They meet where `_match` would see the same patient or a lookalike, had the earlier one been
    stored already: so a row is judged alike whether or not those before it have been kept.
    """
    chart, born = search_key(row.text("chart_number")), row.day("birth_date")
    number, day, anybody = f"#{chart}", f"{name}|{born}", f"{name}|"
    undated, unnumbered, neither = f"{name}|undated", f"{name}|unnumbered", f"{name}|neither"
    if chart and born:
        return [number, day, neither], [number, day, anybody]
    if chart:
        return [number, unnumbered], [number, anybody, undated]
    if born:
        return [day, undated], [day, anybody, unnumbered]
    return [anybody], [anybody, undated, unnumbered, neither]


def _as_new(row: Incoming, name: PersonName, patient_id: str) -> Patient:
    return Patient(
        id=patient_id,
        name=name,
        birth_date=row.day("birth_date"),
        chart_number=row.text("chart_number"),
        language=row.text("language"),
        phone=row.text("phone"),
        address=Address(**{part: row.text(part) for part in _ADDRESS}),
    )


def _name(row: Incoming) -> PersonName | None:
    parts = {part: row.text(part) for part in _NAME}
    return PersonName(**parts) if parts["given"] and parts["family"] else None


def _may_be(one: dt.date | None, other: dt.date | None) -> bool:
    return one is None or other is None or one == other
