"""What the tests of note files share: the shipped guides, a reader, a small sound file."""

import datetime as dt
import json
from functools import cache
from typing import Any

from app.domain.codes.icd10 import DiagnosisIndex
from app.guides.catalogue import load_guides
from app.paths import resources_folder
from app.rules.compiled import CompiledGuide
from app.services.note_files.note_file import NoteFile
from app.services.note_files.note_file_parsing import parse_note_file
from app.services.note_files.note_file_reading import NoteReader, NoteReading

NOW = dt.datetime(2026, 11, 22, 15, 4, tzinfo=dt.timezone(dt.timedelta(hours=-5)))


@cache
def guides() -> dict[str, CompiledGuide]:
    """The shipped guides, compiled."""
    found, problems = load_guides(resources_folder() / "guides")
    assert problems == ()
    return {code: CompiledGuide(guide) for code, guide in found.items()}


@cache
def diagnoses() -> DiagnosisIndex:
    """The shipped diagnosis list."""
    return DiagnosisIndex(resources_folder() / "icd10" / "diagnoses.bin")


def sample(**changes: object) -> dict[str, Any]:
    """A short note file as plain values, with some entries changed."""
    return {
        "format": 1,
        "code": "D9311",
        "today": "2026-11-22",
        "made_at": "2026-11-22T15:04:00-05:00",
        "patient": {"name": {"given": "Marisol", "family": "Testwell"}, "birth_date": "1958-04-02"},
        "treating": {
            "name": {"given": "Ada", "family": "Samplemann"},
            "role": "dentist",
            "credential": "DDS",
        },
        "answers": {"date_of_service": "2026-11-03"},
        **changes,
    }


def parsed(plain: dict[str, Any]) -> NoteFile:
    """The note file of plain values that are sound in form."""
    file, problems = parse_note_file(json.dumps(plain).encode())
    assert file is not None, problems
    return file


def read(plain: dict[str, Any]) -> NoteReading:
    """The note in a file of plain values."""
    file = parsed(plain)
    return NoteReader(NOW, diagnoses).read(file, guides()[file.code], None)
