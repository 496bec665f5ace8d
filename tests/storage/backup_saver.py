"""A program that saves and backs up without end, to be killed; `test_backup_kill` starts it."""

import datetime as dt
from multiprocessing.connection import Connection
from pathlib import Path

from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.backing import back_up, scan
from tests.storage.conftest import KEY
from tests.storage.samples import NOON, SUMMARY

MINUTE = dt.timedelta(minutes=1)


def back_up_until_killed(home: Path, share: Path, made: Connection) -> None:
    """Save a note and a document, back up; say which note and which backup after each."""
    store = EmbeddedFolder(home).open(KEY)
    with store.reading() as work:
        number = len(work.notes.of_patient("p1"))
    while True:
        with store.writing() as work:
            work.notes.save(samples.note(f"n{number}"), SUMMARY, NOON)
            work.evidence.keep(scan(30_000))
        backup = back_up(store, share, NOON + number * MINUTE)
        number += 1
        made.send((number, backup.name))
