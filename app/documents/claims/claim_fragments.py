"""The pieces of an electronic dental claim (837D) that notes decide, shaped for pasting.

The claim data sheet prints them, the pages of claim data and of claims copy them. Positions in the
claim are named by their segments; the codes are X12's, all words are our own.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from app.documents.claims.basic_x12 import Basic, Changed, all_changed, basic_text
from app.documents.narrative.narrative import CLAIM_NOTE, Fitted, Limit, Told, fit
from app.documents.notes.note_view import NoteView
from app.documents.notes.since_signing import told_for
from app.domain.evidence.evidence import EvidenceKind
from app.domain.guides.answers import Diagnoses, Number, Text
from app.domain.packs.channel import LEAST_NUMBER, MOST_NUMBER, Channel
from app.domain.reading.dates import show_date

MOST_DIAGNOSES = 4
"""A dental claim takes four."""

_BEFORE_ALL = -1
"""A priority before that of every sentence: a sentence without its note's name would mislead."""

_NARRATIVE_SORT = "OZ"

_SORTS = {EvidenceKind.EOB: "EB", EvidenceKind.ANSWERED_REQUEST: "B4"}
"""How the claim calls a document (PWK01); everything that tells a story is OZ."""

SORT_WORDS = {
    "OZ": "Supporting record: narrative, chart note, letter",
    "EB": "Another payer’s EOB",
    "B4": "Referral or consultation form",
}

TRANSMISSION_WORDS = {
    "AA": "Kept here, sent when asked",
    "BM": "By mail",
    "EL": "Electronic",
    "EM": "By e-mail",
    "FT": "File transfer",
    "FX": "By fax",
}

_NUMBER = re.compile(r"[!-)+-9;-\]_-}]*")
"""Visible ASCII but the separators * : ^ ~; “#” is let through because clearinghouses give it."""


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """One announcement of an attachment (PWK): sort, way of sending, and number if there is one."""

    sort: str
    transmission: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One number of the claim (REF): qualifier, our words for it, the value; empty: not known."""

    qualifier: str
    words: str
    value: str


@dataclass(frozen=True, slots=True)
class ClaimFragments:
    """What goes into an electronic claim.

    `note` is the claim note with its pieces and what it leaves out, `narrative` the text for the
    channel's own box. `diagnoses` are qualifier and code, the principal first; `pointers` name
    them for the service line. `changed` lists characters that could not stay. `number_trouble`
    says why a number was not used.
    """

    note: Fitted
    narrative: Fitted
    attachments: tuple[AttachmentLine, ...]
    diagnoses: tuple[tuple[str, str], ...]
    pointers: tuple[str, ...]
    quantity: str
    references: tuple[Reference, ...]
    changed: tuple[Changed, ...]
    number_trouble: str = ""


def build(
    view: NoteView,
    channel: Channel | None = None,
    number: str = "",
    *,
    kinds: Collection[EvidenceKind] = (),
    upper: bool = False,
) -> ClaimFragments:
    """The fragments of a note's claim, as the channel wants them.

    `number` is the attachment number the claim carries: the office's, or the one the service gave.
    `kinds` are the sorts of documents that travel along. Without a channel: electronic, the number
    outside the note.
    """
    number = number.strip()
    trouble = number_trouble(number, channel)
    number = "" if trouble or not bears_number(channel) else number
    lead = number if channel and channel.narrative.number_counts else ""
    told = told_for(view)
    plain = tuple(_plain(each, upper=upper) for each in told)
    note = fit(plain, CLAIM_NOTE, lead)
    narrative = fit(plain, _own_box(channel), lead)
    references = tuple(_references(view))
    return ClaimFragments(
        note=note,
        narrative=narrative,
        attachments=tuple(_attachments(channel, number, kinds)),
        diagnoses=tuple(_diagnoses(view)),
        pointers=tuple(str(n) for n, _ in enumerate(_diagnoses(view), start=1)),
        quantity=quantity(view),
        references=tuple(replace(each, value=basic_text(each.value).text) for each in references),
        changed=_changes(told, plain, note, narrative, references),
        number_trouble=trouble,
    )


def claim_note(views: Sequence[NoteView]) -> Fitted:
    """The claim note (NTE) of a whole claim: its 400 characters are shared by all its notes.

    What matters most of each note comes first, whichever note it is. Of several notes each one's
    sentences begin with its code and day. Where a channel wants the attachment number in front of
    the text, the pack's own data say so (`build`): a claim knows no channel.
    """
    told = tuple(
        _plain(each, upper=False)
        for view in views
        for each in (*(_heading(view) if len(views) > 1 else ()), *told_for(view))
    )
    return fit(told, CLAIM_NOTE)


def bears_number(channel: Channel | None) -> bool:
    """Whether the claim carries an attachment number; none with “on request”."""
    return channel is None or channel.number.used


def number_trouble(number: str, channel: Channel | None) -> str:
    """Why a claim cannot carry this attachment number, with what to do; empty when it can."""
    if not number or not bears_number(channel):
        return ""
    most = channel.number.at_most if channel else MOST_NUMBER
    if not LEAST_NUMBER <= len(number) <= most:
        return f"An attachment number has {LEAST_NUMBER} to {most} characters. Check it."
    if not _NUMBER.fullmatch(number):
        return "The number holds a space or a sign that ends a field in a claim. Type it again."
    return ""


def quantity(view: NoteView) -> str:
    """How many services are reported; one unless the note says otherwise."""
    answer = view.answer("quantity")
    return f"{answer.value:f}" if isinstance(answer, Number) else "1"


def _own_box(channel: Channel | None) -> Limit:
    most = channel.narrative.at_most if channel else None
    return Limit("channel", f"{most:,} characters" if most else "No limit known", most)


def _heading(view: NoteView) -> Iterator[Told]:
    """Where one note's sentences begin among those of several; kept before all of them."""
    day = view.note.date_of_service
    text = f"{view.note.code} {show_date(day)} -" if day else f"{view.note.code} -"
    yield Told(f"heading-{view.note.id}", _BEFORE_ALL, text, (), text, ())


