"""The strips a document is cut into: what stands side by side at one height of the page.

Flowables make them, `app.pdf.pages` lays them one under the other, `app.pdf.paper` draws their
marks. A strip is never broken, so a page ends between two strips only. Points; y runs down from
the strip's top.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from app.documents.blocks import Align, Strokes
from app.pdf.styles import Style
from app.pdf.typeset import Line


@dataclass(frozen=True, slots=True)
class Words:
    """A set line; x is its left end, y its baseline."""

    x: float
    y: float
    line: Line
    gray: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line from x to x + length."""

    x: float
    y: float
    length: float
    weight: float
    gray: float = 0.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled with `fill` if given, outlined with `weight` if not 0."""

    x: float
    y: float
    width: float
    height: float
    fill: float | None = None
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Ink:
    """A drawing by hand from its upper left corner; `scale` makes its units points."""

    x: float
    y: float
    strokes: Strokes
    scale: float


Mark: TypeAlias = Words | Rule | Box | Ink


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the file's outline; level 0 is the uppermost."""

    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Strip:
    """Marks at one height of the page.

    `gap` is empty space above, left out at the head of a page. `glued` keeps the strip on the
    page of the next one. `repeated` are strips (a table's column titles) that stand over this one
    when it comes first on a page.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    gap: float = 0.0
    glued: bool = False
    repeated: tuple["Strip", ...] = ()
    new_page: bool = False
    bookmark: Bookmark | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of one style in a column that begins at x and is `width` wide."""

    x: float
    width: float
    lines: Sequence[Line]
    style: Style
    align: Align = "left"


def side_by_side(cells: Sequence[Cell]) -> list[Strip]:
    """Return the strips of cells that stand beside each other, one strip a line.

    First lines share one baseline, whatever their sizes. Few lines stay on one page; of more,
    the first two do and the last two do.
    """
    rows = max((len(cell.lines) for cell in cells), default=0)
    height = max((cell.style.leading for cell in cells), default=0.0)
    baseline = max((cell.style.baseline for cell in cells), default=0.0)
    strips = []
    for i in range(rows):
        marks = tuple(
            _words(cell, cell.lines[i], baseline) for cell in cells if i < len(cell.lines)
        )
        strips.append(Strip(height, marks, glued=_keeps(i, rows)))
    return strips


def _keeps(i: int, rows: int) -> bool:
    """Tell whether line i of so many stays with the line after it."""
    return i < rows - 1 and (rows <= _SHORT or i == 0 or i == rows - 2)


_SHORT = 4


def _words(cell: Cell, line: Line, baseline: float) -> Words:
    spare = {"left": 0.0, "center": 0.5, "right": 1.0}[cell.align] * (cell.width - line.width)
    return Words(cell.x + spare, baseline, line, cell.style.gray, cell.style.size)


def padded(
    strips: Sequence[Strip], above: float, below: float, *marks: Mark, rule: Rule | None = None
) -> list[Strip]:
    """Return strips with room above the first and below the last.

    `marks` are drawn under the words of every strip, boxes stretched to its height; `rule` ends
    the last strip.
    """
    result = []
    for i, strip in enumerate(strips):
        drop = above if i == 0 else 0.0
        height = strip.height + drop + (below if i == len(strips) - 1 else 0.0)
        under = [replace(m, height=height) if isinstance(m, Box) else m for m in marks]
        over = [replace(mark, y=mark.y + drop) for mark in strip.marks]
        if rule and i == len(strips) - 1:
            over.append(replace(rule, y=height))
        result.append(replace(strip, height=height, marks=(*under, *over)))
    return result


def together(strips: Iterable[Strip]) -> list[Strip]:
    """Return strips that stay on one page, if one page can hold them."""
    kept = [replace(strip, glued=True) for strip in strips]
    if kept:
        kept[-1] = replace(kept[-1], glued=False)
    return kept


def below(strips: Sequence[Strip], gap: float) -> list[Strip]:
    """Return strips with space above the first."""
    return [replace(strips[0], gap=gap), *strips[1:]] if strips else []
