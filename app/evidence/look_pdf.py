"""Looks at a foreign PDF: what is in it, what will not travel along, why it is not taken.

Called by `look`, in the child.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
from pikepdf import Array, Dictionary, Object, String

from app.domain.evidence.light_table import Looked
from app.evidence import said
from app.evidence.limits import PAGES, PIXELS
from app.evidence.pdf_contents import Find, finds_in
from app.evidence.pdf_file import open_pdf
from app.evidence.pdf_pages import PdfPages
from app.evidence.refusal import DAMAGED_PDF, TOO_MANY_PAGES, Refusal

_NO_PAGES = "This PDF has no pages. Ask the sender for it again, or scan the printed pages."
_LIVE_FORM = (
    "This form only works in Adobe Reader. Open it there and print it to PDF, then attach that."
)
_FOLDER = "This PDF is a folder of other files. Open it, save the files in it, and attach those."
_HUGE_PICTURE = (
    f"A picture in this PDF has more than {PIXELS // 1_000_000} million pixels."
    " Scan it again at 200 dpi, or print it to a new PDF, then attach that."
)

_MENDED = "It was damaged and has been mended. Look at every page before it is sent."
_RESTRICTED = (
    "Its maker restricted what may be done with it. The original stays as it came; what is sent"
    " is a copy of its pages."
)
_UNLOCKED = "It opens with a password. The original stays locked; what is sent is not."
_SIGNED = (
    "It is digitally signed. The original stays as it came; what is sent is a copy of its pages"
    " without the signature."
)
_FILES = (
    "It carries other files inside, which do not travel along. If they matter, save them from it"
    " and attach them one by one."
)
_AS_PRINTED = "Its form fields and comments are sent as they look in print."
_LAYERS = "It has layers. Those that are switched off are neither shown nor sent."
_TYPEFACES = (
    "It lacks some of its typefaces, so letters may look different. Read it before it is sent."
)
_LEFT_BEHIND = {
    Find.SCRIPT: "scripts",
    Find.ACTION: "actions",
    Find.LINK: "links",
    Find.MEDIA: "sound and video",
}


def look_at_pdf(content: bytes, password: str) -> tuple[Looked, PdfPages]:
    """What it holds, and its pages, still open. Raises Refusal."""
    with open_pdf(content, password) as pdf:
        try:
            looked = _looked(pdf, password)
        except Refusal:
            raise
        except Exception:  # noqa: BLE001 - over a damaged file a parser may raise anything
            raise Refusal(DAMAGED_PDF) from None
    pages = PdfPages(content, password)
    sizes = tuple(pages.size(number) for number in range(1, pages.count + 1))
    return replace(looked, pages=sizes), pages


def _looked(pdf: pikepdf.Pdf, password: str) -> Looked:
    """All but the sizes of the pages."""
    if not pdf.pages:
        raise Refusal(_NO_PAGES)
    if len(pdf.pages) > PAGES:
        raise Refusal(TOO_MANY_PAGES.format(most=PAGES))
    finds = finds_in(pdf)
    if Find.HUGE_PICTURE in finds:
        raise Refusal(_HUGE_PICTURE)
    form = _entry(pdf.Root, "/AcroForm")
    reader_draws_it = pdf.Root.get_bool("/NeedsRendering", default=False)
    if "/XFA" in form and (reader_draws_it or not form.get("/Fields")):
        raise Refusal(_LIVE_FORM)
    if "/Collection" in pdf.Root:
        raise Refusal(_FOLDER)
    repaired = bool(pdf.get_warnings())
    return Looked(
        media="pdf",
        pages=(),
        notices=tuple(_notices(pdf, finds, password, repaired=repaired)),
        repaired=repaired,
        signed=Find.SIGNATURE in finds,
        title=said.as_title(_property(pdf, "/Title")),
        author=said.as_author(_property(pdf, "/Author")),
        dated=said.as_date(_property(pdf, "/CreationDate"), dt.datetime.now(dt.UTC).date()),
    )


def _notices(pdf: pikepdf.Pdf, finds: set[Find], password: str, *, repaired: bool) -> Iterator[str]:
    if repaired:
        yield _MENDED
    if pdf.is_encrypted:
        yield _UNLOCKED if password else _RESTRICTED
    if Find.SIGNATURE in finds:
        yield _SIGNED
    left = [words for find, words in _LEFT_BEHIND.items() if find in finds]
    if left:
        listed = ", ".join(left[:-1]) + (" and " if left[:-1] else "") + left[-1]
        yield f"It also holds {listed}, which do not travel along."
    if Find.FILE in finds:
        yield _FILES
    if finds & {Find.FIELD, Find.COMMENT}:
        yield _AS_PRINTED
    if _has_hidden_layers(pdf):
        yield _LAYERS
    if Find.TYPEFACE_MISSING in finds:
        yield _TYPEFACES


def _has_hidden_layers(pdf: pikepdf.Pdf) -> bool:
    usual = _entry(_entry(pdf.Root, "/OCProperties"), "/D")
    off = usual.get("/OFF")
    return (isinstance(off, Array) and len(off) > 0) or usual.get("/BaseState") == "/OFF"


def _entry(parent: Object, key: str) -> Object:
    """A dictionary in a dictionary; an empty one where something else stands."""
    entry = parent.get(key)
    return entry if isinstance(entry, Dictionary) else Dictionary()


def _property(pdf: pikepdf.Pdf, key: str) -> str:
    info = _entry(pdf.trailer, "/Info")
    value = info.get(key)
    return str(value) if isinstance(value, String) else ""
