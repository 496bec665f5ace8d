"""The sheets of one PDF file: marks drawn with PDF operators, then written out by reportlab.

Used by the renderer only. Coordinates come with y running down and are turned here.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from reportlab.pdfbase.pdfdoc import PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from app.pdf import styles
from app.pdf.embedding import font_object
from app.pdf.fonts import Typeface
from app.pdf.outline import outline
from app.pdf.pages import Placed
from app.pdf.shaping import GlyphUse
from app.pdf.strips import Box, Ink, Mark, Rule, Words
from app.pdf.typeset import Line

_SLOPE = (0.643, 0.766)
"""Cosine and sine of the angle of a word across the sheet: 50 degrees."""

_ACROSS = 0.82
"""How much of the sheet's width words across it may take."""


class Paper(Canvas):  # type: ignore[misc] # reportlab ships no types
    """A reportlab canvas that sets glyphs of our own fonts; times and ids come from `made_at`."""

    def __init__(self, size: tuple[float, float], made_at: datetime, language: str) -> None:
        """Begin a file with sheets of one size (points)."""
        super().__init__(
            None,
            pagesize=size,
            pageCompression=0,
            invariant=1,
            lang=language,
            pdfVersion=(1, 5),  # the first that has texts spelled out (ActualText) within a page
        )
        # reportlab's own compression of pages adds a text encoding that costs time and room.
        self._doc.defaultStreamFilters = [PDFZCompress]
        self._names: dict[Typeface, str] = {}
        self._level = -1
        stamp = f"D:{made_at:%Y%m%d%H%M%S}{_zone(made_at)}"
        self.setDateFormatter(lambda *_: stamp)
        self.setCreator("Chartproof")
        self._doc.updateSignature(stamp)

    def _make_preamble(self) -> None:
        """Begin pages with nothing: reportlab's own beginning names a font that is not embedded."""
        self._preamble = ""

    def describe(self, title: str, subject: str, author: str) -> None:
        """Set the properties that other programs show of the file."""
        self.setTitle(_encodable(title))
        self.setSubject(_encodable(subject))
        self.setAuthor(_encodable(author))

    def sheet(self, placed: Iterable[Placed], across: str = "") -> None:
        """Draw one page and close it; `across` are operators that come under everything else."""
        height = self._pagesize[1]
        code = [across]
        for item in placed:
            top = height - item.y
            code += [self._mark(mark, top) for mark in item.strip.marks]
            if item.strip.bookmark:
                key = f"b{len(self._outlines)}.{self._pageNumber}.{item.y:.2f}"
                self.bookmarkHorizontalAbsolute(key, round(top + 6, 2))
                self._level = min(item.strip.bookmark.level, self._level + 1)
                self.addOutlineEntry(_encodable(item.strip.bookmark.title), key, self._level)
        page = "\n".join(code)
        self.addLiteral(page)
        self._doc.updateSignature(page)
        self.showPage()

    def finish(self, used: Mapping[Typeface, GlyphUse]) -> bytes:
        """Write the fonts and return the file."""
        fonts = self._doc.idToObject["BasicFonts"].dict
        for face, name in self._names.items():
            fonts[name] = self._doc.Reference(font_object(face, used[face], self._doc))
        return bytes(self.getpdfdata())

    def _mark(self, mark: Mark, top: float) -> str:
        x, y = styles.SIDE + mark.x, top - mark.y
        match mark:
            case Words():
                return self._words(mark, x, y)
            case Rule():
                return (
                    f"{mark.gray:g} G {mark.weight:g} w "
                    f"{x:.2f} {y:.2f} m {x + mark.length:.2f} {y:.2f} l S"
                )
            case Box():
                area = f"{x:.2f} {y - mark.height:.2f} {mark.width:.2f} {mark.height:.2f} re"
                fill = "" if mark.fill is None else f"{mark.fill:g} g {area} f"
                line = f"0 G {mark.weight:g} w {area} S" if mark.weight else ""
                return f"{fill}{line}"
            case Ink():
                return _ink(mark, x, y)

    def _words(self, mark: Words, x: float, y: float) -> str:
        shown = self._show(mark.line, mark.size)
        return f"BT {mark.gray:g} g 1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET"

    def _show(self, line: Line, size: float) -> str:
        face, parts = None, []
        for run in line.runs:
            if run.face is not face:
                face = run.face
                name = self._names.setdefault(face, f"F{len(self._names) + 1}")
                parts.append(f"/{name} {size:g} Tf")
            parts.append(run.show)
        return " ".join(parts)


def _ink(ink: Ink, x: float, y: float) -> str:
    """Return the operators of strokes with round ends; a stroke of one point is a dot."""
    code = [f"q 0 G 1 J 1 j {styles.INK:g} w"]
    for stroke in ink.strokes:
        points = [f"{x + px * ink.scale:.2f} {y - py * ink.scale:.2f}" for px, py in stroke]
        code.append(" ".join([f"{points[0]} m", *(f"{each} l" for each in points[1:] or points)]))
        code.append("S")
    return " ".join([*code, "Q"])


def across(sheet: tuple[float, float], face: Typeface, text: str) -> str:
    """Return the operators that draw large pale words across a sheet, as large as fits."""
    cos, sin = _SLOPE
    _, at_one = outline(face, text, 1.0)
    size = min(styles.GHOST_SIZE, _ACROSS * sheet[0] / cos / at_one)
    shape, width = outline(face, text, size)
    half, low = width / 2, styles.CAP_HEIGHT * size / 2
    x = sheet[0] / 2 - half * cos + low * sin
    y = sheet[1] / 2 - half * sin - low * cos
    matrix = f"{cos} {sin} {-sin} {cos} {x:.2f} {y:.2f} cm"
    return f"/Artifact BMC q {styles.GHOST_GRAY:g} g {matrix} {shape} f Q EMC"


def _zone(made_at: datetime) -> str:
    """Return the offset of a time as PDF dates have it; nothing for a time without one."""
    offset = f"{made_at:%z}"
    return f"{offset[:3]}'{offset[3:5]}'" if offset else ""


def _encodable(text: str) -> str:
    """Return a text without lone surrogates, which no encoding can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
