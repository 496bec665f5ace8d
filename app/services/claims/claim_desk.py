"""Claim data of a note, shaped for copying line by line; the claim data page asks for it.

`look` reads the store once; shaping it for a channel and a number is quick and needs no disk.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.documents.claims import claim_fragments, claim_items
from app.documents.claims.basic_x12 import Changed
from app.documents.claims.claim_fragments import ClaimFragments
from app.documents.claims.claim_sheet import changed_words
from app.documents.notes.note_view import NoteView
from app.domain.evidence.evidence import EvidenceKind
from app.domain.facts.known import Known
from app.domain.guides.answers import Evidence
from app.domain.guides.guide import FieldKind
from app.domain.guides.paths import TOP
from app.domain.notes.note import Note
from app.domain.packs.channel import Channel
from app.domain.practice.authority import Right
from app.rules.compiled import CompiledGuide
from app.services.channels.channels import ChannelShelf
from app.services.notes.charting import Clock
from app.services.notes.note_views import stored_view
from app.services.permission import require
from app.services.ports.store import Repositories, Store
from app.services.restrictions import barred
from app.services.trail import Trail


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One value for one box: where it goes, our words for it, the value; or why there is none."""

    place: str
    words: str
    value: str
    why_empty: str = ""


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """Lines that belong together; `remark` says what to know about them."""

    title: str
    lines: tuple[ClaimLine, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ClaimData:
    """The electronic pieces and the items of the form, and why a number was not used."""

    electronic: tuple[ClaimCard, ...]
    form: tuple[ClaimCard, ...]
    number_trouble: str = ""


@dataclass(frozen=True, slots=True)
class ClaimLook:
    """A note as its claim is made of it now.

    `channels` are those to choose from; `last_channel` is the one its latest pack was made for.
    `given` are the reference numbers of recorded sendings, by channel id. `restricted` says what
    the patient does not want a plan to hear of; a claim tells the plan.
    """

    view: NoteView
    kinds: frozenset[EvidenceKind]
    channels: tuple[Channel, ...]
    last_channel: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    restricted: str = ""

    @property
    def title(self) -> str:
        """The note in a line: code, patient, date of service."""
        parts = (
            self.view.note.code,
            self.view.known("patient.name"),
            self.view.says("date_of_service"),
        )
        return " · ".join(part for part in parts if part)

    def number(self, channel: Channel | None) -> str:
        """The attachment number the claim carries, as far as it is known."""
        if channel is not None and channel.number.issued_by == "service":
            return self.given.get(channel.id, "")
        return self.view.note.control_number

    def shaped(self, channel: Channel | None, number: str, *, upper: bool = False) -> ClaimData:
        """The claim data as the channel wants it, with this attachment number."""
        claim = claim_fragments.build(self.view, channel, number, kinds=self.kinds, upper=upper)
        usable = "" if claim.number_trouble else number.strip()
        return ClaimData(
            electronic=tuple(_electronic(claim)),
            form=tuple(
                ClaimCard(
                    part.title,
                    tuple(
                        ClaimLine(item.number, item.words, item.value, item.why_empty)
                        for item in part.items
                    ),
                )
                for part in claim_items.parts(self.view, channel, usable)
            ),
            number_trouble=claim.number_trouble,
        )


class ClaimDesk:
    """Claim data of the notes of one practice."""

    def __init__(self, store: Store, channels: ChannelShelf, clock: Clock, trail: Trail) -> None:
        self._store = store
        self._channels = channels
        self._clock = clock
        self._trail = trail

    def as_user(self, trail: Trail) -> "ClaimDesk":
        """The same claim data, with somebody else at the keyboard."""
        return ClaimDesk(self._store, self._channels, self._clock, trail)

    def look(self, note: Note, guide: CompiledGuide, known: Known) -> ClaimLook:
        """The note as its claim would be made now. Reads the store: for a worker.

        Raises NotAllowed: what is billed is for those who may see it.
        """
        with self._store.reading() as found:
            require(found, self._trail.who, Right.SEE_MONEY)
            packs = found.packs.of_note(note.id)
            view = stored_view(found, note, guide, known, self._clock.zone, self._clock.utc())
            kinds = frozenset(_kinds(found, view))
            kept_from = barred(found, note)
        sent = [(pack.channel, pack.sent.reference) for pack in reversed(packs) if pack.sent]
        return ClaimLook(
            view=view,
            kinds=kinds,
            channels=self._channels.all(),
            last_channel=packs[0].channel if packs else "",
            given={channel: reference for channel, reference in sent if reference},
            restricted=" ".join((*kept_from.blocks, *kept_from.warns)),
        )


def _kinds(found: Repositories, view: NoteView) -> Iterator[EvidenceKind]:
    """The kinds of the documents that the note names for its claim."""
    named = {
        item.sha256
        for asked in view.guide.fields.values()
        if asked.kind is FieldKind.EVIDENCE and asked.path not in view.guide.sensitive
        for answer in view.facts.column(asked.path, TOP)
        if isinstance(answer, Evidence)
        for item in answer.items
    }
    for record in found.documents.of_patient(view.note.patient_id):
        if record.sha256 in named and not record.sensitive:
            yield record.kind


def _electronic(claim: ClaimFragments) -> Iterator[ClaimCard]:
    yield _note(claim)
    text = claim.narrative.text
    most = claim.narrative.limit.characters
    length = f"{len(text):,} of {most:,} characters" if most else f"{len(text):,} characters"
    yield ClaimCard(
        "Narrative for the channel’s own box",
        (ClaimLine("Text", length, text, "nothing to tell yet"),),
        _left_out(len(claim.narrative.dropped)),
    )
    yield ClaimCard("Attachment", tuple(_attachment(claim)), claim.number_trouble)
    yield ClaimCard("Diagnoses and service", tuple(_service(claim)))
    yield ClaimCard(
        "References",
        tuple(
            ClaimLine(f"REF {each.qualifier}", each.words, each.value, "none in this note")
            for each in claim.references
        ),
    )
    if claim.changed:
        yield ClaimCard("Changed for the electronic claim", (), _changes(claim.changed))


def _note(claim: ClaimFragments) -> ClaimCard:
    pieces = claim.note.pieces
    lines = [
        ClaimLine("NTE", f"Whole note, {len(claim.note.text)} of 400", claim.note.text, "empty")
    ]
    if claim.note.text:
        lines += [
            ClaimLine(f"NTE {place}", f"Piece {place}, {len(piece)} of 80", piece)
            for place, piece in enumerate(pieces, start=1)
        ]
    return ClaimCard("Claim note", tuple(lines), _left_out(len(claim.note.dropped)))


def _left_out(count: int) -> str:
    if not count:
        return ""
    sentences = "One sentence does" if count == 1 else f"{count} sentences do"
    return f"{sentences} not fit and stay out; the attachment tells them."


def _attachment(claim: ClaimFragments) -> Iterator[ClaimLine]:
    for line in claim.attachments:
        yield ClaimLine("PWK01", claim_fragments.SORT_WORDS[line.sort], line.sort)
    first = claim.attachments[0]
    way = claim_fragments.TRANSMISSION_WORDS[first.transmission]
    yield ClaimLine("PWK02", way, first.transmission)
    yield ClaimLine("PWK06", "Attachment number", first.number, "none")


def _service(claim: ClaimFragments) -> Iterator[ClaimLine]:
    for qualifier, code in claim.diagnoses:
        words = "First diagnosis, no dot" if qualifier == "ABK" else "Further diagnosis, no dot"
        yield ClaimLine(f"HI {qualifier}", words, code)
    if not claim.diagnoses:
        yield ClaimLine("HI", "Diagnoses", "", "none in this note")
    pointers = ", ".join(claim.pointers)
    yield ClaimLine("SV3", "Diagnoses of the service", pointers, "none")
    yield ClaimLine("SV3", "Quantity", claim.quantity)


def _changes(changed: tuple[Changed, ...]) -> str:
    return f"{'; '.join(changed_words(each) for each in changed)}."
