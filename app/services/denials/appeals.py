"""Appeals of claims: begun, written, signed, packed with the unaltered note, sent, decided.

The page of an appeal calls it, its slow parts on workers. Every step is a state of the claim with
its event and a row of the trail; the signed note is read and never changed.
"""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from app.documents.notes.note_view import NoteView
from app.documents.notes.quotations import quotations
from app.domain.audit import Deed
from app.domain.claims.appeal_joining import same_letter
from app.domain.claims.claim import NEXT, Appeal, Claim, ClaimState
from app.domain.claims.claim_steps import appeal_withdrawn, moved, told
from app.domain.claims.reason import Reasons
from app.domain.ids import NewId, new_id
from app.domain.packs.pack import Sending
from app.domain.payers.payer import AppealKind
from app.domain.practice.authority import Right
from app.errors import AlreadySent
from app.services.cards.appeal_words import KINDS, OUTCOMES, WRITTEN
from app.services.claims.claim_checks import MEDICAID
from app.services.claims.claim_keeping import around, keep
from app.services.claims.reasons import Explained, explain
from app.services.denials.appeal_beginning import (
    carried_on,
    first_documents,
    first_note,
    first_quotes,
    first_request,
    level_before,
    next_level,
)
from app.services.denials.appeal_file import AppealFile, appeal_in, file_of
from app.services.notes.charting import Charting, Clock
from app.services.notes.print_room import PrintRoom
from app.services.packs.appeal_letters import note_view
from app.services.packs.packing import PackRoom
from app.services.permission import require
from app.services.ports.store import Store
from app.services.trail import Trail

