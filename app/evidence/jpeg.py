"""JPEG files cut down to their picture, without decoding it: no metadata, nothing behind the end.

`compose` puts scans and photos into a pack this way, pixel for pixel. The form of the file is
ISO/IEC 10918-1 annex B and 10918-5 (JFIF); the Adobe marker is Adobe Technical Note 5116.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_PLAIN_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # baseline, extended, progressive; Huffman coded
_TABLES = frozenset({0xC4, 0xDB, 0xDD})  # Huffman, quantization, restart interval
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""In coded data, 0xFF stands for itself before 0, and marks a restart before 0xD0 to 0xD7."""


@dataclass(frozen=True, slots=True)
class PlainJpeg:
    """A gray (1 component) or color (3) picture with 8 bits a component."""

    content: bytes
    width: int
    height: int
    components: int


def plain_jpeg(content: bytes) -> PlainJpeg | None:
    """The picture alone; None when the file is damaged or of a kind not every reader shows."""
    kept, frame, scanned = [bytes((0xFF, _START))], b"", False
    try:
        for kind, start, end in _segments(content):
            if _is_text(kind):
                kept.append(_color_coding(content[start + 4 : end]))
            elif kind in _PLAIN_FRAMES and not frame:
                frame = content[start + 4 : end]
                kept.append(content[start:end])
            elif kind in _TABLES or (kind == _SCAN and frame):
                scanned = scanned or kind == _SCAN
                kept.append(content[start:end])
            else:
                return None
        return _picture(b"".join((*kept, bytes((0xFF, _END)))), frame) if scanned else None
    except IndexError:
        return None


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, start and end of each segment up to the end of the picture, coded data included.

    Raises IndexError when that is missing.
    """
    if content[:2] != bytes((0xFF, _START)):
        raise IndexError
    start = 2
    while True:
        if content[start] != 0xFF:
            raise IndexError
        kind = content[start + 1]
        if kind == 0xFF:  # a fill byte
            start += 1
            continue
        if kind == _END:
            return
        end = start + 2 + int.from_bytes(content[start + 2 : start + 4])
        if kind == _SCAN:
            end = _end_of_scan(content, end)
        yield kind, start, end
        start = end


def _end_of_scan(content: bytes, start: int) -> int:
    found = _NEXT_MARKER.search(content, start)
    if found is None:
        raise IndexError
    return found.start()


def _is_text(kind: int) -> bool:
    """Whether a segment is application data or a comment: thumbnails, places, names."""
    return 0xE0 <= kind <= 0xEF or kind == 0xFE


def _color_coding(segment: bytes) -> bytes:
    """What application data say about how colors are coded, and nothing else of it."""
    if segment[:5] == b"JFIF\0":
        return b"\xff\xe0\x00\x10JFIF\0\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    if segment[:5] == b"Adobe":
        return b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + bytes((segment[11],))
    return b""


def _picture(content: bytes, frame: bytes) -> PlainJpeg | None:
    bits, components = frame[0], frame[5]
    height, width = int.from_bytes(frame[1:3]), int.from_bytes(frame[3:5])
    if bits != 8 or components not in (1, 3) or not width or not height:
        return None
    return PlainJpeg(content, width, height, components)
