"""An appeal with all that can go into it: until when, who signs, what may be quoted and enclosed.

`appeals` gathers it for the page of an appeal, and asks it before anything is sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.notes.note_view import NoteView
from app.documents.notes.quotations import Quotation, quotations
from app.domain.claims.claim import NEXT, Appeal, Claim, ClaimState
from app.domain.evidence.evidence import EvidenceRecord
from app.domain.practice.people import Patient
from app.domain.reading.dates import show_date
from app.services.cards.appeal_words import OF_MEMBER, Signer
from app.services.claims.appeal_windows import Ends, appeal_window
from app.services.claims.claim_keeping import around
from app.services.packs.appeal_letters import posting_of, signer_of
from app.services.packs.packing import unfit
from app.services.ports.store import Repositories
from app.services.restrictions import barred


@dataclass(frozen=True, slots=True)
class AppealFile:
    """Everything that the page of an appeal shows.

    `offered` are the passages that may be quoted, `documents` those of the patient that could go
    along. `ends` is the last day and where that comes from. `may_sign` says that whoever is at the
    keyboard can put their drawn signature under the letter. `blocked` is why nothing of this may
    leave: the patient restricts it, or the note is not what was signed. `notes` are those of the
    claim, by id and in words: the appeal rests on one of them.
    """

    claim: Claim
    appeal: Appeal
    patient: Patient | None
    offered: tuple[Quotation, ...]
    documents: tuple[EvidenceRecord, ...]
    ends: Ends | None
    signer: Signer
    how: str
    may_sign: bool
    blocked: str = ""
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def lacks(self) -> str:
        """Why it cannot be sent yet; empty when it can."""
        if self.blocked:
            return self.blocked
        if self.appeal.kind != "documents" and ClaimState.APPEALED not in NEXT[self.claim.state]:
            return f"The claim is {self.claim.state} now. Give this appeal up: nothing is lost."
        of_member = self.appeal.kind in OF_MEMBER
        if of_member and not (self.appeal.authorization_on and self.appeal.authorization):
            return "Add the member’s signed authorization: its day and the document."
        if not self.appeal.request.strip():
            return "Say what you ask the payer to do."
        return ""


def appeal_in(claim: Claim, appeal_id: str) -> Appeal:
    """One appeal of a claim. Raises KeyError."""
    for each in claim.appeals:
        if each.id == appeal_id:
            return each
    raise KeyError(appeal_id)


def file_of(
    found: Repositories, claim: Claim, appeal: Appeal, view: NoteView | None, who: str
) -> AppealFile:
    """An appeal as somebody (a staff id) finds it; `view` is its note, None where it has none."""
    rule = claim.card.appeal(appeal.kind, appeal.level) if claim.card else None
    signer = signer_of(claim, appeal)
    given = view.note.signature if view else None
    mine = given is not None and given.by == who and bool(given.drawn)
    payer_type = around(found, claim).payer_type
    return AppealFile(
        claim=claim,
        appeal=appeal,
        patient=found.patients.get(claim.patient),
        offered=quotations(view) if view else (),
        documents=found.documents.of_patient(claim.patient),
        ends=_told_by_payer(claim, appeal) or appeal_window(_asking(claim, appeal), payer_type),
        signer=signer,
        how=rule.how if rule else "",
        may_sign=mine and signer == "treating_dentist",
        blocked=_blocked(found, appeal),
        notes=tuple(_notes(found, claim)),
    )


def _notes(found: Repositories, claim: Claim) -> Iterator[tuple[str, str]]:
    for note_id in claim.notes:
        row = found.notes.row(note_id)
        if row is not None:
            day, misfit = row.date_of_service, row.standing.sentence
            name = f"{row.code} of {show_date(day)}" if day else row.code
            yield note_id, f"{name} · {misfit}" if misfit else name


def _blocked(found: Repositories, appeal: Appeal) -> str:
    """Why nothing of an appeal's note may go to the payer; empty when it may."""
    note = found.notes.get(appeal.note) if appeal.note else None
    if note is None:
        return ""
    return next(iter((*barred(found, note).blocks, *unfit(found, note))), "")


def _told_by_payer(claim: Claim, appeal: Appeal) -> Ends | None:
    posting = posting_of(claim, appeal)
    if posting is None or posting.answer_due is None:
        return None
    return Ends(posting.answer_due, "the payer’s own words")


def _asking(claim: Claim, appeal: Appeal) -> Claim:
    """The claim with the card's rule for this appeal alone, so that its window is the one told."""
    card = claim.card
    rule = card.appeal(appeal.kind, appeal.level) if card else None
    if card is None or rule is None:
        return claim
    return claim.model_copy(update={"card": card.model_copy(update={"appeals": (rule,)})})
