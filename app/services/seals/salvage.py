"""What can still be read of a signed note whose record is damaged; charting opens it as far.

A changed byte mostly spoils one answer. The bytes that were signed are looked through for every
answer that still reads, whatever stands around it. What is opened so is never taken for the note:
its standing is DAMAGED wherever it is shown.
"""

import json
import re
from collections.abc import Iterator

from rpds import HashTrieMap

from app.domain.facts.known import KNOWN_FIELDS
from app.domain.finding.listing import NoteQuery
from app.domain.guides.answers import Answer
from app.domain.guides.paths import template_of
from app.domain.notes.note import Content, Note, Signature
from app.domain.notes.plain import UNREADABLE, answer_of
from app.errors import DamagedFile, DamagedNote
from app.services.ports.store import Repositories

_PATH = re.compile(r'"([a-z0-9_/.]+)":(?=\["[a-z_]+",)')
"""An answer path before an answer, as `plain` writes both."""

_MOST_NOTES = 1_000
"""Notes of one patient that are looked through."""


def salvaged(found: Repositories, note_id: str) -> Note:
    """A damaged signed note, with the answers that can be read, by nobody's signature.

    Raises DamagedNote for a draft, of which nothing is told apart, and where not even its line in
    the list can be read.
    """
    bodies = found.seals.bodies(note_id)
    try:
        row = found.notes.row(note_id)
    except UNREADABLE:
        row = None
    if row is None or not bodies:
        raise DamagedNote
    read = dict(each for body in bodies for each in _answers(body.decode("utf-8", "replace")))
    known = {path: answer for path, answer in read.items() if template_of(path) in KNOWN_FIELDS}
    typed = {path: answer for path, answer in read.items() if path not in known}
    return Note(
        id=note_id,
        code=row.code,
        guide_version=0,
        patient_id=row.patient_id,
        treating_id=row.treating_id,
        author_id=row.author_id,
        created_at=row.saved_at,
        content=Content(HashTrieMap(typed)),
        known=HashTrieMap(known),
        status="signed",
        signature=Signature(row.author_id, "", row.saved_at, row.summary.open_items, ""),
        saved_at=row.saved_at,
        version=1,
    )


def readable_notes(found: Repositories, patient_id: str) -> Iterator[Note]:
    """Every note of a patient that can be read, oldest first: a damaged one hides no other."""
    try:
        yield from found.notes.of_patient(patient_id)
        return
    except DamagedFile:
        rows = found.notes.page(NoteQuery(patient_id=patient_id, limit=_MOST_NOTES)).rows
    for row in sorted(rows, key=lambda each: each.saved_at):
        try:
            note = found.notes.get(row.id)
        except DamagedFile:
            continue
        if note is not None:
            yield note


def _answers(text: str) -> Iterator[tuple[str, Answer]]:
    decoder = json.JSONDecoder()
    for found in _PATH.finditer(text):
        try:
            plain, _ = decoder.raw_decode(text, found.end())
            yield found[1], answer_of(plain)
        except UNREADABLE:
            continue
