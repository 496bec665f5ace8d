"""Text set into lines: faces chosen, words shaped and ordered, lines broken at a width.

One `Typesetter` serves one document; the flowables call it. It keeps which glyphs were used, for
the writer of fonts, and which characters no font has, for the caller.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import uharfbuzz

from app.pdf import bidi
from app.pdf.fonts import EM, Fonts, Typeface, Weight, ignorable
from app.pdf.styles import Style


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line in one face: the PDF operators that show it, and its width (points)."""

    face: Typeface
    show: str
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One set line, its runs from left to right."""

    runs: tuple[Run, ...]
    width: float
    leftward: bool = False


@dataclass(slots=True)
class GlyphUse:
    """What one document uses of one face: texts set letter by letter, and shaped glyphs."""

    texts: list[str] = field(default_factory=list)
    shaped: dict[int, str] = field(default_factory=dict)


_Glyphs: TypeAlias = list[tuple[uharfbuzz.GlyphInfo, uharfbuzz.GlyphPosition]]

Measure: TypeAlias = Callable[[int, int], float]
"""Width in points of a stretch of the text at hand, from its start and end."""


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
        return [
            Line((plain_run(face, text[start:end], length),), length)
            for start, end in spans
            for length in (measure(start, end),)
        ]

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


_LINE_BREAK = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")


def plain_run(face: Typeface, text: str, width: float) -> Run:
    """Return a run of characters that need no shaping."""
    return Run(face, f"<{text.translate(face.codes)}>Tj", width)


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

    def _runs(self, start: int, end: int) -> list[tuple[int, Run]]:
        if (start, end) not in self._shaped:
            self._shaped[start, end] = [
                (level, self._run(face, self.text[max(start, first) : min(end, last)], level))
                for first, last, face, level in self._stretches
                if first < end and last > start
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


def shaped_run(face: Typeface, text: str, size: float, use: GlyphUse, *, leftward: bool) -> Run:
    """Shape a text of one face and direction; `size` in points.

    What its glyphs do not spell on their own is wrapped in its text (ActualText, ISO 32000-1,
    14.9.4), so that what is copied or searched is what was typed: by words, but leftward by
    clusters, since readers turn what stands from right to left themselves.
    """
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftward else "ltr"
    uharfbuzz.shape(face.font, buffer)
    glyphs: _Glyphs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    starts = sorted({info.cluster for info, _ in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    show = []
    for unit in _units(glyphs, text, leftward=leftward):
        spelled = text[unit[0][0].cluster : ends[unit[-1][0].cluster]]
        drawn = _show_glyphs(face, unit, size)
        if not _reads_back(face, unit, spelled, use):
            actual = spelled.encode("utf-16-be").hex().upper()
            drawn = f"/Span<</ActualText<FEFF{actual}>>>BDC {drawn} EMC"
        show.append(drawn)
    width = sum(position.x_advance for _, position in glyphs)
    return Run(face, " ".join(show), width * size / EM)


def _units(glyphs: _Glyphs, text: str, *, leftward: bool) -> Iterator[_Glyphs]:
    """Yield the glyphs that are read as one: those of a cluster, or between two spaces."""
    unit: _Glyphs = []
    for glyph in glyphs:
        cluster = glyph[0].cluster
        if unit and unit[-1][0].cluster != cluster:
            spaced = text[cluster] == " " or text[unit[-1][0].cluster] == " "
            if leftward or spaced:
                yield unit
                unit = []
        unit.append(glyph)
    if unit:
        yield unit


def _reads_back(face: Typeface, glyphs: _Glyphs, text: str, use: GlyphUse) -> bool:
    """Take note of glyphs read as one; tell whether a reader gets `text` from them without help.

    A glyph that no character names reads as what is left of the first text that showed it.
    Glyphs set upon each other need help anyway: readers sort them by where they stand.
    """
    left = text
    for info, _ in glyphs:
        left = left.replace(face.readings.get(info.codepoint, ""), "", 1)
    spelled = ""
    for info, _ in glyphs:
        reading = face.readings.get(info.codepoint)
        if reading is None:
            reading = left or _NOTHING
            left = ""
        spelled += use.shaped.setdefault(info.codepoint, reading)
    return spelled == text and all(position.x_advance for _, position in glyphs)


_NOTHING = "\u200b"
"""What a glyph reads as that adds nothing: without any text, readers show its number."""


def _show_glyphs(face: Typeface, glyphs: _Glyphs, size: float) -> str:
    """Return the operators that show shaped glyphs, each moved from where it would stand alone."""
    parts: list[str] = []
    rise = 0
    pending = ""
    for info, position in glyphs:
        if position.y_offset != rise:
            if pending:
                parts.append(f"[{pending}]TJ")
                pending = ""
            rise = position.y_offset
            parts.append(f"{rise * size / EM:.3f} Ts")
        after = face.advance(info.codepoint) + position.x_offset - position.x_advance
        before = f"{-position.x_offset}" if position.x_offset else ""
        pending += f"{before}<{info.codepoint:04X}>{after or ''}"
    parts.append(f"[{pending}]TJ")
    if rise:
        parts.append("0 Ts")
    return " ".join(parts)


_SPACE = "\t \u1680\u2000-\u2006\u2008-\u200a\u200b\u205f\u3000"
_WORD = re.compile(f"[{_SPACE}]*([^{_SPACE}]+)")
_WIDE = "\u2e80-\u2fff\u3001-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
_CLOSING = (
    "、。，．：；？！」』）》〉】〕’”…—々ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.:;?!)]}%"
)
_OPENING = "「『（《〈【〔‘“([{"
# Inside a word a line may end after a dash or slash between letters, and beside an ideograph.
_INSIDE = re.compile(
    r"(?<=[^\W\d_][-‐–—/])(?=[^\W\d_])"
    rf"|(?<=[{_WIDE}])(?<![{re.escape(_OPENING)}])(?![{re.escape(_CLOSING)}]|\Z)"
    rf"|(?<!^)(?<![{re.escape(_OPENING)}])(?=[{_WIDE}])(?![{re.escape(_CLOSING)}])"
)
_NEEDS_LOOK = re.compile(f"[-‐–—/{_WIDE}]")


def _words(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield what stays together on a line: where the space before it begins, its start, its end."""
    for match in _WORD.finditer(text):
        gap, (start, end) = match.start(), match.span(1)
        if _NEEDS_LOOK.search(text, start, end):
            for inside in _INSIDE.finditer(match[1]):
                if inside.start():
                    yield gap, start, match.start(1) + inside.start()
                    gap = start = match.start(1) + inside.start()
        yield gap, start, end


