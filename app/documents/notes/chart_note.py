"""The chart note: everything a note holds, with author and time of every entry.

Once it is signed, the pages are those that were signed, with every later entry below them; they are
made anew only for a note that nobody signed with a key, or whose signed pages cannot be read.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.documents.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    KeepTogether,
    KeyValues,
    Notice,
    Paragraph,
)
from app.documents.narrative.narrative import FULL, fit, tell
from app.documents.notes.answered import LATE_SIGN, fact_blocks
from app.documents.notes.later_pages import Surroundings, entry_pages
from app.documents.notes.note_view import NoteView, initials
from app.documents.notes.page_parts import letterhead, page, signature, title_words
from app.documents.notes.signed_pages import Printing, SignedPages, pages_of, put_together
from app.documents.notes.signing_words import signed_moment
from app.domain.guides.guide import Field
from app.domain.notes.late import LateSpell
from app.domain.notes.note import Signature
from app.domain.notes.plain import UNREADABLE
from app.domain.signing.seal import SealKind, Standing

_STATEMENT = "I reviewed this note; it describes what was done and advised."


def build(view: NoteView) -> Document:
    """The chart note of a note, signed or not."""
    if view.note.signature is None:
        return page(view, "Chart note", _blocks(view), draft=True)
    at = view.made_at.astimezone(view.zone)
    return put_together(signed_pages(view), Printing(at, view.paper, view.standing, view.attached))


def signed_pages(view: NoteView) -> tuple[SignedPages, ...]:
    """The pages of a signed note and of each later entry."""
    around = surroundings(view)
    return proven_pages(view) or (
        note_pages(view),
        *(entry_pages(each, around) for each in view.later),
    )


def proven_pages(view: NoteView) -> tuple[SignedPages, ...]:
    """The pages that were signed as pages; none unless all of the note were, and can be read."""
    if len(view.proofs) != 1 + len(view.later):
        return ()
    try:
        return tuple(pages_of(proof.body) for proof in view.proofs)
    except UNREADABLE:
        return ()


def note_pages(view: NoteView) -> SignedPages:
    """The pages that the signer of a note sees. Raises ValueError for a draft."""
    signature = view.note.signature
    if signature is None:
        raise ValueError("nobody has signed these pages")
    plain = replace(view, standing=Standing.UNCHECKED, later=(), paper="letter")
    pages = page(plain, "Chart note", _blocks(plain), draft=False)
    return SignedPages(
        note=view.note.id,
        code=view.note.code,
        kind=SealKind.NOTE,
        entry=signature.digest,
        previous="",
        by=signature.by,
        name=signature.name,
        credential=signature.credential,
        key=signature.key,
        at=signature.at,
        when=signed_moment(signature.at, view.zone),
        document=replace(pages, footer=""),
        awaits=view.person(signature.co_signer) if signature.co_signer else "",
    )


def surroundings(view: NoteView) -> Surroundings:
    """What a later entry of this note is printed with."""
    return Surroundings(view.note.code, view.note.treating_id, view.zone, view.titles)


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
    yield KeepTogether(tuple(_signing(view)))  # no signature on a page of its own


def _signing(view: NoteView) -> Iterator[Block]:
    yield from _entries_by(view)
    yield Heading("Signature")
    yield signature(view, unsigned=_STATEMENT, signed=_STATEMENT)
    if view.note.signature and view.note.signature.co_signer:
        yield Paragraph(f"To be co-signed by {view.person(view.note.signature.co_signer)}.")


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
    people = sorted({entry.by for entry in view.entered.values()}, key=view.person)
    if people:
        legend = "; ".join(_entered_by(view, each) for each in people)
        yield Paragraph(f"{legend}. Times are when an entry was made.", lead="Entries by")
    for spell in view.note.late:
        yield Paragraph(_late(view, spell), lead=f"Late entries ({LATE_SIGN})")


def _entered_by(view: NoteView, staff_id: str) -> str:
    """Who entered something, and whether they put their name under it."""
    name, signature = view.person(staff_id), view.note.signature
    words = f"{initials(name)} = {name}"
    word = next((each for each in view.attested if each.by == staff_id), None)
    if word is not None:
        count = sum(1 for _ in word.answers)
        entries = f"{count} {'entry' if count == 1 else 'entries'}"
        return f"{words} (attested {entries} on {signed_moment(word.at, view.zone)})"
    if signature is not None and staff_id in signature.unattested:
        return f"{words} (entered, not attested; reviewed by {_signer(view, signature)})"
    return words


def _signer(view: NoteView, signature: Signature) -> str:
    name = signature.name or view.person(signature.by)
    return ", ".join(part for part in (name, signature.credential) if part)


def _late(view: NoteView, spell: LateSpell) -> str:
    since = signed_moment(spell.since, view.zone)
    return f"by {view.person(spell.by)} from {since} on. Reason: {spell.reason}"
