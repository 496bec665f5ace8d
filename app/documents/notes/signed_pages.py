"""Pages as somebody signed them: the bytes of a proof, and a print put together of proofs.

`services.seals.proof` signs and checks them. Beside the note, everybody who signs puts a name under
the printed pages: only these can leave the office, for a note also holds answers that are hidden. A
later version may word a page otherwise, so signed pages are kept and every print shows them again.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.documents.blocks import Block, Document, Heading, Notice, PageSize, SheetMark
from app.documents.notes.attached_request import AttachedRequest, attached_blocks, attached_notice
from app.documents.notes.signing_words import moment_words
from app.documents.plain_document import document_of, plain_document
from app.domain.notes.plain import Plain, moment_text
from app.domain.signing.seal import SealKind, Standing
from app.domain.signing.signed_body import sealed_bytes

FORMAT = "chartproof proof 1"


@dataclass(frozen=True, slots=True)
class SignedPages:
    """What one signer saw on paper, and what a reader has to know of it beside the pages.

    `entry` is the digest of the seal they show (the note, or one later entry), `previous` that of
    the proof before on the same note. `by` is a staff id, `at` UTC, `when` the same in the words of
    the practice's own time. `reason` is why a note was voided, `awaits` the name of who was to
    co-sign it.
    """

    note: str
    code: str
    kind: SealKind
    entry: str
    previous: str
    by: str
    name: str
    credential: str
    key: str
    at: dt.datetime
    when: str
    document: Document
    reason: str = ""
    awaits: str = ""

    @property
    def signer(self) -> str:
        """Name and credential."""
        return ", ".join(part for part in (self.name, self.credential) if part)


@dataclass(frozen=True, slots=True)
class Printing:
    """What a print adds to signed pages. `at` is in the practice's own time.

    `attached` goes with the note though nobody signed it.
    """

    at: dt.datetime
    paper: PageSize = "letter"
    standing: Standing = Standing.UNCHECKED
    attached: tuple[AttachedRequest, ...] = ()

    @property
    def made_at(self) -> dt.datetime:
        """The moment in UTC, which goes into the file."""
        return self.at.astimezone(dt.UTC)


def pages_body(pages: SignedPages) -> bytes:
    """The bytes that are signed: canonical, with the digest of the pages and the pages."""
    document = plain_document(pages.document)
    return sealed_bytes(
        {
            "format": FORMAT,
            "kind": "proof",
            "note": pages.note,
            "code": pages.code,
            "of": pages.kind.value,
            "entry": pages.entry,
            "previous": pages.previous,
            "by": pages.by,
            "name": pages.name,
            "credential": pages.credential,
            "key": pages.key,
            "at": moment_text(pages.at),
            "when": pages.when,
            "reason": pages.reason,
            "awaits": pages.awaits,
            "sha256": _digest(document),
            "document": document,
        }
    )


def pages_of(body: bytes) -> SignedPages:
    """The pages in the bytes. Raises one of `plain.UNREADABLE` for anything else."""
    plain = _plain_of(body)
    document = document_of(plain["document"])
    if document is None or plain["format"] != FORMAT:
        raise ValueError("no signed pages")
    texts = {name: plain[name] for name in _TEXTS}
    if not all(isinstance(each, str) for each in (plain["of"], plain["at"], *texts.values())):
        raise ValueError("no signed pages")
    return SignedPages(
        kind=SealKind(plain["of"]),
        at=dt.datetime.fromisoformat(plain["at"]),
        document=document,
        **texts,
    )


_TEXTS = (
    *("note", "code", "entry", "previous", "by", "name", "credential", "key"),
    *("when", "reason", "awaits"),
)
"""The parts of signed pages that are text as they stand."""


def are_whole(body: bytes) -> bool:
    """Whether the pages in readable bytes are those that their own digest names."""
    plain = _plain_of(body)
    try:
        return bool(plain["sha256"] == _digest(plain["document"]))
    except RecursionError:
        return False


def put_together(signed: Sequence[SignedPages], printing: Printing) -> Document:
    """The chart note: what was signed first, every later entry below it, and how it stands now.

    The same signed pages and printing give the same document. The first pages are the note's.
    """
    first, *later = signed
    core = first.document
    void = next(((p.reason, p.name, p.when) for p in later if _voids(p)), None)
    entries = (block for pages in later for block in pages.document.blocks)
    notices = (*_notices(signed, printing.standing), *attached_notice(printing.attached))
    attached = attached_blocks(printing.attached)
    return replace(
        core,
        blocks=(*below_title(core.blocks, notices), *entries, *attached),
        page_size=printing.paper,
        footer=f"Printed {moment_words(printing.at)}",
        mark=sheet_mark(printing.standing, void_line(*void) if void else ""),
    )


def sheet_mark(standing: Standing, void: str) -> SheetMark | None:
    """What stands on every page of a signed note; `void` says why it is void, empty if it is not.

    Nobody shall take a page that was changed for a valid one, so that outweighs everything else.
    """
    if standing.sentence:
        line = standing.sentence.upper()
        return SheetMark(_WORDS[standing], f"{line} · {void}" if void else line)
    return SheetMark("VOID", void) if void else None


def state_notices(standing: Standing, void: str) -> Iterator[Notice]:
    """What the first page says of a note that is void or not what was signed."""
    if standing.sentence:
        yield Notice("warn", _ADVICE[standing], title=standing.sentence)
    if void:
        yield Notice("warn", void, title="Void")


_WORDS = {Standing.BROKEN: "DOES NOT MATCH", Standing.DAMAGED: "DAMAGED"}

_ADVICE = {
    Standing.BROKEN: "What is kept of this note is not what was signed. Do not rely on these pages;"
    " compare them with an earlier print or a backup.",
    Standing.DAMAGED: "These pages show what can still be read. Do not rely on them; compare them"
    " with an earlier print or a backup.",
}


def void_line(reason: str, by: str, when: str) -> str:
    """What every page of a voided note says."""
    return f"VOID since {when} by {by}: {reason}"


def void_words(reason: str, by: str, when: str) -> str:
    """What the first page of a voided note says."""
    return f"Voided {when} by {by}. Reason: {reason}"


def _voids(pages: SignedPages) -> bool:
    return pages.kind is SealKind.VOID


def below_title(blocks: Iterable[Block], notices: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with notices below their title."""
    before = tuple(blocks)
    titles = (i for i, each in enumerate(before) if isinstance(each, Heading) and each.level == 1)
    at = next(titles, -1) + 1
    return (*before[:at], *notices, *before[at:])


