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
    PageSize,
    Paragraph,
    SignatureBlock,
)

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
    practice: str
    address: str
    phone: str
    to: str
    patient: str
    born: str
    today: str
    received: str
    due: str
    about: str
    reasons: Sequence[str]
    paper: PageSize = "letter"


def build(letter: RequestLetter) -> Document:
    """The letter. Its properties name no patient."""
    title = TITLES[letter.kind]
    lines = tuple(line for line in (letter.address, letter.phone) if line)
    return Document(
        title=title,
        blocks=(
            Letterhead(letter.practice or "Practice not named", lines, (letter.today,)),
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
        ),
        author=letter.practice,
        page_size=letter.paper,
        header_left=(letter.practice,) if letter.practice else (),
        header_right=(title,),
    )


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
    where = f" to {letter.address}" if letter.address else " to us"
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
    reach = f", {letter.phone}" if letter.phone else ""
    yield Heading("If you want to complain")
    yield Paragraph(
        f"You can complain to us ({letter.practice or 'the practice'}{reach}) and to the Secretary"
        " of the U.S. Department of Health and Human Services, Office for Civil Rights. Nobody may"
        " treat you worse for it."
    )
