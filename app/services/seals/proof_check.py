"""Whether the signatures that a printed chart note carries fit: without the practice's record.

`chart_note_files` asks. What a file says of itself is believed of nobody: a signature proves that
whoever holds a key signed these pages, and whose key it is tells the practice's register of
signers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.crypto import fingerprint, is_signed
from app.documents.notes.signed_pages import SignedPages, are_whole, pages_of
from app.documents.notes.signing_words import grouped
from app.domain.notes.plain import UNREADABLE
from app.domain.signing.seal import LATER, Proof, SealKind
from app.services.ports.store import Repositories
from app.services.seals.embedded_note import CarriedProof, EmbeddedNote
from app.services.seals.file_verdict import Fault

_KINDS = {
    SealKind.NOTE: "Signed",
    SealKind.CONTINUATION: "Continued",
    SealKind.ADDENDUM: "Corrected",
    SealKind.CO_SIGNATURE: "Co-signed",
    SealKind.VOID: "Voided",
}


@dataclass(frozen=True, slots=True)
class ProofFault:
    """What does not fit, in a sentence."""

    fault: Fault
    say: str


def check_proofs(carried: EmbeddedNote) -> tuple[SignedPages, ...] | ProofFault:
    """The signed pages, each under its genuine signature and in its place; or what is wrong."""
    found: list[SignedPages] = []
    previous = ""
    for number, proof in enumerate(carried.proofs):
        pages = _read(proof)
        if isinstance(pages, ProofFault):
            return pages
        if fault := _wrong(carried, pages, proof, number):
            return fault
        if pages.previous != previous:
            return ProofFault(
                Fault.ENTRY,
                "An entry that was signed after the note is missing from this file, or stands in"
                " another place.",
            )
        found.append(pages)
        previous = _digest(proof)
    return tuple(found)


def signers(signed: Sequence[SignedPages]) -> Iterator[str]:
    """One sentence for each signature: what was done by whom, when, with which key."""
    for pages in signed:
        words = f"{_KINDS[pages.kind]} by {pages.signer} on {pages.when}"
        yield f"{on_one_line(words)} with the key {grouped(pages.key)}."


def against_record(
    found: Repositories, carried: EmbeddedNote, signed: Sequence[SignedPages]
) -> ProofFault | str:
    """How a genuine file stands to the practice's record: what differs, or a sentence."""
    kept = found.proofs.of_note(carried.note)
    if not kept:
        return ProofFault(Fault.RECORD, "This practice has no such note.")
    for pages in signed:
        key = found.signing_keys.get(pages.key)
        if key is None or key.person != pages.by:
            say = f"The practice’s register does not give the key {grouped(pages.key)} to"
            return ProofFault(Fault.RECORD, f"{say} {on_one_line(pages.name)}.")
    if not all(map(_same, carried.proofs, kept)) or len(carried.proofs) > len(kept):
        return ProofFault(Fault.RECORD, "The practice’s record of this note says otherwise.")
    words = "The practice’s record says the same, and the keys are those of its register."
    if more := len(kept) - len(carried.proofs):
        entries = "1 entry was" if more == 1 else f"{more} entries were"
        words += f" Since then {entries} added: print the note again to have all of it."
    return words


def on_one_line(words: str) -> str:
    """What a verdict quotes must not write a line of its own, or turn the reading direction."""
    return "".join(sign for sign in words if sign.isprintable())


def _read(proof: CarriedProof) -> SignedPages | ProofFault:
    try:
        pages, whole = pages_of(proof.body), are_whole(proof.body)
    except UNREADABLE:
        return ProofFault(Fault.TEXT, "The signed text inside this file cannot be read any more.")
    if not whole:
        return ProofFault(
            Fault.TEXT, "The signed text inside this file was changed after it was signed."
        )
    return pages


def _wrong(
    carried: EmbeddedNote, pages: SignedPages, proof: CarriedProof, number: int
) -> ProofFault | None:
    """What is wrong with one signature by itself, in the place where it stands."""
    if fingerprint(proof.public) != pages.key or not is_signed(
        proof.public, proof.body, proof.signature
    ):
        return ProofFault(
            Fault.SIGNATURE, "A signature inside this file does not fit what it stands under."
        )
    is_first = number == 0
    if (pages.note, pages.code) != (carried.note, carried.code) or (
        is_first and pages.kind is SealKind.NOTE and pages.entry != carried.digest
    ):
        return ProofFault(Fault.OTHER_NOTE, "A signature inside this file is another note’s.")
    if pages.kind not in ((SealKind.NOTE,) if is_first else LATER):
        return ProofFault(Fault.ENTRY, "The signed note itself is missing from this file.")
    return None


def _digest(proof: CarriedProof) -> str:
    return Proof("", 0, "", proof.body, b"").digest


def _same(carried: CarriedProof, kept: Proof) -> bool:
    return (carried.body, carried.signature) == (kept.body, kept.signature)
