"""The claim data sheet: the values of a dental claim by item number, and its electronic pieces.

No facsimile of the form: a page to type from. Printing builds it.
"""

from collections.abc import Iterator

from app.documents.blocks import (
    Block,
    Column,
    Document,
    Grid,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
)
from app.documents.claims import claim_fragments as electronic
from app.documents.claims.basic_x12 import Changed
from app.documents.claims.claim_items import parts
from app.documents.notes.note_view import NoteView
from app.documents.notes.page_parts import letterhead, page, title_words

_WIDE = 70
"""Characters from which a value needs the width of the page."""


def build(view: NoteView) -> Document:
    """The sheet of a note; DRAFT on every page while the note is unsigned."""
    return page(view, "Claim data sheet", _blocks(view), draft=view.note.signature is None)


def _blocks(view: NoteView) -> Iterator[Block]:
    number = view.note.control_number
    yield letterhead(view, "Claim data sheet", *([f"Attachment number {number}"] if number else []))
    yield Heading(title_words(view), level=1)
    if not view.claim.asked:
        yield Notice("warn", "This note stays in the chart only: no claim is made of it.")
    yield Paragraph(
        "Values by the item numbers of the ADA Dental Claim Form, 2024, for typing them into the"
        " practice system or the form. This page is not the form, and is not sent."
    )
    for part in parts(view, number=number):
        pairs = tuple((f"{each.number} {each.words}", each.shown) for each in part.items)
        is_wide = any(len(value) > _WIDE for _, value in pairs)
        yield Heading(part.title)
        yield KeyValues(pairs, columns=1 if is_wide else 2)
    yield Heading("Electronic claim")
    yield from _electronic(electronic.build(view, number=number))


def _electronic(claim: electronic.ClaimFragments) -> Iterator[Block]:
    pieces = tuple(
        (f"NTE {place}", piece) for place, piece in enumerate(claim.note.pieces, start=1) if piece
    )
    if pieces:
        yield Grid((Column("Note"), Column("At most 80 characters each", 9)), pieces)
    yield KeyValues(tuple(_segments(claim)), columns=2)
    if count := len(claim.note.dropped):
        sentences = "one sentence" if count == 1 else f"{count} sentences"
        yield Paragraph(f"The note leaves out {sentences} that the attachment tells.")
    if claim.changed:
        yield Paragraph(
            f"{'; '.join(changed_words(each) for each in claim.changed)}.",
            lead="Changed for the electronic claim:",
        )


def _segments(claim: electronic.ClaimFragments) -> Iterator[tuple[str, str]]:
    for each in claim.attachments:
        number = f", AC {each.number}" if each.number else ""
        yield "PWK Attachment", f"{each.sort}, {each.transmission}{number}"
    for kind, code in claim.diagnoses:
        yield "HI Diagnosis", f"{kind} {code}"
    yield "SV3 Diagnoses", ", ".join(claim.pointers) or "none"
    yield "SV3 Quantity", claim.quantity
    for reference in claim.references:
        if reference.value:
            yield f"REF {reference.words}", f"{reference.qualifier} {reference.value}"


def changed_words(changed: Changed) -> str:
    """One change in words: the character, what stands for it, how often."""
    new = f"became “{changed.replacement}”" if changed.replacement.strip() else "became a space"
    if not changed.replacement:
        new = "was left out"
    times = "once" if changed.count == 1 else f"{changed.count} times"
    return f"“{changed.character}” {new} {times}"
