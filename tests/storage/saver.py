"""A program that saves without end, to be killed; it tells each save only after it was kept."""

import datetime as dt
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from app.crypto import Secret
from app.domain.guides.answers import Text
from app.storage.folder import EmbeddedFolder
from tests.storage import samples

KEY = Secret(bytes(range(32)))
LONG = "Spoke with the cardiology office. " * 500  # some pages, so that a save can be half written


def told(version: int) -> str:
    """What the note and the evidence of a version say."""
    return f"{version} {LONG}"


def save_until_killed(folder: Path, acknowledged: Connection) -> None:
    """Save note `n1` and a piece of evidence in one transaction, again and again."""
    store = EmbeddedFolder(folder).open(KEY)
    with store.writing() as work:
        work.sessions.begin(samples.NOON)
        note = work.notes.get("n1")
    assert note
    while True:
        text = told(note.version + 1)
        with store.writing() as work:
            changed = replace(note, content=samples.content(condition=Text(text)))
            at = samples.NOON + dt.timedelta(seconds=note.version)
            note = work.notes.save(changed, samples.SUMMARY, at)
            work.evidence.keep(text.encode())
        acknowledged.send(note.version)
