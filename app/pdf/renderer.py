"""Documents printed to PDF; `bootstrap` makes one `Renderer` and hands it to the services."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.documents.blocks import Document, Numbering, PageSize, StampedFooter
from app.pdf import styles
from app.pdf.flowables import Sheetwork, strips_of
from app.pdf.fonts import Fonts
from app.pdf.pages import foot, frame_of, head, paginate
from app.pdf.paper import Paper, across
from app.pdf.stamps import stamp
from app.pdf.typeset import Typesetter

_LANGUAGE = "en-US"
"""Of the footers; a document names its own."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF file.

    `unprintable` lists the characters that no bundled font has, each once; on paper they stand as
    their code points, like [U+1F600].
    """

    data: bytes
    pages: int
    unprintable: tuple[str, ...]


class Renderer:
    """Prints documents with the fonts of one folder, which it opens once."""

    def __init__(self, fonts: Path) -> None:
        """Take the folder of the fonts (`paths.fonts_folder()`)."""
        self._fonts = Fonts(fonts)

    def render_pdf(
        self, document: Document, *, made_at: datetime, numbering: Numbering | None = None
    ) -> Rendered:
        """Lay a document out; the same document and time give the same bytes.

        `made_at` becomes the file's date. `numbering` counts its pages within a pack. Raises
        OSError when a font file cannot be read.
        """
        setter = Typesetter(self._fonts)
        frame = frame_of(document, setter)
        strips = strips_of(document.blocks, Sheetwork(setter, frame.text_width))
        pages = paginate(strips, frame)
        paper = Paper((frame.width, frame.height), made_at, document.language)
        paper.describe(document.title, document.subject, document.author)
        under = ""
        if mark := document.mark:
            under = across((frame.width, frame.height), self._fonts.base("strong"), mark.word)
        place = numbering or Numbering(1, len(pages))
        for number, placed in enumerate(pages):
            above = head(document, frame, setter, number)
            below = foot(frame, setter, place.first - 1 + number, place.total)
            paper.sheet([*above, *placed, *below], under)
        return Rendered(paper.finish(setter.used), len(pages), setter.unprintable)

    def render_footers(
        self, footers: Sequence[StampedFooter], size: PageSize, *, made_at: datetime
    ) -> bytes:
        """Make sheets with nothing but a footer, one for each, to be laid over enclosed pages.

        The lowest FOOTER_HEIGHT points of a sheet are the footer's. Raises OSError when a font
        file cannot be read.
        """
        setter = Typesetter(self._fonts)
        sheet = styles.SHEETS[size]
        paper = Paper(sheet, made_at, _LANGUAGE)
        for footer in footers:
            paper.sheet([stamp(footer, sheet, setter)])
        return paper.finish(setter.used)
