"""Strips laid on pages, and what every page has beside them: header, footer, mark.

Called by the renderer. All pages are known before the first is drawn, so "Page x of y" needs no
second pass.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.documents.blocks import Document
from app.pdf import styles
from app.pdf.strips import Box, Cell, Mark, Rule, Strip, side_by_side
from app.pdf.typeset import Line, Typesetter

_HEADER_LINES = 4
"""A running header repeats facts of the first page; it is cut here, so a page stays a page."""
_FOOTER_LINES = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip on a page; y is the distance of its top from the sheet's top."""

    y: float
    strip: Strip


@dataclass(frozen=True, slots=True)
class Frame:
    """The text area of a document's pages, and the running header above it."""

    width: float
    height: float
    header: tuple[Strip, ...]
    footer: tuple[Line, ...]

    @property
    def text_width(self) -> float:
        """Width of the text area in points."""
        return self.width - 2 * styles.SIDE

    def top(self, page: int) -> float:
        """Where the text begins on a page, counted from 0; the first has no running header."""
        header = sum(strip.height for strip in self.header) if page else 0.0
        return max(styles.TOP, _HEADER_TOP + header + 16) if page else styles.TOP

    @property
    def bottom(self) -> float:
        """Where the text ends on every page."""
        return self.height - styles.BOTTOM


_MARK_TOP = 23.0
_HEADER_TOP = 41.0
"""Office printers leave some 18 points empty at each edge of the sheet."""


def frame_of(document: Document, setter: Typesetter) -> Frame:
    """Return the frame of a document: sheet size, running header and footer set in lines."""
    width, height = styles.SHEETS[document.page_size]
    room = width - 2 * styles.SIDE
    half = (room - 18) / 2
    left = setter.lines("\n".join(document.header_left), styles.RUNNING, half)
    right = setter.lines("\n".join(document.header_right), styles.RUNNING, half)
    header = side_by_side(
        [
            Cell(0, half, left[:_HEADER_LINES], styles.RUNNING),
            Cell(half + 18, half, right[:_HEADER_LINES], styles.RUNNING, "right"),
        ]
    )
    if not document.header_left and not document.header_right:
        header = []
    footer = setter.lines(document.footer, styles.RUNNING, room * 0.8)[:_FOOTER_LINES]
    return Frame(width, height, tuple(header), tuple(footer))


def paginate(strips: Sequence[Strip], frame: Frame) -> list[list[Placed]]:
    """Return the pages of a document, at least one, each with its strips and where they stand.

    Strips glued together move to a new page together, unless no page can hold them.
    """
    pages: list[list[Placed]] = [[]]
    y = frame.top(0)
    for chain in _chains(strips):
        room = frame.bottom - frame.top(len(pages))
        needed = chain[0].gap + sum(s.height for s in chain) + sum(s.gap for s in chain[1:])
        moves = y + needed > frame.bottom and needed - chain[0].gap <= room
        for i, strip in enumerate(chain):
            begins = (i == 0 and (moves or strip.new_page)) or (
                y + strip.gap + strip.height > frame.bottom
            )
            if begins and pages[-1]:
                pages.append([])
                y = frame.top(len(pages) - 1)
            if not pages[-1]:
                for title in _repeated(strip, frame, len(pages) - 1):
                    pages[-1].append(Placed(y, title))
                    y += title.height
            else:
                y += strip.gap
            pages[-1].append(Placed(y, strip))
            y += strip.height
    return pages


def _chains(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    """Yield runs of strips that are glued each to the next."""
    chain: list[Strip] = []
    for strip in strips:
        chain.append(strip)
        if not strip.glued:
            yield chain
            chain = []
    if chain:
        yield chain


def _repeated(strip: Strip, frame: Frame, page: int) -> tuple[Strip, ...]:
    """Return column titles to stand over a strip, unless they would fill half the page."""
    room = frame.bottom - frame.top(page)
    fits = sum(title.height for title in strip.repeated) + strip.height <= room / 2
    return strip.repeated if fits else ()


def head(document: Document, frame: Frame, setter: Typesetter, page: int) -> Iterator[Placed]:
    """Yield what stands above the text of a page, counted from 0."""
    if document.mark:
        yield _sheet_mark(document.mark.line, frame, setter)
    if page and frame.header:
        y = _HEADER_TOP
        for strip in frame.header:
            yield Placed(y, strip)
            y += strip.height
        rule = Rule(0, 4, frame.text_width, styles.HAIRLINE, styles.MIDDLE)
        yield Placed(y, Strip(0, (rule,)))


def foot(frame: Frame, setter: Typesetter, page: int, count: int) -> Iterator[Placed]:
    """Yield what stands below the text of a page, counted from 0, of so many."""
    number = setter.line(f"Page {page + 1} of {count}", styles.RUNNING)
    strips = side_by_side(
        [
            Cell(0, frame.text_width * 0.8, frame.footer, styles.RUNNING),
            Cell(0, frame.text_width, [number], styles.RUNNING, "right"),
        ]
    )
    y = frame.bottom + 17
    rule = Rule(0, -5, frame.text_width, styles.HAIRLINE, styles.MIDDLE)
    yield Placed(y, Strip(0, (rule,)))
    for strip in strips:
        yield Placed(y, strip)
        y += strip.height


def _sheet_mark(text: str, frame: Frame, setter: Typesetter) -> Placed:
    """Return the mark's line in a frame at the head of the sheet."""
    line = setter.cut(text, styles.SHEET_MARK, frame.text_width - 16)
    width = line.width + 16
    x = (frame.text_width - width) / 2
    words = side_by_side([Cell(x, width, [line], styles.SHEET_MARK, "center")])[0]
    marks: tuple[Mark, ...] = (
        Box(x, -2, width, styles.SHEET_MARK.leading + 4, weight=styles.RULE),
        *words.marks,
    )
    return Placed(_MARK_TOP, replace(words, marks=marks))
