"""What answers a payer's reason and is there: facts of the notes, papers, other services, proof.

`what_now` gathers it for its page; nothing here is changed or kept.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.claims.claim import Claim, ClaimState, Posting
from app.domain.evidence.evidence import EvidenceRecord
from app.domain.facts.facts import Facts
from app.domain.guides.answers import NotGiven
from app.domain.guides.guide import Field, Purpose
from app.domain.guides.showing import show_answer
from app.domain.packs.pack import Pack
from app.domain.reading.amounts import show_money
from app.domain.reading.dates import show_date
from app.rules.open_item import OpenItem
from app.services.claims.reasons import AFTER_CLAIM, Explained
from app.services.notes.draft import Draft

_WORDS_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Answering:
    """A fact that answers the reason: in which note, where, and whether it is there.

    `text` is its words where it is there, else what to do; `why` and `source` are of an open item.
    """

    note: str
    code: str
    path: str
    label: str
    is_there: bool
    text: str
    why: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document or note that answers it; `document` is empty for one that is not there."""

    title: str
    is_there: bool
    document: str = ""
    note: str = ""


def answering(drafts: Iterable[Draft], explained: Explained) -> Iterator[Answering]:
    """What the notes lack for an answer, then what they have."""
    found = [
        each for draft in drafts for each in _of_note(draft, explained.facts_in(draft.guide.guide))
    ]
    yield from (each for each in found if not each.is_there)
    yield from (each for each in found if each.is_there)


def _of_note(draft: Draft, facts: Sequence[str]) -> Iterator[Answering]:
    note, guide = draft.note, draft.guide.guide
    visible = Facts(note.content.answers, draft.known, draft.state.hidden)
    lacking = tuple(item for item in draft.state.open_items if _matters(item, facts))
    for item in lacking:
        source = f"{item.source.title}, {show_date(item.source.checked)}" if item.source else ""
        label = _label(guide.fields.get(item.path.split("/")[0]))
        yield Answering(note.id, note.code, item.path, label, False, item.say, item.because, source)
    open_paths = {item.path.split("/")[0] for item in lacking}
    for section in guide.sections:
        for field in section.fields:
            if field.fact not in facts or field.path in open_paths:
                continue
            if words := _words(visible, field):
                yield Answering(note.id, note.code, field.path, field.label, True, words)


def _matters(item: OpenItem, facts: Sequence[str]) -> bool:
    if item.fact in AFTER_CLAIM:
        return False
    return item.fact in facts or Purpose.APPEAL in item.needed_for


def _label(field: Field | None) -> str:
    return field.label if field else "In the records"


def _words(facts: Facts, field: Field) -> str:
    """The visible answer in words, cut where it is long; empty when there is none."""
    if rows := facts.rows(field.path):
        name = (field.row_name or "entry").lower()
        return f"1 {name}" if len(rows) == 1 else f"{len(rows)} entries"
    text = " ".join(show_answer(facts.read(field.path), field).split())
    return text if len(text) <= _WORDS_SHOWN else f"{text[:_WORDS_SHOWN].rstrip()}…"


def papers(
    drafts: Iterable[Draft],
    documents: Sequence[EvidenceRecord],
    posting: Posting | None,
    explained: Explained,
) -> Iterator[Paper]:
    """The notes where they answer it, documents of the kinds that do, the EOB itself."""
    if any(reason.wants_note for reason in explained.answering):
        for draft in drafts:
            note = draft.note
            day = show_date(note.date_of_service) if note.date_of_service else "no date"
            signed = note.signature is not None
            title = f"{'Signed chart' if signed else 'Unsigned'} note {note.code} of {day}"
            yield Paper(title, signed, note=note.id)
    kinds = dict.fromkeys(kind for each in explained.answering for kind in each.evidence)
    fitting = [each for each in documents if each.kind in kinds]
    for record in fitting:
        yield Paper(record.title, True, document=record.id)
    if kinds and not fitting:
        yield Paper(" or ".join(kind.label.lower() for kind in kinds), False)
    eob = next((each for each in documents if posting and each.sha256 == posting.evidence), None)
    yield Paper(eob.title if eob else "The payer’s EOB as a scan", bool(eob), eob.id if eob else "")


def near(claim: Claim, others: Iterable[Claim], drafts: Iterable[Draft]) -> Iterator[str]:
    """Other services of the same days: on this claim, on others, named in the notes."""
    days = {line.on for line in claim.lines if line.note}
    paid = {each.line: each.paid for posting in claim.standing for each in posting.lines}
    for line in claim.lines:
        if line.on in days and not line.note:
            amount = paid.get(line.id)
            told = f"paid {show_money(amount)}" if amount is not None else "no amount told"
            yield f"{line.code} of {show_date(line.on)}, on this claim, {told}."
    for other in others:
        for line in other.lines:
            if other.id != claim.id and line.on in days:
                yield f"{line.code} of {show_date(line.on)}, on claim {other.number}."
    for draft in drafts:
        visible = Facts(draft.note.content.answers, draft.known, draft.state.hidden)
        named = visible.read("other_codes")
        codes = "" if isinstance(named, NotGiven) else show_answer(named)
        if codes:
            yield f"Named in the note of {draft.note.code} as billed that day: {codes}."


def proof(claim: Claim, packs: Iterable[Pack]) -> Iterator[str]:
    """What was recorded as sent, with its day and reference."""
    if claim.sent_on:
        how = f" by {claim.sent_how}" if claim.sent_how else ""
        yield f"Claim sent {show_date(claim.sent_on)}{how}."
    for event in claim.events:
        if event.state in (ClaimState.ACKNOWLEDGED, ClaimState.REJECTED):
            reference = f", reference {event.reference}" if event.reference else ""
            yield f"{event.state.value.capitalize()} {show_date(event.at.date())}{reference}."
    for pack in packs:
        if pack.sent:
            number = pack.sent.reference or pack.control_number
            told = f", {number}" if number else ""
            yield f"Pack sent {show_date(pack.sent.at.date())} by {pack.sent.by_way_of}{told}."
