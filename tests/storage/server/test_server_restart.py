"""The server ends, restarts or crashes while people work: what was acknowledged is there after."""

import datetime as dt
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from app.crypto import KeyRing
from app.domain.audit import AuditEntry, Deed
from app.server_errors import ServerUnreachable
from app.services.audit.trail_check import check_trail
from app.storage.server.server import ServerLogin, ServerPractice
from app.storage.server.server_address import read_address
from app.storage.server.server_joining import join_server
from app.storage.server.server_setup import prepare_server
from app.storage.server.server_store import ServerStore
from postgres_cluster import Cluster
from tests.storage import samples
from tests.storage.conftest import KEY
from tests.storage.samples import NOON, SUMMARY
from tests.storage.server.test_server_watch import Heard

HERE = "0.0.0.0"
"""This computer, by an address that is none of loopback: so TLS is asked for."""

NOW = dt.datetime.now(dt.UTC)
_numbers = count()

ENDS = pytest.mark.parametrize("how", ["fast", "immediate"])
"""Connections broken off, or a crash of the whole server."""


@pytest.fixture
def store(spare_cluster: Cluster, tmp_path: Path, ring: KeyRing) -> Iterator[ServerStore]:
    """A practice on it with a patient, a dentist and a note."""
    given, _ = read_address(spare_cluster.address)
    assert given
    admin = ServerLogin(given.address, given.password)
    name = f"restart_{next(_numbers)}"
    login = join_server(prepare_server(admin, HERE, name, NOW).pairing, tmp_path)
    opened = ServerPractice(tmp_path, lambda: login).create(ring, KEY)
    with opened.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        work.notes.save(samples.note(), SUMMARY, NOON)
        work.audit.append(AuditEntry(Deed.NOTE_BEGUN, NOON, "s1"))
    yield opened
    opened.close()


def restart(cluster: Cluster, how: str) -> None:
    cluster.stop(how)
    cluster.start()


@ENDS
def test_a_restart_amid_a_transaction_undoes_it_whole(
    spare_cluster: Cluster, store: ServerStore, how: str
) -> None:
    heard = Heard()
    store.watch(heard)
    assert heard.next() == "back"

    def save() -> None:
        with store.writing() as work:
            work.patients.save(samples.patient("p2"))
            work.audit.append(AuditEntry(Deed.RECORD_ADDED, NOON, "s1"))
            restart(spare_cluster, how)

    with pytest.raises(ServerUnreachable):
        save()
    assert [heard.next(), heard.next()] == ["lost", "back"]
    with store.reading() as work:
        assert work.patients.get("p2") is None
        assert work.notes.get("n1")
    assert check_trail(store).rows == 1
    with store.writing() as work:
        work.patients.save(samples.patient("p2"))
        assert work.audit.append(AuditEntry(Deed.RECORD_ADDED, NOON, "s1")).number == 2
    assert check_trail(store).is_whole


@ENDS
def test_what_is_saved_while_the_server_restarts_again_and_again_is_found(
    spare_cluster: Cluster, store: ServerStore, how: str
) -> None:
    kept: list[str] = []
    over = threading.Event()

    def save_on() -> None:
        number = 0
        while not over.is_set():
            number += 1
            try:
                with store.writing() as work:
                    work.patients.save(samples.patient(f"q{number}"))
                    work.audit.append(AuditEntry(Deed.RECORD_ADDED, NOON, "s1"))
            except ServerUnreachable:
                continue
            kept.append(f"q{number}")

    worker = threading.Thread(target=save_on)
    worker.start()
    for _ in range(3):
        restart(spare_cluster, how)
    over.set()
    worker.join()
    with store.reading() as work:
        assert {patient.id for patient in work.patients.some(kept)} == set(kept)
    assert check_trail(store).is_whole


def test_a_server_that_is_down_is_said_at_once_and_a_save_works_when_it_is_back(
    spare_cluster: Cluster, store: ServerStore
) -> None:
    spare_cluster.stop()
    with pytest.raises(ServerUnreachable), store.reading() as work:
        work.notes.get("n1")
    spare_cluster.start()
    with store.writing() as work:
        work.patients.save(samples.patient("p2"))
    with store.reading() as work:
        assert work.patients.get("p2")


def test_a_watcher_that_begins_while_the_server_is_down_waits_for_it(
    spare_cluster: Cluster, store: ServerStore
) -> None:
    spare_cluster.stop()
    heard = Heard()
    store.watch(heard)
    assert heard.next() == "lost"
    spare_cluster.start()
    assert heard.next() == "back"
