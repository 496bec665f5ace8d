"""Signing a note: what blocks it, and the lock. One practice user signs here.

The signature keeps what the note knew (patient, practice, plan) and the SHA-256 over all of it, so
that a later change shows. Keys, roles and co-signing come with the people of the practice.
"""

import datetime as dt
import hashlib
from dataclasses import replace

from app.domain.guide import Act
from app.domain.known import Known
from app.domain.note import Note, Signature
from app.domain.people import StaffMember
from app.domain.plain import canonical, plain_answers, plain_content
from app.rules.open_item import OpenItem
from app.rules.state import Evaluation


def blockers(state: Evaluation, act: Act) -> tuple[OpenItem, ...]:
    """The open items that block signing, or sending. Everything else only counts."""
    return tuple(item for item in state.open_items if item.blocks is act)


def sign(note: Note, known: Known, state: Evaluation, signer: StaffMember, at: dt.datetime) -> Note:
    """The note, signed and locked. Callers ask `blockers` first; `at` is UTC."""
    signed = replace(note, status="signed", known=known.answers)
    return replace(
        signed,
        signature=Signature(
            by=signer.id,
            credential=signer.credential,
            at=at,
            open_items=sum(1 for _ in state.open_items),
            digest=digest(signed),
        ),
    )


def signature_matches(note: Note) -> bool:
    """Whether a signed note still is what was signed; True for a draft."""
    return note.signature is None or note.signature.digest == digest(note)


def digest(note: Note) -> str:
    """The SHA-256 (hex) over who and what the note is about, its content and what it knew."""
    signed = {
        "note": note.id,
        "code": note.code,
        "guide": [note.guide_version, note.guide_digest],
        "patient": note.patient_id,
        "treating": note.treating_id,
        "created": note.created_at.isoformat(),
        "content": plain_content(note.content),
        "known": plain_answers(note.known),
    }
    return hashlib.sha256(canonical(signed).encode()).hexdigest()
