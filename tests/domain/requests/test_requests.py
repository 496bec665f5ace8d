"""Requests of patients: when they are due, when they are open; restrictions: what they forbid."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.requests.amendment_request import AmendmentRequest, Ground
from app.domain.requests.record_request import RecordRequest
from app.domain.requests.request_window import (
    ACCESS,
    AMENDMENT,
    Extension,
    Window,
    days_left_words,
    due_day,
)
from app.domain.requests.restriction import Restriction, blocking

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1))
RECEIVED = dt.date(2026, 11, 2)


def extended(told_on: dt.date) -> Extension:
    return Extension(reason="The chart is in the archive", told_on=told_on)


def restriction(**more: object) -> Restriction:
    values = {
        "id": "r1",
        "patient": "p1",
        "payer": "Sample Dental Plan",
        "asked_on": RECEIVED,
        "since": RECEIVED,
        **more,
    }
    return Restriction.model_validate(values)


@given(DAYS, DAYS, st.none() | DAYS, st.sampled_from([ACCESS, AMENDMENT]))
def test_an_extension_is_never_more_than_the_one_and_only_if_told_in_time(
    received: dt.date, told_on: dt.date, sooner: dt.date | None, window: Window
) -> None:
    plain = due_day(window, received, None, sooner)
    longer = due_day(window, received, extended(told_on), sooner)
    assert plain <= longer <= plain + dt.timedelta(days=window.more)
    assert longer <= received + dt.timedelta(days=window.days + window.more)
    if told_on > received + dt.timedelta(days=window.days):
        assert longer == plain
    if sooner is not None:
        assert longer <= sooner


def test_the_windows_are_those_of_the_law() -> None:
    request = RecordRequest(id="a", patient="p1", received=RECEIVED)
    amendment = AmendmentRequest(id="b", patient="p1", received=RECEIVED, wish="The date is wrong")
    in_time = extended(RECEIVED + dt.timedelta(days=20))
    assert request.due == dt.date(2026, 12, 2)
    assert request.model_copy(update={"extension": in_time}).due == dt.date(2027, 1, 1)
    assert amendment.due == dt.date(2027, 1, 1)
    assert amendment.model_copy(update={"extension": in_time}).due == dt.date(2027, 1, 31)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (9, "9 days left"),
        (1, "1 day left"),
        (0, "due today"),
        (-1, "1 day overdue"),
        (-3, "3 days overdue"),
    ],
)
def test_the_time_left_in_words(days: int, words: str) -> None:
    assert days_left_words(RECEIVED + dt.timedelta(days=days), RECEIVED) == words


def test_a_request_is_open_until_it_is_said_how_and_when_it_ended() -> None:
    request = RecordRequest(id="a", patient="p1", received=RECEIVED)
    assert request.is_open
    assert request.model_copy(update={"outcome": "sent"}).is_open
    assert not request.model_copy(update={"outcome": "sent", "ended_on": RECEIVED}).is_open


def test_a_denial_is_open_until_the_patient_was_told() -> None:
    denied = AmendmentRequest(
        id="b",
        patient="p1",
        received=RECEIVED,
        wish="The date is wrong",
        outcome="denied",
        ended_on=RECEIVED,
        grounds=(Ground.ACCURATE,),
    )
    assert denied.is_open
    assert not denied.model_copy(update={"told_on": RECEIVED}).is_open


def test_only_a_denied_request_goes_with_the_note_and_only_if_the_patient_wants() -> None:
    asked = AmendmentRequest(id="b", patient="p1", note="n1", received=RECEIVED, wish="Wrong")
    denied = asked.model_copy(update={"outcome": "denied", "ended_on": RECEIVED})
    assert not asked.model_copy(update={"attach": True}).goes_with_note
    assert not denied.goes_with_note
    assert denied.model_copy(update={"attach": True}).goes_with_note
    assert denied.model_copy(update={"statement": "It was the left side"}).goes_with_note


def test_what_is_asked_for_goes_by_the_date_of_service() -> None:
    request = RecordRequest(
        id="a",
        patient="p1",
        received=RECEIVED,
        since=dt.date(2026, 1, 1),
        until=dt.date(2026, 6, 30),
    )
    assert request.covers(dt.date(2026, 6, 30))
    assert not request.covers(dt.date(2026, 7, 1))
    assert not request.covers(dt.date(2025, 12, 31))
    assert request.covers(None)


def test_a_restriction_forbids_its_plan_and_no_other() -> None:
    held = (restriction(),)
    assert blocking(held, "sample dental PLAN", RECEIVED) == held[0]
    assert blocking(held, "Another Plan", RECEIVED) is None
    assert blocking(held, "Sample Dental Plan", RECEIVED - dt.timedelta(days=1)) is None
    assert blocking((restriction(payer=""),), "Another Plan", RECEIVED) is not None


def test_who_is_not_known_may_be_the_one_who_must_not_hear_of_it() -> None:
    held = (restriction(),)
    assert blocking(held, "", RECEIVED) is not None
    assert blocking(held, "Sample Dental Plan", None) is not None


def test_a_restriction_ends_only_with_a_day_and_a_reason() -> None:
    ended = restriction(ended_on=RECEIVED)
    assert ended.is_in_force
    with_reason = ended.model_copy(update={"ended_because": "The check was returned unpaid"})
    assert not with_reason.is_in_force
    assert blocking((with_reason,), "Sample Dental Plan", RECEIVED) is None
