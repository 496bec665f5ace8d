"""Whether a signed note still is what was signed: checked on opening, exporting and in between.

Pure over one transaction. What was signed is in the seals; everything else that is kept of a note,
the columns of lists and the rows of the audit trail, must say the same.
"""

from collections.abc import Sequence

from app.crypto import fingerprint, is_signed
from app.domain.audit import SIGNINGS, AuditQuery, Deed, true_hash
from app.domain.finding.listing import NoteRow, NoteSummary
from app.domain.notes.note import Note
from app.domain.notes.plain import UNREADABLE
from app.domain.signing.later_entry import attestation_of, entry_of
from app.domain.signing.seal import LATER, Seal, SealKind, Standing
from app.domain.signing.signed_body import note_of
from app.errors import DamagedFile
from app.services.ports.store import Repositories
from app.services.seals.attesting import standing_attestations, unattested
from app.services.seals.key_standing import is_told
from app.services.seals.proof import proofs_fit
from app.services.seals.signing import signature_matches

TOLD_BY = {
    SealKind.NOTE: Deed.NOTE_SIGNED,
    SealKind.ATTESTATION: Deed.NOTE_ATTESTED,
    SealKind.CO_SIGNATURE: Deed.NOTE_CO_SIGNED,
    SealKind.CONTINUATION: Deed.NOTE_CONTINUED,
    SealKind.ADDENDUM: Deed.NOTE_CORRECTED,
    SealKind.VOID: Deed.NOTE_VOIDED,
}
"""The row of the trail that tells of a seal, by its digest."""

CO_SIGNATURE = "co-signature"
"""What a row of the trail says is awaited of another one now, after `Deed.NOTE_REASSIGNED`."""

_TELLING = (*TOLD_BY.values(), *SIGNINGS)
_MOST_TOLD = 1_000
"""Rows of one note that are looked through: more entries than anybody makes."""


def standing_of(found: Repositories, note_id: str) -> Standing:
    """How it stands with a note; UNCHECKED for a draft or where there is none."""
    try:
        note, row = found.notes.get(note_id), found.notes.row(note_id)
        seals = found.seals.of_note(note_id)
    except (DamagedFile, *UNREADABLE):  # a column that is no date or number raises as it is read
        return Standing.DAMAGED
    if note is None or row is None:
        return Standing.UNCHECKED
    signature = note.signature
    if signature is None:
        was_signed = AuditQuery(note=note_id, deeds=SIGNINGS, limit=1)
        is_draft = row.status != "signed" and not found.audit.page(was_signed).rows
        return Standing.UNCHECKED if is_draft else Standing.BROKEN
    later = tuple(each for each in seals if each.kind in LATER)
    try:
        fits = (
            _columns_fit(row, note, later, awaited_co_signer(found, note, later))
            and _seals_fit(found, note, seals)
            and proofs_fit(found, seals, found.proofs.of_note(note_id))
            and _is_told(found, note, seals)
        )
    except UNREADABLE:
        return Standing.BROKEN
    return Standing.FITS if fits else Standing.BROKEN


def awaited_co_signer(found: Repositories, note: Note, seals: Sequence[Seal]) -> str:
    """Whose co-signature a note awaits now (a staff id); empty when nobody's.

    The signer named one in what was signed. When that dentist left before signing, the trail tells
    to whom it went on; a row that is not as it was written tells nothing.
    """
    awaited = note.signature.co_signer if note.signature else ""
    if not awaited or any(each.kind is SealKind.CO_SIGNATURE for each in seals):
        return ""
    query = AuditQuery(note=note.id, deeds=(Deed.NOTE_REASSIGNED,), limit=_MOST_TOLD)
    for row in reversed(found.audit.page(query).rows):
        went_on = row.told.get("what") == CO_SIGNATURE and row.told.get("before") == awaited
        if went_on and row.hash == true_hash(row):
            awaited = str(row.told.get("to"))
    return awaited


