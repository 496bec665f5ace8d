"""What a printed chart note carries inside its file as JSON, and whether the pages still say it.

Printing embeds it, `sent_files` reads it again. It holds what the pages show and nothing more: the
printed document block by block, and which note in which version and under which signature it was.
"""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from app import __version__
from app.documents.blocks import Document
from app.documents.note_view import NoteView
from app.documents.plain_document import document_of, plain_document
from app.domain.plain import canonical

FORMAT = 1
LARGEST = 8_000_000
"""Bytes of JSON that are read; a note of a thousand activities has a tenth of it."""


@dataclass(frozen=True, slots=True)
class EmbeddedNote:
    """What was found inside a file. `digest` is the signature's, empty for a draft."""

    note: str
    code: str
    version: int
    digest: str
    program: str
    printed_at: dt.datetime
    document: Document


def embedded_note(view: NoteView, document: Document) -> bytes:
    """The JSON to embed into the print of a note's document."""
    note = view.note
    content = {
        "format": FORMAT,
        "program": __version__,
        "printed_at": view.made_at.isoformat(),
        "note": note.id,
        "code": note.code,
        "version": note.version,
        "guide": [note.guide_version, note.guide_digest],
        "signature": note.signature.digest if note.signature else "",
        "document": plain_document(document),
    }
    return canonical(content).encode()


def read_embedded(content: bytes) -> EmbeddedNote | None:
    """What was embedded; None for anything else."""
    if len(content) > LARGEST:
        return None
    try:
        plain: dict[str, Any] = json.loads(content)
        document = document_of(plain["document"])
        if document is None or plain["format"] != FORMAT:
            return None
        return EmbeddedNote(
            note=str(plain["note"]),
            code=str(plain["code"]),
            version=int(plain["version"]),
            digest=str(plain["signature"]),
            program=str(plain["program"]),
            printed_at=dt.datetime.fromisoformat(plain["printed_at"]).astimezone(dt.UTC),
            document=document,
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None
