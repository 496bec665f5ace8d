"""Requests are kept by who may, told to the trail, and listed by the day they are due."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from rpds import HashTrieMap

from app.domain.audit import AuditQuery, Deed
from app.domain.guides.answers import Answer, Choice, Choices, Date, Money, Text
from app.domain.practice.people import StaffRole
from app.domain.requests.amendment_request import AmendmentRequest
from app.domain.requests.record_request import RecordKind, RecordRequest
from app.domain.requests.restriction import Restriction
from app.errors import NotAllowed
from app.services.records.record_forms.amendment_request import amendment_request_form
from app.services.records.record_forms.record_request import record_request_form
from app.services.records.record_forms.restriction import restriction_form
from app.services.records.records import Records
from app.services.requests.patient_requests import RequestDesk
from tests.sample_trail import TRAIL
from tests.small_guide import NOW
from tests.storage import samples
from tests.storage.fakes import MemoryStore

DAY = NOW.date()
BASE = {"id": "a", "patient": "p1"}


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    with made.writing() as work:
        work.patients.save(samples.patient())
        work.patients.save(samples.patient("p2", "Theo"))
        work.staff.save(samples.dentist())
    return made


def asked(request_id: str, days: int, patient: str = "p1") -> RecordRequest:
    received = DAY - dt.timedelta(days=days)
    return RecordRequest(id=request_id, patient=patient, received=received)


def answers(**given: Answer) -> "HashTrieMap[str, Answer]":
    return HashTrieMap({path.replace("__", "."): answer for path, answer in given.items()})


def test_the_overdue_stand_first_whatever_was_asked(store: MemoryStore) -> None:
    records = Records(store, TRAIL)
    records.save(asked("late", 45))
    records.save(asked("new", 1, "p2"))
    wish = AmendmentRequest(
        id="wish", patient="p2", received=DAY - dt.timedelta(days=50), wish="Wrong side"
    )
    records.save(wish)
    waiting = RequestDesk(store, lambda: DAY).waiting()
    assert [(each.id, each.patient, each.left(DAY)) for each in waiting] == [
        ("late", "Testwell, Marisol", "15 days overdue"),
        ("wish", "Testwell, Theo", "10 days left"),
        ("new", "Testwell, Theo", "29 days left"),
    ]


def test_what_is_asked_is_told_to_the_trail_with_whose_it_is(store: MemoryStore) -> None:
    records = Records(store, TRAIL)
    saved = records.save(asked("a", 3))
    records.save(saved.record.model_copy(update={"outcome": "sent", "ended_on": DAY}))
    with store.reading() as found:
        rows = found.audit.page(AuditQuery(patient="p1")).rows
    assert [(row.deed, row.kind, row.about) for row in rows] == [
        (Deed.RECORD_CHANGED, "request", "a"),
        (Deed.RECORD_ADDED, "request", "a"),
    ]
    assert rows[0].told == {"fields": ["ended_on", "outcome"]}


def test_who_may_not_answer_requests_keeps_none(store: MemoryStore) -> None:
    helper = samples.dentist("s2", "Finn").model_copy(update={"role": StaffRole.ASSISTANT})
    with store.writing() as work:
        work.staff.save(helper)
    records = Records(store, replace(TRAIL, who="s2"))
    kept: tuple[Any, ...] = (
        asked("a", 1),
        AmendmentRequest(id="m", patient="p1", received=DAY, wish="Wrong"),
        Restriction(id="r", patient="p1", asked_on=DAY, since=DAY),
    )
    for record in kept:
        with pytest.raises(NotAllowed):
            records.save(record)
    assert RequestDesk(store, lambda: DAY).waiting() == ()


def test_a_request_is_read_out_of_its_form() -> None:
    typed = answers(
        received=Date(DAY),
        asked_by=Choice("representative"),
        asker=Text("Theo Testwell"),
        kinds=Choices(("notes", "claims")),
        extension__told_on=Date(DAY),
        extension__reason=Text("In the archive"),
        fee=Money(Decimal("6.50")),
    )
    record, problems = record_request_form().read(typed, BASE)
    assert problems == ()
    assert record is not None
    assert record.kinds == (RecordKind.NOTES, RecordKind.CLAIMS)
    assert record.due == DAY + dt.timedelta(days=60)


def test_half_an_extension_is_refused_in_words_and_an_empty_one_is_none() -> None:
    form = record_request_form()
    record, problems = form.read(answers(received=Date(DAY), extension__told_on=Date(DAY)), BASE)
    assert record is None
    assert [(each.path, each.say) for each in problems] == [
        ("extension.reason", "Say why it takes longer.")
    ]
    before = asked("a", 0).model_copy(update={"patient": "p1"}).model_dump()
    emptied, problems = form.read(answers(received=Date(DAY)), before | {"extension": {}})
    assert (emptied and emptied.extension, problems) == (None, ())


def test_an_amendment_needs_the_words_that_should_change() -> None:
    form = amendment_request_form({"n1": "D9311 of 11/02/2026"})
    _, problems = form.read(answers(received=Date(DAY), note=Choice("n1")), BASE)
    assert [each.say for each in problems] == ["Write down what should change."]


def test_a_restriction_offers_each_payer_once() -> None:
    form = restriction_form(("A plan", "A plan", "", "Another plan"))
    field = form.guide.guide.fields["payer"]
    assert [option.value for option in field.options] == ["A plan", "Another plan"]
    assert "payer" not in restriction_form(()).guide.guide.fields


def test_a_restriction_that_would_cover_nothing_is_refused() -> None:
    form = restriction_form(())
    days = {"asked_on": Date(DAY), "since": Date(DAY)}
    record, problems = form.read(answers(**days, until=Date(DAY - dt.timedelta(days=1))), BASE)
    assert record is None
    assert [problem.path for problem in problems] == ["until"]
    record, problems = form.read(answers(**days, until=Date(DAY)), BASE)
    assert record is not None, problems
