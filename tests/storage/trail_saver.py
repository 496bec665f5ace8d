"""A program that saves a note and a row of the trail about it without end, to be killed."""

from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from app.domain.audit import About, AuditEntry, Deed
from app.domain.guides.answers import Text
from app.storage.folder import EmbeddedFolder
from tests.storage import samples
from tests.storage.saver import KEY


def save_with_trail(folder: Path, acknowledged: Connection) -> None:
    """Save note `n1` again and again, each time with its row."""
    store = EmbeddedFolder(folder).open(KEY)
    with store.reading() as found:
        note = found.notes.get("n1")
    assert note
    while True:
        content = samples.content(condition=Text(f"{note.version + 1} words"))
        with store.writing() as work:
            note = work.notes.save(replace(note, content=content), samples.SUMMARY, samples.NOON)
            about = About("note", note.id, note.patient_id, note.id)
            work.audit.append(AuditEntry(Deed.NOTE_EDITED, samples.NOON, "s1", about))
        acknowledged.send(note.version)
