"""What a closed card says of a request or restriction; the page of a patient's requests asks it."""

import datetime as dt

from app.domain.reading.dates import show_date
from app.domain.requests.amendment_request import AmendmentRequest
from app.domain.requests.record_request import RecordRequest
from app.domain.requests.request_window import ACCESS, AMENDMENT, counts, days_left_words
from app.domain.requests.restriction import Restriction
from app.services.records.record_forms import amendment_request, record_request

_TOO_LATE = "The extension was told too late: it does not count."
_NOT_PAID = "Not paid in full yet. It holds all the same."
_NO_REASON = "It goes on: an end needs a reason."


def request_words(
    request: RecordRequest | AmendmentRequest, today: dt.date
) -> tuple[str, str, str]:
    """Name, summary and warning of a request."""
    asker = request.asker or "Patient"
    if request.is_open:
        state = f"due {show_date(request.due)}, {days_left_words(request.due, today)}"
    else:
        state = _outcome(request)
    return show_date(request.received), f"{asker} · {state}", _remark(request, today)


def restriction_words(restriction: Restriction) -> tuple[str, str, str]:
    """Name, summary and warning of a restriction."""
    payer = restriction.payer or "Every plan"
    until = f" through {show_date(restriction.until)}" if restriction.until else ""
    span = f"services from {show_date(restriction.since)}{until}"
    if not restriction.is_in_force:
        ended = show_date(restriction.ended_on) if restriction.ended_on else ""
        return payer, f"{span} · ended {ended}", ""
    if restriction.ended_on is not None:
        return payer, f"{span} · in force", _NO_REASON
    return payer, f"{span} · in force", "" if restriction.paid_on else _NOT_PAID


def _outcome(request: RecordRequest | AmendmentRequest) -> str:
    is_record = isinstance(request, RecordRequest)
    options = record_request.OUTCOMES if is_record else amendment_request.OUTCOMES
    label = next((o.label for o in options if o.value == request.outcome), request.outcome)
    day = f" on {show_date(request.ended_on)}" if request.ended_on else ""
    return f"{label}{day}"


def _remark(request: RecordRequest | AmendmentRequest, today: dt.date) -> str:
    if not request.is_open:
        return ""
    window = ACCESS if isinstance(request, RecordRequest) else AMENDMENT
    if request.extension and not counts(window, request.received, request.extension):
        return _TOO_LATE
    if request.due < today:
        return f"{days_left_words(request.due, today).capitalize()}. Answer it today."
    return ""
