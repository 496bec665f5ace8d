"""Text of one face turned into the PDF operators that show it, letter by letter or shaped.

Called by the typesetter. HarfBuzz shapes; what its glyphs do not read as is spelled out with them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import uharfbuzz

from app.pdf.fonts import EM, Typeface


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line in one face: the PDF operators that show it, and its width (points)."""

    face: Typeface
    show: str
    width: float


@dataclass(slots=True)
class GlyphUse:
    """What one document uses of one face: texts set letter by letter, and shaped glyphs."""

    texts: list[str] = field(default_factory=list)
    shaped: dict[int, str] = field(default_factory=dict)


_Glyphs: TypeAlias = list[tuple[uharfbuzz.GlyphInfo, uharfbuzz.GlyphPosition]]


def plain_run(face: Typeface, text: str, width: float) -> Run:
    """Return a run of characters that need no shaping."""
    return Run(face, f"<{text.translate(face.codes)}>Tj", width)


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
