"""What every document of a note has alike: letterhead, running header, the title in words."""

from collections.abc import Iterable

from app.documents.blocks import Block, Document, Letterhead, SignatureBlock
from app.documents.note_view import NoteView


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
    by_dentist = given.by == view.note.treating_id
    return SignatureBlock(
        role="Treating dentist" if by_dentist else "For the practice",
        signed_by=view.person(given.by),
        credential=given.credential,
        when=view.moment(given.at),
        statement=signed,
    )


def page(view: NoteView, page_kind: str, blocks: Iterable[Block], *, draft: bool) -> Document:
    """A document of this note. Its properties name the code, never the patient."""
    born = view.known("patient.birth_date")
    patient = view.known("patient.name") or "Patient not named"
    return Document(
        title=f"{page_kind} {view.note.code}",
        blocks=tuple(blocks),
        subject=title_words(view),
        author=view.known("practice.name"),
        page_size=view.paper,
        header_left=(f"{patient}, born {born}" if born else patient,),
        header_right=(f"{page_kind} {view.note.code} {view.says('date_of_service')}".rstrip(),),
        footer=f"Printed {view.moment(view.made_at)}",
        draft=draft,
    )
