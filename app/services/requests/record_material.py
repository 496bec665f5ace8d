"""What goes into a copy of a patient's records, and what stays behind with the reason.

`record_requests` asks for it. Nothing is withheld that is the patient's: drafts go as drafts, pages
left out of what payers get go too. Only what may show other people stays until somebody looked.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.claims.claim import Appeal, Claim
from app.domain.evidence.evidence import EvidenceKind, EvidenceRecord, PageChoice
from app.domain.finding.listing import NoteQuery, NoteRow
from app.domain.packs.pack import UPLOADED, Pack, PackedFile
from app.domain.practice.people import Patient, Practice
from app.domain.requests.record_request import RecordKind, RecordRequest
from app.services.ports.store import Repositories

LOOK_FIRST = "Other people may be visible on it: look, black them out, and answer on its page."
NOT_BLACK = "It is said to be blacked out, but nothing on its pages is: look again."
CLAIMS = "Claims and payers’ answers"
NOT_SHOWN = "Somebody who may see what is billed and paid has to make this copy."
OTHERS = "Pages left out because other people are visible on this document."


@dataclass(frozen=True, slots=True)
class CopiedPaper:
    """A document that goes into the copy, with the pages of it."""

    record: EvidenceRecord
    pages: tuple[PageChoice, ...]


@dataclass(frozen=True, slots=True)
class RecordMaterial:
    """Everything a copy is made of; `stayed` are titles with the reasons.

    `letters` are the appeals whose letters were sent by themselves, in no pack.
    """

    patient: Patient
    practice: Practice
    notes: Sequence[NoteRow]
    papers: Sequence[CopiedPaper]
    packs: Sequence[Pack]
    claims: Sequence[Claim]
    letters: Sequence[Appeal]
    stayed: Sequence[tuple[str, str]]


def gather(
    found: Repositories, request: RecordRequest, zone: dt.tzinfo, *, sees_money: bool
) -> RecordMaterial:
    """What a request is answered with. Raises KeyError for a patient there is not.

    `sees_money` says that whoever makes the copy may see what is billed and paid: else claims stay.
    """
    patient = found.patients.get(request.patient)
    if patient is None:
        raise KeyError(request.patient)
    papers: list[CopiedPaper] = []
    stayed: list[tuple[str, str]] = []
    for record in found.documents.of_patient(patient.id):
        if not _is_asked_for(record, request, zone):
            continue
        if why := _why_not(record):
            stayed.append((record.title, why))
            continue
        pages = _pages(record)
        papers.append(CopiedPaper(record, pages))
        if len(pages) < len(record.pages):
            stayed.append((record.title, OTHERS))
    claims, packs = tuple(_claims(found, request)), tuple(_sent(found, request, zone))
    if claims and not sees_money:
        stayed.append((CLAIMS, NOT_SHOWN))
        claims = ()
    return RecordMaterial(
        patient=patient,
        practice=found.practice.get(),
        notes=tuple(_notes(found, request)),
        papers=papers,
        packs=packs,
        claims=claims,
        letters=tuple(_letters(claims, packs)),
        stayed=stayed,
    )


def uploaded(pack: Pack) -> tuple[PackedFile, ...]:
    """The files of a pack that went to the payer."""
    return tuple(file for file in pack.files if file.role in UPLOADED)


def _notes(found: Repositories, request: RecordRequest) -> Iterator[NoteRow]:
    """The notes asked for, the oldest service first."""
    if RecordKind.NOTES not in request.kinds:
        return
    query = NoteQuery(patient_id=request.patient, order="service", limit=10_000)
    rows = found.notes.page(query).rows
    yield from (row for row in reversed(rows) if request.covers(row.date_of_service))


def _sent(found: Repositories, request: RecordRequest, zone: dt.tzinfo) -> Iterator[Pack]:
    if RecordKind.CLAIMS not in request.kinds:
        return
    for pack in reversed(found.packs.of_patient(request.patient)):
        row = found.notes.row(pack.note)
        day = row.date_of_service if row else None
        if pack.sent and request.covers(day or pack.made_at.astimezone(zone).date()):
            yield pack


def _claims(found: Repositories, request: RecordRequest) -> Iterator[Claim]:
    """The claims asked for, the oldest service first."""
    if RecordKind.CLAIMS in request.kinds:
        every = reversed(found.claims.of_patient(request.patient))
        yield from (claim for claim in every if request.covers(claim.began))


def _letters(claims: Iterable[Claim], packs: Iterable[Pack]) -> Iterator[Appeal]:
    """The appeals that were sent and whose letter is in no pack of the copy."""
    packed = {pack.id for pack in packs}
    for claim in claims:
        for appeal in claim.appeals:
            if appeal.sent_on and appeal.letter and appeal.pack not in packed:
                yield appeal


def _is_asked_for(record: EvidenceRecord, request: RecordRequest, zone: dt.tzinfo) -> bool:
    is_eob = record.kind is EvidenceKind.EOB
    kind = RecordKind.CLAIMS if is_eob else RecordKind.DOCUMENTS
    day = record.dated or record.taken_at.astimezone(zone).date()
    return kind in request.kinds and request.covers(day)


def _why_not(record: EvidenceRecord) -> str:
    if record.must_ask_others:
        return LOOK_FIRST
    if record.other_patients == "redacted" and not record.is_redacted:
        return NOT_BLACK
    return ""


def _pages(record: EvidenceRecord) -> tuple[PageChoice, ...]:
    """Every page, except where some were left out of a document that shows others."""
    if record.other_patients == "redacted":
        return record.sent_pages
    return tuple(page.model_copy(update={"included": True}) for page in record.pages)
