"""What blocks signing, and the digest of a signed note; notes out of files are signed here too.

The signature keeps what the note knew (patient, practice, plan) and the SHA-256 over all of it, so
that a later change shows. In a practice people sign with keys of their own (`sealing`).
"""

import datetime as dt
import hashlib
from dataclasses import replace

from app.domain.facts.known import Known
from app.domain.guides.guide import Act
from app.domain.notes.note import Note, Signature
from app.domain.notes.plain import canonical, plain_answers, plain_content
from app.domain.practice.people import StaffMember
from app.domain.signing.signed_body import note_body
from app.rules.open_item import OpenItem
from app.rules.state import Evaluation


def blockers(state: Evaluation, act: Act) -> tuple[OpenItem, ...]:
    """The open items that block signing, or sending. Everything else only counts."""
    return tuple(item for item in state.open_items if item.blocks is act)


def sign(note: Note, known: Known, state: Evaluation, signer: StaffMember, at: dt.datetime) -> Note:
    """The note of a file as it says it was signed. Callers ask `blockers` first; `at` is UTC."""
    signature = Signature(
        by=signer.id,
        credential=signer.credential,
        at=at,
        open_items=sum(1 for _ in state.open_items),
        digest="",
    )
    signed = replace(note, status="signed", known=known.answers, signature=signature)
    return replace(signed, signature=replace(signature, digest=digest(signed)))


def signature_matches(note: Note) -> bool:
    """Whether a signed note still is what was signed; True for a draft."""
    return note.signature is None or note.signature.digest == digest(note)


def digest(note: Note) -> str:
    """The SHA-256 (hex) over a signed note: whose it is, its content, what it knew, who signed.

    Raises ValueError for a note without a signature.
    """
    signature = note.signature
    if signature is None:
        raise ValueError("a draft has no digest")
    if signature.key:
        return hashlib.sha256(note_body(note)).hexdigest()
    signed = {
        "note": note.id,
        "code": note.code,
        "guide": [note.guide_version, note.guide_digest],
        "patient": note.patient_id,
        "treating": note.treating_id,
        "author": note.author_id,
        "control number": note.control_number,
        "created": _moment(note.created_at),
        "content": plain_content(note.content),
        "known": plain_answers(note.known),
        "signed": [signature.by, signature.credential, _moment(signature.at)],
        "open items": signature.open_items,
    }
    return hashlib.sha256(canonical(signed).encode()).hexdigest()


def _moment(at: dt.datetime) -> str:
    """The moment in UTC: notes out of files name it in their own zone, the store in UTC."""
    return at.astimezone(dt.UTC).isoformat()
