"""A store that was closed stays closed: nobody who comes late opens it by asking."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import QueuePool

from app.errors import ClosedPractice
from app.storage.folder import EmbeddedFolder
from app.storage.unit_of_work import SqlStore
from tests.storage import samples
from tests.storage.conftest import KEY


@pytest.fixture(params=["sqlcipher", "postgresql"])
def store(request: pytest.FixtureRequest) -> SqlStore:
    """A store that the test closes."""
    if request.param == "postgresql":
        opened: SqlStore = request.getfixturevalue("opened")
        return opened
    return EmbeddedFolder(request.getfixturevalue("practice_folder")).open(KEY)


def pooled(store: SqlStore) -> int:
    """Connections that lie open in the pool."""
    pool = store._engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedin()


def test_who_comes_late_is_told_so_and_opens_nothing(store: SqlStore) -> None:
    with store.reading() as work:
        work.practice.get()
    store.close()
    for begin in (store.reading, store.writing):
        with pytest.raises(ClosedPractice), begin():
            pytest.fail("it is closed")
    assert pooled(store) == 0


def test_a_reader_amid_its_work_ends_it_and_leaves_no_connection(store: SqlStore) -> None:
    pool = store._engine.pool
    assert isinstance(pool, QueuePool)
    with store.writing() as work:
        work.patients.save(samples.patient())
    with store.reading() as work:
        store.close()
        (patient,) = work.patients.some(["p1"])
    assert patient == samples.patient().model_copy(update={"version": 1})
    assert (pool.checkedin(), pooled(store)) == (0, 0)


def test_a_writer_that_waits_for_its_turn_finds_the_store_closed(store: SqlStore) -> None:
    waits = Event()

    def write() -> None:
        waits.set()
        with store.writing() as work:
            work.patients.save(samples.patient())

    with ThreadPoolExecutor(1) as pool:
        with store.turn:
            late = pool.submit(write)
            waits.wait()
            store._is_closed.set()
        with pytest.raises(ClosedPractice):
            late.result()
    store.close()
