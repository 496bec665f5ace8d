"""How an appeal begins: its level, the note it rests on, and what answers the reason chosen.

`appeals` calls it once for each; whoever writes the letter changes all of it.
"""

from collections.abc import Iterable

from app.documents.notes.quotations import Quotation
from app.domain.claims.claim import Appeal, Claim, Posting
from app.domain.claims.claim_steps import refused_lines
from app.domain.evidence.evidence import EvidenceRecord
from app.domain.payers.payer import AppealKind
from app.domain.reading.dates import show_date
from app.services.cards.appeal_words import KINDS
from app.services.claims.reasons import Explained
from app.services.packs.appeal_letters import codes_words

MOST_LEVELS = 5
"""Claims keep no higher one; no payer is known that has more."""


def next_level(claim: Claim, kind: AppealKind) -> int:
    """The level that a new appeal of a kind has; sending documents uses none up."""
    if kind == "documents":
        return 1
    done = [
        each.level
        for each in claim.appeals
        if each.outcome and not each.was_dropped and each.kind != "documents"
    ]
    return min(max(done, default=0) + 1, MOST_LEVELS)


def level_before(claim: Claim, kind: AppealKind, note: str) -> Appeal | None:
    """The last appeal that the payer decided, if it rests on the same note; None for documents."""
    decided = [each for each in claim.appeals if each.is_decided]
    if kind == "documents" or not decided or decided[-1].note != note:
        return None
    return decided[-1]


def carried_on(
    before: Appeal, offered: Iterable[Quotation], documents: Iterable[EvidenceRecord]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The passages and the documents of the level before that go on to the next one.

    What is sensitive does not, even where it was sent: whether this level needs it, somebody says.
    """
    held_back = {each.id for each in offered if each.sensitive}
    there = {each.id for each in documents if not each.sensitive}
    return (
        tuple(each for each in before.quotes if each not in held_back),
        tuple(each for each in before.documents if each in there),
    )


def first_note(claim: Claim, posting: Posting | None) -> str:
    """The note of the first line that was refused, else of the first one that has a note."""
    refused = {each.line for each in (refused_lines(posting) if posting else ())}
    noted = [line for line in claim.lines if line.note]
    first = [line.note for line in noted if line.id in refused] or [line.note for line in noted]
    return first[0] if first else ""


def first_request(
    claim: Claim, kind: AppealKind, posting: Posting | None, explained: Explained | None
) -> str:
    """What a letter asks at first; the writer goes on from there."""
    codes = codes_words(claim, posting)
    day = show_date(claim.began) if claim.began else "that day"
    request = KINDS[kind].request.format(codes=codes, day=day)
    if explained is not None and explained.reviews_need and kind != "documents":
        request += " The patient is under 21: please review the medical necessity under EPSDT."
    return request


def first_quotes(offered: Iterable[Quotation], facts: Iterable[str]) -> tuple[str, ...]:
    """The passages that tell these facts, and what came later; nothing sensitive."""
    wanted = frozenset(facts)
    return tuple(
        each.id
        for each in offered
        if (each.is_later or (each.is_typed and not wanted.isdisjoint(each.facts)))
        and not each.sensitive
    )


def first_documents(
    documents: Iterable[EvidenceRecord], posting: Posting | None, explained: Explained | None
) -> tuple[str, ...]:
    """The EOB itself, and documents of the kinds that answer the reason; nothing sensitive."""
    kinds = {kind for each in (explained.answering if explained else ()) for kind in each.evidence}
    eob = posting.evidence if posting else ""
    return tuple(
        each.id
        for each in documents
        if (eob and each.sha256 == eob) or (each.kind in kinds and not each.sensitive)
    )
