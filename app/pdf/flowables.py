"""Blocks turned into strips: one function for each kind of block; called by the renderer.

Text goes in as it stands in the block. There is no markup to escape: what a text holds is set as
glyphs, never read as commands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.documents.blocks import (
    Bars,
    Block,
    Bullets,
    Grid,
    Heading,
    KeepTogether,
    KeyValues,
    Letterhead,
    Notice,
    Numbered,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Strokes,
    TickBoxes,
)
from app.pdf import styles
from app.pdf.strips import (
    Bookmark,
    Box,
    Cell,
    Ink,
    Mark,
    Rule,
    Strip,
    below,
    padded,
    side_by_side,
    together,
)
from app.pdf.styles import Style
from app.pdf.typeset import Typesetter

_GUTTER = 18.0
_LABEL_WIDTH = {1: 128.0, 2: 92.0}
_INDENT = 15.0
_NOTICE_INSET = 12.0
_CELL_GAP = 12.0
_TICK = 8.5
_BAR_HEIGHT = 8.0
_BAR_LABEL, _BAR_WORDS = 0.32, 0.2
"""Shares of the width for a bar's label and its words."""
_WRITING_LINE = 21.0
_INK_WIDTH = 190.0
_INK_HEIGHT = 46.0


@dataclass(frozen=True, slots=True)
class Sheetwork:
    """What every block needs to become strips: the typesetter and the width of the text area."""

    setter: Typesetter
    width: float

    def cell(self, text: str, style: Style, x: float = 0.0, width: float | None = None) -> Cell:
        """Return a text set in a column; without a width, in the rest of the text area."""
        width = self.width - x if width is None else width
        return Cell(x, width, self.setter.lines(text, style, width), style)


def strips_of(blocks: Iterable[Block], sheet: Sheetwork) -> list[Strip]:
    """Return the strips of blocks, in order."""
    strips: list[Strip] = []
    new_page = False
    for block in blocks:
        if isinstance(block, PageBreak):
            new_page = True
            continue
        added = _block(block, sheet)
        if added and new_page:
            added[0] = replace(added[0], new_page=True)
            new_page = False
        strips += added
    return strips


def _block(block: Block, sheet: Sheetwork) -> list[Strip]:  # noqa: C901, PLR0912 - one line a kind
    match block:
        case Letterhead():
            return _letterhead(block, sheet)
        case Heading():
            return _heading(block, sheet)
        case Paragraph():
            return _paragraph(block, sheet)
        case KeyValues():
            return _key_values(block, sheet)
        case Grid():
            return _grid(block, sheet)
        case Bars():
            return _bars(block, sheet)
        case Notice():
            return _notice(block, sheet)
        case Bullets():
            return _list(["•"] * len(block.items), block.items, sheet)
        case Numbered():
            numbers = range(block.start, block.start + len(block.items))
            return _list([f"{number}." for number in numbers], block.items, sheet)
        case TickBoxes():
            return _tick_boxes(block, sheet)
        case SignatureBlock():
            return _signature(block, sheet)
        case KeepTogether():
            return together(strips_of(block.blocks, sheet))
        case PageBreak():
            return []


def _letterhead(block: Letterhead, sheet: Sheetwork) -> list[Strip]:
    right = sheet.width * 0.36
    left = sheet.width - right - _GUTTER
    name = sheet.cell(block.name, styles.SENDER, width=left)
    lines = sheet.cell("\n".join(block.lines), styles.CAPTION, width=left)
    beside = sheet.cell("\n".join(block.right), styles.CAPTION, left + _GUTTER, right)
    beside = replace(beside, align="right")
    first = len(name.lines)
    head = side_by_side([name, replace(beside, lines=beside.lines[:first])])
    rest = side_by_side([lines, replace(beside, lines=beside.lines[first:])])
    rule = Rule(0, 0, sheet.width, styles.RULE)
    return [*together([*head, *padded(rest, 1, 7, rule=rule)]), Strip(6)]


def _heading(block: Heading, sheet: Sheetwork) -> list[Strip]:
    style, gap, under, rule = {
        1: (styles.TITLE, 8.0, 2.0, None),
        2: (
            styles.SECTION,
            15.0,
            2.5,
            Rule(0, 0, sheet.width, styles.HAIRLINE, styles.MIDDLE),
        ),
        3: (styles.PART, 9.0, 0.0, None),
    }[block.level]
    strips = padded(side_by_side([sheet.cell(block.text, style)]), 0, under, rule=rule)
    strips = [replace(strip, glued=True) for strip in below(strips, gap)]
    if block.level <= 2:
        bookmark = Bookmark(" ".join(block.text.split()), block.level - 1)
        strips[0] = replace(strips[0], bookmark=bookmark)
    return strips


