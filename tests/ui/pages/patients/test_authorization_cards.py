"""Authorizations on the patient page: added, answered, refused as typed, told when they end."""

import datetime as dt

from PySide6.QtCore import Qt

from app.domain.claims.authorization import Authorization
from app.domain.guides.answers import Choice
from app.domain.practice.people import Coverage
from app.ui.pages.patients.patient import PatientPage
from tests.storage import samples
from tests.ui.pages.record_desk import RecordDesk, focused_editor


def _page(desk: RecordDesk) -> PatientPage:
    page = desk.patient_page("p1")
    desk.show(page)
    return page


def _stored(desk: RecordDesk) -> tuple[Authorization, ...]:
    return desk.records.patient_file("p1").authorizations


def test_a_request_is_added_and_answered_by_keyboard(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    page = _page(desk)
    card = page.authorizations.list.add("kind")
    answer = card.session.bridge.answer("coverage_order")
    assert isinstance(answer, Choice)
    assert answer.value == "1", "the only one is not asked for"
    desk.type("Prior")
    card.session.bridge.set_answers({"codes": "D9311"})
    card.go_to("decision")
    desk.press(Qt.Key.Key_A)
    card.go_to("number")
    desk.type("PA-1")
    card.go_to("units")
    desk.type("2")
    card.go_to("until")
    desk.type("12/31/2026")
    desk.save(page)
    (record,) = _stored(desk)
    assert (record.kind, record.payer, record.codes) == (
        "prior_authorization",
        "Sample Dental Plan",
        ("D9311",),
    )
    assert (record.decision, record.number, record.units) == ("approved", "PA-1", 2)
    assert record.until == dt.date(2026, 12, 31)


def test_what_cannot_be_read_keeps_the_page_and_says_where(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    page = _page(desk)
    page.authorizations.list.add("kind", {"kind": "predetermination", "until": "2/31/2027"})
    assert not page.leave()
    assert page.notice.text.startswith("Last day: ")
    assert focused_editor().path == "until"
    assert _stored(desk) == ()


def test_a_card_tells_what_is_left_of_it(desk: RecordDesk) -> None:
    desk.records.save(samples.patient())
    desk.records.save(samples.prior_authorization(until=dt.date(2026, 11, 21)))
    page = _page(desk)
    (card,) = page.authorizations.list.cards
    assert card.remark == "Over since 11/21/2026. Ask for another one."


def test_one_of_a_payer_that_left_asks_for_its_coverage_again(desk: RecordDesk) -> None:
    patient = samples.patient().model_copy(
        update={"coverages": (Coverage(payer="New Plan"), Coverage(order=2, payer="Other Plan"))}
    )
    desk.records.save(patient)
    old = Authorization(id="a1", patient="p1", payer="Old Plan", kind="predetermination")
    desk.records.save(old)
    page = _page(desk)
    (card,) = page.authorizations.list.cards
    assert card.session.bridge.answer("coverage_order") is None
    card.go_to("remark")
    desk.type("Ask again")
    assert not page.leave()
    assert page.notice.text == "Pick the coverage."


def test_without_a_coverage_none_can_be_added(desk: RecordDesk) -> None:
    desk.records.save(samples.patient().model_copy(update={"coverages": ()}))
    page = _page(desk)
    assert not page.authorizations.list.add_button.isVisibleTo(page)
    assert not page.checks.call.isVisibleTo(page)
