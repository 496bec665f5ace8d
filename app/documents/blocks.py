"""The blocks a printed document is made of; built by the document modules, laid out by `app.pdf`.

Every text here is final: what stands in a block is what the reader sees, character for character.
There is no markup and no style; `app.pdf` alone decides how a block looks and escapes its text.
A line feed in a text is a line break on paper. All values are frozen and hashable, so two equal
documents print to equal bytes.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

PageSize: TypeAlias = Literal["letter", "a4"]
Align: TypeAlias = Literal["left", "center", "right"]
Strokes: TypeAlias = tuple[tuple[tuple[int, int], ...], ...]
"""A drawing by hand: strokes of points in thousandths of its width; y runs down."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who sends the document, at the top of its first page: `name` large, `lines` below it.

    `right` holds short lines set against the right margin (date, reference, page kind).
    """

    name: str
    lines: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is the document's title, 2 a section, 3 a part of a section.

    Levels 1 and 2 are also bookmarks. A heading is never left alone at the foot of a page.
    """

    text: str
    level: Literal[1, 2, 3] = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `lead` is a short label set bold before it on the same line."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Labels with their values, aligned, in one column or two (read across, then down).

    A value spoken of as absent has to say so in words ("not given"); an empty one prints empty.
    """

    pairs: tuple[tuple[str, str], ...]
    columns: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a Grid; `width` is its share relative to the other columns' widths."""

    title: str
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the column titles are repeated on every page it reaches, if it has any.

    Rows and cells longer than a page go on over the next one. Raises ValueError for a table
    without columns, a column without width, or a row with another number of cells.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Refuse a shape that cannot be laid out: an error of the program, not of its user."""
        if not self.columns or any(column.width <= 0 for column in self.columns):
            raise ValueError("A grid needs columns, each wider than nothing.")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("Each row of a grid needs one cell for each column.")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a plot: `length` in thousandths of the longest there can be, and it in words."""

    label: str
    length: int
    words: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A plot of bars, one under the other, each between its label and its words."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A passage set apart from the text: information, a warning, or the state of a draft."""

    kind: Literal["info", "warn", "draft"]
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """An unordered list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered list that begins at `start`, so that answers can refer to questions."""

    items: tuple[str, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class TickBoxes:
    """A part of a form to be filled in by hand: empty boxes with their labels, then blank lines.

    `prompt` stands above the boxes. `columns` boxes stand side by side. `lines` is the number of
    ruled lines to write on; `lines_label` stands before the first of them.
    """

    options: tuple[str, ...] = ()
    prompt: str = ""
    columns: Literal[1, 2, 3] = 1
    lines: int = 0
    lines_label: str = ""


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Who signed and when; what is left empty becomes a line to write on.

    `role` says whose signature it is ("Treating dentist"). `statement` stands above the line
    ("I confirm that ..."). `when` is the final text of date and time. `drawn` is the signature by
    hand, `key` the line that names the signing key; both only of what was signed.
    """

    role: str
    signed_by: str = ""
    credential: str = ""
    when: str = ""
    statement: str = ""
    drawn: Strokes = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that stand on one page if one page can hold them."""

    blocks: tuple["Block", ...]


Block: TypeAlias = (
    Letterhead
    | Heading
    | Paragraph
    | KeyValues
    | Grid
    | Bars
    | Notice
    | Bullets
    | Numbered
    | TickBoxes
    | SignatureBlock
    | PageBreak
    | KeepTogether
)


@dataclass(frozen=True, slots=True)
class SheetMark:
    """What every page says of the whole document: that it is a draft, void, or not as signed.

    `word` (capital letters of the Latin alphabet and spaces) stands large and pale across the
    sheet, `line` framed at its head, cut by `app.pdf` where it is too long.
    """

    word: str
    line: str


DRAFT = SheetMark("DRAFT", "DRAFT, NOT SIGNED")


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready to be laid out.

    `title`, `subject`, `author` and `language` go into the file's properties, which other programs
    list and search: put no patient there that the file's reader should not see listed. The title
    on the page is a Heading of level 1.
    `header_left` and `header_right` are the running header from the second page on (practice;
    patient and code); `footer` stands on every page beside "Page x of y".
    `mark` stands on every page; `DRAFT` does while the note is unsigned.
    """

    title: str
    blocks: tuple[Block, ...]
    subject: str = ""
    author: str = ""
    language: str = "en-US"
    page_size: PageSize = "letter"
    header_left: tuple[str, ...] = ()
    header_right: tuple[str, ...] = ()
    footer: str = ""
    mark: SheetMark | None = None


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where a document stands in a pack: the number of its first page, and the pages in all."""

    first: int
    total: int


@dataclass(frozen=True, slots=True)
class StampedFooter:
    """What is stamped under one enclosed page: final texts, cut by `app.pdf` where too long.

    `left` is the attachment number and the patient's initials, `middle` the enclosure's title,
    `right` the page's number in the pack.
    """

    left: str
    middle: str
    right: str


FOOTER_HEIGHT = 54.0
"""Height in points that a stamped footer takes at the foot of a sheet."""
