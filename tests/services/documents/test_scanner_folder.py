"""Scans are offered when they are whole, once, and whatever happens to their folder."""

import os
import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.evidence.folder_watch import FolderWatch
from app.services.documents import scanner_folder
from app.services.documents.scanner_folder import Look, ScannerFolder, newest_in

SOON = 0.05
LONG = 10.0


class Listener:
    """Hears what a scanner folder tells, and waits for it."""

    def __init__(self) -> None:
        self.told: queue.Queue[Look] = queue.Queue()

    def until(self, holds: Callable[[Look], bool]) -> Look:
        """The first look for which something holds."""
        while True:
            look = self.told.get(timeout=LONG)
            if holds(look):
                return look

    def names(self, *names: str) -> Look:
        """The look that offers these and no others."""
        return self.until(lambda look: {scan.path.name for scan in look.scans} == set(names))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "scans"
    made.mkdir()
    return made


@pytest.fixture
def heard() -> Listener:
    return Listener()


Begin = Callable[..., ScannerFolder]


@pytest.fixture
def begin(heard: Listener) -> Iterator[Begin]:
    begun: list[ScannerFolder] = []

    def start(folder: Path, since: int = 0) -> ScannerFolder:
        begun.append(ScannerFolder(folder, since, FolderWatch, heard.told.put, SOON))
        return begun[-1]

    yield start
    for each in begun:
        each.close()


def test_a_new_scan_is_offered_and_stays_where_it_is(
    folder: Path, begin: Begin, heard: Listener
) -> None:
    begin(folder)
    heard.names()
    (folder / "scan1.pdf").write_bytes(b"%PDF")
    (look,) = [heard.names("scan1.pdf")]
    assert look.scans[0].size == 4
    assert (folder / "scan1.pdf").read_bytes() == b"%PDF"


def test_a_scan_that_grows_is_waited_for(folder: Path, begin: Begin, heard: Listener) -> None:
    begin(folder)
    heard.names()
    stop = threading.Event()
    path = folder / "long.pdf"

    def write() -> None:
        with path.open("wb", buffering=0) as file:
            while not stop.wait(SOON / 5):
                file.write(b"%PDF")

    scanner = threading.Thread(target=write)
    scanner.start()
    with pytest.raises(queue.Empty):
        heard.told.get(timeout=10 * SOON)
    stop.set()
    scanner.join()
    assert heard.names("long.pdf").scans[0].size == path.stat().st_size


def test_a_scan_that_comes_while_the_watch_begins_is_not_missed(
    folder: Path, heard: Listener
) -> None:
    def begin_slowly(watched: Path, touched: Callable[[], None]) -> FolderWatch:
        (watched / "scan.pdf").write_bytes(b"%PDF")  # too early to be heard of
        return FolderWatch(watched, touched)

    scanner = ScannerFolder(folder, 0, begin_slowly, heard.told.put, SOON)
    heard.until(lambda look: bool(look.scans))
    scanner.close()


def test_what_was_there_before_is_not_new(folder: Path, begin: Begin, heard: Listener) -> None:
    (folder / "old.pdf").write_bytes(b"%PDF")
    os.utime(folder / "old.pdf", ns=(10, 10))
    since = newest_in(folder)
    begin(folder, since)
    heard.names()
    (folder / "new.pdf").write_bytes(b"%PDF")
    heard.names("new.pdf")


def test_scans_done_with_are_offered_no_more_and_the_others_are(
    folder: Path, begin: Begin, heard: Listener
) -> None:
    for number in (1, 2, 3):
        path = folder / f"{number}.pdf"
        path.write_bytes(b"%PDF")
        os.utime(path, ns=(number * 1000, number * 1000))
    scanner = begin(folder)
    offered = heard.names("1.pdf", "2.pdf", "3.pdf").scans
    since = scanner.done_with((offered[0], offered[2]), offered)
    heard.names("2.pdf")
    scanner.close()
    begin(folder, since)
    heard.names("2.pdf", "3.pdf")  # rather offered twice than lost
    assert since == 1000


def test_all_done_with_is_remembered_by_the_newest(
    folder: Path, begin: Begin, heard: Listener
) -> None:
    path = folder / "1.pdf"
    path.write_bytes(b"%PDF")
    scanner = begin(folder)
    offered = heard.names("1.pdf").scans
    assert scanner.done_with(offered, offered) == path.stat().st_mtime_ns


def test_other_files_are_no_scans(folder: Path, begin: Begin, heard: Listener) -> None:
    for name in ("notes.txt", ".hidden.pdf", "~part.pdf", "scan.pdf.part"):
        (folder / name).write_bytes(b"words")
    (folder / "empty.pdf").touch()
    (folder / "folder.pdf").mkdir()
    (folder / "gone.pdf").symlink_to(folder / "nowhere.pdf")
    begin(folder)
    heard.names()
    (folder / "scan.PDF").write_bytes(b"%PDF")
    heard.names("scan.PDF")


def test_a_folder_that_is_lost_is_waited_for(
    folder: Path, begin: Begin, heard: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanner_folder, "LOOKS_EVERY", SOON)
    begin(folder)
    heard.until(lambda look: look.is_there)
    folder.rename(folder.with_name("unplugged"))
    heard.until(lambda look: not look.is_there)
    folder.with_name("unplugged").rename(folder)
    heard.until(lambda look: look.is_there)
    (folder / "scan.pdf").write_bytes(b"%PDF")
    heard.names("scan.pdf")


def test_nothing_is_told_after_it_is_closed(folder: Path, begin: Begin, heard: Listener) -> None:
    scanner = begin(folder)
    heard.names()
    scanner.close()
    (folder / "scan.pdf").write_bytes(b"%PDF")
    with pytest.raises(queue.Empty):
        heard.told.get(timeout=10 * SOON)
