"""The pages around the notes of an audit binder: cover, list of notes, signers, custodian's page.

`services.requests.binder` builds them, numbered through with the notes between them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.documents.blocks import (
    Block,
    Column,
    Document,
    Grid,
    Heading,
    KeyValues,
    Notice,
    PageBreak,
    Paragraph,
    SignatureBlock,
)
from app.documents.page_frame import framed, head
from app.domain.practice.people import Practice

TITLE = "Audit binder"
WHAT_IT_IS = (
    "Every note stands here as it was signed, with everything that was added to it since. A note"
    " whose signature no longer matches its content says so on its first page."
)
MISFITS = "Of {notes} what is kept is not what was signed. The list of notes says which."
CUSTODIAN = (
    "I keep the records of this practice. The {pages} pages of this binder are true copies of"
    " records that Chartproof holds, put together on {made}. They were made at or near the time of"
    " what they tell, by people who knew of it, as this practice always makes them. Each entry says"
    " who made it and when."
)
DAMAGED = (
    "What is kept of this note is damaged and cannot be read whole, so it cannot be shown as it was"
    " signed. Compare it with an earlier print, a pack or a backup."
)
NO_NOTES = "No signed note fits."
NO_KEY = "none: signed before there were keys"
UNTOLD_KEY = "not theirs: the history does not tell of it"

_NOTES = (
    Column("Date of service", 1.5),
    Column("Code", 0.9),
    Column("Patient", 3),
    Column("Signed by", 2.6),
    Column("Added", 0.9, "right"),
    Column("Page", 0.8, "right"),
)
SIGNER_COLUMNS = (
    Column("Name", 2.1),
    Column("Credential", 1.1),
    Column("License", 1.3),
    Column("NPI", 1.6),
    Column("Fingerprint of the signing key (SHA-256)", 4.2),
    Column("In use", 1.9),
)


@dataclass(frozen=True, slots=True)
class BoundNote:
    """One note in the list, in final words. `added` counts entries since it was signed.

    `misfit` says that it is not what was signed, and is empty where it is.
    """

    service: str
    code: str
    patient: str
    signed_by: str
    added: int
    page: int
    is_void: bool = False
    misfit: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """One signing key and whose it is. `used` says from when until when it was good."""

    name: str
    credential: str
    license: str
    npi: str
    key: str
    used: str


@dataclass(frozen=True, slots=True)
class Binder:
    """Everything around the notes, in final words. `pages` are those of the whole binder."""

    practice: Practice
    scope: Sequence[tuple[str, str]]
    made: str
    made_by: str
    notes: Sequence[BoundNote]
    signers: Sequence[Signer]
    drafts: int
    pages: int


def build_front(binder: Binder) -> Document:
    """Cover, signers and the list of notes."""
    return _document(binder, tuple(_front(binder)))


def build_damaged(title: str, patient: str, practice: Practice) -> Document:
    """What stands in the place of a note that cannot be read."""
    return Document(
        title=TITLE,
        blocks=(
            Heading(title, 1),
            KeyValues((("Patient", patient or "not named"),)),
            Notice("warn", DAMAGED, title="Damaged"),
        ),
        author=practice.name,
        page_size=practice.paper,
    )


def build_custodian(binder: Binder) -> Document:
    """The last page: the custodian's word for the whole, to be signed."""
    statement = CUSTODIAN.format(pages=f"{binder.pages:,}", made=binder.made)
    blocks: tuple[Block, ...] = (
        Heading("Custodian of records", 1),
        KeyValues((("Practice", binder.practice.name or "not named"), *binder.scope)),
        SignatureBlock(role="Custodian of records", statement=statement),
    )
    return _document(binder, blocks)


def _front(binder: Binder) -> Iterator[Block]:
    yield from head(binder.practice, TITLE)
    yield KeyValues(
        (
            *binder.scope,
            ("Practice NPI", binder.practice.npi or "not given"),
            ("Signed notes", f"{len(binder.notes):,}"),
            ("Pages", f"{binder.pages:,}"),
            ("Made", binder.made),
            ("Made by", binder.made_by or "not named"),
        )
    )
    yield Notice("info", WHAT_IT_IS)
    if binder.drafts:
        drafts = "1 draft" if binder.drafts == 1 else f"{binder.drafts:,} drafts"
        yield Paragraph(f"{drafts} of the same scope, not signed yet, left out.")
    if misfits := sum(bool(note.misfit) for note in binder.notes):
        notes = "1 note" if misfits == 1 else f"{misfits:,} notes"
        yield Notice("warn", MISFITS.format(notes=notes), title="Not all of it holds")
    yield Heading("Who signed")
    rows = tuple((s.name, s.credential, s.license, s.npi, s.key, s.used) for s in binder.signers)
    yield Grid(SIGNER_COLUMNS, rows) if rows else Paragraph(NO_NOTES)
    yield PageBreak()
    yield Heading("Notes")
    if not binder.notes:
        yield Paragraph(NO_NOTES)
        return
    yield Grid(_NOTES, tuple(map(_line, binder.notes)))


def _line(note: BoundNote) -> tuple[str, ...]:
    added = str(note.added) if note.added else ""
    signed_by = f"{note.signed_by} (void)" if note.is_void else note.signed_by
    return (
        *(note.service, note.code, note.patient),
        *(note.misfit or signed_by, added, f"{note.page:,}"),
    )


def _document(binder: Binder, blocks: tuple[Block, ...]) -> Document:
    practice = binder.practice
    return framed(practice, TITLE, blocks, left=practice.name, foot=f"Made {binder.made}")
