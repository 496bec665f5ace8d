"""What a recorded benefit check is worth: late, fresh, traceable; patient page, call sheet ask."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.facts.known import is_check_of
from app.domain.guides.answers import Date
from app.domain.notes.note import Note
from app.domain.payers.payer import Verification
from app.domain.practice.people import Coverage
from app.domain.reading.dates import show_date

_WORK = ("activities", "consultations")
"""The tables whose dates are days of work; attempts inside their rows come no earlier."""


@dataclass(frozen=True, slots=True)
class Work:
    """The first day of work on one note: the visit, the first activity or exchange."""

    code: str
    began: dt.date


def work_of(note: Note) -> Work | None:
    """When the work on a note began; None while it has no date."""
    days = [
        answer.value
        for path, answer in note.content.answers.items()
        if isinstance(answer, Date) and _is_work(path)
    ]
    return Work(note.code, min(days)) if days else None


def remark(
    check: Verification,
    checks: Sequence[Verification],
    works: Iterable[Work],
    today: dt.date,
) -> str:
    """One sentence when the check came too late, is out of date or cannot be traced; else empty.

    Late is said of the latest note for the code, unless another check came in time or the reason
    was recorded.
    """
    same = [each for each in checks if each.coverage_order == check.coverage_order]
    began = late_since(check.code, check.checked_on, same, works)
    if began and not check.late_reason:
        return f"Late: the work on {check.code} began on {show_date(began)}, before this check."
    if check.stale_after and check.stale_after < today:
        return f"Out of date since {show_date(check.stale_after)}. Ask the payer again."
    if not (check.reference or check.representative or check.portal_page):
        return "No reference, name or portal page yet: nothing traces this check."
    return ""


def late_since(
    code: str, asked_on: dt.date, checks: Iterable[Verification], works: Iterable[Work]
) -> dt.date | None:
    """When the latest work on a code began, where a check made on a day comes after it.

    None when the day is in time, or when another of the `checks`, all of one coverage, was.
    """
    began = max((work.began for work in works if work.code == code), default=None)
    if began is None or asked_on <= began:
        return None
    in_time = any(each.code == code and each.checked_on <= began for each in checks)
    return None if in_time else began


def good_until(check: Verification) -> dt.date:
    """The last day on which a check still counts as fresh.

    Without a day of its own it is the end of the calendar year it was made in: plans commonly begin
    anew in January (general knowledge, so the sheet asks for the payer's own day).
    """
    return check.stale_after or dt.date(check.checked_on.year, 12, 31)


def fresh_check(
    checks: Iterable[Verification], coverage: Coverage, code: str, today: dt.date
) -> Verification | None:
    """The latest check of a coverage for a code that need not be asked again.

    It has an answer, something traces it, and its last day has not passed.
    """
    found = [
        check
        for check in checks
        if check.code == code
        and is_check_of(check, coverage)
        and check.covered != "unknown"
        and (check.reference or check.representative or check.portal_page)
        and check.checked_on <= today <= good_until(check)
    ]
    return max(found, key=lambda check: check.checked_on, default=None)


def _is_work(path: str) -> bool:
    parts = path.split("/")
    is_row = len(parts) == 3 and parts[0] in _WORK and parts[2] == "date"
    return is_row or path == "date_of_service"
