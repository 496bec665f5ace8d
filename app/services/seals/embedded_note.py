"""What a printed chart note carries inside its file as JSON, so that the file proves itself.

Printing embeds it, `chart_note_files` reads it again. It holds what the pages show and nothing
more. Of a signed note that is every signed page with its signature and the public key, and how it
stood when it was printed; the pages are put together of these. What nobody signed with a key is
carried as the printed document, block by block.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, get_args

from pydantic import TypeAdapter

from app import __version__
from app.documents.blocks import Document, PageSize
from app.documents.notes.attached_request import AttachedRequest
from app.documents.notes.chart_note import proven_pages
from app.documents.notes.note_view import NoteView
from app.documents.notes.signed_pages import Printing
from app.documents.plain_document import document_of, plain_document
from app.domain.notes.plain import Plain, canonical
from app.domain.signing.seal import Proof, Standing

FORMAT = 2
LARGEST = 8_000_000
"""Bytes of JSON that are read; a note of a thousand activities has a tenth of it."""


@dataclass(frozen=True, slots=True)
class CarriedProof:
    """One signature as a file carries it: over which bytes, by which public key."""

    body: bytes
    signature: bytes
    public: bytes


@dataclass(frozen=True, slots=True)
class EmbeddedNote:
    """What was found inside a file. `digest` is the signature's, empty for a draft.

    `document` is what was printed, None where `proofs` say it.
    """

    note: str
    code: str
    version: int
    digest: str
    program: str
    printing: Printing
    proofs: tuple[CarriedProof, ...]
    document: Document | None

    @property
    def source(self) -> str:
        """Which note it was printed from, in words that stay on one line."""
        words = f"{self.code} note {self.note[:8]}, version {self.version}"
        return "".join(sign for sign in words if sign.isprintable())


def embedded_note(view: NoteView, document: Document) -> bytes:
    """The JSON to embed into the print of a note's document."""
    return canonical(carried_note(view, document)).encode()


def carried_note(view: NoteView, document: Document) -> Plain:
    """What is carried of a note with the print of its document, as JSON values."""
    note = view.note
    proven = proven_pages(view) and all(proof.key in view.keys for proof in view.proofs)
    return {
        "format": FORMAT,
        "program": __version__,
        "printed_at": view.made_at.astimezone(view.zone).isoformat(),
        "paper": view.paper,
        "standing": view.standing.value,
        "note": note.id,
        "code": note.code,
        "version": note.version,
        "guide": [note.guide_version, note.guide_digest],
        "signature": note.signature.digest if note.signature else "",
        "proofs": [_plain(proof, view.keys) for proof in view.proofs] if proven else [],
        "attached": [asdict(each) for each in view.attached],
        "document": None if proven else plain_document(document),
    }


def read_embedded(content: bytes) -> EmbeddedNote | None:
    """What was embedded; None for anything else."""
    if len(content) > LARGEST:
        return None
    try:
        return note_carried(json.loads(content))
    except (ValueError, RecursionError):
        return None


def note_carried(plain: dict[str, Any]) -> EmbeddedNote | None:
    """What JSON values carry of a note; None for any others."""
    try:
        proofs = tuple(map(_proof_of, plain["proofs"]))
        document = None if proofs else document_of(plain["document"])
        if plain["format"] != FORMAT or not (proofs or document):
            return None
        return EmbeddedNote(
            note=str(plain["note"]),
            code=str(plain["code"]),
            version=int(plain["version"]),
            digest=str(plain["signature"]),
            program=str(plain["program"]),
            printing=_printing(plain),
            proofs=proofs,
            document=document,
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


def _plain(proof: Proof, keys: Mapping[str, bytes]) -> dict[str, str]:
    return {
        "body": proof.body.decode(),
        "signature": proof.signature.hex(),
        "public": keys[proof.key].hex(),
    }


def _proof_of(plain: dict[str, str]) -> CarriedProof:
    return CarriedProof(
        plain["body"].encode(), bytes.fromhex(plain["signature"]), bytes.fromhex(plain["public"])
    )


def _printing(plain: dict[str, Any]) -> Printing:
    at = dt.datetime.fromisoformat(plain["printed_at"])
    paper: PageSize = plain["paper"]
    if at.tzinfo is None or paper not in get_args(PageSize):
        raise ValueError("not a print of ours")
    attached = TypeAdapter(tuple[AttachedRequest, ...]).validate_python(plain.get("attached", ()))
    return Printing(at, paper, Standing(plain["standing"]), attached)
