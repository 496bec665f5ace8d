"""A stored note as its documents see it: with how it stands, and all that was added and signed.

The print room, packs and claim data make their documents of it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from app.documents.notes.note_view import NoteView
from app.domain.facts.known import Known
from app.domain.notes.note import Note
from app.domain.notes.plain import UNREADABLE
from app.domain.signing.later_entry import attestation_of, entry_of
from app.domain.signing.seal import LATER, Seal, Standing
from app.errors import DamagedFile
from app.rules.compiled import CompiledGuide
from app.services.notes.attached_requests import attached_requests
from app.services.ports.store import Repositories
from app.services.printing.printing import Desk, view_note
from app.services.seals.proof import titles_of
from app.services.seals.standing import awaited_co_signer, standing_of

Read = TypeVar("Read")


def stored_view(
    found: Repositories,
    note: Note,
    guide: CompiledGuide,
    known: Known,
    zone: dt.tzinfo,
    made_at: dt.datetime,
) -> NoteView:
    """The note as its documents see it now; its signatures are checked. `made_at` is UTC."""
    view = view_note(note, guide, known, desk_of(found, zone), made_at)
    return view if note.signature is None else with_signatures(found, view)


def desk_of(found: Repositories, zone: dt.tzinfo) -> Desk:
    """The people and the paper of the practice."""
    people = {member.id: member.name.full for member in found.staff.all()}
    return Desk(people, zone, found.practice.get().paper)


def with_signatures(found: Repositories, view: NoteView) -> NoteView:
    """A signed note with its standing, its later entries and their proofs, as far as they can be
    read.
    """
    note, signature = view.note, view.note.signature
    attestations = signature.attestations if signature else ()
    try:
        seals = found.seals.of_note(note.id)
    except DamagedFile:
        return replace(view, standing=Standing.DAMAGED)
    later = tuple(_readable((each for each in seals if each.kind in LATER), entry_of))
    attested = (each for each in seals if each.digest in attestations)
    proofs = found.proofs.of_note(note.id)
    keys = (found.signing_keys.get(each) for each in {proof.key for proof in proofs})
    return replace(
        view,
        standing=standing_of(found, note.id),
        later=later,
        attested=tuple(_readable(attested, attestation_of)),
        proofs=proofs,
        keys={key.fingerprint: key.public for key in keys if key is not None},
        titles=titles_of(found, later),
        attached=attached_requests(found, note),
        awaits=awaited_co_signer(found, note, seals),
    )


def _readable(seals: Iterable[Seal], read: Callable[[bytes], Read]) -> Iterator[Read]:
    for seal in seals:
        try:
            yield read(seal.body)
        except UNREADABLE:
            continue  # the note's standing says that something cannot be read
