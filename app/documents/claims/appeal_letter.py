"""The letter of an appeal: what was decided, what is asked, what the record says word for word.

`services.packs.appeal_letters` fills it. Quotations are marked as such with who signed them and
when; what came later stands apart with its date; what was written for the letter says so. A payer
may count the record of the day alone (Northeast Delta Dental, checked 11/22/2026), so the letter is
no second record.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.documents.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    KeepTogether,
    KeyValues,
    Letterhead,
    Paragraph,
    SignatureBlock,
)
from app.documents.notes.quotations import Quotation
from app.documents.page_frame import framed
from app.domain.practice.people import Practice


@dataclass(frozen=True, slots=True)
class AppealLetter:
    """A letter in final words. `about` are the lines that tell which claim it is.

    `reason` is the reason as printed, `numbers` the reasons by their numbers. `earlier` are the
    levels before this one, each with what the payer's notice said of it. `words` is what the writer
    adds, `written` the day. `signature` is who has to sign.
    """

    title: str
    practice: Practice
    reach: tuple[str, ...]
    to: tuple[str, ...]
    written: str
    about: tuple[tuple[str, str], ...]
    decision: str
    reason: str
    numbers: tuple[str, ...]
    earlier: tuple[tuple[str, str], ...]
    request: str
    record: str
    quotations: Sequence[Quotation]
    words: str
    enclosed: tuple[str, ...]
    signature: SignatureBlock


def build(letter: AppealLetter) -> Document:
    """The letter. Its properties name no patient."""
    practice = letter.practice
    return framed(practice, letter.title, _blocks(letter), left=practice.name)


def _blocks(letter: AppealLetter) -> Iterator[Block]:
    yield Letterhead(letter.practice.name or "Practice not named", letter.reach, (letter.written,))
    if letter.to:
        yield Paragraph("\n".join(letter.to))
    yield Heading(letter.title, 1)
    yield KeyValues(letter.about, columns=2)
    yield Heading("The decision")
    yield Paragraph(letter.decision)
    if letter.reason:
        yield Paragraph(f"“{letter.reason}”", lead="Reason as printed")
    if letter.numbers:
        yield Paragraph("; ".join(letter.numbers), lead="Reason numbers")
    for told, notice in letter.earlier:
        yield Paragraph(f"{told} Your notice says: “{notice}”" if notice else told)
    yield Heading("What we ask for")
    yield Paragraph(letter.request or "Not stated yet.")
    signed = [each for each in letter.quotations if not each.is_later]
    later = [each for each in letter.quotations if each.is_later]
    if signed:
        yield Heading("What the record says")
        yield Paragraph(
            f"Word for word from {letter.record}, {signed[0].origin}. The record is enclosed whole"
            " and was not changed."
        )
        yield from _quoted(signed)
    if later:
        yield Heading("What was added to the record later")
        yield from _added(later)
    if letter.words:
        yield Heading("Our remarks")
        yield Paragraph(f"Written for this letter on {letter.written}; not part of the record.")
        yield from (Paragraph(part) for part in letter.words.split("\n\n") if part.strip())
    if letter.enclosed:
        yield Heading("Enclosed")
        yield Bullets(letter.enclosed)
    yield KeepTogether((letter.signature,))


def _quoted(quotations: Iterable[Quotation]) -> Iterator[Block]:
    for each in quotations:
        yield Paragraph(f"“{each.text}”", lead=each.label)


def _added(quotations: Iterable[Quotation]) -> Iterator[Block]:
    for each in quotations:
        origin = each.origin[:1].upper() + each.origin[1:]
        yield Paragraph(f"“{each.text}”\n{origin}.", lead=each.label)