_WAITING_FOR_US = ClaimState.INFORMATION_REQUESTED
_ENDS = {
    "upheld": ClaimState.UPHELD,
    "overturned": ClaimState.OVERTURNED,
    "partly": ClaimState.OVERTURNED,
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as a PDF, with its pages."""

    data: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Appeals:
    """Of one practice, as whoever is at the keyboard."""

    store: Store
    charting: Charting
    print_room: PrintRoom
    packs: PackRoom
    clock: Clock
    trail: Trail
    reasons: Callable[[], Reasons]
    fresh_id: NewId = new_id

    def kinds_for(self, claim: Claim) -> tuple[AppealKind, ...]:
        """The kinds that may be begun now: what the card names first, then the others."""
        if claim.state is _WAITING_FOR_US:
            return ("documents",)
        with self.store.reading() as found:
            is_medicaid = around(found, claim).payer_type in MEDICAID
        named = [rule.kind for rule in (claim.card.appeals if claim.card else ())]
        closed = "external_review" if is_medicaid else "fair_hearing"
        others = (kind for kind in WRITTEN if kind != closed)
        return tuple(kind for kind in dict.fromkeys((*named, *others)) if kind in WRITTEN)

    def open_one(self, claim: Claim) -> Appeal | None:
        """The appeal that is written or waits for its outcome, if one is."""
        return next((each for each in reversed(claim.appeals) if not _is_over(each)), None)

    def begin(self, claim: Claim, kind: AppealKind) -> tuple[Claim, Appeal]:
        """Begin an appeal with what answers the reason chosen; nothing is sent yet.

        A next level begins with what the level before it said, sensitive things aside.

        Raises ValueError where none may be begun, KeyError, StaleRecord, NotAllowed, disk failures.
        """
        if kind not in self.kinds_for(claim) or self.open_one(claim) is not None:
            raise ValueError("this appeal cannot be begun now")
        if claim.state is not _WAITING_FOR_US and ClaimState.APPEALED not in NEXT[claim.state]:
            raise ValueError(f"a claim that is {claim.state} is not appealed")
        with self.store.reading() as found:
            patient = found.patients.get(claim.patient)
            documents = found.documents.of_patient(claim.patient)
        posting = claim.standing[-1] if claim.standing else None
        explained = explain(claim, posting, self.reasons(), patient) if posting else None
        note = first_note(claim, posting)
        view = note_view(self.charting, self.print_room, note)
        before = level_before(claim, kind, note)
        if before:
            quotes, enclosed = carried_on(before, quotations(view) if view else (), documents)
        else:
            quotes, enclosed = _quotes(view, explained), ()
        first = first_documents(documents, posting, None if before else explained)
        appeal = Appeal(
            id=self.fresh_id(),
            kind=kind,
            level=next_level(claim, kind),
            posting=posting.id if posting else "",
            note=note,
            request=first_request(claim, kind, posting, explained),
            quotes=quotes,
            words=before.words if before else "",
            documents=tuple(dict.fromkeys((*enclosed, *first))),
            begun_at=self.trail.now(),
            begun_by=self.trail.who,
        )
        return self._kept(claim, appeal, Deed.APPEAL_BEGUN), appeal

    def file(self, claim_id: str, appeal_id: str) -> AppealFile:
        """An appeal with all that can go into it. Raises KeyError, NotAllowed."""
        with self.store.reading() as found:
            require(found, self.trail.who, Right.SEE_MONEY)
            claim = found.claims.get(claim_id)
        if claim is None:
            raise KeyError(claim_id)
        appeal = appeal_in(claim, appeal_id)
        view = note_view(self.charting, self.print_room, appeal.note)
        with self.store.reading() as found:
            return file_of(found, claim, appeal, view, self.trail.who)

    def change(self, claim: Claim, appeal: Appeal) -> Claim:
        """Keep what was written. Another letter has no signature, and no pack was made of it.

        Raises ValueError for one that was sent, KeyError, StaleRecord, NotAllowed, disk failures.
        """
        before = appeal_in(claim, appeal.id)
        if not before.is_written:
            raise ValueError("an appeal that was sent or given up is not changed")
        if not same_letter(before, appeal):
            changed = {"signed_by": "", "signed_at": None, "pack": "", "letter": ""}
            appeal = appeal.model_copy(update=changed)
        return self._kept(claim, appeal, Deed.CLAIM_CHANGED)

    def sign(self, claim: Claim, appeal: Appeal) -> Claim:
        """Put the drawn signature of whoever is at the keyboard under the letter.

        Raises ValueError unless it is the dentist who signed the note by hand.
        """
        if not self.file(claim.id, appeal.id).may_sign:
            raise ValueError("only the dentist who signed the note by hand signs the letter here")
        signed = {"signed_by": self.trail.who, "signed_at": self.clock.utc()}
        signed |= {"pack": "", "letter": ""}
        return self._kept(claim, appeal.model_copy(update=signed), Deed.CLAIM_CHANGED)

    def packed(self, claim: Claim, appeal: Appeal, pack_id: str) -> Claim:
        """Remember the pack that was made of it."""
        return self._kept(claim, appeal.model_copy(update={"pack": pack_id}), Deed.CLAIM_CHANGED)

    def saved(self, claim: Claim, appeal: Appeal, letter: Letter) -> Claim:
        """Keep the letter as it was saved to a file: most likely that file is what goes out."""
        return self._kept(claim, appeal, Deed.CLAIM_CHANGED, letter=letter)

    def send(
        self, claim: Claim, appeal: Appeal, sending: Sending, letter: Letter | None = None
    ) -> Claim:
        """Record that it was sent, and its pack with it; the claim goes on to its next state.

        `letter` is kept as what was sent, unless one was saved before. Raises ValueError while
        something lacks, KeyError, StaleRecord, NotAllowed, disk failures.
        """
        if lacks := self.file(claim.id, appeal.id).lacks:
            raise ValueError(lacks)
        self._record_pack(appeal, sending)
        sent = appeal.model_copy(
            update={
                "sent_on": sending.at.astimezone(self.clock.zone).date(),
                "sent_how": sending.by_way_of,
                "tracking": sending.reference,
            }
        )
        text = f"{_named(sent)} sent by {sending.by_way_of}. {sending.remark}".strip()
        letter = None if appeal.letter else letter
        state = _sent_state(claim, sent)
        return self._kept(claim, sent, Deed.APPEAL_SENT, state, text, sending.reference, letter)

    def drop(self, claim: Claim, appeal: Appeal, why: str = "") -> Claim:
        """Give up an appeal before it is sent; the claim stays what it is, another may be begun.

        Raises ValueError for one that was sent, KeyError, StaleRecord, NotAllowed, disk failures.
        """
        if not appeal_in(claim, appeal.id).is_written:
            raise ValueError("only what was not sent is given up")
        today = self.clock.local().date()
        ended = appeal.model_copy(update={"outcome": "withdrawn", "outcome_on": today})
        text = f"{_named(ended)} given up before it was sent. {why}".strip()
        return self._kept(claim, ended, Deed.APPEAL_DECIDED, None, text)

    def decide(
        self, claim: Claim, appeal: Appeal, outcome: str, on: dt.date, remark: str = ""
    ) -> Claim:
        """Record how it ended; a claim under appeal goes on to upheld or overturned.

        One that we withdrew puts it back where it stood: the payer decided nothing. Raises KeyError
        for no such outcome, StaleRecord, NotAllowed, disk failures.
        """
        ended = appeal.model_copy(
            update={"outcome": outcome, "outcome_on": on, "notice": remark.strip()}
        )
        text = f"{_named(ended)} ended: {OUTCOMES[outcome].lower()}. {remark}".strip()
        is_under_appeal = claim.state is ClaimState.APPEALED
        if outcome == "withdrawn":
            stood = appeal_withdrawn(claim) if is_under_appeal else claim
            return self._kept(stood, ended, Deed.APPEAL_DECIDED, None, text)
        next_state = _ENDS[outcome] if is_under_appeal else None
        return self._kept(claim, ended, Deed.APPEAL_DECIDED, next_state, text)

    def tell_sent(self, claim: Claim, sending: Sending) -> Claim:
        """Record that what the payer asked for went another way; the claim is with the payer again.

        Raises ValueError for a claim of which nothing is asked, KeyError, StaleRecord, NotAllowed.
        """
        if claim.state is not _WAITING_FOR_US:
            raise ValueError("the payer asked for nothing")
        text = f"What was asked for was sent by {sending.by_way_of}. {sending.remark}".strip()
        at, who = self.trail.now(), self.trail.who
        with self.store.writing() as found:
            require(found, who, Right.SEE_MONEY)
            after = moved(claim, ClaimState.SENT, at, who, text, sending.reference)
            return keep(found, self.trail, after, Deed.CLAIM_MOVED_ON, state=after.state.value)

    def _record_pack(self, appeal: Appeal, sending: Sending) -> None:
        made = (each for each in self.packs.of_note(appeal.note) if each.id == appeal.pack)
        pack = next(made, None) if appeal.pack else None
        if pack is not None and pack.sent is None:
            with suppress(AlreadySent):  # somebody was first; the appeal is recorded all the same
                self.packs.record_sending(pack, sending)

    def _kept(
        self,
        claim: Claim,
        appeal: Appeal,
        deed: Deed,
        state: ClaimState | None = None,
        text: str = "",
        reference: str = "",
        letter: Letter | None = None,
    ) -> Claim:
        """The claim with this appeal, in its next state if there is one, `text` its event."""
        at, who = self.trail.now(), self.trail.who
        with self.store.writing() as found:
            require(found, who, Right.SEE_MONEY)
            if letter is not None:
                kept = {"letter": found.evidence.keep(letter.data), "letter_pages": letter.pages}
                appeal = appeal.model_copy(update=kept)
            after = _with(claim, appeal)
            if state is not None:
                after = moved(after, state, at, who, text, reference)
            elif text:
                after = told(after, at, who, text, reference)
            once, went = deed is Deed.CLAIM_CHANGED, deed is Deed.APPEAL_SENT and appeal.letter
            sent = {"files": [appeal.letter]} if went else {}
            return keep(found, self.trail, after, deed, once=once, appeal=appeal.id, **sent)


def _quotes(view: NoteView | None, explained: Explained | None) -> tuple[str, ...]:
    if view is None or explained is None:
        return ()
    return first_quotes(quotations(view), explained.facts_in(view.guide))


def _with(claim: Claim, appeal: Appeal) -> Claim:
    others = tuple(each for each in claim.appeals if each.id != appeal.id)
    ordered = sorted((*others, appeal), key=lambda each: each.begun_at)
    return Claim.model_validate({**dict(claim), "appeals": tuple(ordered)})


def _sent_state(claim: Claim, sent: Appeal) -> ClaimState | None:
    """Where sending puts a claim; documents nobody asks for any more leave it where it is."""
    if sent.kind != "documents":
        return ClaimState.APPEALED
    return ClaimState.SENT if claim.state is _WAITING_FOR_US else None


def _is_over(appeal: Appeal) -> bool:
    """Whether nothing is waited for: documents that were sent are answered by an EOB."""
    return bool(appeal.outcome) or (appeal.kind == "documents" and appeal.sent_on is not None)


def _named(appeal: Appeal) -> str:
    label = KINDS[appeal.kind].label
    return label if appeal.kind == "documents" else f"{label}, level {appeal.level},"