def _paragraph(block: Paragraph, sheet: Sheetwork) -> list[Strip]:
    if not block.lead:
        cell = sheet.cell(block.text, styles.BODY)
        leftward = bool(cell.lines) and cell.lines[0].leftward
        return below(side_by_side([replace(cell, align="right" if leftward else "left")]), 4)
    lead = sheet.setter.line(block.lead, styles.LEAD)
    indent = lead.width + styles.BODY.size * 0.4
    if indent > sheet.width / 2:
        above = side_by_side([sheet.cell(block.lead, styles.LEAD)])
        text = side_by_side([sheet.cell(block.text, styles.BODY)])
        return below([*(replace(strip, glued=True) for strip in above), *text], 4)
    lines = sheet.setter.lines(block.text, styles.BODY, sheet.width, indent)
    strips = side_by_side([Cell(0, sheet.width, lines, styles.BODY)])
    label = side_by_side([Cell(0, indent, [lead], styles.LEAD)])[0].marks
    moved = tuple(replace(mark, x=mark.x + indent) for mark in strips[0].marks)
    return below([replace(strips[0], marks=(*label, *moved)), *strips[1:]], 4)


def _key_values(block: KeyValues, sheet: Sheetwork) -> list[Strip]:
    column = (sheet.width - _GUTTER * (block.columns - 1)) / block.columns
    label = _LABEL_WIDTH[block.columns]
    strips: list[Strip] = []
    for first in range(0, len(block.pairs), block.columns):
        cells = []
        for i, (key, value) in enumerate(block.pairs[first : first + block.columns]):
            x = i * (column + _GUTTER)
            cells.append(sheet.cell(key, styles.LABEL, x, label - _CELL_GAP))
            cells.append(sheet.cell(value, styles.BODY, x + label, column - label))
        strips += below(side_by_side(cells), 1.5 if strips else 5)
    return strips


def _grid(block: Grid, sheet: Sheetwork) -> list[Strip]:
    shares = sum(column.width for column in block.columns)
    room = sheet.width - _CELL_GAP * (len(block.columns) - 1)
    places = []
    x = 0.0
    for column in block.columns:
        width = max(room * column.width / shares, 1.0)
        places.append((x, width, column.align))
        x += width + _CELL_GAP

    def row(texts: Sequence[str], style: Style, rule: Rule, above: float) -> list[Strip]:
        cells = [
            replace(sheet.cell(text, style, x, width), align=align)
            for text, (x, width, align) in zip(texts, places, strict=True)
        ]
        return padded(side_by_side(cells), above, 3, rule=rule)

    titles = [column.title for column in block.columns]
    heavy = Rule(0, 0, sheet.width, styles.RULE)
    light = Rule(0, 0, sheet.width, styles.HAIRLINE, styles.LIGHT)
    head = together(row(titles, styles.COLUMN, heavy, 0)) if any(titles) else []
    strips = [replace(strip, glued=True) for strip in below(head, 7)]
    for i, texts in enumerate(block.rows):
        rule = replace(heavy, gray=styles.MIDDLE) if i == len(block.rows) - 1 else light
        added = row(texts, styles.CELL, rule, 3)
        strips += [replace(strip, repeated=tuple(head)) for strip in added]
    if strips and not block.rows:
        strips[-1] = replace(strips[-1], glued=False)
    return strips


def _bars(block: Bars, sheet: Sheetwork) -> list[Strip]:
    """Return a strip for each bar: label, bar, words, in columns that all of them share."""
    label, words = sheet.width * _BAR_LABEL, sheet.width * _BAR_WORDS
    longest = sheet.width - label - words - 2 * _CELL_GAP
    strips: list[Strip] = []
    for bar in block.bars:
        texts = [sheet.cell(bar.label, styles.CELL, width=label)]
        texts.append(sheet.cell(bar.words, styles.CELL, sheet.width - words, words))
        row = side_by_side(texts)
        top = (styles.CELL.leading - _BAR_HEIGHT) / 2
        length = longest * min(bar.length, 1000) / 1000
        drawn = Box(label + _CELL_GAP, top, length, _BAR_HEIGHT, fill=styles.MIDDLE)
        row[0] = replace(row[0], marks=(*([drawn] if length > 0 else []), *row[0].marks))
        strips += below(together(row), 3)
    return strips


def _notice(block: Notice, sheet: Sheetwork) -> list[Strip]:
    width = sheet.width - 2 * _NOTICE_INSET
    strips: list[Strip] = []
    if block.title:
        title = sheet.cell(block.title, styles.LEAD, _NOTICE_INSET, width)
        strips += [replace(strip, glued=True) for strip in side_by_side([title])]
    strips += side_by_side([sheet.cell(block.text, styles.BODY, _NOTICE_INSET, width)])
    strong = block.kind != "info"
    ground = Box(0, 0, sheet.width, 0, fill=styles.TINT)
    bar = Box(0, 0, 3 if strong else 1.5, 0, fill=0.0 if strong else styles.MIDDLE)
    return below(padded(strips, 6, 7, ground, bar), 8)


