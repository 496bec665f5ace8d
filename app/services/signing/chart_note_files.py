"""Tells of a file whether it is a chart note as it was printed, and whether its signatures fit.

A volume of an audit binder, which carries many, is `binder_files`' to judge, a file that carries
nothing `unsigned_papers`'. `sent_files` asks for files that no pack's record names. It needs the
file alone; where a practice is open, its record is compared as well.
"""

from collections.abc import Iterator

from app import __version__
from app.documents.blocks import Document
from app.documents.notes.signed_pages import SignedPages, put_together
from app.domain.evidence.light_table import Refused
from app.domain.reading.dates import show_date
from app.errors import LightTableFailed
from app.services.ports.light_table import LightTable
from app.services.ports.store import Store
from app.services.printing.printing import Printer
from app.services.seals.embedded_binder import read_binder
from app.services.seals.embedded_note import EmbeddedNote, read_embedded
from app.services.seals.file_verdict import Fault, Verdict
from app.services.seals.proof_check import ProofFault, against_record, check_proofs, signers
from app.services.signing.binder_files import BinderFiles
from app.services.signing.unsigned_papers import UnsignedPapers

_REMEDY = "Do not rely on it; print the note again."


class ChartNoteFiles:
    """Judges chart notes by what they carry inside; `store` is None where no practice is open."""

    def __init__(self, table: LightTable, printer: Printer, store: Store | None = None) -> None:
        self._table = table
        self._printer = printer
        self._store = store
        self._binders = BinderFiles(table, printer, store)
        self._others = UnsignedPapers(table, recorded=store is not None)

    def judge(self, content: bytes) -> Verdict:
        """What the file is. Call on a worker."""
        inside = self._embedded(content)
        carried = read_embedded(inside)
        if carried is None and (binder := read_binder(inside)) is not None:
            return self._binders.judge(content, inside, binder)
        if carried is None:
            return self._others.judge(content, carries=bool(inside))
        if carried.document is not None:
            return self._compared(content, inside, carried, carried.document) or Verdict(
                "unproven", _unproven(carried)
            )
        signed = check_proofs(carried)
        if isinstance(signed, ProofFault):
            return _faulty(signed, carried)
        document = put_together(signed, carried.printing)
        return self._compared(content, inside, carried, document) or self._signed(carried, signed)

    def _signed(self, carried: EmbeddedNote, signed: tuple[SignedPages, ...]) -> Verdict:
        """The verdict on a file whose signatures fit and whose pages show what was signed."""
        if carried.printing.standing.sentence:
            text = "When this was printed, the note did not match what was signed any more."
            return Verdict("differs", f"{text} {_REMEDY}", fault=Fault.BROKEN)
        told = " ".join((*signers(signed), *_attached(carried)))
        text = f"The pages say exactly what was signed: chart note of {carried.source}. {told}"
        if self._store is None:
            printed = show_date(carried.printing.at.date())
            text += (
                " Compare the key with the practice’s register of signers. What was added after"
                f" this print of {printed}, only the practice’s record tells."
            )
            return Verdict("signed", text)
        with self._store.reading() as found:
            recorded = against_record(found, carried, signed)
        if isinstance(recorded, ProofFault):
            return _faulty(recorded, carried)
        return Verdict("signed", f"{text} {recorded}", carried.note)

    def _compared(
        self, content: bytes, inside: bytes, carried: EmbeddedNote, document: Document
    ) -> Verdict | None:
        """What is wrong with the pages, measured by what the file says inside; None if nothing."""
        printed = self._printer.render_pdf(
            document, made_at=carried.printing.made_at, embedded=inside
        )
        if printed.data == content:
            return None
        shown, meant = self._words(content), self._words(printed.data)
        if shown is not None and shown == meant:
            text = (
                f"The words of this chart note of {carried.source} are those of its data, but the"
                " file is not as this version prints it: something may be drawn over them. Compare"
                " it with a new print of the note."
            )
            return Verdict("unknown", text)
        if carried.program != __version__:
            version = "".join(sign for sign in carried.program if sign.isprintable())
            text = (
                f"This chart note of {carried.source} was printed by version {version}, and this"
                f" is {__version__}: its pages cannot be compared with its data here."
            )
            return Verdict("unknown", text)
        what = "what was signed" if carried.proofs else "what its data say"
        text = f"The pages of this chart note of {carried.source} do not say {what}. {_REMEDY}"
        return Verdict("differs", text, fault=Fault.PAGES)

    def _embedded(self, content: bytes) -> bytes:
        """The data a chart note carries; empty for all other files."""
        if not content.startswith(b"%PDF"):
            return b""
        try:
            return self._table.embedded(content) or b""
        except LightTableFailed:
            return b""

    def _words(self, pdf: bytes) -> tuple[str, ...] | None:
        try:
            pages = self._table.text(pdf)
        except LightTableFailed:
            return None
        if isinstance(pages, Refused):
            return None
        return tuple(word for page in pages for word in page.split())


def _attached(carried: EmbeddedNote) -> Iterator[str]:
    """What is said of pages at the end that no signature covers."""
    if carried.printing.attached:
        yield "What is attached at the end about a request to amend it, nobody signed."


def _unproven(carried: EmbeddedNote) -> str:
    """What is said of pages that agree with their data, and that nobody signed with a key."""
    text = f"The pages say what the file’s own data say: chart note of {carried.source}."
    if not carried.digest:
        return f"{text} It is a draft: nobody has signed it."
    return f"{text} It was signed without a key, so only the practice’s record can prove it."


def _faulty(found: ProofFault, carried: EmbeddedNote) -> Verdict:
    text = f"{found.say} It calls itself the chart note of {carried.source}. {_REMEDY}"
    return Verdict("differs", text, fault=found.fault)
