"""Printed files read back: what the tests of printing look at."""

import io
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pypdf
from pypdf.generic import ContentStream, FloatObject, NumberObject

from app import paths
from app.documents.blocks import Block, Document
from app.pdf.fonts import Fonts
from app.pdf.renderer import Rendered, Renderer

MADE_AT = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
RENDERER = Renderer(paths.fonts_folder())
FONTS = Fonts(paths.fonts_folder())


@dataclass(frozen=True, slots=True)
class Shown:
    """One shown piece of text: where it begins (points from the lower left corner), its size."""

    text: str
    x: float
    y: float
    size: float


def printed(*blocks: Block) -> Rendered:
    """Print a document of some blocks."""
    return rendered(Document("Test", blocks))


def rendered(document: Document) -> Rendered:
    """Print a document at a fixed time."""
    return RENDERER.render_pdf(document, made_at=MADE_AT)


def reader(result: Rendered) -> pypdf.PdfReader:
    """Open a printed file."""
    return pypdf.PdfReader(io.BytesIO(result.data))


def page_texts(result: Rendered) -> list[str]:
    """Return the text of each page."""
    return [page.extract_text() for page in reader(result).pages]


def squeezed(text: str) -> str:
    """Return a text composed (NFC) and without white space, which lines break anyway."""
    return "".join(unicodedata.normalize("NFC", text).split())


def all_text(result: Rendered) -> str:
    """Return the squeezed text of the whole file, without what stands around each page's text."""
    pages = page_texts(result)
    count = len(pages)
    return squeezed(
        "".join(text.replace(f"Page {i + 1} of {count}", "") for i, text in enumerate(pages))
    )


def shown(page: pypdf.PageObject) -> list[Shown]:
    """Return the pieces of text of a page with their places."""
    pieces: list[Shown] = []

    def visit(
        text: str, _current: list[float], matrix: list[float], _font: object, size: float
    ) -> None:
        if text.strip():
            pieces.append(Shown(text, matrix[4], matrix[5], size))

    page.extract_text(visitor_text=visit)
    return pieces


def fonts(page: pypdf.PageObject) -> dict[str, Any]:
    """Return the fonts of a page by the names its text uses."""
    resources: Any = page["/Resources"]
    return {name: font.get_object() for name, font in resources["/Font"].items()}


def bookmarks(result: Rendered) -> list[Any]:
    """Return the titles of the outline; those below another in a list after it."""

    def titles(entries: Any) -> list[Any]:  # noqa: ANN401 - pypdf nests lists at will
        return [titles(e) if isinstance(e, list) else e["/Title"] for e in entries]

    return titles(reader(result).outline)


def spelled(result: Rendered) -> str:
    """Return what a file spells by the letter of the standard, page by page as it is drawn.

    Glyphs read as their ToUnicode entries, and stretches that carry an ActualText as that.
    """
    file = reader(result)
    return "".join(_Spelling(page, file).text for page in file.pages)


class _Spelling:
    """The characters of one page; raises KeyError for a glyph that reads as nothing."""

    def __init__(self, page: pypdf.PageObject, document: pypdf.PdfReader) -> None:
        self.text = ""
        self._instead: list[str | None] = []
        self._maps: dict[str, dict[bytes, str]] = {}
        for name, font in fonts(page).items():
            data = font["/ToUnicode"].get_data().decode("ascii")
            self._maps[name] = {
                bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be")
                for code, text in re.findall("<([0-9A-F]{4})><([0-9A-F]+)>", data)
            }
        self._font: dict[bytes, str] = {}
        for operands, operator in ContentStream(page["/Contents"], document).operations:
            self._take(operands, operator)

    def _take(self, operands: list[Any], operator: bytes) -> None:
        match operator:
            case b"Tf":
                self._font = self._maps[operands[0]]
            case b"BMC":
                self._instead.append(None)
            case b"BDC":
                self._instead.append(operands[1]["/ActualText"])
                self.text += operands[1]["/ActualText"]
            case b"EMC":
                self._instead.pop()
            case b"Tj":
                self._show(operands[0])
            case b"TJ":
                for part in operands[0]:
                    if not isinstance(part, NumberObject | FloatObject):
                        self._show(part)

    def _show(self, codes: Any) -> None:  # noqa: ANN401 - pypdf's strings of several classes
        data = codes.original_bytes
        letters = [self._font[data[i : i + 2]] for i in range(0, len(data), 2)]
        assert b"\0\0" not in [data[i : i + 2] for i in range(0, len(data), 2)], "an empty box"
        if not any(self._instead):
            self.text += "".join(letters)
