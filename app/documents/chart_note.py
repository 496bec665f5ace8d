"""The chart note: everything a note holds, with author and time of every entry."""

from collections.abc import Iterator

from app.documents.answered import fact_blocks
from app.documents.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
)
from app.documents.narrative import FULL, fit, tell
from app.documents.note_view import NoteView, initials
from app.documents.page_parts import letterhead, page, signature, title_words
from app.domain.guide import Field

_STATEMENT = "I reviewed this note; it describes what was done and advised."


def build(view: NoteView) -> Document:
    """The chart note of a note, signed or not."""
    return page(view, "Chart note", _blocks(view), draft=view.note.signature is None)


def _blocks(view: NoteView) -> Iterator[Block]:
    yield letterhead(view, "Chart note")
    yield Heading(title_words(view), level=1)
    yield from _standing(view)
    yield KeyValues(tuple(_heads(view)), columns=2)
    for section in view.guide.sections:
        blocks = tuple(fact_blocks(view, section.fields, _any, entered=True))
        if blocks:
            yield Heading(section.title)
            yield from blocks
    yield from _warnings(view)
    narrative = fit(tell(view.guide, view.facts), FULL).text
    if narrative:
        yield Heading("Narrative")
        yield Paragraph(narrative)
    yield Heading("Signature")
    yield signature(view, unsigned=_STATEMENT, signed=_STATEMENT)
    yield from _entries_by(view)


def _any(_field: Field) -> bool:
    return True


def _standing(view: NoteView) -> Iterator[Block]:
    signed, missing = view.note.signature, view.chart.open
    if signed is None:
        words = "This note is not signed."
        if missing:
            words += f" Still needed: {len(missing)}."
        yield Notice("draft", words, title="Draft")
    elif signed.open_items:
        count = signed.open_items
        yield Notice("info", f"Signed with {count} open item{'s' if count > 1 else ''}.")


def _heads(view: NoteView) -> Iterator[tuple[str, str]]:
    yield "Patient", view.known("patient.name") or "not given"
    yield "Date of birth", view.known("patient.birth_date") or "not given"
    if chart := view.known("patient.chart_number"):
        yield "Chart number", chart
    if speaks := view.known("patient.representative"):
        relation = view.known("patient.representative_relation")
        yield "Representative", f"{speaks} ({relation})" if relation else speaks
    credential = view.known("treating.credential")
    dentist = ", ".join(part for part in (view.known("treating.name"), credential) if part)
    yield "Treating dentist", dentist or "not given"
    if license_number := view.known("treating.license"):
        yield "License", license_number
    yield "Procedure code", view.note.code
    yield "Note opened", f"{view.moment(view.note.created_at)} by {_author(view)}"


def _author(view: NoteView) -> str:
    return view.person(view.note.author_id)


def _warnings(view: NoteView) -> Iterator[Block]:
    reasons = view.note.content.reasons
    given = [(say, reasons[item_id]) for item_id, say in view.warnings.items()]
    if not given:
        return
    yield Heading("Points considered")
    yield Bullets(
        tuple(
            f"{say} Reason given: {reason.text} "
            f"({view.person(reason.by)}, {view.moment(reason.at)})"
            for say, reason in sorted(given, key=lambda pair: pair[1].at)
        )
    )


def _entries_by(view: NoteView) -> Iterator[Block]:
    names = sorted({view.person(entry.by) for entry in view.entered.values()})
    if names:
        legend = "; ".join(f"{initials(name)} = {name}" for name in names)
        yield Paragraph(f"{legend}. Times are when an entry was made.", lead="Entries by")
