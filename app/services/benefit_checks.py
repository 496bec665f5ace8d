"""What a recorded benefit check is worth: late, stale, traceable; the patient page says it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.answers import Date
from app.domain.note import Note
from app.domain.payer import Verification
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

    Late is said of the latest note for the code, unless another check came in time.
    """
    began = max((work.began for work in works if work.code == check.code), default=None)
    in_time = any(
        other.code == check.code
        and other.coverage_order == check.coverage_order
        and began is not None
        and other.checked_on <= began
        for other in checks
    )
    if began and check.checked_on > began and not in_time:
        return f"Late: the work on {check.code} began on {show_date(began)}, before this check."
    if check.stale_after and check.stale_after < today:
        return f"Out of date since {show_date(check.stale_after)}. Ask the payer again."
    if not (check.reference or check.representative or check.portal_page):
        return "No reference, name or portal page yet: nothing traces this check."
    return ""


def _is_work(path: str) -> bool:
    parts = path.split("/")
    is_row = len(parts) == 3 and parts[0] in _WORK and parts[2] == "date"
    return is_row or path == "date_of_service"
