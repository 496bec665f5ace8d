"""What a whole file needs to be PDF/A: profile, declaration, ids; and data embedded in it.

The light table calls `archive` in this process, for files of our own; in the child, `text` calls
`embedded`, `declared` reads what `declare` wrote, and `compose` calls `embed`, `declare` and
`saved` on the pack it has made. PDF/A-2b is ISO 19005-2, level B; PDF/A-3b, of ISO 19005-3, also
takes embedded files that are no PDF. See decisions 075 and 190.
"""

import base64
import io
import zlib
from typing import Literal

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, String

from app.evidence.page_digests import checksum

Part = Literal["2", "3"]

EMBEDDED_NAME = "note.json"
CHECKSUM = "chartproof-pages-sha256:"
"""How the checksum of the pages begins, as the identifier of a file without embedded data."""
_VERSION = "1.7"  # what both parts of the standard build on
EMBEDDED_BYTES = 64 * 2**20
"""What embedded data may unpack to; a note has thousandths of it."""

SRGB = base64.b64decode(
    "AAACTGxjbXMEQAAAbW50clJHQiBYWVogB+oAAQABAAAAAAAAYWNzcEFQUEwAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAPbWAAEAAAAA0y1sY21zAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAL"
    "ZGVzYwAAAQgAAAA2Y3BydAAAAUAAAABMd3RwdAAAAYwAAAAUY2hhZAAAAaAAAAAsclhZWgAAAcwAAAAUYlhZWgAA"
    "AeAAAAAUZ1hZWgAAAfQAAAAUclRSQwAAAggAAAAgZ1RSQwAAAggAAAAgYlRSQwAAAggAAAAgY2hybQAAAigAAAAk"
    "bWx1YwAAAAAAAAABAAAADGVuVVMAAAAaAAAAHABzAFIARwBCACAAYgB1AGkAbAB0AC0AaQBuAABtbHVjAAAAAAAA"
    "AAEAAAAMZW5VUwAAADAAAAAcAE4AbwAgAGMAbwBwAHkAcgBpAGcAaAB0ACwAIAB1AHMAZQAgAGYAcgBlAGUAbAB5"
    "WFlaIAAAAAAAAPbWAAEAAAAA0y1zZjMyAAAAAAABDEIAAAXe///zJQAAB5MAAP2Q///7of///aIAAAPcAADAblhZ"
    "WiAAAAAAAABvoAAAOPUAAAOQWFlaIAAAAAAAACSfAAAPhAAAtsNYWVogAAAAAAAAYpcAALeHAAAY2XBhcmEAAAAA"
    "AAMAAAACZmYAAPKnAAANWQAAE9AAAApbY2hybQAAAAAAAwAAAACj1wAAVHsAAEzNAACZmgAAJmYAAA9c"
)
"""The sRGB profile as LittleCMS makes it (`PIL.ImageCms`; free to use), its date a fixed one.
It stands here because the child that composes opens no files."""


def archive(pdf: bytes, embedded: bytes = b"") -> bytes:
    """A PDF of `app.pdf` as PDF/A-2b, or with data (JSON) embedded in it as PDF/A-3b.

    Its properties and date stay. The same bytes give the same bytes.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if embedded:
            embed(opened, embedded)
        declare(opened, "3" if embedded else "2", tells_pages=not embedded)
        return saved(opened)


def declare(pdf: Pdf, part: Part, *, tells_pages: bool) -> None:
    """Say in the file what it is, and what its colors mean; its properties become XMP.

    `tells_pages` puts in which pages it was made with: where embedded data do not say that of all
    of them. Everything else the standard asks must hold already.
    """
    profile = pdf.make_stream(SRGB, N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])
    for key in (Name.Keywords, Name.Trapped):  # reportlab's; nothing is said in them
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp.load_from_docinfo(pdf.docinfo)
        xmp["pdfaid:part"] = part
        xmp["pdfaid:conformance"] = "B"
        if tells_pages:
            xmp["dc:identifier"] = CHECKSUM + checksum(pdf)


def saved(pdf: Pdf) -> bytes:
    """The file; its id comes from its content, so the same content gives the same bytes."""
    written = io.BytesIO()
    pdf.save(written, deterministic_id=True, min_version=_VERSION)
    return written.getvalue()


def embedded(pdf: bytes) -> bytes | None:
    """The data that `archive` embedded, or None; also when this is no PDF that can be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            if EMBEDDED_NAME not in opened.attachments:
                return None
            stream = opened.attachments[EMBEDDED_NAME].get_file().obj
            unpacker = zlib.decompressobj()
            content = unpacker.decompress(stream.read_raw_bytes(), EMBEDDED_BYTES)
            return content if unpacker.eof else None
    except (pikepdf.PdfError, zlib.error, ValueError, TypeError, KeyError, AttributeError):
        return None


def embed(pdf: Pdf, content: bytes) -> None:
    """Attach data (JSON) to a file that has its date already; `embedded` reads it again."""
    date = str(pdf.docinfo[Name.CreationDate])
    file = AttachedFileSpec(
        pdf,
        content,
        filename=EMBEDDED_NAME,
        description="The note's data",
        mime_type="application/json",
        creation_date=date,
        mod_date=date,
    )
    file.relationship = Name.Data
    pdf.attachments[EMBEDDED_NAME] = file
    pdf.Root.AF = Array([pdf.attachments[EMBEDDED_NAME].obj])
