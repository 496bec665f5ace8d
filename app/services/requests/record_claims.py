"""Puts the claims of a patient into words for a copy of the records; `record_requests` asks.

Pure: amounts are those that were recorded or printed by payers, exact, and nothing is inferred.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from app.documents.blocks import Document
from app.documents.claims import claim_record
from app.documents.claims.claim_record import AnswerRecord, ClaimRecord, ClaimRecords
from app.domain.claims.claim import Appeal, Claim, PostedAdjustment, PostedLine, Posting
from app.domain.practice.people import Patient, Practice
from app.domain.reading.amounts import show_money
from app.domain.reading.dates import show_date
from app.services.cards.appeal_words import KINDS, OUTCOMES
from app.services.claims.claim_words import state_words
from app.services.trail_words import moment_words


def claims_document(
    claims: Iterable[Claim],
    patient: Patient,
    practice: Practice,
    made_at: dt.datetime,
    zone: dt.tzinfo,
) -> Document:
    """The claims with everything that payers answered."""
    records = ClaimRecords(
        practice=practice,
        patient=patient.name.full,
        made=moment_words(made_at.astimezone(zone)),
        claims=tuple(_record(claim, zone) for claim in claims),
    )
    return claim_record.build(records)


def _record(claim: Claim, zone: dt.tzinfo) -> ClaimRecord:
    return ClaimRecord(
        title=f"Claim {claim.number} to {claim.payer}",
        about=tuple(_about(claim)),
        lines=tuple(
            (show_date(each.on), each.code, each.teeth, str(each.quantity), show_money(each.fee))
            for each in claim.lines
        ),
        answers=tuple(_answer(claim, each, zone) for each in claim.postings),
        appeals=tuple(_appeal_words(each) for each in claim.appeals),
        history=tuple(
            (moment_words(each.at.astimezone(zone)), state_words(each.state), each.text)
            for each in claim.events
        ),
    )


def _about(claim: Claim) -> Iterator[tuple[str, str]]:
    kind = "" if claim.kind == "original" else f" ({claim.kind})"
    yield "State", f"{state_words(claim.state)}{kind}"
    how = f" by {claim.sent_how}" if claim.sent_how else ""
    yield "Sent", f"{show_date(claim.sent_on)}{how}" if claim.sent_on else "not recorded"
    yield "Payer’s claim number", claim.payer_number or "not known"
    yield "Attachment number", claim.attachment_number or "none"
    yield "Billed", show_money(claim.billed)
    yield "Paid so far", show_money(claim.paid) if claim.postings else "no answer yet"


def _answer(claim: Claim, posting: Posting, zone: dt.tzinfo) -> AnswerRecord:
    day = posting.eob_date or posting.received_on or posting.at.astimezone(zone).date()
    what = "Payment taken back" if posting.is_reversal else "Payer’s answer"
    if posting.takes_back:
        what = "Mistyped answer undone"
    codes = {line.id: line.code for line in claim.lines}
    return AnswerRecord(
        title=f"{what} of {show_date(day)}",
        about=tuple(_told(posting)),
        lines=tuple(_judged(line, codes.get(line.line, line.code)) for line in posting.lines),
    )


def _told(posting: Posting) -> Iterator[tuple[str, str]]:
    yield "From", "paper" if posting.source == "paper" else "an electronic payment file"
    for label, value in (
        ("Check or transfer", posting.trace),
        ("Payer’s claim number", posting.payer_number),
        ("Reason as printed", posting.reason_as_printed),
        ("Not paid on the claim", _reasons(posting.adjustments)),
        ("Remark codes", ", ".join(posting.remarks)),
    ):
        if value:
            yield label, value
    yield "Billed", _amount(posting.billed)
    yield "Paid", _amount(posting.paid)
    if posting.patient_part is not None:
        yield "Patient’s part, as printed", _amount(posting.patient_part)


def _judged(line: PostedLine, code: str) -> tuple[str, ...]:
    remarks = f"; remarks {', '.join(line.remarks)}" if line.remarks else ""
    return (
        code,
        _amount(line.billed),
        _amount(line.allowed),
        _amount(line.paid),
        _amount(line.patient_part),
        f"{_reasons(line.adjustments)}{remarks}".removeprefix("; "),
    )


def _reasons(adjustments: Iterable[PostedAdjustment]) -> str:
    said = (
        " ".join(part for part in (each.group, each.reason, show_money(each.amount)) if part)
        for each in adjustments
    )
    return "; ".join(said)


def _amount(amount: Decimal | None) -> str:
    return "not given" if amount is None else show_money(amount)


def _appeal_words(appeal: Appeal) -> str:
    label = KINDS[appeal.kind].label
    sent = (
        f"sent {show_date(appeal.sent_on)} by {appeal.sent_how}" if appeal.sent_on else "not sent"
    )
    ended = f" {OUTCOMES[appeal.outcome]}." if appeal.outcome and not appeal.was_dropped else ""
    if appeal.was_dropped:
        sent = "given up before it was sent"
    return f"{label}, level {appeal.level}: {sent}.{ended}"
