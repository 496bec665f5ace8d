"""What other programs change is told: all of it, nothing else, and after a break to read anew."""

import datetime as dt
import queue
import socket
from functools import partial

import pytest

from app.domain.claims.authorization import Authorization
from app.domain.requests.amendment_request import AmendmentRequest
from app.domain.requests.record_request import RecordRequest
from app.domain.requests.restriction import Restriction
from app.domain.workstations.elsewhere import ChangedElsewhere
from app.storage.server.server_address import ServerAddress
from app.storage.server.server_engine import server_connection
from app.storage.server.server_store import ServerStore
from app.storage.server.server_watch import ServerWatch
from tests.servers import TestServer, connected
from tests.storage import samples
from tests.storage.samples import NOON, SUMMARY


class Heard:
    """A watcher that keeps what it was told, in order."""

    def __init__(self) -> None:
        self.news: queue.Queue[ChangedElsewhere | str] = queue.Queue()

    def changed(self, change: ChangedElsewhere) -> None:
        self.news.put(change)

    def lost(self) -> None:
        self.news.put("lost")

    def back(self) -> None:
        self.news.put("back")

    def next(self) -> ChangedElsewhere | str:
        return self.news.get(timeout=30)


def test_what_another_program_saves_is_told_and_our_own_is_not(
    opened: ServerStore, second: ServerStore
) -> None:
    heard = Heard()
    end = opened.watch(heard)
    assert heard.next() == "back"
    with opened.writing() as work:
        work.patients.save(samples.patient())
    with second.writing() as work:
        work.staff.save(samples.dentist())
    with second.writing() as work:
        work.notes.save(samples.note(), SUMMARY, NOON)
    assert [heard.next(), heard.next()] == [
        ChangedElsewhere("staff", "s1"),
        ChangedElsewhere("notes", "n1"),
    ]
    end()
    with second.writing() as work:
        work.patients.save(samples.patient("p2"))
    assert heard.news.empty()


def test_requests_and_claims_are_told_as_well(opened: ServerStore, second: ServerStore) -> None:
    with second.writing() as work:
        work.patients.save(samples.patient())
    heard = Heard()
    opened.watch(heard)
    assert heard.next() == "back"
    day = dt.date(2026, 11, 2)
    amendment = AmendmentRequest(id="m", patient="p1", received=day, wish="It was the left side")
    restriction = Restriction(id="r", patient="p1", asked_on=day, since=day, payer="A plan")
    estimate = Authorization(id="x", patient="p1", kind="predetermination", until=day)
    with second.writing() as work:
        work.record_requests.save(RecordRequest(id="a", patient="p1", received=day))
        work.amendment_requests.save(amendment)
        work.restrictions.save(restriction)
    told = {heard.next() for _ in range(3)}
    assert told == {
        ChangedElsewhere("record_requests", "a"),
        ChangedElsewhere("amendment_requests", "m"),
        ChangedElsewhere("restrictions", "r"),
    }
    with second.writing() as work:
        work.authorizations.save(estimate)
    assert heard.next() == ChangedElsewhere("authorizations", "x")


def test_what_is_undone_is_not_told(opened: ServerStore, second: ServerStore) -> None:
    heard = Heard()
    opened.watch(heard)
    assert heard.next() == "back"

    def give_up() -> None:
        with second.writing() as work:
            work.patients.save(samples.patient())
            raise ValueError("over")

    with pytest.raises(ValueError, match="over"):
        give_up()
    with second.writing() as work:
        work.patients.save(samples.patient("p2"))
    assert heard.next() == ChangedElsewhere("patients", "p2")


def test_many_changes_at_once_are_one_message(opened: ServerStore, second: ServerStore) -> None:
    heard = Heard()
    with opened.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        for number in range(150):
            work.notes.save(samples.note(f"many{number}"), SUMMARY, NOON)
    opened.watch(heard)
    assert heard.next() == "back"
    patient = samples.patient(given="Mariana").model_copy(update={"version": 1})
    with second.writing() as work:
        work.patients.save(patient)  # the order of all the notes follows
    told = {heard.next(), heard.next()}
    assert told == {ChangedElsewhere("patients", "p1"), ChangedElsewhere("notes")}


def test_a_broken_connection_is_told_and_listened_on_again(
    server: TestServer, opened: ServerStore, second: ServerStore
) -> None:
    heard = Heard()
    opened.watch(heard)
    assert heard.next() == "back"
    with connected(server.admin, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"
        )
    assert [heard.next(), heard.next()] == ["lost", "back"]
    with second.writing() as work:
        work.patients.save(samples.patient())
    assert heard.next() == ChangedElsewhere("patients", "p1")


def test_who_stops_listening_does_not_wait_for_a_server_that_never_answers() -> None:
    heard = Heard()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = ServerAddress("127.0.0.1", silent.getsockname()[1], "office", "office_daily")
        connect = partial(server_connection, address, None, autocommit=True)
        watch = ServerWatch(connect, "any", heard, frozenset[int]().__contains__)
        watch.begin()
        caller, _ = silent.accept()  # it waits for an answer now
        watch.end()
        caller.close()
    watch._thread.join()
    assert heard.news.empty()
