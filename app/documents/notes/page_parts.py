"""What every document of a note has alike: letterhead, running header, title, marks, signatures."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.documents.blocks import (
    DRAFT,
    Block,
    Document,
    Letterhead,
    Paragraph,
    SignatureBlock,
)
from app.documents.notes.note_view import NoteView
from app.documents.notes.signed_pages import (
    below_title,
    sheet_mark,
    state_notices,
    void_line,
    void_words,
)
from app.documents.notes.signing_words import key_words, signed_moment


def title_words(view: NoteView) -> str:
    """The code with the practice's licensed wording, or with our own short title."""
    wording = view.known("practice.nomenclature") or view.guide.title
    return f"{view.note.code} {wording}"


def letterhead(view: NoteView, page_kind: str, *right: str, dated: bool = True) -> Letterhead:
    """The practice at the top of the first page, with the kind of page and the date of service."""
    reach = [("Phone", view.known("practice.phone")), ("Fax", view.known("practice.fax"))]
    lines = (
        view.known("practice.address"),
        "   ".join(f"{label} {number}" for label, number in reach if number),
    )
    service = view.says("date_of_service") if dated else ""
    return Letterhead(
        name=view.known("practice.name") or "Practice not named",
        lines=tuple(line for line in lines if line),
        right=(page_kind, *((f"Date of service {service}",) if service else ()), *right),
    )


def signature(view: NoteView, *, unsigned: str = "", signed: str = "") -> SignatureBlock:
    """Who signed the note, or the line for the treating dentist; each with its statement above.

    Whoever else of the practice signed is not called the treating dentist.
    """
    given = view.note.signature
    if given is None:
        return SignatureBlock(role="Treating dentist", statement=unsigned)
    return SignatureBlock(
        role=_role(view, given.by),
        signed_by=given.name or view.person(given.by),
        credential=given.credential,
        when=signed_moment(given.at, view.zone),
        statement=signed,
        drawn=given.drawn,
        key=key_words(given.key),
    )


def signatures(view: NoteView, signed: str) -> Iterator[Block]:
    """Who signed, for a reader outside the office: the signer, and who co-signed or has still to.

    Signing keys stay in the chart note.
    """
    yield replace(signature(view, signed=signed), key="")
    given = view.note.signature
    if given is None or not given.co_signer:
        return
    if entry := view.co_signature:
        yield SignatureBlock(
            role="Supervising dentist",
            signed_by=entry.name,
            credential=entry.credential,
            when=signed_moment(entry.at, view.zone),
        )
    else:
        yield Paragraph(
            f"The co-signature of {view.person(view.awaits or given.co_signer)} is awaited."
        )


def page(view: NoteView, page_kind: str, blocks: Iterable[Block], *, draft: bool) -> Document:
    """A document of this note. Its properties name the code, never the patient."""
    born = view.known("patient.birth_date")
    patient = view.known("patient.name") or "Patient not named"
    void = view.voided
    why = (void.reason, void.name, signed_moment(void.at, view.zone)) if void else None
    notices = state_notices(view.standing, void_words(*why) if why else "")
    return Document(
        title=f"{page_kind} {view.note.code}",
        blocks=below_title(blocks, notices),
        subject=title_words(view),
        author=view.known("practice.name"),
        page_size=view.paper,
        header_left=(f"{patient}, born {born}" if born else patient,),
        header_right=(f"{page_kind} {view.note.code} {view.says('date_of_service')}".rstrip(),),
        footer=f"Printed {view.moment(view.made_at)}",
        mark=DRAFT if draft else sheet_mark(view.standing, void_line(*why) if why else ""),
    )


def _role(view: NoteView, staff_id: str) -> str:
    return "Treating dentist" if staff_id == view.note.treating_id else "For the practice"
