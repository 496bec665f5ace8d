"""A practice with something in it, and backing it up as the program does; tests share it."""

import datetime as dt
import os
from functools import partial
from pathlib import Path

from app.domain.backup import Backup, Progress
from app.services.durability.backups import Backups
from app.services.durability.record_check import broken_records
from app.services.notes.charting import Clock
from app.services.trail import Trail
from app.storage.backup.backup_shelf import Shelf, shelf_folder
from app.storage.backup_opening import problems_of
from app.storage.folder import EmbeddedFolder
from app.storage.unit_of_work import SqlStore
from tests.storage import samples
from tests.storage.conftest import KEY
from tests.storage.samples import NOON, SUMMARY

LOOK = partial(problems_of, broken_records)
DAY = dt.timedelta(days=1)


def unheard(progress: Progress) -> None:
    """Nobody listens."""
    del progress


def filled(home: Path, notes: int = 40) -> SqlStore:
    """The practice in a folder, open, with a patient and some notes."""
    store = EmbeddedFolder(home).open(KEY)
    with store.writing() as work:
        work.patients.save(samples.patient())
        work.staff.save(samples.dentist())
        for number in range(notes):
            work.notes.save(samples.note(f"n{number}"), SUMMARY, NOON)
    return store


def back_up(store: SqlStore, folder: Path, at: dt.datetime = NOON) -> Backup:
    """Back up at a moment, and drop what is not needed any more."""
    return Backups(store, Clock(lambda: at, dt.UTC), Trail(lambda: at), LOOK).back_up(
        folder, unheard
    )


def shelf_in(folder: Path) -> Shelf:
    """The shelf of the tests' practice in a folder."""
    return Shelf(shelf_folder(folder, "test-practice"), KEY)


def size_below(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def contents_below(folder: Path) -> dict[str, bytes]:
    """Every file in a folder but locks, with its bytes."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.name != ".lock"
    }


def scan(size: int) -> bytes:
    """A document of a size in bytes that nothing can make smaller."""
    return os.urandom(size)
