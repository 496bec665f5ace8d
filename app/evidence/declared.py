"""The jobs `declared` and `digests`: what a PDF says of itself, and digests of its pages.

With them `verify` knows the papers that nobody signs. The light table's child runs them.
"""

import re

import pikepdf
from pikepdf import Name, Pdf

from app.domain.evidence.light_table import Declared, Progress, Refused
from app.evidence.archive import CHECKSUM
from app.evidence.jobs import DeclaredOrder, DigestsOrder, PageDigests
from app.evidence.page_digests import checksum, page_digests
from app.evidence.pdf_file import open_pdf
from app.evidence.refusal import DAMAGED_PDF, Refusal

_MAKER = "Chartproof"
_TITLE = 100
"""Characters of a title that are told; ours are shorter."""

_CHECKSUM = re.compile(re.escape(CHECKSUM.encode()) + rb"([0-9a-f]{64})")
_BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What a foreign file's objects raise when they are not what they should be."""


def run(order: DeclaredOrder, progress: Progress) -> Declared | Refused:
    """Read its properties, and compare its pages with the checksum among them."""
    del progress
    try:
        with open_pdf(order.pdf) as pdf:
            if str(pdf.docinfo.get(Name.Creator, "")) != _MAKER:
                return Declared(ours=False)
            title = str(pdf.docinfo.get(Name.Title, ""))[:_TITLE]
            told = "".join(sign for sign in title if sign.isprintable())
            return Declared(ours=True, title=told, fits=_fits(pdf))
    except Refusal as refusal:
        return refusal.refused
    except _BROKEN:
        return Refused(DAMAGED_PDF)


def run_digests(order: DigestsOrder, progress: Progress) -> PageDigests | Refused:
    """Digest every page."""
    found = []
    try:
        with open_pdf(order.pdf) as pdf:
            for digest in page_digests(pdf):
                found.append(digest)
                progress(len(found), len(pdf.pages))
    except Refusal as refusal:
        return refusal.refused
    except _BROKEN:
        return Refused(DAMAGED_PDF)
    return PageDigests(tuple(found))


def _fits(pdf: Pdf) -> bool | None:
    """Whether the pages are those of the checksum; None without one."""
    metadata = pdf.Root.get(Name.Metadata)
    said = _CHECKSUM.search(metadata.read_bytes()) if metadata is not None else None
    return said.group(1).decode() == checksum(pdf) if said else None
