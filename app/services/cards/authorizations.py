"""Predeterminations and prior authorizations: what is left of them, and which one a note may name.

The patient page lists them; `charting` asks for what fits a note, so that no number is typed twice.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from app.domain.claims.authorization import NOTHING_GRANTED, Authorization, Granted, granted
from app.domain.notes.note import Note, text_of
from app.domain.practice.people import Patient
from app.domain.reading.dates import show_date
from app.services.ports.store import Repositories

NUMBER = "authorization_number"
"""The field of a note that names a prior authorization."""

SOON = 30
"""Days before the last one from which a card says that it ends: time to ask for another."""


def granted_for(
    found: Repositories, note: Note, patient: Patient | None, notes: Iterable[Note]
) -> Granted:
    """What a note may name: of its patient's first coverage, on its date of service or when begun.

    `notes` are the patient's others; each that names a number has used one service of it.
    """
    coverage = min(patient.coverages if patient else (), key=lambda c: c.order, default=None)
    if coverage is None:
        return NOTHING_GRANTED
    day = note.date_of_service or note.created_at.date()
    records = found.authorizations.of_patient(note.patient_id)
    return granted(records, used_numbers(notes), coverage, note.code, day)


def remark(record: Authorization, used: int, today: dt.date) -> str:
    """One sentence when it is over, used up, ends soon or lacks its answer; else empty."""
    if record.decision == "denied":
        return "Denied: a claim without it is not paid where the payer makes it a condition."
    if not record.decision:
        day = record.requested_on
        return f"Asked for on {show_date(day)}, no answer yet." if day else "No answer yet."
    if record.is_over(today) and record.until:
        return f"Over since {show_date(record.until)}. Ask for another one."
    if record.is_used_up(used):
        return f"Used up: {used} of {record.units} services are on notes."
    if record.until and (record.until - today).days <= SOON:
        return f"Ends on {show_date(record.until)}."
    return ""


def used_numbers(notes: Iterable[Note]) -> Counter[str]:
    """How many notes name each prior authorization."""
    numbers = (text_of(note.content.answers.get(NUMBER)) for note in notes)
    return Counter(number.strip() for number in numbers if number.strip())
