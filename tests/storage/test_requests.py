"""Requests, restrictions and the age of records, over both stores."""

import datetime as dt

import pytest

from app.domain.finding.listing import NoteSummary
from app.domain.requests.amendment_request import AmendmentRequest, Ground
from app.domain.requests.record_request import RecordKind, RecordRequest
from app.domain.requests.request_window import Extension
from app.domain.requests.restriction import Restriction
from app.errors import StaleRecord
from app.services.ports.store import Store
from tests.storage import samples

DAY = dt.date(2026, 11, 2)


def request(request_id: str = "a", *, days: int = 0, patient: str = "p1") -> RecordRequest:
    return RecordRequest(
        id=request_id,
        patient=patient,
        asked_by="representative",
        asker="Theo Testwell",
        kinds=(RecordKind.NOTES, RecordKind.CLAIMS),
        received=DAY + dt.timedelta(days=days),
        extension=Extension(reason="The chart is in the archive", told_on=DAY),
    )


def amendment(request_id: str = "m", *, note: str = "") -> AmendmentRequest:
    return AmendmentRequest(
        id=request_id,
        patient="p1",
        note=note,
        received=DAY,
        wish="It was the left side",
        outcome="denied",
        ended_on=DAY,
        grounds=(Ground.ACCURATE, Ground.NOT_OURS),
    )


def restriction(restriction_id: str = "r") -> Restriction:
    return Restriction(id=restriction_id, patient="p1", asked_on=DAY, since=DAY, payer="A plan")


def test_requests_come_back_whole(store: Store) -> None:
    with store.writing() as work:
        kept = work.record_requests.save(request())
        changed = work.amendment_requests.save(amendment())
        held = work.restrictions.save(restriction())
    with store.reading() as work:
        assert work.record_requests.get("a") == kept == request().model_copy(update={"version": 1})
        assert work.amendment_requests.get("m") == changed
        assert work.restrictions.of_patient("p1") == (held,)
        assert work.restrictions.of_patient("p2") == ()


def test_open_requests_are_listed_by_the_day_they_are_due(store: Store) -> None:
    with store.writing() as work:
        late = work.record_requests.save(request("a", days=5))
        soon = work.record_requests.save(request("b"))
        work.record_requests.save(
            request("c").model_copy(update={"outcome": "sent", "ended_on": DAY})
        )
    with store.reading() as work:
        assert work.record_requests.open() == (soon, late)
        assert [each.id for each in work.record_requests.of_patient("p1")] == ["a", "b", "c"]


def test_an_answered_request_leaves_the_list_and_comes_back_when_that_was_wrong(
    store: Store,
) -> None:
    with store.writing() as work:
        denied = work.amendment_requests.save(amendment())
        told = work.amendment_requests.save(denied.model_copy(update={"told_on": DAY}))
        assert work.amendment_requests.open() == ()
        again = work.amendment_requests.save(told.model_copy(update={"told_on": None}))
    with store.reading() as work:
        assert work.amendment_requests.open() == (again,)


def test_a_request_changed_elsewhere_is_not_overwritten(store: Store) -> None:
    with store.writing() as work:
        opened = work.restrictions.save(restriction())
        work.restrictions.save(opened.model_copy(update={"payer": "Another plan"}))
    with pytest.raises(StaleRecord), store.writing() as work:
        work.restrictions.save(opened)


def test_a_record_is_as_old_as_the_newest_thing_in_it(store: Store) -> None:
    with store.writing() as work:
        work.patients.save(samples.patient("p2", "Theo"))
        work.notes.save(samples.note(), NoteSummary(), samples.NOON)
    with store.reading() as work:
        page = work.kept_files.page()
        assert page.after is None
        ages = {each.patient: (each.born, each.last) for each in page.rows}
        assert work.kept_files.page("p1").rows == page.rows[1:]
    assert ages == {
        "p1": (dt.date(1961, 4, 30), samples.NOON.date()),
        "p2": (dt.date(1961, 4, 30), None),
    }
