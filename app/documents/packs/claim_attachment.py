"""The claim attachment: what this claim needs and no more, for the payer's reviewer.

Minimum necessary (45 CFR 164.502(b)): only facts that a requirement asks for a claim or a payer,
never answers marked sensitive, nothing of the practice's own bookkeeping.
"""

from collections.abc import Iterator

from app.documents.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
)
from app.documents.narrative.narrative import ATTACHED, fit
from app.documents.notes.answered import Wanted, fact_blocks
from app.documents.notes.note_view import NoteView
from app.documents.notes.page_parts import letterhead, page, signatures, title_words
from app.documents.notes.since_signing import blocks_for, told_for
from app.domain.guides.answers import Diagnoses, Evidence, NotGiven
from app.domain.guides.guide import Field, FieldKind

_OWN_PLACE = frozenset({"date_of_service", "necessity", "diagnoses", "fee", "quantity"})
"""Fields the attachment prints at a place of their own, or leaves to the claim form."""

_OFFICE_FACTS = frozenset({"P5", "P10", "P12", "P13", "P14", "P15"})
"""The practice's own bookkeeping about the claim: benefit checks, history, outcome, appeal."""

_NUMBERS = frozenset({"P6"})
"""Numbers that are printed when there are any: nobody has to read that there is none."""


def build(view: NoteView) -> Document:
    """The claim attachment of a note; DRAFT on every page while the note is unsigned."""
    return page(view, "Claim attachment", _blocks(view), draft=view.note.signature is None)


def enclosures(view: NoteView) -> tuple[str, ...]:
    """The titles of the documents that go with the claim: the pack's, else those of the form."""
    if view.enclosed is not None:
        return view.enclosed
    titles: list[str] = []
    for field in view.guide.fields.values():
        answer = view.answer(field.path) if field.kind is FieldKind.EVIDENCE else None
        if isinstance(answer, Evidence) and field.path not in view.guide.sensitive:
            titles.extend(item.title for item in answer.items)
    return tuple(titles)


def _blocks(view: NoteView) -> Iterator[Block]:
    number = view.note.control_number
    yield letterhead(view, "Claim attachment", *([f"Attachment number {number}"] if number else []))
    yield Heading(title_words(view), level=1)
    if view.note.signature is None:
        yield Notice("draft", "The chart note behind this page is not signed.", title="Draft")
    yield KeyValues(tuple(_heads(view)), columns=2)
    yield from _necessity(view)
    yield from _facts(view)
    narrative = fit(told_for(view), ATTACHED).text
    if narrative:
        yield Heading("Narrative")
        yield Paragraph(narrative)
    yield from blocks_for(view, _wanted(view))
    if titles := enclosures(view):
        yield Heading("Enclosures")
        yield Bullets(titles)
    yield Heading("Completeness")
    yield Paragraph(_completeness(view))
    yield from signatures(view, "The chart note behind this attachment was signed as follows.")


def _heads(view: NoteView) -> Iterator[tuple[str, str]]:
    born = view.known("patient.birth_date")
    pairs = (
        ("Payer", view.first_coverage("payer")),
        ("Payer id", view.first_coverage("payer_id")),
        ("Plan", view.first_coverage("plan")),
        ("Group number", view.first_coverage("group_number")),
        ("Member id", view.first_coverage("member_id")),
        ("Subscriber", view.first_coverage("subscriber")),
        ("Patient", view.known("patient.name")),
        ("Date of birth", born),
        ("Procedure code", view.note.code),
        ("Date of service", view.says("date_of_service")),
        ("Fee", view.says("fee")),
        ("Quantity", view.says("quantity")),
        ("Billing NPI", view.known("practice.npi")),
        ("Tax id", view.known("practice.tin")),
        ("Treating dentist", view.known("treating.name")),
        ("Dentist's NPI", view.known("treating.npi")),
        ("License", view.known("treating.license")),
        ("Diagnoses", _diagnoses(view)),
    )
    must_show = ("Payer", "Subscriber", "Patient", "Date of service", "Dentist's NPI")
    for label, value in pairs:
        if value or label in must_show:
            yield label, value or "not given"


def _diagnoses(view: NoteView) -> str:
    answer = view.answer("diagnoses")
    if not isinstance(answer, Diagnoses):
        return ""
    return "\n".join(f"{letter} {d.code}" for letter, d in zip("ABCD", answer.values, strict=False))


def _necessity(view: NoteView) -> Iterator[Block]:
    if words := view.says("necessity"):
        yield Heading("Why it was necessary")
        yield Paragraph(words)


def _wanted(view: NoteView) -> Wanted:
    """Which fields are told because the claim, or this payer, asks for them."""
    asked = view.asked_by_payers

    def wanted(field: Field) -> bool:
        return (
            field.path in asked
            and not (field.fact in _NUMBERS and isinstance(view.answer(field.path), NotGiven))
            and field.path not in view.guide.sensitive
            and field.path not in _OWN_PLACE
            and field.fact not in _OFFICE_FACTS
            and field.kind is not FieldKind.EVIDENCE
        )

    return wanted


def _facts(view: NoteView) -> Iterator[Block]:
    for section in view.guide.sections:
        if section.is_fit:
            continue
        blocks = tuple(fact_blocks(view, section.fields, _wanted(view), entered=False))
        if blocks:
            yield Heading(section.title)
            yield from blocks


def _completeness(view: NoteView) -> str:
    standing = view.claim
    guide = f"the {view.note.code} guide, version {view.guide.version}"
    card = view.known("card.payer")
    by = f"{guide}, and the payer card of {card}" if card else guide
    if not standing.asked:
        return "This note stays in the chart only: no claim is made of it."
    if not standing.open:
        return f"All {standing.asked} facts asked for this claim by {by}, are given."
    count = len(standing.open)
    given = f"{standing.asked - count} of {standing.asked} facts asked for this claim by {by}"
    return f"{given}, are given; {count} {'is' if count == 1 else 'are'} still open."
