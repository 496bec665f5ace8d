"""From a note to its documents and their bytes; the window, exports and the command line call it.

All text is decided in `app.documents`; the PDF renderer comes in from outside.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.documents.blocks import Document, Numbering, PageSize, StampedFooter
from app.documents.claims import claim_sheet
from app.documents.notes import chart_note, consultation_request
from app.documents.notes.note_view import CHART, PAYERS, Completeness, NoteView
from app.documents.packs import claim_attachment
from app.domain.facts.facts import Facts
from app.domain.facts.known import Known
from app.domain.guides.guide import Purpose
from app.domain.notes.note import Entry, Note
from app.rules.compiled import CompiledGuide
from app.rules.engine import answered_warnings, asked_for, evaluate
from app.rules.state import Evaluation
from app.services.seals.embedded_note import embedded_note


class Paper(StrEnum):
    """The documents a note can be printed as; the value is part of a file's name."""

    CHART_NOTE = "chart-note"
    ATTACHMENT = "attachment"
    REQUEST = "request"
    CLAIM_SHEET = "claim-sheet"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]


_LABELS = {
    Paper.CHART_NOTE: "Chart note",
    Paper.ATTACHMENT: "Claim attachment",
    Paper.REQUEST: "Consultation request",
    Paper.CLAIM_SHEET: "Claim data sheet",
}

_BUILDERS: Mapping[Paper, Callable[[NoteView], Document]] = {
    Paper.CHART_NOTE: chart_note.build,
    Paper.ATTACHMENT: claim_attachment.build,
    Paper.REQUEST: consultation_request.build,
    Paper.CLAIM_SHEET: claim_sheet.build,
}


class Printed(Protocol):
    """A finished PDF: its bytes, how many pages, and the characters no font has."""

    @property
    def data(self) -> bytes: ...
    @property
    def pages(self) -> int: ...
    @property
    def unprintable(self) -> tuple[str, ...]: ...


class Layout(Protocol):
    """Lays documents out; `app.pdf` fits by shape. `made_at` (UTC) goes into the file."""

    def render_pdf(
        self, document: Document, *, made_at: dt.datetime, numbering: Numbering | None = None
    ) -> Printed:
        """The document as a PDF: the same document and moment give the same bytes."""
        ...

    def render_footers(
        self, footers: Sequence[StampedFooter], size: PageSize, *, made_at: dt.datetime
    ) -> bytes:
        """A PDF of empty sheets, one for each footer, to be stamped over enclosed pages."""
        ...


class Printer(Protocol):
    """Prints documents as PDF/A: `ArchivePrinter` over a `Layout`."""

    def render_pdf(
        self,
        document: Document,
        *,
        made_at: dt.datetime,
        numbering: Numbering | None = None,
        embedded: bytes = b"",
    ) -> Printed:
        """The document as PDF/A: the same document and moment give the same bytes.

        `numbering` counts its pages within a pack. `embedded` (JSON) is attached to the file.
        """
        ...

    def render_footers(
        self, footers: Sequence[StampedFooter], size: PageSize, *, made_at: dt.datetime
    ) -> bytes:
        """A PDF of empty sheets, one for each footer, to be stamped over enclosed pages."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What printing needs beside the note: names by staff id, the practice's zone and paper."""

    people: Mapping[str, str]
    zone: dt.tzinfo
    paper: PageSize = "letter"


def papers_of(code: str) -> tuple[Paper, ...]:
    """The documents there are for a code: only a consultation has a request."""
    if code == consultation_request.CODE:
        return tuple(Paper)
    return (Paper.CHART_NOTE, Paper.ATTACHMENT, Paper.CLAIM_SHEET)


def known_of(note: Note, known: Known, zone: dt.tzinfo) -> Known:
    """What the note was written with: as it was at signing, once it is signed."""
    if note.signature is None:
        return known
    return Known(note.signature.at.astimezone(zone).date(), note.known, known.earlier)


def view_note(
    note: Note, guide: CompiledGuide, known: Known, desk: Desk, made_at: dt.datetime
) -> NoteView:
    """The note as documents see it; `made_at` is UTC."""
    known = known_of(note, known, desk.zone)
    state = evaluate(guide, note.content.answers, known, note.content.reasons)
    facts = Facts(note.content.answers, known, state.hidden)
    return NoteView(
        note=note,
        guide=guide.guide,
        facts=facts,
        people=desk.people,
        zone=desk.zone,
        made_at=made_at,
        chart=_completeness(guide, state, CHART),
        claim=_completeness(guide, state, PAYERS),
        warnings={item.id: item.say for item in answered_warnings(guide, state)},
        requires=tuple(rule.requirement for rule in guide.rules),
        entered=_entered(note, facts),
        paper=desk.paper,
    )


def build_document(paper: Paper, view: NoteView) -> Document:
    """One document of the note, in final text."""
    return _BUILDERS[paper](view)


def _entered(note: Note, facts: Facts) -> dict[str, Entry]:
    """Who entered each visible answer and when, and of each row the latest of its parts."""
    found: dict[str, Entry] = {}
    for path, entry in note.content.entries.items():
        if facts.is_hidden(path):
            continue
        parts = path.split("/")
        for about in (path, *("/".join(parts[:end]) for end in range(2, len(parts), 2))):
            latest = found.get(about)
            if latest is None or (entry.at, entry.by) > (latest.at, latest.by):
                found[about] = entry
    return found


def _completeness(
    guide: CompiledGuide, state: Evaluation, purposes: frozenset[Purpose]
) -> Completeness:
    found = (item for item in state.open_items if not item.needed_for.isdisjoint(purposes))
    return Completeness(asked_for(guide, state, purposes), tuple(item.say for item in found))


def unprintable_words(characters: tuple[str, ...]) -> str:
    """One sentence about characters that print as their code points; empty when there are none."""
    if not characters:
        return ""
    shown = ", ".join(f"U+{ord(character):04X}" for character in characters)
    return f"No font here has {shown}; they are printed as these codes. Spell them another way."


def print_paper(paper: Paper, view: NoteView, printer: Printer) -> Printed:
    """One document of the note as PDF/A. The chart note carries what it says as data."""
    document = build_document(paper, view)
    embedded = embedded_note(view, document) if paper is Paper.CHART_NOTE else b""
    return printer.render_pdf(document, made_at=view.made_at, embedded=embedded)
