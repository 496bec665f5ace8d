"""Who gave their word for what they entered into a note, and who did not; sealing asks.

An attestation stands while everything its author entered still reads as they attested it. What
somebody else wrote over since is not theirs any more.
"""

from collections.abc import Mapping, Sequence

from rpds import HashTrieMap

from app.domain.notes.note import Answers, Note
from app.domain.notes.plain import UNREADABLE, plain_answers
from app.domain.signing.later_entry import Attestation, attestation_of
from app.domain.signing.seal import Seal, SealKind
from app.domain.signing.signed_body import sealed_bytes


def own_part(note: Note, person: str) -> Answers:
    """The answers that somebody (a staff id) entered, and nobody changed since."""
    content = note.content
    return HashTrieMap(
        {
            path: answer
            for path, answer in content.answers.items()
            if (entry := content.entries.get(path)) is not None and entry.by == person
        }
    )


def authors(note: Note) -> tuple[str, ...]:
    """Everybody (staff ids) whose entries or reasons a note holds, in the order of ids."""
    content = note.content
    entered = {entry.by for entry in content.entries.values()}
    return tuple(sorted(entered | {reason.by for reason in content.reasons.values()}))


def standing_attestations(note: Note, seals: Sequence[Seal]) -> Mapping[str, str]:
    """By author (a staff id) the digest of the newest attestation that still stands."""
    found: dict[str, str] = {}
    for seal in seals:
        if seal.kind is SealKind.ATTESTATION:
            found.pop(seal.by, None)
            if stands(note, seal):
                found[seal.by] = seal.digest
    return found


def stands(note: Note, seal: Seal) -> bool:
    """Whether everything the author of an attestation has in the note is as they attested it."""
    try:
        attested = attestation_of(seal.body)
    except UNREADABLE:
        return False
    own = own_part(note, attested.by)
    then = HashTrieMap({path: each for path, each in attested.answers.items() if path in own})
    is_theirs = attested.by == seal.by and attested.note == note.id and seal.by in authors(note)
    return is_theirs and _same(own, then) and not _reasoned_since(note, attested)


def unattested(note: Note, seals: Sequence[Seal], signer: str) -> tuple[str, ...]:
    """Who (staff ids) entered something and gave no word for it; the signer does by signing."""
    attested = standing_attestations(note, seals)
    return tuple(each for each in authors(note) if each != signer and each not in attested)


def _same(some: Answers, others: Answers) -> bool:
    """Compared as they are signed: letters may be composed otherwise in what was typed."""
    return sealed_bytes(plain_answers(some)) == sealed_bytes(plain_answers(others))


def _reasoned_since(note: Note, attested: Attestation) -> bool:
    reasons = note.content.reasons.values()
    return any(each.by == attested.by and each.at > attested.at for each in reasons)
