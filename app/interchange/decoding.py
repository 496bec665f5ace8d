"""From the bytes of an exported file to its text, and which encoding that took.

The CSV reader and the bridge file reader call it. What is not text for sure is refused in words.
"""

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a zipped and an older Office file begin."""

# Well-formed characters of two to four bytes (Unicode, table 3-7, without its narrower corners).
_UTF8_PIECE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")

WORKBOOK = "This is an Office file. Save it there as “CSV UTF-8”, then choose that file."
NOT_TEXT = "This is not a text file. Export the list as CSV from the practice system."
MIXED = (
    "The file mixes two encodings, so names would come out wrong; line {line} is the first."
    " Export it again as “CSV UTF-8”."
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and its encoding as the screen names it."""

    text: str
    encoding: str


def decode(content: bytes) -> Decoded | str:
    """The text of a file; a sentence when it has none.

    UTF-8, UTF-16 with its mark or told by its zero bytes, and for older programs Windows-1252.
    """
    if content.startswith(_WORKBOOKS):
        return WORKBOOK
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _read(content[len(mark) :], codec, name)
    wide = _wide_codec(content)
    if wide:
        return _read(content, wide, "UTF-16")
    try:
        return _checked(content.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        if _UTF8_PIECE.search(content):
            return MIXED.format(line=content.count(b"\n", 0, error.start) + 1)
    return _read(content, "cp1252", "Windows-1252")


def _wide_codec(content: bytes) -> str:
    """The byte order of UTF-16 without its mark: in Latin text every second byte is zero."""
    head = content[:2048]
    if len(head) < 4 or len(content) % 2:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd < half * 0.1 else ""


def _read(content: bytes, codec: str, name: str) -> Decoded | str:
    try:
        return _checked(content.decode(codec), name)
    except UnicodeDecodeError:
        return NOT_TEXT


def _checked(text: str, name: str) -> Decoded | str:
    # A single NUL may be a slip in one row, which is refused there; other controls are no text.
    return NOT_TEXT if _CONTROLS.search(text) else Decoded(text, name)
