"""A full disk, a kill and a file that goes away leave nothing half: on a real store."""

import multiprocessing
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.evidence.light_table import Looked, Refused, Stop, Stopped, never
from app.domain.evidence.offer import Pasted
from app.errors import DiskFull
from app.services.documents.documents import DocumentDrawer, Taken
from app.services.ports.store import Store
from app.storage.folder import EmbeddedFolder
from tests.fake_light_table import FakeLightTable
from tests.full_disk import ROOM, full_disk_after
from tests.storage import samples
from tests.storage.document_taker import KEY, drawer_over, take_in_until_killed
from tests.storage.killing import rest_of

BIG = 300 * 1024


@pytest.fixture
def store(practice_folder: Path) -> Iterator[Store]:
    opened = EmbeddedFolder(practice_folder).open(KEY)
    with opened.writing() as found:
        found.patients.save(samples.patient())
    yield opened
    opened.close()


def test_a_full_disk_keeps_neither_bytes_nor_record(
    store: Store,
    practice_folder: Path,
) -> None:
    drawer = drawer_over(store)
    content = b"%PDF page" + os.urandom(BIG)
    log = practice_folder / "practice.db-wal"
    with full_disk_after(log.stat().st_size + ROOM), pytest.raises(DiskFull):
        drawer.take_in(Pasted("reply.pdf", content), "p1", "s1")
    assert drawer.of_patient("p1") == ()
    answer = drawer.take_in(Pasted("reply.pdf", content), "p1", "s1")
    assert isinstance(answer, Taken)
    assert drawer.original(answer.record) == content


def test_a_file_that_goes_away_while_it_is_looked_at_is_kept_as_it_was(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "reply.pdf"
    path.write_bytes(b"%PDF page")

    class Unplugged(FakeLightTable):
        def look(self, content: bytes, password: str = "", stop: Stop = never) -> Looked | Refused:
            path.unlink()
            return super().look(content, password, stop)

    drawer = DocumentDrawer(store, Unplugged(), drawer_over(store)._clock)
    answer = drawer.take_in(path, "p1", "s1")
    assert isinstance(answer, Taken)
    assert drawer.original(answer.record) == b"%PDF page"
    assert isinstance(drawer.take_in(path, "p1", "s1"), Refused)


def test_nothing_is_kept_after_the_drawer_is_closed(store: Store) -> None:
    drawer = drawer_over(store)
    drawer.close()
    with pytest.raises(Stopped):
        drawer.take_in(Pasted("reply.pdf", b"%PDF page"), "p1", "s1")
    assert drawer.of_patient("p1") == ()


def kill_after(folder: Path, count: int) -> int:
    """Let a process take documents in and kill it in the middle; what it acknowledged."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=take_in_until_killed, args=(folder, theirs))
    process.start()
    theirs.close()
    last = 0
    while last < count:
        last = ours.recv()
    process.kill()
    process.join()
    told: list[int] = rest_of(ours)
    return max(last, *told, 0)


def test_a_kill_while_taking_in_leaves_nothing_half(tmp_path: Path, empty_practice: Path) -> None:
    for count in (1, 4):
        folder = tmp_path / str(count)
        shutil.copytree(empty_practice, folder)
        acknowledged = kill_after(folder, count)
        store = EmbeddedFolder(folder).open(KEY)
        drawer = drawer_over(store)
        records = drawer.of_patient("p1")
        assert len(records) >= acknowledged
        for record in records:
            assert len(drawer.original(record)) == record.size
        store.close()
