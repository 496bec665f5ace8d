"""What an appeal letter can quote of a signed note: its sentences and texts, and what came later.

`services.denials.appeals` offers them to whoever writes a letter. A quotation is word for word what
was signed; nobody writes one. Later entries are quotations of their own, marked as later.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.narrative.narrative import tell
from app.documents.notes.note_view import NoteView
from app.documents.notes.signing_words import signed_moment
from app.domain.guides.answers import Text
from app.domain.guides.paths import template_of
from app.domain.reading.dates import show_date
from app.domain.signing.later_entry import LaterEntry
from app.domain.signing.seal import SealKind, Standing


@dataclass(frozen=True, slots=True)
class Quotation:
    """One passage. `id` stays the same for as long as the note is kept.

    `label` says what it is about, `facts` which facts of the guide it tells.
    `origin` is by whom and when it was signed. `is_later` marks what was added after the note's own
    signature, `is_typed` what somebody typed (narrative sentences are built of it), `sensitive`
    what payers do not get by default.
    """

    id: str
    label: str
    text: str
    origin: str
    facts: frozenset[str] = frozenset()
    is_later: bool = False
    is_typed: bool = False
    sensitive: bool = False


def quotations(view: NoteView) -> tuple[Quotation, ...]:
    """Every passage of a signed note, in its order, then later ones.

    None of an unsigned or voided note, and none of one that is not what was signed.
    """
    if view.note.signature is None or view.voided or view.standing is not Standing.FITS:
        return ()
    return (*_texts(view), *_sentences(view), *_later(view))


def _texts(view: NoteView) -> Iterator[Quotation]:
    """What was typed as text, field by field, in the guide's order."""
    order = {path: place for place, path in enumerate(view.guide.fields)}
    typed = [
        (path, answer.value)
        for path, answer in view.note.content.answers.items()
        if isinstance(answer, Text) and view.answer(path) is answer and answer.value.strip()
    ]
    for path, text in sorted(typed, key=lambda each: (order.get(template_of(each[0]), -1), each)):
        field = view.guide.fields.get(template_of(path))
        if field is not None and len(path) <= _LONGEST_PATH and is_clinical(field.fact):
            facts = frozenset((field.fact,)) if field.fact else frozenset[str]()
            sensitive = _is_sensitive(view, field.path)
            yield Quotation(
                f"text:{path}",
                field.label,
                text,
                _signed(view),
                facts,
                is_typed=True,
                sensitive=sensitive,
            )


def is_clinical(fact: str) -> bool:
    """Whether a fact speaks of the patient and the work, and not of billing and the claim."""
    return not fact.startswith("P") or fact == _NECESSITY


_NECESSITY = "P7"
_LONGEST_PATH = 180
"""Ids are kept in lines of a claim; no guide nests fields so deep."""


def _sentences(view: NoteView) -> Iterator[Quotation]:
    """The sentences of the narrative as the signed note prints them."""
    seen: dict[str, int] = {}
    for told in tell(view.guide, view.facts):
        place = seen[told.id] = seen.get(told.id, 0) + 1
        fields = (view.guide.fields.get(template_of(path)) for path in told.fields)
        facts = frozenset(field.fact for field in fields if field and field.fact)
        yield Quotation(
            f"says:{told.id}:{place}",
            "Narrative",
            told.text,
            _signed(view),
            facts,
            sensitive=told.sensitive,
        )


def _later(view: NoteView) -> Iterator[Quotation]:
    for place, entry in enumerate(view.later):
        if entry.kind is SealKind.CONTINUATION and entry.text:
            yield _of_entry(view, f"later:{place}", "Continuation", entry.text, entry)
        for number, each in enumerate(entry.corrections):
            text = f"{each.label}: {each.new or 'none'} (as signed: {each.old or 'none'})"
            yield _of_entry(view, f"later:{place}:{number}", "Correction", text, entry, each.path)


def _of_entry(
    view: NoteView, quotation_id: str, label: str, text: str, entry: LaterEntry, path: str = ""
) -> Quotation:
    who = ", ".join(part for part in (entry.name, entry.credential) if part)
    about = f"about {show_date(entry.occurred)}, " if entry.occurred else ""
    origin = f"{about}added later, signed by {who} on {signed_moment(entry.at, view.zone)}"
    sensitive = bool(path) and _is_sensitive(view, template_of(path))
    return Quotation(quotation_id, label, text, origin, is_later=True, sensitive=sensitive)


def _signed(view: NoteView) -> str:
    given = view.note.signature
    assert given is not None, "quotations are of signed notes"
    name = given.name or view.person(given.by)
    who = ", ".join(part for part in (name, given.credential) if part)
    return f"signed by {who} on {signed_moment(given.at, view.zone)}"


def _is_sensitive(view: NoteView, path: str) -> bool:
    parts = path.split("/")
    return any("/".join(parts[:end]) in view.guide.sensitive for end in range(1, len(parts) + 1))
