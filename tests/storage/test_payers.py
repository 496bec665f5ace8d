"""Payer cards, verifications and remembered answers, over both stores."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings

from app.domain.guides.answers import Answer, Choice, YesNo
from app.domain.payers.payer import CardVersion
from app.domain.practice.people import Coverage
from app.errors import StaleRecord
from app.services.ports.store import Store
from tests.domain.guides.answers_strategy import answers
from tests.storage import samples

FILE = "id: sample\npayer: Sample Dental Plan  # as printed\r\n"


def test_a_card_keeps_the_text_of_its_file(store: Store) -> None:
    with store.writing() as work:
        work.payer_cards.put(samples.card(), FILE)
    with store.reading() as work:
        assert work.payer_cards.get("sample") == samples.card()
        assert work.payer_cards.file_text("sample") == FILE
        assert work.payer_cards.get("other") is None
        assert work.payer_cards.file_text("other") == ""


def test_a_newer_card_takes_the_place_of_the_older(store: Store) -> None:
    newer = samples.card().model_copy(update={"version": 2})
    with store.writing() as work:
        work.payer_cards.put(samples.card(), FILE)
        work.payer_cards.put(samples.card("another", "Acme Example Health"), FILE)
        work.payer_cards.put(newer, FILE + "version: 2\n")
    with store.reading() as work:
        assert work.payer_cards.all() == (samples.card("another", "Acme Example Health"), newer)


def test_a_coverage_has_the_card_chosen_or_the_one_of_its_name(store: Store) -> None:
    named = Coverage(payer="  SAMPLE dental   plan")
    chosen = named.model_copy(update={"payer_card": "another"})
    lost = named.model_copy(update={"payer_card": "never kept"})
    another = samples.card("another", "Acme Example Health")
    with store.writing() as work:
        work.payer_cards.put(samples.card(), FILE)
        work.payer_cards.put(another, FILE)
    with store.reading() as work:
        assert work.payer_cards.of(named) == work.payer_cards.of(lost) == samples.card()
        assert work.payer_cards.of(chosen) == another
        assert work.payer_cards.of(Coverage(payer="Sample Dental")) is None
    with store.writing() as work:
        work.payer_cards.put(samples.card("twin", "Sample Dental Plan"), FILE)
        assert work.payer_cards.of(named) is None


def test_every_version_of_a_card_is_kept_with_who_and_when(store: Store) -> None:
    newer = samples.card().model_copy(update={"version": 2, "phone": "614-555-0100"})
    with store.writing() as work:
        work.payer_cards.put(samples.card("another", "Acme Example Health"), "other")
        work.payer_cards.put(samples.card(), FILE)
        work.payer_cards.put(newer, FILE + "version: 2\n", "s1", samples.NOON)
        work.payer_cards.put(samples.card(), FILE, "s2", samples.NOON)
    with store.reading() as work:
        assert work.payer_cards.versions("sample") == (
            CardVersion(3, samples.card(), FILE, "s2", samples.NOON),
            CardVersion(2, newer, FILE + "version: 2\n", "s1", samples.NOON),
            CardVersion(1, samples.card(), FILE),
        )
        assert work.payer_cards.versions("nobody") == ()


def test_verifications_of_a_patient_are_latest_first(store: Store) -> None:
    with store.writing() as work:
        work.patients.save(samples.patient("p2"))
        for check, of, day in (("a", "p1", 3), ("b", "p2", 9), ("c", "p1", 20)):
            work.verifications.save(samples.verification(check, of, dt.date(2026, 11, day)))
    with store.reading() as work:
        assert [v.id for v in work.verifications.of_patient("p1")] == ["c", "a"]
        found = work.verifications.get("b")
    expected = samples.verification("b", "p2", dt.date(2026, 11, 9))
    assert found == expected.model_copy(update={"version": 1})


def test_a_stale_verification_is_refused(store: Store) -> None:
    with store.writing() as work:
        first = work.verifications.save(samples.verification())
        work.verifications.save(first.model_copy(update={"covered": "yes"}))
    with pytest.raises(StaleRecord), store.writing() as work:
        work.verifications.save(first)


def test_answers_are_remembered_per_payer(store: Store) -> None:
    with store.writing() as work:
        work.remembered.remember("Sample Dental Plan", "same_day", YesNo(True))
        work.remembered.remember("SAMPLE  dental plan", "same_day", YesNo(False))
        work.remembered.remember("Sample Dental Plan", "records", Choice("narrative"))
        work.remembered.remember("Acme Example Health", "same_day", YesNo(True))
    with store.reading() as work:
        assert work.remembered.of_payer("sample dental plan") == {
            "same_day": YesNo(False),
            "records": Choice("narrative"),
        }
        assert work.remembered.of_payer("Unheard of") == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(answer=answers())
def test_any_answer_is_remembered_exactly(store: Store, answer: Answer) -> None:
    with store.writing() as work:
        work.remembered.remember("Sample Dental Plan", "any", answer)
    with store.reading() as work:
        assert work.remembered.of_payer("Sample Dental Plan") == {"any": answer}
