"""Authorizations: the form, what a card says, and the numbers a note is offered."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.claims.authorization import Authorization
from app.domain.guides.answers import Date, Number, Text
from app.services.cards.authorizations import remark, used_numbers
from app.services.records.record_forms.authorization import authorization_form
from tests.packing_desk import PackingDesk
from tests.small_guide import reader
from tests.storage import samples
from tests.storage.fakes import MemoryStore

TODAY = dt.date(2026, 11, 22)
PRIOR = samples.prior_authorization(
    number="PA-4471902", begins=dt.date(2020, 1, 1), until=dt.date(2099, 12, 31), units=1
)
ESTIMATE = Authorization(
    id="a2",
    patient="p1",
    payer="Sample Dental Plan",
    kind="predetermination",
    codes=("D9311", "D9997"),
    number="20261103-77",
    decision="estimate",
    estimate=Decimal("41.50"),
    evidence="ab" * 32,
    evidence_title="Letter of November",
    evidence_size=17,
    remark="Only once",
)


@pytest.fixture
def desk() -> Iterator[PackingDesk]:
    made = PackingDesk.over(MemoryStore())
    yield made
    made.office.close()


@pytest.mark.parametrize("record", [PRIOR, ESTIMATE], ids=["prior", "estimate"])
def test_a_record_passes_through_its_form_unchanged(record: Authorization) -> None:
    form = authorization_form(samples.patient(), ("D9311", "D9997"))
    assert form.read(form.answers(record, reader()), record.model_dump()) == (record, ())


def test_what_is_missing_is_said_by_field() -> None:
    form = authorization_form(samples.patient(), ("D9311",))
    record, (problem, *_) = form.read(form.answers(None, reader()), {"id": "a1", "patient": "p1"})
    assert record is None
    assert (problem.path, problem.say) == ("kind", "Pick what was asked for.")


@pytest.mark.parametrize(
    ("changes", "used", "said"),
    [
        ({"decision": ""}, 0, "No answer yet."),
        ({"decision": "denied"}, 0, "Denied: "),
        ({"until": dt.date(2026, 11, 21)}, 0, "Over since 11/21/2026."),
        ({}, 1, "Used up: 1 of 1 services"),
        ({"until": dt.date(2026, 12, 22)}, 0, "Ends on 12/22/2026."),
        ({}, 0, ""),
        ({"units": 0}, 9, ""),
    ],
)
def test_a_card_says_what_is_left(changes: dict[str, object], used: int, said: str) -> None:
    words = remark(PRIOR.model_copy(update=changes), used, TODAY)
    assert words.startswith(said) if said else words == ""


def test_notes_that_name_a_number_use_it() -> None:
    named = samples.content(authorization_number=Text(" PA-4471902 "))
    notes = [replace(samples.note(each), content=named) for each in ("n1", "n2")]
    assert used_numbers([*notes, samples.note("n3")]) == {"PA-4471902": 2}


def test_a_new_note_begins_with_the_numbers_on_file(desk: PackingDesk) -> None:
    desk.office.records.save(samples.patient())
    for record in (PRIOR, ESTIMATE):
        desk.office.records.save(record)
    answers = desk.office.charting.new_note("p1", "D9311").note.content.answers
    assert answers["authorization_number"] == Text("PA-4471902")
    assert answers["authorization_until"] == Date(dt.date(2099, 12, 31))
    assert answers["authorization_units"] == Number(Decimal(1))
    assert answers["predetermination_number"] == Text("20261103-77")
    other = desk.office.charting.new_note("p1", "D9997").note.content.answers
    assert "authorization_number" not in other


def test_a_note_that_finds_only_an_ended_one_warns(desk: PackingDesk) -> None:
    ended = PRIOR.model_copy(update={"until": dt.date(2020, 12, 31)})
    desk.office.records.save(samples.patient())
    desk.office.records.save(ended)
    draft = desk.office.charting.new_note("p1", "D9311")
    assert "authorization_number" not in draft.note.content.answers
    assert "D9311-P6-over" in {item.requirement for item in draft.state.open_items}
