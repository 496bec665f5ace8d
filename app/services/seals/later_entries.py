"""What is added to a signed note: continuations, addenda, co-signatures and voids, each signed.

The note page asks for it. Nothing of the note itself changes: every entry is a seal of its own that
names the one before it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.crypto import Secret
from app.domain.notes.note import Note
from app.domain.notes.plain import UNREADABLE
from app.domain.practice.authority import Right, needs_co_signature
from app.domain.signing.later_entry import Correction, LaterEntry, entry_of
from app.domain.signing.seal import LATER, Seal, SealKind, Standing
from app.errors import DamagedFile, NotAllowed, SignatureBroken, StaleRecord, VoidedNote
from app.services.ports.store import Repositories, Store
from app.services.seals.proof import add_entry_proof
from app.services.seals.sealing import Signer, sealed_entry, signer_of
from app.services.seals.standing import TOLD_BY, standing_of
from app.services.trail import Trail, about_note


@dataclass(frozen=True, slots=True)
class LaterEntries:
    """Later entries of one practice, as `trail.who` makes them. `key` is always their own.

    `zone` is the practice's: the printed entry tells its times in it.
    """

    store: Store
    trail: Trail
    zone: dt.tzinfo

    def of_note(self, note_id: str) -> tuple[LaterEntry, ...]:
        """Everything added to a note since it was signed, in order. Raises DamagedFile."""
        with self.store.reading() as found:
            return later_entries(found, note_id)

    def add_continuation(
        self,
        note_id: str,
        key: Secret,
        text: str,
        occurred: dt.date,
        documents: Sequence[str] = (),
    ) -> LaterEntry:
        """Something happened later, on a day: what, and the SHA-256 of documents that tell of it.

        Raises what `signer_of` does, SignatureBroken, VoidedNote; ValueError without a text.
        """
        told = _Told(text=text, occurred=occurred, documents=tuple(documents))
        return self._add(SealKind.CONTINUATION, Right.AMEND, note_id, key, told)

    def correct(
        self, note_id: str, key: Secret, corrections: Sequence[Correction], reason: str
    ) -> LaterEntry:
        """Correct answers, with a reason; the note itself stays. Raises as `add_continuation`."""
        told = _Told(reason=reason, corrections=tuple(corrections))
        return self._add(SealKind.ADDENDUM, Right.AMEND, note_id, key, told)

    def void(self, note_id: str, key: Secret, reason: str) -> LaterEntry:
        """Void a note, with a reason; everything is kept. Raises as `add_continuation`."""
        return self._add(SealKind.VOID, Right.VOID, note_id, key, _Told(reason=reason))

    def co_sign(self, note_id: str, key: Secret) -> LaterEntry:
        """Sign after somebody who is no dentist. Raises as `add_continuation`; NotAllowed for one
        who is no dentist either or signed it themselves, StaleRecord where no signature is awaited
        (any more).
        """
        return self._add(SealKind.CO_SIGNATURE, Right.SIGN, note_id, key, _Told())

    def _add(
        self, kind: SealKind, right: Right, note_id: str, key: Secret, told: "_Told"
    ) -> LaterEntry:
        told.check(kind)
        with self.store.writing() as found:
            note = found.notes.get(note_id)
            if note is None or note.signature is None:
                raise KeyError(note_id)
            signer = signer_of(found, self.trail.who, key, self.trail.now(), right)
            seals = found.seals.of_note(note_id)
            _check(found, kind, note, seals, signer)
            entry = told.entry(kind, note_id, signer)
            seal = sealed_entry(entry, signer, seals, note.signature)
            found.seals.add(seal)
            self.trail.add(found, TOLD_BY[kind], about_note(note), digest=seal.digest)
            kept = entry_of(seal.body)
            add_entry_proof(found, note, kept, seal, key, self.zone)
            return kept


@dataclass(frozen=True, slots=True)
class _Told:
    """What somebody types for an entry."""

    text: str = ""
    reason: str = ""
    occurred: dt.date | None = None
    corrections: tuple[Correction, ...] = ()
    documents: tuple[str, ...] = ()

    def check(self, kind: SealKind) -> None:
        """Screens ask first, so that nobody meets this. Raises ValueError where a part lacks."""
        needs_reason = kind in (SealKind.ADDENDUM, SealKind.VOID)
        if kind is SealKind.CONTINUATION and not self.text.strip():
            raise ValueError("a continuation tells something")
        if needs_reason and not self.reason.strip():
            raise ValueError("a correction and a void have a reason")
        if kind is SealKind.ADDENDUM and not self.corrections:
            raise ValueError("an addendum corrects something")

    def entry(self, kind: SealKind, note_id: str, signer: Signer) -> LaterEntry:
        """The entry, still to be sealed: that fills in who, when and after what."""
        return LaterEntry(
            kind=kind,
            note=note_id,
            by=signer.member.id,
            name="",
            credential="",
            key="",
            at=signer.at,
            previous="",
            text=self.text.strip(),
            reason=self.reason.strip(),
            occurred=self.occurred,
            corrections=self.corrections,
            documents=self.documents,
        )


def later_entries(found: Repositories, note_id: str) -> tuple[LaterEntry, ...]:
    """Everything added to a note since it was signed, in order. Raises DamagedFile."""
    seals = found.seals.of_note(note_id)
    try:
        return tuple(entry_of(each.body) for each in seals if each.kind in LATER)
    except UNREADABLE:
        raise DamagedFile from None


def is_void(entries: Sequence[LaterEntry]) -> bool:
    """Whether a note with these entries is void."""
    return any(each.kind is SealKind.VOID for each in entries)


def _check(
    found: Repositories, kind: SealKind, note: Note, seals: Sequence[Seal], signer: Signer
) -> None:
    """Raises where nothing, or not this, may be added to a note by this signer."""
    if standing_of(found, note.id) is not Standing.FITS:
        raise SignatureBroken
    kinds = {each.kind for each in seals}
    if SealKind.VOID in kinds:
        raise VoidedNote
    if kind is SealKind.CO_SIGNATURE:
        awaited = note.signature is not None and note.signature.co_signer
        if not awaited or SealKind.CO_SIGNATURE in kinds:
            raise StaleRecord
        is_own = note.signature is not None and note.signature.by == signer.member.id
        if is_own or needs_co_signature(signer.member):
            raise NotAllowed
