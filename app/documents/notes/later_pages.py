"""What was added to a signed note, as it stands on paper; the chart note and proofs are made of it.

Nothing signed is ever printed otherwise: an addendum shows the old words beside the new ones.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.documents.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Grid,
    Heading,
    KeepTogether,
    Paragraph,
    SignatureBlock,
)
from app.documents.notes.signed_pages import SignedPages
from app.documents.notes.signing_words import key_words, signed_moment
from app.domain.reading.dates import show_date
from app.domain.signing.later_entry import Correction, LaterEntry
from app.domain.signing.seal import SealKind

_TITLES = {
    SealKind.CONTINUATION: "Continuation",
    SealKind.ADDENDUM: "Addendum",
    SealKind.CO_SIGNATURE: "Co-signature",
    SealKind.VOID: "Void",
}
_STATEMENTS = {
    SealKind.CONTINUATION: "I add this to the note; what was signed before stays as it is.",
    SealKind.ADDENDUM: "I correct the note as shown; what was signed before stays readable.",
    SealKind.CO_SIGNATURE: "I reviewed this note and co-sign it as supervising dentist.",
    SealKind.VOID: "I void this note. It is kept as it was signed, with everything added.",
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a later entry is printed with: the note's code and its treating dentist (a staff id).

    `titles` are the titles of documents by SHA-256.
    """

    code: str
    treating: str
    zone: dt.tzinfo
    titles: Mapping[str, str] = field(default_factory=dict)


def entry_pages(
    entry: LaterEntry, around: Surroundings, digest: str = "", previous: str = ""
) -> SignedPages:
    """A later entry as its signer sees it.

    `digest` is that of its seal, `previous` that of the proof before; both are empty on a print of
    what nobody signed with a key.
    """
    title = f"{_TITLES[entry.kind]} {around.code}"
    return SignedPages(
        note=entry.note,
        code=around.code,
        kind=entry.kind,
        entry=digest,
        previous=previous,
        by=entry.by,
        name=entry.name,
        credential=entry.credential,
        key=entry.key,
        at=entry.at,
        when=signed_moment(entry.at, around.zone),
        document=Document(title, tuple(entry_blocks(entry, around))),
        reason=entry.reason if entry.kind is SealKind.VOID else "",
    )


def entry_blocks(entry: LaterEntry, around: Surroundings) -> Iterator[Block]:
    """The blocks of a later entry, under a heading of its own."""
    about = _about(entry, around)
    if entry.corrections:
        yield Heading(_TITLES[entry.kind])
        yield from about
        yield signature_of(entry, around)
    else:
        blocks = (Heading(_TITLES[entry.kind]), *about, signature_of(entry, around))
        yield KeepTogether(blocks)


def corrections_grid(corrections: tuple[Correction, ...]) -> Grid:
    """What was corrected: the old words beside the new ones."""
    columns = (Column("What", 3), Column("As signed", 4), Column("Corrected", 4))
    rows = ((each.label, each.old or "(empty)", each.new or "(empty)") for each in corrections)
    return Grid(columns, tuple(rows))


def signature_of(entry: LaterEntry, around: Surroundings) -> SignatureBlock:
    """Who signed a later entry, and when."""
    by_dentist = entry.by == around.treating
    role = "Treating dentist" if by_dentist else "For the practice"
    return SignatureBlock(
        role="Supervising dentist" if entry.kind is SealKind.CO_SIGNATURE else role,
        signed_by=entry.name,
        credential=entry.credential,
        when=signed_moment(entry.at, around.zone),
        statement=_STATEMENTS[entry.kind],
        key=key_words(entry.key),
    )


def _about(entry: LaterEntry, around: Surroundings) -> Iterator[Block]:
    if entry.occurred:
        yield Paragraph(show_date(entry.occurred), lead="Happened")
    if entry.text:
        yield Paragraph(entry.text)
    if entry.corrections:
        yield corrections_grid(entry.corrections)
    if entry.reason:
        yield Paragraph(entry.reason, lead="Reason")
    if entry.documents:
        named = (around.titles.get(each, "Document") for each in entry.documents)
        yield Bullets(
            tuple(
                f"{title} (SHA-256 {sha256[:16]}…)"
                for title, sha256 in zip(named, entry.documents, strict=True)
            )
        )
