"""Digests of a PDF's pages by what is drawn on them, however the file was written.

`archive` and `compose` put one of all pages into files that carry no proof; `declared` compares.
A page here is its tree of objects: what it draws, with which fonts and pictures, and what lies on
it. Numbers of objects, their order and how streams are packed make no difference, so that a file
saved anew by another program keeps its digests while nothing on its pages is changed.
"""

import hashlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
"""What a page may have from the nodes above it (ISO 32000-1, 7.7.3.4)."""

_PACKING = frozenset({"/Length", "/Filter", "/DecodeParms"})
_ABOVE = "/Parent"


def page_digests(pdf: Pdf) -> Iterator[str]:
    """SHA-256 of each page, in order. Raises RecursionError for objects nested without end."""
    streams: dict[tuple[int, int], bytes] = {}
    for page in pdf.pages:
        yield _Tree(streams).digest(page.obj)


def checksum(pdf: Pdf) -> str:
    """SHA-256 of all pages in their order."""
    return hashlib.sha256("".join(page_digests(pdf)).encode()).hexdigest()


class _Tree:
    """One page while it is gone through. Fonts and pictures serve many: `streams` knows theirs."""

    def __init__(self, streams: dict[tuple[int, int], bytes]) -> None:
        self._streams = streams
        self._seen: dict[tuple[int, int], int] = {}
        self._sum = hashlib.sha256()

    def digest(self, page: Object) -> str:
        self._seen[page.objgen] = 0
        for name in _INHERITED:
            self._add(_inherited(page, name), name)
        self._add_keys(page, set(page.keys()) - {*_INHERITED, _ABOVE})
        return self._sum.hexdigest()

    def _add(self, value: object, name: str = "") -> None:
        """One value; `name` is the key it stands under. What was met before is only named."""
        self._write(b"k", name.encode())
        if isinstance(value, Object) and value.is_indirect:
            place = self._seen.get(value.objgen)
            if place is not None:
                self._write(b"r", str(place).encode())
                return
            self._seen[value.objgen] = len(self._seen)
        if isinstance(value, pikepdf.Stream):
            self._write(b"s", self._stream(value))
            self._add_keys(value, set(value.keys()) - _PACKING)
        elif isinstance(value, Dictionary):
            self._add_keys(value, set(value.keys()) - {_ABOVE})
        elif isinstance(value, Array):
            for each in value:
                self._add(each)
            self._write(b"a", b"")
        else:
            self._write(b"v", _plain(value))

    def _add_keys(self, value: Object, keys: set[str]) -> None:
        for key in sorted(keys):
            self._add(value.get(key), key)
        self._write(b"d", b"")

    def _stream(self, stream: pikepdf.Stream) -> bytes:
        """What a stream holds: unpacked where its packing loses nothing, else as it stands."""
        if stream.objgen not in self._streams:
            try:
                content = stream.read_bytes()
            except pikepdf.PdfError:  # a picture's own packing, such as JPEG
                content = repr(stream.get("/Filter")).encode() + stream.read_raw_bytes()
            self._streams[stream.objgen] = hashlib.sha256(content).digest()
        return self._streams[stream.objgen]

    def _write(self, kind: bytes, content: bytes) -> None:
        self._sum.update(b"%s%d:" % (kind, len(content)))
        self._sum.update(content)


def _inherited(page: Object, name: str) -> object:
    """What a page has of a name, itself or from above it."""
    above: Object | None = page
    for _ in range(100):  # a file may say that a node is above itself
        if above is None or name in above:
            break
        above = above.get(_ABOVE)
    return above.get(name) if above is not None else None


def _plain(value: object) -> bytes:
    """A number, a name, a text, true, false or nothing."""
    if isinstance(value, pikepdf.String):
        return b"s" + bytes(value)
    if isinstance(value, Name):
        return b"n" + str(value).encode()
    return b"o" + str(value).encode()
