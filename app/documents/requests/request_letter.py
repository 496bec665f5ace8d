"""Letters about a patient's request: more time, a denial, an amendment made; one page each.

`services.requests.request_letters` builds them. What has to be in them is general knowledge of 45
CFR 164.524 and 164.526; the sentences are our own, and the practice's counsel may want others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.documents.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Paragraph,
    SignatureBlock,
)
from app.documents.page_frame import framed
from app.domain.practice.people import Practice

LetterKind = Literal["extension", "records_denied", "amendment_denied", "amendment_made"]

TITLES: dict[LetterKind, str] = {
    "extension": "We need more time for your request",
    "records_denied": "Your request for records",
    "amendment_denied": "Your request to amend the record",
    "amendment_made": "Your record was amended",
}


@dataclass(frozen=True, slots=True)
class RequestLetter:
    """A letter in final words. `reasons` are why it takes longer or is denied."""

    kind: LetterKind
    practice: Practice
    to: str
    patient: str
    born: str
    today: str
    received: str
    due: str
    about: str
    reasons: Sequence[str]


def build(letter: RequestLetter) -> Document:
    """The letter. Its properties name no patient."""
    title = TITLES[letter.kind]
    practice = letter.practice
    lines = tuple(line for line in (practice.address.one_line, practice.phone) if line)
    blocks = (
        Letterhead(practice.name or "Practice not named", lines, (letter.today,)),
        Heading(title, 1),
        KeyValues(
            (
                ("To", letter.to or "not named"),
                ("Patient", letter.patient or "not named"),
                ("Date of birth", letter.born or "not given"),
                ("Your request of", letter.received),
                *((("About", letter.about),) if letter.about else ()),
            )
        ),
        *_body(letter),
        SignatureBlock(role="For the practice"),
    )
    return framed(practice, title, blocks, left=practice.name)


def _body(letter: RequestLetter) -> Iterator[Block]:
    match letter.kind:
        case "extension":
            yield Paragraph(
                f"We cannot answer your request in the first time. You will have our answer by"
                f" {letter.due}. We need the time for this reason:"
            )
            yield Bullets(tuple(letter.reasons))
        case "records_denied":
            yield Paragraph("We do not give out what you asked for, for this reason:")
            yield Bullets(tuple(letter.reasons))
            yield Paragraph(
                "What this reason does not concern you can have; tell us if you want it. Some"
                " denials are looked at again by another licensed professional if you ask for it."
            )
            yield from _complaint(letter)
        case "amendment_denied":
            yield Paragraph("We leave the record as it is, for this reason:")
            yield Bullets(tuple(letter.reasons))
            yield from _disagreement(letter)
            yield from _complaint(letter)
        case "amendment_made":
            yield Paragraph(
                "We added a correction to your record. What stood there before stays readable"
                " beside it. Tell us who else should know of it: we send the correction to them,"
                " and to those we know of who rely on the entry."
            )


def _disagreement(letter: RequestLetter) -> Iterator[Block]:
    address = letter.practice.address.one_line
    where = f" to {address}" if address else " to us"
    yield Heading("If you disagree")
    statement = (
        f"You can write down why you disagree and send it{where}. It is kept with the entry and"
        " goes with it whenever the entry is given out. We may write an answer to it; then you get"
        " a copy."
    )
    no_statement = (
        "If you write nothing, you can ask that your request and this letter go with the entry"
        " whenever it is given out."
    )
    yield Bullets((statement, no_statement))


def _complaint(letter: RequestLetter) -> Iterator[Block]:
    practice = letter.practice
    reach = f", {practice.phone}" if practice.phone else ""
    yield Heading("If you want to complain")
    yield Paragraph(
        f"You can complain to us ({practice.name or 'the practice'}{reach}) and to the Secretary"
        " of the U.S. Department of Health and Human Services, Office for Civil Rights. Nobody may"
        " treat you worse for it."
    )
