"""Benefit checks that were out of date before the service of a note that nobody has signed yet.

The worklist asks. Once the note is on a claim, the claim's own clock tells it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.facts.known import is_check_of
from app.domain.finding.listing import NoteRow
from app.domain.guides.answers import Choice
from app.domain.payers.payer import Verification
from app.domain.practice.people import Patient
from app.services.cards.benefit_checks import good_until
from app.services.ports.store import Repositories


@dataclass(frozen=True, slots=True)
class StaleCheck:
    """A note and its primary payer, whose last check was good until a day before the service."""

    note: NoteRow
    payer: str
    good_until: dt.date


def stale_checks(
    found: Repositories, rows: Sequence[NoteRow], today: dt.date
) -> Iterator[StaleCheck]:
    """Those of these notes whose benefits should be asked about again; not those for the chart.

    One note of a patient stands for all of its code. A note without a day of service counts as one
    of today. A payer nobody has asked yet is the concern of the note itself.
    """
    by_patient: dict[str, list[Verification]] = defaultdict(list)
    for check in found.verifications.of_patients({row.patient_id for row in rows}):
        by_patient[check.patient].append(check)
    suspect = [row for row in rows if _end(by_patient[row.patient_id], row, today)]
    patients = {each.id: each for each in found.patients.some({row.patient_id for row in suspect})}
    told: set[tuple[str, str]] = set()
    for row in suspect:
        asked = row.patient_id, row.code
        stale = _of_primary(row, patients, by_patient[row.patient_id], today)
        if stale and asked not in told and not _is_for_the_chart(found, row):
            told.add(asked)
            yield stale


def _of_primary(
    row: NoteRow,
    patients: Mapping[str, Patient],
    checks: Iterable[Verification],
    today: dt.date,
) -> StaleCheck | None:
    patient = patients.get(row.patient_id)
    coverages = patient.coverages if patient else ()
    primary = min(coverages, key=lambda each: each.order, default=None)
    if primary is None:
        return None
    end = _end([check for check in checks if is_check_of(check, primary)], row, today)
    return StaleCheck(row, primary.payer, end) if end else None


def _end(checks: Iterable[Verification], row: NoteRow, today: dt.date) -> dt.date | None:
    """The last day of the latest check for the note's code, where it comes before the service."""
    ends = [good_until(check) for check in checks if check.code == row.code]
    last = max(ends, default=None)
    return last if last and last < (row.date_of_service or today) else None


def _is_for_the_chart(found: Repositories, row: NoteRow) -> bool:
    note = found.notes.get(row.id)
    return note is None or note.content.answers.get("billing") == Choice("chart_only")
