"""Text set into lines: faces chosen, words shaped and ordered, lines broken at a width.

One `Typesetter` serves one document; the flowables call it. It keeps which glyphs were used, for
the writer of fonts, and which characters no font has, for the caller.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from app.pdf import bidi
from app.pdf.fonts import EM, Fonts, Typeface, Weight, ignorable
from app.pdf.linebreak import break_lines
from app.pdf.shaping import GlyphUse, Run, plain_run, shaped_run
from app.pdf.styles import Style


@dataclass(frozen=True, slots=True)
class Line:
    """One set line, its runs from left to right."""

    runs: tuple[Run, ...]
    width: float
    leftward: bool = False


class Typesetter:
    """Sets the texts of one document."""

    def __init__(self, fonts: Fonts) -> None:
        """Take the fonts to set with."""
        self._fonts = fonts
        self.used: dict[Typeface, GlyphUse] = {}
        self._unprintable: dict[str, None] = {}

    @property
    def unprintable(self) -> tuple[str, ...]:
        """Characters that no font has, in the order they were met."""
        return tuple(self._unprintable)

    def lines(self, text: str, style: Style, width: float, indent: float = 0.0) -> list[Line]:
        """Set a text in lines of a width; `indent` is already taken on the first line."""
        lines: list[Line] = []
        for paragraph in clean(text).split("\n"):
            lines += self._paragraph(paragraph, style, width, indent)
            indent = 0.0
        return lines

    def line(self, text: str, style: Style) -> Line:
        """Set a text on one line, however long it gets."""
        return self.lines(" ".join(clean(text).split("\n")), style, float("inf"))[0]

    def cut(self, text: str, style: Style, width: float) -> Line:
        """Set a text on one line; what does not fit in the width is cut off, shown by dots."""
        whole = self.line(text, style)
        if whole.width <= width:
            return whole
        fits, too_long = 0, len(text)
        while too_long - fits > 1:
            middle = (fits + too_long) // 2
            if self.line(_beginning(text, middle), style).width <= width:
                fits = middle
            else:
                too_long = middle
        return self.line(_beginning(text, fits), style)

    def _paragraph(self, text: str, style: Style, width: float, indent: float) -> list[Line]:
        if not style.kerned:
            try:
                return self._plain(text, style, width, indent)
            except KeyError:  # a character that has to be shaped, or that another font has
                pass
        mixed = _Mixed(self, self._printable(text, style.weight), style)
        spans = break_lines(mixed.text, mixed.width, width, indent)
        return [mixed.line(start, end) for start, end in spans]

    def _plain(self, text: str, style: Style, width: float, indent: float) -> list[Line]:
        face, size = self._fonts.base(style.weight), style.size / EM
        advance = face.advances.__getitem__

        def measure(start: int, end: int) -> float:
            return sum(map(advance, text[start:end])) * size

        spans = break_lines(text, measure, width, indent)
        self.use(face).texts.append(text)
        lines = []
        for start, end in spans:
            length = measure(start, end)
            run = plain_run(face, text[start:end], length)
            lines.append(Line((run,) if start < end else (), length))
        return lines

    def _printable(self, text: str, weight: Weight) -> str:
        """Replace what no font has by its code point in brackets, and take note of it."""
        missing = {c for c in text if not self._fonts.choose(c, weight) and not ignorable(c)}
        for char in text:
            if char in missing:
                self._unprintable[char] = None
        return "".join(f"[U+{ord(c):04X}]" if c in missing else c for c in text)

    def faces(self, text: str, weight: Weight) -> list[Typeface]:
        """Return the face of each character; marks, joiners, spaces stay with what they follow."""
        face = self._fonts.base(weight)
        faces = []
        for char in text:
            follows = ignorable(char) or (
                (char == " " or unicodedata.category(char)[0] == "M") and ord(char) in face.glyphs
            )
            if not follows:
                face = self._fonts.choose(char, weight) or face
            faces.append(face)
        return faces

    def use(self, face: Typeface) -> GlyphUse:
        """Return the record of what this document uses of a face."""
        return self.used.setdefault(face, GlyphUse())


def clean(text: str) -> str:
    """Return a text with one kind of line break, spaces for tabs, and composed letters (NFC)."""
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_BREAK.sub("\n", text).replace("\t", "    ")
    return unicodedata.normalize("NFC", text)


def _beginning(text: str, length: int) -> str:
    """Return so many characters of a text, and dots; no letter loses its accents."""
    while length and unicodedata.category(text[length])[0] == "M":
        length -= 1
    return f"{text[:length].rstrip()}…"


_LINE_BREAK = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")


class _Mixed:
    """A paragraph of several faces or directions, or one that has to be shaped."""

    def __init__(self, setter: Typesetter, text: str, style: Style) -> None:
        self.text = text
        self._setter = setter
        self._style = style
        faces = setter.faces(text, style.weight)
        self._base, levels = 0, [0] * len(text)
        if bidi.has_right_to_left(text):
            self._base, levels = bidi.levels(text)
        self._shaped: dict[tuple[int, int], list[tuple[int, Run]]] = {}
        self._stretches: list[tuple[int, int, Typeface, int]] = []
        start = 0
        for i in range(1, len(text) + 1):
            if i == len(text) or (faces[i], levels[i]) != (faces[start], levels[start]):
                self._stretches.append((start, i, faces[start], levels[start]))
                start = i
        self._ends = [end for _, end, _, _ in self._stretches]

    def _runs(self, start: int, end: int) -> list[tuple[int, Run]]:
        if (start, end) not in self._shaped:
            first = bisect_right(self._ends, start)
            last = bisect_left(self._ends, end) + 1
            self._shaped[start, end] = [
                (level, self._run(face, self.text[max(start, begin) : min(end, close)], level))
                for begin, close, face, level in self._stretches[first:last]
                if begin < end
            ]
        return self._shaped[start, end]

    def _run(self, face: Typeface, text: str, level: int) -> Run:
        use = self._setter.use(face)
        if level % 2 == 0 and not self._style.kerned:
            try:
                width = sum(map(face.advances.__getitem__, text)) * self._style.size / EM
            except KeyError:  # a character that has to be shaped
                pass
            else:
                use.texts.append(text)
                return plain_run(face, text, width)
        return shaped_run(face, text, self._style.size, use, leftward=level % 2 == 1)

    def width(self, start: int, end: int) -> float:
        return sum(run.width for _, run in self._runs(start, end))

    def line(self, start: int, end: int) -> Line:
        runs = tuple(bidi.visual_order(self._runs(start, end)))
        return Line(runs, sum(run.width for run in runs), leftward=self._base == 1)