def _plain(told: Told, *, upper: bool) -> Told:
    text, short = basic_text(told.text).text, basic_text(told.short).text
    if upper:
        text, short = text.upper(), short.upper()
    return replace(told, text=text, short=short)


def _changes(
    told: tuple[Told, ...],
    plain: tuple[Told, ...],
    note: Fitted,
    narrative: Fitted,
    references: tuple[Reference, ...],
) -> tuple[Changed, ...]:
    """What was changed in the sentences that are told; each is counted once."""
    before = dict(zip(plain, told, strict=True))
    texts = {
        (placed.told, placed.shortened)
        for fitted in (note, narrative)
        for placed in fitted.sentences
    }
    found: list[Basic] = [
        basic_text(before[each].short if shortened else before[each].text)
        for each, shortened in texts
    ]
    return all_changed((*found, *(basic_text(each.value) for each in references)))


def _attachments(
    channel: Channel | None, number: str, kinds: Collection[EvidenceKind]
) -> Iterator[AttachmentLine]:
    transmission = channel.number.transmission if channel else "EL"
    sorts = {_NARRATIVE_SORT, *(_SORTS.get(kind, _NARRATIVE_SORT) for kind in kinds)}
    for sort in SORT_WORDS:
        if sort in sorts:
            yield AttachmentLine(sort, transmission, number)


def _diagnoses(view: NoteView) -> Iterator[tuple[str, str]]:
    answer = view.answer("diagnoses")
    if isinstance(answer, Diagnoses):
        for index, each in enumerate(answer.values[:MOST_DIAGNOSES]):
            yield "ABF" if index else "ABK", each.code.replace(".", "")


def _references(view: NoteView) -> Iterator[Reference]:
    for qualifier, words, path in (
        ("G3", "Predetermination (estimate)", "predetermination_number"),
        ("G1", "Prior authorization", "authorization_number"),
        ("9F", "Referral", ""),
        ("F8", "Payer’s claim number, with a replacement or void", "outcome_claim_number"),
    ):
        answer = view.answer(path) if path else None
        yield Reference(qualifier, words, answer.value.strip() if isinstance(answer, Text) else "")
