"""What was added to a note after it was signed, as far as a payer has to know it.

Minimum necessary (45 CFR 164.502(b)): a correction goes along when it is about something that is
told here, or names no single field, so that it might be. A continuation goes along only where the
note was signed while a consultation waited for its answer: then it is the answer the claim is
about. Reasons of corrections, voids and everything else stay in the chart note.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from app.documents.blocks import Block, Heading, Paragraph
from app.documents.narrative.narrative import Told, tell
from app.documents.notes.later_pages import corrections_grid
from app.documents.notes.note_view import NoteView
from app.documents.notes.signing_words import signed_moment
from app.domain.guides.answers import Choice
from app.domain.guides.guide import Field
from app.domain.guides.paths import template_of
from app.domain.reading.dates import show_date
from app.domain.signing.later_entry import Correction, LaterEntry
from app.domain.signing.seal import SealKind

_FIRST = 0
"""A priority before all of the guide's own: no sentence is told without its correction."""

_WAITING = (Choice("to_send"), Choice("sent"))


def told_for(view: NoteView) -> tuple[Told, ...]:
    """Every sentence for a payer: the guide's, then what corrected them or was awaited."""
    told = tell(view.guide, view.facts)
    return (*told, *_corrected(view, _used(told)), *_continued(view))


def blocks_for(view: NoteView, is_told: Callable[[Field], bool]) -> Iterator[Block]:
    """What an attachment shows of later entries; `is_told` says which fields it tells."""
    fields = view.guide.fields
    told = {path for path, field in fields.items() if is_told(field)}
    told |= _used(tell(view.guide, view.facts))
    for entry, corrections in _corrections(view, told):
        yield Heading("Correction")
        yield corrections_grid(corrections)
        yield Paragraph(_signed(view, entry))
    for entry in _answers(view):
        yield Heading("Added after signing")
        yield Paragraph(entry.text, lead=show_date(entry.occurred) if entry.occurred else "")
        yield Paragraph(_signed(view, entry))


def _used(told: Iterable[Told]) -> frozenset[str]:
    """The fields behind what payers are told."""
    return frozenset(
        template_of(path) for each in told if not each.sensitive for path in each.fields
    )


def _corrected(view: NoteView, used: Collection[str]) -> Iterator[Told]:
    for number, (entry, corrections) in enumerate(_corrections(view, used)):
        day = show_date(entry.at.astimezone(view.zone).date())
        for place, each in enumerate(corrections):
            new, old = each.new or "none", each.old or "none"
            yield _told(
                f"correction-{number}-{place}",
                f"Corrected {day}: {each.label}: {new} (before: {old}).",
                f"Corrected: {each.label}: {new}.",
            )


def _continued(view: NoteView) -> Iterator[Told]:
    for number, entry in enumerate(_answers(view)):
        day = entry.occurred or entry.at.astimezone(view.zone).date()
        text = f"Added {show_date(day)}: {' '.join(entry.text.split())}"
        yield _told(f"continuation-{number}", text, text)


def _told(sentence: str, text: str, short: str) -> Told:
    return Told(sentence, _FIRST, text, (), short, ())


def _corrections(
    view: NoteView, told: Collection[str]
) -> Iterator[tuple[LaterEntry, tuple[Correction, ...]]]:
    """The addenda with those of their corrections that a payer has to know."""
    for entry in view.later:
        found = tuple(
            each
            for each in entry.corrections
            if not each.path or _concerns(template_of(each.path), told)
        )
        if found:
            yield entry, found


def _concerns(template: str, told: Collection[str]) -> bool:
    """Whether a correction of a field, or of a whole table, touches what is told."""
    return template in told or any(each.startswith(f"{template}/") for each in told)


def _answers(view: NoteView) -> Iterator[LaterEntry]:
    rows = view.facts.rows("consultations")
    states = {view.answer(f"consultations/{row}/state") for row in rows}
    if states.isdisjoint(_WAITING):
        return
    yield from (each for each in view.later if each.kind is SealKind.CONTINUATION)


def _signed(view: NoteView, entry: LaterEntry) -> str:
    who = ", ".join(part for part in (entry.name, entry.credential) if part)
    return f"Signed by {who} on {signed_moment(entry.at, view.zone)}."
