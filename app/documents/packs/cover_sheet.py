"""The cover sheet of a pack: one page for the office that lists every file; packing prints it.

It names the patient by initials only: cover sheets lie on fax machines and in mail rooms.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.documents.blocks import Block, Column, Document, Grid, Heading, KeyValues, Paragraph
from app.documents.notes.note_view import NoteView, initials
from app.documents.notes.page_parts import letterhead, page

MOST_LISTED = 24
"""Lines that stay on one page with the rest of the sheet; the manifest lists every file."""


@dataclass(frozen=True, slots=True)
class CoverFile:
    """One line of the list."""

    name: str
    what: str
    pages: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What the sheet says beside the note. `made_at` is UTC; `number` may be empty."""

    channel: str
    number: str
    made_by: str
    made_at: dt.datetime
    program: str
    files: Sequence[CoverFile]


def build(view: NoteView, cover: Cover) -> Document:
    """The cover sheet of one pack."""
    return page(view, "Cover sheet", _blocks(view, cover), draft=view.note.signature is None)


def _blocks(view: NoteView, cover: Cover) -> Iterator[Block]:
    yield letterhead(
        view, "Cover sheet", *([f"Attachment number {cover.number}"] * bool(cover.number))
    )
    yield Heading("Attachment pack", level=1)
    signed = view.note.signature
    pairs = (
        ("Payer", view.first_coverage("payer") or "not given"),
        ("Channel", cover.channel),
        ("Patient (initials)", initials(view.known("patient.name")) or "not given"),
        ("Procedure code", view.note.code),
        ("Date of service", view.says("date_of_service") or "not given"),
        ("Attachment number", cover.number or "none: this channel uses none"),
        ("Made by", cover.made_by),
        ("Made", view.moment(cover.made_at)),
        ("From note", f"{view.note.id[:8]}, version {view.note.version}{_added(view)}"),
        ("Note signed", view.moment(signed.at) if signed else "not signed"),
        ("Files", str(len(cover.files))),
        ("Made with", f"Chartproof {cover.program}"),
    )
    yield KeyValues(pairs, columns=2)
    yield Heading("Files")
    shown = cover.files[:MOST_LISTED]
    rows = tuple((f.name, f.what, str(f.pages) if f.pages else "", f.sha256) for f in shown)
    columns = (
        Column("File", 3.0),
        Column("What it is", 2.0),
        Column("Pages", 0.8, "right"),
        Column("SHA-256", 5.2),
    )
    yield Grid(columns, rows)
    if rest := len(cover.files) - len(shown):
        yield Paragraph(f"and {rest} more, each with its SHA-256 in manifest.json.")


def _added(view: NoteView) -> str:
    count = len(view.later)
    return f", {count} later {'entry' if count == 1 else 'entries'}" if count else ""
