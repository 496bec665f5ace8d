"""Payment files read one after the other: whole or not at all, with sentences for those that are
not, and progress that only grows.
"""

from pathlib import Path

import pytest

from app.interchange.x12.remittance import read_remittance
from app.services.documents.scanner_folder import files_in
from app.services.remittances import remit_folder
from app.services.remittances.remit_folder import FilesRead, newest_remittance, read_files
from app.services.remittances.remit_posting import RemitDesk
from app.services.trail import Trail
from tests.interchange.x12.sample_remittance import Check, Judged, remittance
from tests.storage.fakes import MemoryStore
from tests.storage.samples import NOON


@pytest.fixture
def desk() -> RemitDesk:
    return RemitDesk(
        MemoryStore(), Trail(lambda: NOON, "b1"), read_remittance, ("D9311",), NOON.date
    )


def write(folder: Path, name: str, *traces: str, claims: int = 1) -> Path:
    judged = tuple(Judged(f"T-{number}") for number in range(claims))
    file = folder / name
    file.write_text(remittance(*(Check(judged, trace) for trace in traces)), encoding="ascii")
    return file


def read(desk: RemitDesk, *paths: Path) -> FilesRead:
    return read_files(desk, paths, lambda _done, _of: None, lambda: False)


def test_files_are_read_in_turn_and_the_same_one_once(desk: RemitDesk, tmp_path: Path) -> None:
    first, second = write(tmp_path, "a.835", "1"), write(tmp_path, "b.835", "2", "3")
    done = read(desk, first, second, first)
    assert [each.name for each in done.files] == ["a.835", "b.835", "a.835"]
    assert [each.taken and each.taken.again for each in done.files] == [False, False, True]
    assert [len(each.taken.file.checks) for each in done.files if each.taken] == [1, 2, 1]


def test_what_cannot_be_read_is_said_and_the_others_are_read(
    desk: RemitDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty, letter = tmp_path / "empty.835", tmp_path / "letter.txt"
    empty.touch()
    letter.write_text("Dear office,", encoding="ascii")
    large = write(tmp_path, "large.835", *map(str, range(9)))
    good = write(tmp_path, "good.835", "1")
    monkeypatch.setattr(remit_folder, "MOST_BYTES", large.stat().st_size - 1)
    done = read(desk, tmp_path / "gone.835", empty, letter, large, good)
    assert [bool(each.taken) for each in done.files] == [False, False, False, False, True]
    gone, empty_, letter_, large_, _ = (each.why for each in done.files)
    assert "cannot be read" in gone
    assert "is empty" in empty_
    assert "holds no remittance" in letter_
    assert "larger than" in large_
    assert all(each.why.startswith(each.name) for each in done.files if each.why)


def test_progress_grows_to_the_end(desk: RemitDesk, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    paths = [write(tmp_path, f"{name}.835", name, claims=7) for name in "abc"]
    read_files(desk, paths, lambda done, of: told.append((done, of)), lambda: False)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_who_stops_keeps_the_files_read_and_nothing_of_the_one_under_way(tmp_path: Path) -> None:
    store, stopped = MemoryStore(), False
    desk = RemitDesk(store, Trail(lambda: NOON, "b1"), read_remittance, ("D9311",), NOON.date)
    paths = [write(tmp_path, f"{name}.835", name, claims=3) for name in "abc"]

    def progress(done: int, of: int) -> None:
        nonlocal stopped
        stopped = done > of // 3

    done = read_files(desk, paths, progress, lambda: stopped)
    assert (len(done.files), done.left) == (1, 2)
    with store.reading() as found:
        assert len(found.remittances.files(10)) == 1
        assert len(found.remittances.waiting(10)) == 3


def test_only_payment_files_count_in_a_watched_folder(tmp_path: Path) -> None:
    for name in ("a.835", "B.ERA", "c.x12", "scan.pdf", ".hidden.835", "~$d.txt"):
        (tmp_path / name).write_text("x", encoding="ascii")
    found = files_in(tmp_path, remit_folder.SUFFIXES)
    assert found is not None
    assert {path.name for path in found} == {"a.835", "B.ERA", "c.x12"}
    assert newest_remittance(tmp_path) == max(each.changed_at for each in found.values())
