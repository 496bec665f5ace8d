"""Walks every object of a foreign PDF and says what sorts of things are in it besides pages.

Used by `look_pdf`. Nothing is unpacked or run: a thing is known by its dictionary (names as in
ISO 32000-1). What no page leads to is counted too; a reader might find a way to it.
"""

from collections.abc import Iterable, Iterator
from enum import Enum, auto

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from app.evidence.limits import PIXELS, SIDE_PIXELS


class Find(Enum):
    """What there can be in a PDF that people should know of."""

    SCRIPT = auto()
    ACTION = auto()
    """Starts a program, sends a form, opens another file."""
    LINK = auto()
    MEDIA = auto()
    """Sound, video, three dimensions."""
    FILE = auto()
    FIELD = auto()
    COMMENT = auto()
    SIGNATURE = auto()
    TYPEFACE_MISSING = auto()
    HUGE_PICTURE = auto()


_ACTIONS = {
    "/JavaScript": Find.SCRIPT,
    "/URI": Find.LINK,
    **dict.fromkeys(("/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"), Find.ACTION),
    **dict.fromkeys(("/Movie", "/Sound", "/Rendition", "/RichMediaExecute"), Find.MEDIA),
}
_ANNOTATIONS = {
    **dict.fromkeys(("/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"), Find.MEDIA),
    "/FileAttachment": Find.FILE,
    "/Widget": Find.FIELD,
    **dict.fromkeys(("/Text", "/FreeText", "/Highlight", "/Underline", "/Ink"), Find.COMMENT),
    **dict.fromkeys(("/StrikeOut", "/Squiggly", "/Stamp", "/Caret", "/Line"), Find.COMMENT),
    **dict.fromkeys(("/Square", "/Circle", "/Polygon", "/PolyLine"), Find.COMMENT),
}
_TELLING_KEYS = {
    "/JS": Find.SCRIPT,
    "/JavaScript": Find.SCRIPT,
    "/EF": Find.FILE,
    "/EmbeddedFiles": Find.FILE,
    "/ByteRange": Find.SIGNATURE,
    "/XFA": Find.FIELD,
}
_EMBEDDED_FONT = {"/FontFile", "/FontFile2", "/FontFile3"}
_STANDARD_FONTS = ("/Helvetica", "/Times-", "/Courier", "/Symbol", "/ZapfDingbats")
_SIMPLE_FONTS = {"/Type1", "/MMType1", "/TrueType"}


def finds_in(pdf: pikepdf.Pdf) -> set[Find]:
    """Everything found. May raise whatever a parser raises over a damaged file."""
    found: set[Find] = set()
    for thing in pdf.objects:
        for each in _dictionaries(thing):
            found.update(_told_by(each))
    return found


def _dictionaries(thing: Object) -> Iterator[Object]:
    """The dictionaries of one numbered object, those within it too."""
    waiting = [thing]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Dictionary | Stream):
            yield each
            waiting += _direct(each.values())
        elif isinstance(each, Array):
            waiting += _direct(each)


def _direct(things: Iterable[object]) -> Iterator[Object]:
    for each in things:
        if isinstance(each, Dictionary | Array) and not each.is_indirect:
            yield each


def _told_by(entry: Object) -> Iterator[Find]:
    keys = set(entry.keys())
    yield from (find for key, find in _TELLING_KEYS.items() if key in keys)
    if "/S" in keys and (find := _ACTIONS.get(_name(entry, "/S"))):
        yield find
    subtype = _name(entry, "/Subtype") if "/Subtype" in keys else ""
    if "/Rect" in keys and (find := _ANNOTATIONS.get(subtype)):
        yield find
    if _name(entry, "/Type") == "/FontDescriptor" and not keys & _EMBEDDED_FONT:
        yield Find.TYPEFACE_MISSING
    if subtype in _SIMPLE_FONTS and not _is_known_font(entry):
        yield Find.TYPEFACE_MISSING
    if subtype == "/Image" and _is_huge(entry):
        yield Find.HUGE_PICTURE


def _name(entry: Object, key: str) -> str:
    value = entry.get(key)
    return str(value) if isinstance(value, Name) else ""


def _is_known_font(font: Object) -> bool:
    """Whether it brings its letters, or every reader has them: the standard fonts."""
    return "/FontDescriptor" in font or _name(font, "/BaseFont").startswith(_STANDARD_FONTS)


def _is_huge(picture: Object) -> bool:
    width, height = picture.get_int("/Width", 0), picture.get_int("/Height", 0)
    return width * height > PIXELS or max(width, height) > SIDE_PIXELS
