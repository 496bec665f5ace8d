"""What the list of contents of a copy of records says of each part; `record_requests` asks it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.notes.note_view import NoteView
from app.documents.requests.record_copy import Inside
from app.domain.claims.claim import Appeal
from app.domain.evidence.evidence import EvidenceKind
from app.domain.packs.pack import Pack, PackedFile
from app.domain.reading.dates import show_date
from app.domain.requests.record_request import RecordRequest
from app.services.cards.appeal_words import KINDS as APPEALS
from app.services.requests.record_material import CopiedPaper


def scope_words(request: RecordRequest) -> str:
    """What a request asks for, in words."""
    kinds = "; ".join(kind.label for kind in request.kinds)
    since = f", from {show_date(request.since)}" if request.since else ""
    until = f", through {show_date(request.until)}" if request.until else ""
    return f"{kinds}{since}{until}"


def asked_words(request: RecordRequest) -> str:
    """Who asks, and by what authority."""
    if request.asked_by == "patient":
        return "The patient"
    named = request.asker or "not named"
    return f"{named} ({request.authority})" if request.authority else named


def note_part(view: NoteView, pages: int) -> Inside:
    """A note in the list, with its pages."""
    service = view.says("date_of_service")
    title = f"{view.note.code} of {service}" if service else view.note.code
    kind = "Chart note" if view.note.signature else "Draft, not signed"
    if view.standing.sentence:
        kind = view.standing.sentence
    elif view.voided:
        kind = f"{kind}, void"
    return Inside(title, kind, pages)


def kind_words(paper: CopiedPaper) -> str:
    """What sort of document it is."""
    kind = paper.record.kind
    return "Document" if kind is EvidenceKind.OTHER else kind.label


def sent_words(pack: Pack) -> str:
    """What went to a payer, and when."""
    day = f" on {show_date(pack.sent.at.date())}" if pack.sent else ""
    return f"{pack.code} to {pack.channel_title}{day}"


def letter_words(appeal: Appeal) -> str:
    """A letter that went to a payer by itself, and when."""
    day = f" on {show_date(appeal.sent_on)}" if appeal.sent_on else ""
    return f"{APPEALS[appeal.kind].title}{day}"


def file_words(pack: Pack, file: PackedFile) -> str:
    """One file of what went to a payer."""
    return sent_words(pack) if file.role == "pack" else f"{sent_words(pack)}, {file.name}"


def placed(parts: Sequence[Inside], first: int) -> Iterator[Inside]:
    """The parts with the page each begins on."""
    for part in parts:
        yield replace(part, place=str(first))
        first += part.pages


def file_name(parts: Sequence[Inside], rest: str) -> str:
    """A file's name: numbered in the order of the list, and silent about the patient."""
    return f"{len(parts) + 1:02}-{rest}"
