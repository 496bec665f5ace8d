"""Proofs: the signer's second signature, under the printed pages, which leaves with them.

A signed note is read from the bytes of its seal, but those never leave: they hold hidden answers
too. So whoever signs also signs what they see on paper. A proof is that: the pages, block by block,
with whose they are, in canonical bytes (`notes.signed_pages`), under a second Ed25519 signature
by the same key, in a table of its own (`Repositories.proofs`) beside the seal it belongs to and
under the same number. Each names the digest of its seal and of the proof before, so none can be
taken out, or moved to another note. They are made in the transaction that keeps the seal
(`add_note_proof` after `notes.sign`, `add_entry_proof` after `seals.add`), are never made anew and
always printed: a later version that words a page otherwise changes nothing of what was signed.
"""

import datetime as dt
from collections.abc import Sequence

from app.crypto import Secret, fingerprint, is_signed, public_half, signed
from app.documents.notes.chart_note import note_pages
from app.documents.notes.later_pages import Surroundings, entry_pages
from app.documents.notes.note_view import NoteView
from app.documents.notes.signed_pages import SignedPages, pages_body, pages_of
from app.domain.notes.note import Note
from app.domain.signing.later_entry import LaterEntry
from app.domain.signing.seal import LATER, Proof, Seal, SealKind
from app.services.ports.store import Repositories


def proof_statement(pages: SignedPages) -> bytes:
    """The bytes that are signed under some pages."""
    return pages_body(pages)


def note_proof(view: NoteView, seal: Seal, key: Secret) -> Proof:
    """The proof of a note, as its signer sees it. `view` is of the signed note."""
    return _proof(note_pages(view), seal, key)


def entry_proof(
    entry: LaterEntry, around: Surroundings, seal: Seal, before: Proof, key: Secret
) -> Proof:
    """The proof of a later entry, after the proof that came before it on the same note."""
    return _proof(entry_pages(entry, around, seal.digest, before.digest), seal, key)


def add_note_proof(found: Repositories, view: NoteView, seal: Seal, key: Secret) -> None:
    """Keep the proof of a note that was signed just now, in the transaction that signs it."""
    found.proofs.add(note_proof(view, seal, key))


def add_entry_proof(
    found: Repositories, note: Note, entry: LaterEntry, seal: Seal, key: Secret, zone: dt.tzinfo
) -> None:
    """Keep the proof of a later entry, in the transaction that adds it.

    A note from before there were keys has no proof, and what is added to it gets none: there would
    be nothing for it to follow.
    """
    proofs = found.proofs.of_note(note.id)
    if proofs:
        around = Surroundings(note.code, note.treating_id, zone, titles_of(found, [entry]))
        found.proofs.add(entry_proof(entry, around, seal, proofs[-1], key))


def titles_of(found: Repositories, entries: Sequence[LaterEntry]) -> dict[str, str]:
    """The titles of the documents that later entries name, by SHA-256."""
    wanted = {sha256 for entry in entries for sha256 in entry.documents}
    if not wanted:
        return {}
    note = found.notes.get(entries[0].note)
    records = found.documents.of_patient(note.patient_id) if note else ()
    return {each.sha256: each.title for each in records if each.sha256 in wanted}


def proofs_fit(found: Repositories, seals: Sequence[Seal], proofs: Sequence[Proof]) -> bool:
    """Whether each seal of a note that prints has its own proof, genuine and in its place.

    A note that was signed before there were keys has none, nor has what is added to it. Raises one
    of `plain.UNREADABLE` for bytes that are none of ours.
    """
    shown = [seal for seal in seals if seal.kind is SealKind.NOTE or seal.kind in LATER]
    if not any(seal.kind is SealKind.NOTE for seal in shown):
        return not proofs
    if [proof.number for proof in proofs] != [seal.number for seal in shown]:
        return False
    previous = ""
    for seal, proof in zip(shown, proofs, strict=True):
        if not _fits(found, seal, proof, previous):
            return False
        previous = proof.digest
    return True


def _fits(found: Repositories, seal: Seal, proof: Proof, previous: str) -> bool:
    pages, key = pages_of(proof.body), found.signing_keys.get(proof.key)
    said = (pages.note, pages.kind, pages.entry, pages.by, pages.key, pages.at, pages.previous)
    kept = (seal.note, seal.kind, seal.digest, seal.by, seal.key, seal.at, previous)
    return (
        said == kept
        and proof.key == seal.key
        and key is not None
        and is_signed(key.public, proof.body, proof.signature)
    )


def _proof(pages: SignedPages, seal: Seal, key: Secret) -> Proof:
    """Raises ValueError for pages of somebody whose key this is not: an error of the program."""
    if fingerprint(public_half(key)) != pages.key:
        raise ValueError("these pages name another key")
    body = proof_statement(pages)
    return Proof(pages.note, seal.number, pages.key, body, signed(key, body))