def _notices(signed: Sequence[SignedPages], standing: Standing) -> Iterator[Notice]:
    void = next((pages for pages in signed if _voids(pages)), None)
    yield from state_notices(
        standing, void_words(void.reason, void.signer, void.when) if void else ""
    )
    kinds = [pages.kind for pages in signed]
    if signed[0].awaits and SealKind.CO_SIGNATURE not in kinds:
        yield Notice("info", f"This note awaits the co-signature of {signed[0].awaits}.")
    added = [_counted(kinds.count(kind), kind.value) for kind in _TOLD_OF if kind in kinds]
    if added:
        last = next(p for p in reversed(signed) if p.kind in _TOLD_OF)
        follow = "follows" if added == [f"1 {last.kind.value}"] else "follow"
        words = f"{' and '.join(added)} {follow} below the signature, the last of {last.when}."
        yield Notice("info", words)


_TOLD_OF = (SealKind.ADDENDUM, SealKind.CONTINUATION)
"""The later entries that the first page counts."""


def _counted(count: int, word: str) -> str:
    plural = {"addendum": "addenda"}.get(word, f"{word}s")
    return f"{count} {word if count == 1 else plural}"


def _plain_of(body: bytes) -> Plain:
    try:
        plain: Plain = json.loads(body)
    except RecursionError:
        raise ValueError("nested deeper than any page") from None
    return plain


def _digest(document: object) -> str:
    return hashlib.sha256(sealed_bytes({"document": document})).hexdigest()
