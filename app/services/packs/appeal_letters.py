"""Fills the letter of an appeal out of claim, patient, practice, payer card and signed note.

`appeals` renders it for the preview and packs it; `packing` asks for it when a pack is made again.
The same records give the same letter.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from app.documents.blocks import Document, SignatureBlock
from app.documents.claims import appeal_letter
from app.documents.claims.appeal_letter import AppealLetter
from app.documents.notes.note_view import NoteView
from app.documents.notes.quotations import quotations
from app.documents.notes.signing_words import signed_moment
from app.domain.claims.claim import Appeal, Claim, ClaimState, Posting
from app.domain.claims.claim_steps import refused_lines, state_after
from app.domain.packs.pack import Pack
from app.domain.practice.people import Patient, Practice, StaffMember
from app.domain.reading.amounts import show_money
from app.domain.reading.dates import show_date
from app.services.cards.appeal_words import KINDS, OF_MEMBER, SIGNERS, Signer
from app.services.claims.reasons import coverage_of
from app.services.notes.charting import Charting
from app.services.notes.print_room import PrintRoom
from app.services.ports.store import Repositories

_DECIDED = {
    ClaimState.INFORMATION_REQUESTED: "asks for information before it decides on",
    ClaimState.PARTLY_PAID: "paid a part of",
    ClaimState.DISALLOWED: "disallowed",
    ClaimState.DENIED: "denied",
}

_ENDED = {
    "upheld": "stayed with your decision",
    "overturned": "changed your decision",
    "partly": "changed a part of your decision",
}


def letter_of(
    found: Repositories,
    claim: Claim,
    appeal: Appeal,
    view: NoteView | None,
    made_at: dt.datetime,
    zone: dt.tzinfo,
) -> Document:
    """The letter as it stands; `view` is the appeal's note, None where the claim has none."""
    practice, patient = found.practice.get(), found.patients.get(claim.patient)
    posting = posting_of(claim, appeal)
    words = KINDS[appeal.kind]
    offered = quotations(view) if view else ()
    chosen = tuple(each for each in offered if each.id in appeal.quotes)
    letter = AppealLetter(
        title=words.title if appeal.level == 1 else f"{words.title}, level {appeal.level}",
        practice=practice,
        reach=tuple(_reach(practice)),
        to=tuple(_to(claim)),
        written=show_date(made_at.astimezone(zone).date()),
        about=tuple(_about(claim, patient, posting)),
        decision=_decision(claim, posting),
        reason=posting.reason_as_printed if posting else "",
        numbers=tuple(_numbers(posting)) if posting else (),
        earlier=tuple(_earlier(claim, appeal)),
        request=appeal.request,
        record=_record(view) if view else "",
        quotations=chosen,
        words=appeal.words,
        enclosed=tuple(_enclosed(found, claim, appeal, view)),
        signature=_signature(found, claim, appeal, view, zone),
    )
    return appeal_letter.build(letter)


def letter_in(found: Repositories, pack: Pack, view: NoteView, zone: dt.tzinfo) -> Document | None:
    """The letter that a finished pack carries, made once more; None where the claim has no such."""
    for claim in found.claims.of_note(pack.note):
        for appeal in claim.appeals:
            if appeal.id == pack.appeal:
                return letter_of(found, claim, appeal, view, pack.made_at, zone)
    return None


def note_view(charting: Charting, print_room: PrintRoom, note_id: str) -> NoteView | None:
    """A signed note as documents see it now; None for an empty id. Raises KeyError."""
    if not note_id:
        return None
    draft = charting.open(note_id)
    return print_room.view(draft.note, draft.guide, draft.known)


def signer_of(claim: Claim, appeal: Appeal) -> Signer:
    """Who has to sign the letter: as the payer card says, else as is usual for its kind."""
    rule = claim.card.appeal(appeal.kind, appeal.level) if claim.card else None
    if rule is not None and rule.signer != "unknown":
        return rule.signer
    return KINDS[appeal.kind].signer


def posting_of(claim: Claim, appeal: Appeal) -> Posting | None:
    """The decision that an appeal answers."""
    return next((each for each in claim.postings if each.id == appeal.posting), None)


def _reach(practice: Practice) -> Iterator[str]:
    if practice.address.one_line:
        yield practice.address.one_line
    if practice.phone:
        yield f"Phone {practice.phone}"
    numbers = (("NPI", practice.npi), ("Tax id", practice.tin))
    if told := "   ".join(f"{label} {number}" for label, number in numbers if number):
        yield told


def _to(claim: Claim) -> Iterator[str]:
    yield claim.payer
    card = claim.card
    if card is None:
        return
    if address := card.appeals_address.one_line:
        yield "Appeals department"
        yield address
    elif address := card.address.one_line:
        yield address


