"""What goes with a note because the patient asked for another one: request, denial, disagreement.

The chart note prints it after everything that was signed, and says that nobody signed it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.documents.blocks import Block, Heading, KeyValues, Notice, PageBreak, Paragraph

TITLE = "Attached: a request to amend this note"
UNSIGNED = (
    "This is attached as the law asks. It is no part of the note, and the signatures above do not"
    " cover it."
)


@dataclass(frozen=True, slots=True)
class AttachedRequest:
    """A denied request in final words; what there is none of is empty. `reasons` end in a dot."""

    asked_by: str
    received: str
    wish: str
    why: str
    denied: str
    reasons: str
    statement: str = ""
    stated: str = ""
    rebuttal: str = ""
    rebutted: str = ""


def attached_blocks(requests: Sequence[AttachedRequest]) -> Iterator[Block]:
    """Every attached request, on pages of their own."""
    for request in requests:
        yield PageBreak()
        yield Heading(TITLE)
        yield Notice("info", UNSIGNED)
        yield KeyValues((("Asked by", request.asked_by), ("Request of", request.received)))
        yield Paragraph(request.wish, lead="What should change")
        if request.why:
            yield Paragraph(request.why, lead="Why")
        yield Paragraph(f"{request.denied}. {request.reasons}", lead="Denied")
        if request.statement:
            yield Heading(_dated("Statement of disagreement", request.stated), 3)
            yield Paragraph(request.statement)
        if request.rebuttal:
            yield Heading(_dated("The practice’s rebuttal", request.rebutted), 3)
            yield Paragraph(request.rebuttal)


def attached_notice(requests: Sequence[AttachedRequest]) -> Iterator[Notice]:
    """What the first page says of it."""
    if requests:
        count = len(requests)
        which = "A request to amend this note was" if count == 1 else f"{count} requests were"
        yield Notice("info", f"{which} denied; what the patient says of it stands at the end.")


def _dated(words: str, day: str) -> str:
    return f"{words}, {day}" if day else words
