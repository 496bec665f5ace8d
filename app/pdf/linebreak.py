"""Where the lines of a text end. Called by the typesetter; knows widths by asking for them.

A small part of Unicode Standard Annex 14: spaces, dashes and slashes, ideographs. Thai and its
neighbors, which write no spaces between words, break at spaces and between letters only where
a phrase is wider than the line.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import TypeAlias

from app.pdf.fonts import ignorable

Measure: TypeAlias = Callable[[int, int], float]
"""Width in points of a stretch of the text at hand, from its start and end."""

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