def _columns_fit(row: NoteRow, note: Note, later: Sequence[Seal], awaited: str) -> bool:
    """Whether lists show of the note what was signed."""
    shown = (row.patient_id, row.code, row.date_of_service, row.treating_id, row.author_id)
    signed = (note.patient_id, note.code, note.date_of_service, note.treating_id, note.author_id)
    return (
        shown == signed
        and (row.status, row.waits_for, row.co_signer) == ("signed", "", awaited)
        and row.entries == len(later)
        and row.is_void == any(each.kind is SealKind.VOID for each in later)
        and _summary_fits(row.summary, note)
    )


def _summary_fits(summary: NoteSummary, note: Note) -> bool:
    """Whether lists call a note as complete as its signer saw it.

    How many items were open is signed; of how many, is not. So a number below 100 may be any.
    """
    still_open = note.signature.open_items if note.signature else 0
    is_complete = still_open == 0
    return (
        summary.open_items == still_open
        and (summary.percent == 100 if is_complete else 0 <= summary.percent < 100)
        and bool(summary.missing) != is_complete
    )


def _seals_fit(found: Repositories, note: Note, seals: Sequence[Seal]) -> bool:
    """Whether each seal is genuine and stands in its place."""
    signature = note.signature
    assert signature is not None, "callers ask for signed notes"
    if not all(_is_genuine(found, each) for each in seals):
        return False
    if not signature.key:  # out of a file, or signed before there were keys
        return signature_matches(note) and _chain_fits(signature.digest, seals)
    attested = [each for each in seals if each.kind is SealKind.ATTESTATION]
    own = len(attested)
    return (
        own < len(seals)
        and seals[own].kind is SealKind.NOTE
        and all(each.kind is SealKind.ATTESTATION for each in seals[:own])
        and set(signature.attestations) == set(standing_attestations(note, attested).values())
        and signature.unattested == unattested(note, attested, signature.by)
        and [each.number for each in seals] == list(range(1, len(seals) + 1))
        and _chain_fits(seals[own].digest, seals[own + 1 :])
    )


def _chain_fits(first: str, later: Sequence[Seal]) -> bool:
    """Whether each later entry names the digest of the seal before it."""
    before = [first, *(each.digest for each in later)]
    return all(
        each.kind in LATER and entry_of(each.body).previous == digest
        for digest, each in zip(before, later, strict=False)
    )


def _is_genuine(found: Repositories, seal: Seal) -> bool:
    """Whether a seal was made by whom it names, with a key that was theirs at that moment."""
    key = found.signing_keys.get(seal.key)
    if key is None or fingerprint(key.public) != seal.key or key.person != seal.by:
        return False
    if not is_told(found, key):
        return False
    was_theirs = key.made_at <= seal.at and (key.ended_at is None or seal.at <= key.ended_at)
    return was_theirs and _is_as_told(seal) and is_signed(key.public, seal.body, seal.signature)


def _is_as_told(seal: Seal) -> bool:
    """Whether what stands beside the bytes of a seal is what they say themselves."""
    beside = (seal.note, seal.by, seal.key, seal.at)
    if seal.kind is SealKind.NOTE:
        note = note_of(seal.body, seal.digest)
        of = note.signature
        return of is not None and (note.id, of.by, of.key, of.at) == beside
    if seal.kind is SealKind.ATTESTATION:
        word = attestation_of(seal.body)
        return (word.note, word.by, word.key, word.at) == beside
    entry = entry_of(seal.body)
    said = (entry.note, entry.by, entry.key, entry.at)
    return entry.kind is seal.kind and said == beside


def _is_told(found: Repositories, note: Note, seals: Sequence[Seal]) -> bool:
    """Whether the trail tells of every seal by its digest, and of none that is not there."""
    query = AuditQuery(note=note.id, deeds=_TELLING, limit=_MOST_TOLD)
    rows = found.audit.page(query).rows
    if any(row.hash != true_hash(row) for row in rows):
        return False
    told = {(row.deed, row.told.get("digest")) for row in rows}
    kept = {(TOLD_BY[each.kind].value, each.digest) for each in seals}
    signature = note.signature
    if signature is not None and not signature.key:  # its digest stands for a seal
        own = {(deed.value, signature.digest) for deed in SIGNINGS}
        return told - own == kept and bool(told & own)
    return told == kept
