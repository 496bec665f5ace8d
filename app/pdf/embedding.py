"""Fonts written into a PDF file: the glyphs a document uses, and what they read as.

Called by `app.pdf.paper`. A face becomes one composite font whose codes are glyph numbers
(Identity-H; ISO 32000-1, 9.7), cut down by HarfBuzz. See decision 030.
"""

import hashlib

import uharfbuzz
from reportlab.pdfbase import pdfdoc

from app.pdf.fonts import EM, Typeface
from app.pdf.shaping import GlyphUse

_NOT_NEEDED = tuple(
    int.from_bytes(tag, "big")
    for tag in (
        *(b"GSUB", b"GPOS", b"GDEF", b"BASE", b"MATH", b"STAT", b"cmap", b"name", b"post"),
        *(b"OS/2", b"DSIG", b"gasp", b"vhea", b"vmtx", b"meta"),
    )
)
_SYMBOLIC = 4
_CHUNK = 100
"""Entries that one bfchar section may hold (Adobe Technical Note 5411)."""


def readings(face: Typeface, use: GlyphUse) -> dict[int, str]:
    """Return the glyphs a document uses of a face with the text each reads as, by glyph number."""
    plain = {face.glyphs[ord(char)]: char for char in set("".join(use.texts))}
    merged = {**use.shaped, **plain}
    return {glyph: merged[glyph] for glyph in sorted(merged)}


def font_object(
    face: Typeface, use: GlyphUse, document: pdfdoc.PDFDocument
) -> pdfdoc.PDFDictionary:
    """Return the font of one face as an object of a reportlab document."""
    reads = readings(face, use)
    subset = _subset(face, list(reads))
    tag = hashlib.sha256(subset).hexdigest()[:6].translate(_TAG)
    name = pdfdoc.PDFName(f"{tag}+{face.name}")
    descendant = pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
            "CIDToGIDMap": "/Identity",
            "DW": 0,
            "W": _widths(face, reads),
            "FontDescriptor": document.Reference(_descriptor(face, name, subset, document)),
        }
    )
    return pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
            "ToUnicode": document.Reference(_stream(_to_unicode(reads).encode("ascii"))),
        }
    )


_TAG = str.maketrans("0123456789abcdef", "ABCDEFGHIJKLMNOP")


def _subset(face: Typeface, glyphs: list[int]) -> bytes:
    """Return the font file with the outlines of some glyphs only, under their old numbers."""
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = (
        uharfbuzz.SubsetFlags.RETAIN_GIDS
        | uharfbuzz.SubsetFlags.NO_HINTING
        | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(_NOT_NEEDED)
    return bytes(uharfbuzz.subset(face.face, wanted).blob.data)


def _widths(face: Typeface, reads: dict[int, str]) -> str:
    return f"[{' '.join(f'{glyph}[{face.advance(glyph)}]' for glyph in reads)}]"


def _descriptor(
    face: Typeface, name: str, subset: bytes, document: pdfdoc.PDFDocument
) -> pdfdoc.PDFDictionary:
    extents = face.font.get_font_extents("ltr")
    cap_height = face.font.get_metric_position_with_fallback(uharfbuzz.OTMetricsTag.CAP_HEIGHT)
    program = _stream(subset)
    program.dictionary["Length1"] = len(subset)
    return pdfdoc.PDFDictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": name,
            "Flags": _SYMBOLIC,
            "FontBBox": f"[{-EM} {extents.descender} {2 * EM} {extents.ascender}]",
            "ItalicAngle": 0,
            "Ascent": extents.ascender,
            "Descent": extents.descender,
            "CapHeight": cap_height,
            "StemV": 120 if face.name.endswith("SemiBold") else 80,
            "FontFile2": document.Reference(program),
        }
    )


def _stream(content: bytes) -> pdfdoc.PDFStream:
    return pdfdoc.PDFStream(content=content)  # compressed as the document says


def _to_unicode(reads: dict[int, str]) -> str:
    """Return the CMap that gives each glyph its text (ISO 32000-1, 9.10.3)."""
    entries = [
        f"<{glyph:04X}><{text.encode('utf-16-be').hex().upper()}>"
        for glyph, text in reads.items()
        if text
    ]
    sections = [
        f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar\n"
        for chunk in (entries[i : i + _CHUNK] for i in range(0, len(entries), _CHUNK))
    ]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000><FFFF> endcodespacerange\n"
        f"{''.join(sections)}"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    )