def _about(
    claim: Claim, patient: Patient | None, posting: Posting | None
) -> Iterator[tuple[str, str]]:
    yield "Patient", patient.name.full if patient else "not given"
    born = patient.birth_date if patient else None
    yield "Date of birth", show_date(born) if born else "not given"
    if coverage := coverage_of(claim, patient):
        yield "Member id", coverage.member_id or "not given"
        if coverage.group_number:
            yield "Group", coverage.group_number
        if coverage.subscriber:
            yield "Subscriber", coverage.subscriber
    numbers = (posting.payer_number if posting else "", claim.payer_number)
    yield "Your claim number", next((each for each in numbers if each), "not known")
    yield "Our claim number", claim.number
    yield "Date of service", show_date(claim.began) if claim.began else "not given"
    yield "Codes", ", ".join(f"{line.code} {show_money(line.fee)}" for line in claim.lines)
    if posting and posting.eob_date:
        yield "Your decision of", show_date(posting.eob_date)


def codes_words(claim: Claim, posting: Posting | None) -> str:
    """The codes that were refused, else all of the claim's, each once."""
    refused = {each.line for each in (refused_lines(posting) if posting else ())}
    ours = [line for line in claim.lines if line.id in refused] or list(claim.lines)
    return ", ".join(dict.fromkeys(line.code for line in ours)) or "this claim"


def _decision(claim: Claim, posting: Posting | None) -> str:
    codes = codes_words(claim, posting)
    day = f" of {show_date(claim.began)}" if claim.began else ""
    if posting is None:
        return f"You decided on {codes}{day}."
    did = _DECIDED.get(state_after(posting), "decided on")
    if posting.lines and not any(each.paid for each in refused_lines(posting)):
        did = did.replace("paid a part of", "did not pay")
    when = f" of {show_date(posting.eob_date)}" if posting.eob_date else ""
    return f"Your EOB{when} {did} {codes}{day}."


def _numbers(posting: Posting) -> Iterator[str]:
    """The reasons and remarks of what was refused, each once."""
    lines = refused_lines(posting)
    every = [*posting.adjustments, *(each for line in lines for each in line.adjustments)]
    for adjustment in dict.fromkeys((each.group, each.reason) for each in every if each.reason):
        yield " ".join(part for part in adjustment if part)
    remarks = [*posting.remarks, *(each for line in lines for each in line.remarks)]
    yield from (f"remark {each}" for each in dict.fromkeys(remarks))


def _earlier(claim: Claim, appeal: Appeal) -> Iterator[tuple[str, str]]:
    """The levels before this one that the payer decided: a sentence, and what its notice said."""
    for each in claim.appeals:
        if each.is_decided and each.level < appeal.level:
            sent = f" of {show_date(each.sent_on)}" if each.sent_on else ""
            day = f" on {show_date(each.outcome_on)}" if each.outcome_on else ""
            label = KINDS[each.kind].title
            yield (
                f"{label}, level {each.level}{sent}: you {_ENDED[each.outcome]}{day}.",
                each.notice,
            )


def _record(view: NoteView) -> str:
    day = view.note.date_of_service
    return f"the chart note {view.note.code}{f' of {show_date(day)}' if day else ''}"


def _enclosed(
    found: Repositories, claim: Claim, appeal: Appeal, view: NoteView | None
) -> Iterator[str]:
    if view is not None:
        record = _record(view)
        yield f"{record[4:5].upper()}{record[5:]}, as it was signed, with everything added since"
    documents = {each.id: each for each in found.documents.of_patient(claim.patient)}
    posting = posting_of(claim, appeal)
    for each in appeal.documents:
        if each in documents:
            record_of = documents[each]
            is_eob = bool(posting and record_of.sha256 == posting.evidence)
            yield f"{record_of.title} (your EOB)" if is_eob else record_of.title


def _signature(
    found: Repositories, claim: Claim, appeal: Appeal, view: NoteView | None, zone: dt.tzinfo
) -> SignatureBlock:
    """A line to sign; with the hand of the dentist where the letter was signed on the screen."""
    who = signer_of(claim, appeal)
    block = SignatureBlock(role=SIGNERS[who])
    if appeal.kind in OF_MEMBER and appeal.authorization_on:
        day = show_date(appeal.authorization_on)
        block = replace(block, statement=f"The member’s authorization of {day} is enclosed.")
    if who == "treating_dentist":
        dentist = found.staff.get(_treating(found, view))
        if dentist:
            block = replace(block, signed_by=dentist.name.full, credential=_credential(dentist))
    given = view.note.signature if view else None
    if appeal.signed_by and appeal.signed_at and given and given.by == appeal.signed_by:
        block = replace(block, when=signed_moment(appeal.signed_at, zone), drawn=given.drawn)
    return block


def _treating(found: Repositories, view: NoteView | None) -> str:
    return view.note.treating_id if view else found.practice.get().treating


def _credential(dentist: StaffMember) -> str:
    parts = (dentist.credential, f"NPI {dentist.npi}" if dentist.npi else "")
    return ", ".join(part for part in parts if part)
