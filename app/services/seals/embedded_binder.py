"""What a file of many notes carries inside as JSON, so that the notes in it prove themselves.

`requests.binder` and `requests.record_requests` embed it, `signing.binder_files` reads it again.
Notes are carried as a chart note carries itself; our own pages around them, which nobody signed,
block by block. Of documents nothing is carried: their pages are pictures of foreign files.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app import __version__
from app.documents.blocks import Document
from app.documents.notes.note_view import NoteView
from app.documents.plain_document import document_of, plain_document
from app.domain.notes.plain import Plain, canonical
from app.services.seals.embedded_note import EmbeddedNote, carried_note, note_carried

LARGEST = 48_000_000
"""Bytes of JSON that are read; a volume of two hundred notes has an eighth of it."""


class Bound(StrEnum):
    """What the file is; the value names the form of what it carries."""

    BINDER = "chartproof binder 1"
    COPY = "chartproof records 1"


@dataclass(frozen=True, slots=True)
class BoundPart:
    """One document of ours in a file, from page `page` of the whole on.

    `view` is given for a note. What is carried of it says its pages, signed or not.
    """

    page: int
    document: Document
    view: NoteView | None = None


@dataclass(frozen=True, slots=True)
class CarriedPart:
    """A part as it was found inside a file: `document` are its pages, None where `note` says it."""

    page: int
    document: Document | None
    note: EmbeddedNote | None


@dataclass(frozen=True, slots=True)
class EmbeddedBinder:
    """What was found inside a file. `pages` are those of the whole, `made_at` is UTC."""

    kind: Bound
    program: str
    made_at: dt.datetime
    pages: int
    parts: tuple[CarriedPart, ...]

    @property
    def notes(self) -> tuple[EmbeddedNote, ...]:
        """The notes in the file, in its order."""
        return tuple(part.note for part in self.parts if part.note is not None)


def embedded_binder(
    kind: Bound, parts: Sequence[BoundPart], pages: int, made_at: dt.datetime
) -> bytes:
    """The JSON to embed into a file; empty for one that is too large to be read again."""
    content = {
        "format": kind.value,
        "program": __version__,
        "made_at": made_at.astimezone(dt.UTC).isoformat(),
        "pages": pages,
        "parts": [_plain(part) for part in parts],
    }
    carried = canonical(content).encode()
    return carried if len(carried) <= LARGEST else b""


def read_binder(content: bytes) -> EmbeddedBinder | None:
    """What was embedded; None for anything else."""
    if len(content) > LARGEST:
        return None
    try:
        plain: dict[str, Any] = json.loads(content)
        made_at = dt.datetime.fromisoformat(plain["made_at"])
        parts = tuple(map(_part, plain["parts"]))
        if made_at.tzinfo is None or None in parts:
            return None
        found = tuple(part for part in parts if part is not None)
        kind, program = Bound(plain["format"]), str(plain["program"])
        return EmbeddedBinder(kind, program, made_at, int(plain["pages"]), found)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


def _plain(part: BoundPart) -> Plain:
    if part.view is not None:
        return {"page": part.page, "note": carried_note(part.view, part.document)}
    return {"page": part.page, "document": plain_document(part.document)}


def _part(plain: dict[str, Any]) -> CarriedPart | None:
    page = int(plain["page"])
    if "note" in plain:
        note = note_carried(plain["note"])
        return CarriedPart(page, None, note) if note else None
    document = document_of(plain["document"])
    return CarriedPart(page, document, None) if document else None
