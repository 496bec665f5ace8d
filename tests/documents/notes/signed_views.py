"""Signed notes as documents see them, with seals, later entries and proofs; several tests share."""

import datetime as dt
import hashlib
from dataclasses import replace

from app.crypto import Secret, fingerprint, public_half, signed
from app.documents.blocks import Strokes
from app.documents.notes.chart_note import surroundings
from app.documents.notes.note_view import NoteView
from app.domain.notes.note import Note
from app.domain.practice.people import PersonName, StaffMember, StaffRole
from app.domain.signing.later_entry import Attestation, Correction, LaterEntry, entry_body
from app.domain.signing.seal import Seal, SealKind
from app.domain.signing.signed_body import note_body
from app.services.notes.draft import Draft
from app.services.printing.printing import Desk, view_note
from app.services.seals import signing
from app.services.seals.proof import entry_proof, note_proof
from tests.documents.notes.note_views import DENTIST, PEOPLE
from tests.small_guide import NOW

KEY = Secret(bytes(range(32)))
"""Dr. Ada Samplemann's signing key."""

FINGERPRINT = fingerprint(public_half(KEY))
DRAWN = (((40, 180), (120, 30), (200, 190), (90, 120), (260, 110)), ((320, 60), (1000, 140)))
HYGIENIST = StaffMember(
    id="h1",
    name=PersonName(given="Hugo", family="Scalewell"),
    role=StaffRole.HYGIENIST,
    credential="RDH",
)
NAMES = {**PEOPLE, "h1": "Hugo Scalewell"}


def signed_view(
    d: Draft,
    *,
    by: StaffMember = DENTIST,
    proven: bool = True,
    drawn: Strokes = (),
    unattested: tuple[str, ...] = (),
    co_signer: str = "",
) -> NoteView:
    """The draft's note, signed with the key."""
    note = replace(
        d.note,
        code=d.guide.guide.code,
        control_number="CP2611220A1B2C3D",
        treating_id=DENTIST.id,
    )
    note = signing.sign(note, d.known, d.state, by, NOW)
    assert note.signature is not None
    signature = replace(
        note.signature,
        name=by.name.full,
        key=FINGERPRINT,
        drawn=drawn,
        unattested=unattested,
        co_signer=co_signer,
    )
    return seen(replace(note, signature=signature), d, proven=proven)


def seen(note: Note, d: Draft, *, proven: bool) -> NoteView:
    """A note with a signature in it as documents see it, its digest and its proof added."""
    body = note_body(note)
    assert note.signature is not None
    note = replace(note, signature=replace(note.signature, digest=hashlib.sha256(body).hexdigest()))
    view = view_note(note, d.guide, d.known, Desk(NAMES, dt.UTC), NOW)
    if not proven:
        return view
    return replace(view, proofs=(note_proof(view, seal_of(view), KEY),))


def seal_of(view: NoteView) -> Seal:
    """The seal of a signed note."""
    signature, body = view.note.signature, note_body(view.note)
    assert signature is not None
    by, at, key = signature.by, signature.at, signature.key
    return Seal(view.note.id, 1, SealKind.NOTE, by, at, key, body, signed(KEY, body))


def with_entry(
    view: NoteView,
    kind: SealKind,
    *,
    text: str = "",
    reason: str = "",
    occurred: dt.date | None = None,
    corrections: tuple[Correction, ...] = (),
    documents: tuple[str, ...] = (),
) -> NoteView:
    """The note with one more later entry by Dr. Ada Samplemann, an hour after the one before."""
    number = 2 + len(view.later)
    entry = LaterEntry(
        kind=kind,
        note=view.note.id,
        by=DENTIST.id,
        name=DENTIST.name.full,
        credential=DENTIST.credential,
        key=FINGERPRINT,
        at=NOW + dt.timedelta(hours=number),
        previous=view.proofs[-1].digest if view.proofs else "",
        text=text,
        reason=reason,
        occurred=occurred,
        corrections=corrections,
        documents=documents,
    )
    body = entry_body(entry)
    seal = Seal(entry.note, number, kind, entry.by, entry.at, FINGERPRINT, body, signed(KEY, body))
    proofs = view.proofs
    if proofs:
        proofs += (entry_proof(entry, surroundings(view), seal, proofs[-1], KEY),)
    return replace(view, later=(*view.later, entry), proofs=proofs)


def attestation(view: NoteView, by: str) -> Attestation:
    """Somebody's word for what they entered into the note."""
    answers = view.note.content.answers
    return Attestation(
        view.note.id, by, NAMES[by], "", FINGERPRINT, NOW - dt.timedelta(minutes=20), answers
    )
