"""Puts somebody's name under a note, under their part of it, and under what is added to it later.

Charting, hand-over and later entries call it, inside the transaction that keeps what was signed.
What is signed is built once as bytes (`domain.signing.signed_body`); the seal keeps those bytes.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.crypto import Secret, fingerprint, public_half, signed
from app.domain.facts.known import Known
from app.domain.notes.note import Note, Signature
from app.domain.practice.authority import Right, needs_co_signature, rights_of
from app.domain.practice.people import StaffMember, StaffRole
from app.domain.signing.later_entry import Attestation, LaterEntry, attestation_body, entry_body
from app.domain.signing.seal import Seal, SealKind
from app.domain.signing.signed_body import note_body, note_of
from app.errors import ClockBehind, NoSupervisor, NotAllowed, NotSignedIn
from app.services.ports.store import Repositories
from app.services.seals.attesting import own_part, standing_attestations, unattested

Drawn = tuple[tuple[tuple[int, int], ...], ...]
"""A drawn signature, as `Signature.drawn` has it."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, with the key they sign with; `at` (UTC) is when."""

    member: StaffMember
    key: Secret
    fingerprint: str
    at: dt.datetime

    def seal(self, note_id: str, number: int, kind: SealKind, body: bytes) -> Seal:
        """Their seal over some bytes."""
        of = self.member.id
        signature = signed(self.key, body)
        return Seal(note_id, number, kind, of, self.at, self.fingerprint, body, signature)


def signer_of(
    found: Repositories, staff_id: str, key: Secret, at: dt.datetime, right: Right | None = None
) -> Signer:
    """Somebody with their signing key.

    Raises NotAllowed without the right, NotSignedIn for a key that is not theirs or has ended,
    ClockBehind where the clock stands before the key was made: nobody would believe the signature.
    """
    staff = found.staff.all()
    member = next((each for each in staff if each.id == staff_id and each.active), None)
    public = fingerprint(public_half(key))
    kept = found.signing_keys.get(public)
    if member is None or kept is None or kept.person != staff_id or kept.ended_at is not None:
        raise NotSignedIn
    if right is not None and right not in rights_of(member, staff):
        raise NotAllowed
    if at < kept.made_at:
        raise ClockBehind
    return Signer(member, key, public, at)


def co_signer_of(found: Repositories, note: Note, signer: StaffMember) -> str:
    """Whose signature is awaited after this one (a staff id); empty after a dentist's own.

    The signer's supervising dentist, else who treats. Raises NoSupervisor.
    """
    if not needs_co_signature(signer):
        return ""
    staff = {each.id: each for each in found.staff.all()}
    for staff_id in (signer.supervisor, note.treating_id, found.practice.get().treating):
        dentist = staff.get(staff_id)
        if dentist and dentist.active and StaffRole.DENTIST in dentist.roles:
            return staff_id
    raise NoSupervisor


def signed_note(
    found: Repositories, note: Note, known: Known, open_items: int, signer: Signer, drawn: Drawn
) -> tuple[Note, Seal]:
    """The note as its signer signs it, with what others attested, and the seal of it.

    Raises NoSupervisor.
    """
    seals, member = found.seals.of_note(note.id), signer.member
    signature = Signature(
        by=member.id,
        credential=member.credential,
        at=signer.at,
        open_items=open_items,
        digest="",
        name=member.name.full,
        key=signer.fingerprint,
        attestations=tuple(standing_attestations(note, seals).values()),
        unattested=unattested(note, seals, member.id),
        co_signer=co_signer_of(found, note, member),
        drawn=drawn,
    )
    note = replace(note, known=known.answers, signature=signature)
    return sealed_note(note, signer, len(seals) + 1)


def sealed_note(note: Note, signer: Signer, number: int) -> tuple[Note, Seal]:
    """A note with its signature in it, as it is read back from the bytes of its seal."""
    body = note_body(note)
    as_signed = note_of(body, hashlib.sha256(body).hexdigest())
    as_signed = replace(as_signed, version=note.version, saved_at=note.saved_at)
    return as_signed, signer.seal(note.id, number, SealKind.NOTE, body)


def sealed_entry(
    entry: LaterEntry, signer: Signer, seals: Sequence[Seal], signature: Signature
) -> Seal:
    """The seal of a later entry, which names its signer and follows the seals there are.

    A note from before there were keys has no seal: then the entry names the note's own digest.
    """
    entry = replace(
        entry,
        by=signer.member.id,
        name=signer.member.name.full,
        credential=signer.member.credential,
        key=signer.fingerprint,
        at=signer.at,
        previous=seals[-1].digest if seals else signature.digest,
    )
    return signer.seal(entry.note, len(seals) + 1, entry.kind, entry_body(entry))


def sealed_attestation(note: Note, signer: Signer, seals: Sequence[Seal]) -> Seal:
    """Somebody's word for everything they have entered into a draft."""
    member = signer.member
    attestation = Attestation(
        note=note.id,
        by=member.id,
        name=member.name.full,
        credential=member.credential,
        key=signer.fingerprint,
        at=signer.at,
        answers=own_part(note, member.id),
    )
    body = attestation_body(attestation)
    return signer.seal(note.id, len(seals) + 1, SealKind.ATTESTATION, body)
