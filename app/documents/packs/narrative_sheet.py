"""The narrative on a page of its own, for channels that want it as a picture; packing prints it."""

from app.documents.blocks import Document, Heading, KeyValues, Paragraph
from app.documents.notes.note_view import NoteView
from app.documents.notes.page_parts import letterhead, page, signatures, title_words


def build(view: NoteView, narrative: str, number: str) -> Document:
    """One sheet with the narrative as this channel takes it; `number` may be empty."""
    pairs = (
        ("Patient", view.known("patient.name") or "not given"),
        ("Member id", view.first_coverage("member_id") or "not given"),
        ("Procedure code", view.note.code),
        ("Date of service", view.says("date_of_service") or "not given"),
    )
    blocks = (
        letterhead(view, "Narrative", *([f"Attachment number {number}"] if number else [])),
        Heading(title_words(view), level=1),
        KeyValues(pairs, columns=2),
        Heading("Narrative"),
        Paragraph(narrative or "No narrative could be told from the answers given."),
        *signatures(view, "The chart note behind this narrative was signed as follows."),
    )
    return page(view, "Narrative", blocks, draft=view.note.signature is None)