def break_lines(text: str, measure: Measure, width: float, indent: float) -> list[tuple[int, int]]:
    """Return where the lines of a text start and end; spaces at the ends of lines belong to none.

    A word wider than a line is broken between letters.
    """
    if text[-1:] not in _SPACE and indent + measure(0, len(text)) <= width:
        return [(0, len(text))]
    spans: list[tuple[int, int]] = []
    start = end = 0
    x = indent
    for gap, first, last in _words(text):
        step = measure(gap, last)
        if x + step > width and (end > start or indent):
            spans.append((start, end))
            start, x, indent = first, 0.0, 0.0
            step = measure(first, last)
        if step > width:
            pieces = _break_word(text, start, last, measure, width)
            spans += pieces[:-1]
            start = pieces[-1][0]
            x, step = 0.0, measure(start, last)
        x += step
        end = last
    spans.append((start, end))
    return spans


def _break_word(
    text: str, start: int, end: int, measure: Measure, width: float
) -> list[tuple[int, int]]:
    """Break a word wider than a line between its letters; a letter keeps its marks."""
    spans = []
    x = 0.0
    for first, last in _letters(text, start, end):
        step = measure(first, last)
        if x + step > width and first > start:
            spans.append((start, first))
            start, x = first, 0.0
        x += step
    spans.append((start, end))
    return spans


_THAI_BEFORE = "เแโใไ"
_THAI_AFTER = "ะาำๅๆฯ"


def _letters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the letters of a stretch, each with the marks and vowels written with it."""
    first = start
    for i in range(start + 1, end):
        char, before = text[i], text[i - 1]
        tied = (
            unicodedata.category(char)[0] == "M"
            or char in _THAI_AFTER
            or before in _THAI_BEFORE
            or ignorable(char)
            or before == "\u200d"
        )
        if not tied:
            yield first, i
            first = i
    yield first, end
