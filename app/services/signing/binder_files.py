"""Tells of a file of many notes whether it is as it was made, and what of it is proven.

`chart_note_files` asks, for audit binders and copies of records. Every note in it is judged as a
single chart note is; then our pages are put together once more. A binder has no others: its bytes
are compared. In a copy foreign documents follow, so what its first pages draw is compared.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from app import __version__
from app.documents.blocks import FOOTER_HEIGHT, Document, Numbering
from app.documents.notes.signed_pages import SignedPages, put_together
from app.documents.notes.signing_words import grouped
from app.documents.requests.binder import TITLE
from app.domain.evidence.light_table import Composition, Refused
from app.domain.reading.dates import show_date
from app.errors import LightTableFailed
from app.services.ports.light_table import LightTable
from app.services.ports.store import Store
from app.services.printing.printing import Printer
from app.services.seals.embedded_binder import Bound, CarriedPart, EmbeddedBinder
from app.services.seals.embedded_note import EmbeddedNote
from app.services.seals.file_verdict import Fault, Verdict
from app.services.seals.proof_check import ProofFault, against_record, check_proofs, on_one_line

_REMEDY = "Do not rely on it; make it again."
_KINDS = {Bound.BINDER: "an audit binder", Bound.COPY: "a copy of records"}
_MISSING = {
    Bound.BINDER: "Whether a note is missing, or had more added since, only the practice’s record"
    " tells.",
    Bound.COPY: "Whether a document was changed with skill, or a note is missing or had more added"
    " since, only the practice’s record tells.",
}

_Span = tuple[int, int]
"""Of one part: the number of its first page, and how many it has."""


class BinderFiles:
    """Judges files by what they carry inside; `store` is None where no practice is open."""

    def __init__(self, table: LightTable, printer: Printer, store: Store | None) -> None:
        self._table = table
        self._printer = printer
        self._store = store

    def judge(self, content: bytes, inside: bytes, binder: EmbeddedBinder) -> Verdict:
        """What a file with this binder `inside` is. Call on a worker."""
        signed: list[SignedPages] = []
        documents: list[tuple[int, Document]] = []
        for part in binder.parts:
            judged = self._judged(part, binder.kind)
            if isinstance(judged, Verdict):
                return judged
            pages, document = judged
            signed += pages
            documents.append((part.page, document))
        printed = [
            self._printer.render_pdf(
                document, made_at=binder.made_at, numbering=Numbering(page, binder.pages)
            )
            for page, document in documents
        ]
        spans = [(page, each.pages) for (page, _), each in zip(documents, printed, strict=True)]
        own = tuple(each.data for each in printed)
        if not _follow(spans) or not self._is_so(content, own, binder, inside):
            return _differs(binder)
        return _verdict(binder, signed, spans, in_record=self._store is not None)

    def _judged(
        self, part: CarriedPart, kind: Bound
    ) -> tuple[Sequence[SignedPages], Document] | Verdict:
        """The pages of a part and what was signed of them; or what is wrong with a note."""
        note, document = part.note, part.document
        if note is not None and note.document is None:
            signed = check_proofs(note)
            if isinstance(signed, ProofFault):
                return _faulty(signed, note, kind)
            if fault := self._against_record(note, signed):
                return _faulty(fault, note, kind)
            return signed, put_together(signed, note.printing)
        pages = note.document if note is not None else document
        assert pages is not None, "a part is read only with its pages"
        return (), pages

    def _against_record(
        self, note: EmbeddedNote, signed: Sequence[SignedPages]
    ) -> ProofFault | None:
        if self._store is None:
            return None
        with self._store.reading() as found:
            said = against_record(found, note, signed)
        return said if isinstance(said, ProofFault) else None

    def _is_so(
        self, content: bytes, own: tuple[bytes, ...], binder: EmbeddedBinder, inside: bytes
    ) -> bool:
        """Whether the file is what its data say, as far as its pages are ours."""
        order = Composition(own, (), b"", FOOTER_HEIGHT, TITLE, binder.made_at, embedded=inside)
        try:
            composed = self._table.compose(order).data
            if binder.kind is Bound.BINDER:
                return composed == content
            shown, meant = self._table.page_digests(content), self._table.page_digests(composed)
            said = self._table.declared(content)
        except LightTableFailed:
            return False
        if isinstance(shown, Refused) or isinstance(meant, Refused) or isinstance(said, Refused):
            return False
        count = len(meant)
        return len(shown) == binder.pages and shown[:count] == meant and said.fits is not False


def _follow(spans: Sequence[_Span]) -> bool:
    """Whether each part begins where the one before ends: no page number stands twice."""
    return all(page + count == after for (page, count), (after, _) in pairwise(spans))


def _unsigned(binder: EmbeddedBinder, spans: Sequence[_Span]) -> Iterator[str]:
    """Which pages signatures cover, by the numbers printed on them, and what nobody signed.

    Whoever makes a file can lay out what looks like a note between the notes.
    """
    found: list[_Span] = []
    for part, (page, count) in zip(binder.parts, spans, strict=True):
        if part.note is None or part.note.document is not None:
            continue
        if found and sum(found[-1]) == page:
            page, count = found[-1][0], found.pop()[1] + count
        found.append((page, count))
    if found:
        shown = ", ".join(f"{page}" if n == 1 else f"{page}–{page + n - 1}" for page, n in found)
        yield f"Signatures cover these pages: {shown}. Nobody signed any other."
    else:
        yield "Nobody signed any page of it."
    attached = sum(bool(note.printing.attached) for note in binder.notes)
    if attached:
        yield (
            f"What is attached to {_notes(attached)} about a request to amend it, nobody signed"
            " either."
        )
    yield _MISSING[binder.kind]


def _verdict(
    binder: EmbeddedBinder,
    signed: Sequence[SignedPages],
    spans: Sequence[_Span],
    *,
    in_record: bool,
) -> Verdict:
    """The verdict on a volume that is as it was made, and whose signatures fit."""
    unsigned = " ".join(_unsigned(binder, spans))
    misfits = [note for note in binder.notes if note.printing.standing.sentence]
    if misfits:
        text = f"When it was made, {_notes(len(misfits))} in it did not match what was signed."
        return Verdict("differs", f"{_source(binder)} {text} {_REMEDY}", fault=Fault.BROKEN)
    unproven = sum(note.document is not None for note in binder.notes)
    proven = len(binder.notes) - unproven
    if unproven:
        text = (
            f"{_notes(unproven)} in it nobody signed with a key: only the practice’s record can"
            f" prove that. The pages of {_notes(proven)} say exactly what was signed."
        )
        return Verdict("unproven", f"{_source(binder)} {text} {unsigned}")
    if not proven:
        return Verdict("unproven", f"{_source(binder)} {unsigned}")
    text = f"The pages of {_notes(proven)} say exactly what was signed."
    keys = " ".join(_keys(signed))
    record = "The practice’s record says the same." if in_record else "Compare the keys with the"
    more = record if in_record else f"{record} practice’s register of signers."
    return Verdict("signed", " ".join((_source(binder), text, keys, more, unsigned)))


def _keys(signed: Sequence[SignedPages]) -> Iterator[str]:
    """One sentence for each key: who signed with it."""
    for name, key in sorted({(pages.signer, pages.key) for pages in signed}):
        yield f"{on_one_line(name)} signed with the key {grouped(key)}."


def _differs(binder: EmbeddedBinder) -> Verdict:
    if binder.program != __version__:
        version = on_one_line(binder.program)
        text = (
            f"It was made by version {version}, and this is {__version__}: its pages cannot be"
            " compared with its data here."
        )
        return Verdict("unknown", f"{_source(binder)} {text}")
    text = f"Its pages do not say what its data say. {_REMEDY}"
    return Verdict("differs", f"{_source(binder)} {text}", fault=Fault.PAGES)


def _faulty(found: ProofFault, note: EmbeddedNote, kind: Bound) -> Verdict:
    text = f"{found.say} It stands in {_KINDS[kind]} as the chart note of {note.source}."
    return Verdict("differs", f"{text} {_REMEDY}", fault=found.fault)


def _source(binder: EmbeddedBinder) -> str:
    return f"This is {_KINDS[binder.kind]}, made {show_date(binder.made_at.date())}."


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count:,} notes"