def _list(markers: Sequence[str], items: Sequence[str], sheet: Sheetwork) -> list[Strip]:
    strips: list[Strip] = []
    signs = [sheet.setter.line(marker, styles.BODY) for marker in markers]
    indent = max((sign.width for sign in signs), default=0.0) + styles.BODY.size * 0.6
    indent = max(indent, _INDENT)
    for sign, item in zip(signs, items, strict=True):
        mark = Cell(0, indent, [sign], styles.BODY)
        cells = [mark, sheet.cell(item, styles.BODY, indent)]
        strips += below(side_by_side(cells), 2 if strips else 4)
    return strips


def _tick_boxes(block: TickBoxes, sheet: Sheetwork) -> list[Strip]:
    strips: list[Strip] = []
    if block.prompt:
        strips += side_by_side([sheet.cell(block.prompt, styles.BODY)])
    column = (sheet.width - _GUTTER * (block.columns - 1)) / block.columns
    for first in range(0, len(block.options), block.columns):
        cells, boxes = [], []
        for i, option in enumerate(block.options[first : first + block.columns]):
            x = i * (column + _GUTTER)
            cells.append(sheet.cell(option, styles.BODY, x + _INDENT, column - _INDENT))
            top = styles.BODY.baseline - _TICK + 1
            boxes.append(Box(x + 0.5, top, _TICK, _TICK, weight=styles.RULE))
        row = side_by_side(cells)
        row[0] = replace(row[0], marks=(*boxes, *row[0].marks))
        strips += below(row, 3)
    strips += _blank_lines(block.lines, block.lines_label, sheet)
    return below(together([*strips, Strip(5)]), 5)


def _blank_lines(count: int, label: str, sheet: Sheetwork) -> list[Strip]:
    """Return ruled lines to write on; the label stands before the first one's rule."""
    strips = []
    for i in range(count):
        x = 0.0
        marks: tuple[Mark, ...] = ()
        if label and i == 0:
            line = sheet.setter.line(label, styles.BODY)
            cell = Cell(0, sheet.width, [line], styles.BODY)
            marks = padded(side_by_side([cell]), _WRITING_LINE - styles.BODY.leading, 0)[0].marks
            x = min(line.width + 5, sheet.width * 0.8)
        rule = Rule(x, _WRITING_LINE - 2, sheet.width - x, styles.HAIRLINE)
        strips.append(Strip(_WRITING_LINE, (*marks, rule)))
    return strips


def _signature(block: SignatureBlock, sheet: Sheetwork) -> list[Strip]:
    """Return the statement, then who signed and when, each over its rule and caption."""
    strips: list[Strip] = []
    if block.statement:
        strips += side_by_side([sheet.cell(block.statement, styles.BODY)])
    name = ", ".join(part for part in (block.signed_by, block.credential) if part)
    if block.when:
        drawn = _ink(block.drawn)
        strips += drawn
        gap = 2 if drawn else 8
        strips += _over_rule((name, block.when), (block.role, "Date and time"), gap, sheet)
        if block.key:
            strips += side_by_side([sheet.cell(block.key, styles.CAPTION)])
    else:
        strips += _over_rule(("", ""), (f"{block.role}: signature", "Date and time"), 24, sheet)
        strips += _over_rule((name, ""), ("Name and credential", ""), 6 if name else 16, sheet)
    return below(together(strips), 16)


def _ink(strokes: Strokes) -> list[Strip]:
    """Return a signature by hand as one strip, as wide as there is height for; none if empty."""
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return []
    right, foot = (max(1, *each) for each in zip((1, 1), *points, strict=True))
    scale = min(_INK_WIDTH / max(right, 1000), _INK_HEIGHT / foot)
    kept = tuple(stroke for stroke in strokes if stroke)
    return below([Strip(foot * scale, (Ink(2, 0, kept, scale),))], 8)


def _over_rule(
    texts: tuple[str, str], captions: tuple[str, str], gap: float, sheet: Sheetwork
) -> list[Strip]:
    """Return two texts over rules with small captions below; no caption, no rule."""
    left = sheet.width * 0.6
    places = ((0.0, left), (left + _GUTTER, sheet.width - left - _GUTTER))
    above = [
        sheet.cell(text, styles.LEAD, *place) for text, place in zip(texts, places, strict=True)
    ]
    under = [
        sheet.cell(text, styles.CAPTION, *place)
        for text, place in zip(captions, places, strict=True)
    ]
    rules = [
        Rule(x, 0, width, styles.HAIRLINE)
        for caption, (x, width) in zip(captions, places, strict=True)
        if caption
    ]
    written, named = side_by_side(above), padded(side_by_side(under), 2, 0)
    named[0] = replace(named[0], marks=(*rules, *named[0].marks))
    return [*below(written, gap), *named]
