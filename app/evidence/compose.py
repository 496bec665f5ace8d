"""The job `compose`: a pack in one PDF/A, our own pages first, then each enclosed page.

An enclosed page stands on a sheet of its own above a stamped footer. Of the foreign files nothing
travels on but pixels: no text, link, form, script, file, metadata or layer.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack

import lxml.etree  # noqa: F401 - pikepdf asks for it when the child can open no file any more
import pikepdf
from pikepdf import Dictionary, Name, OutlineItem, Page, Pdf, String
from pikepdf.models.metadata import encode_pdf_date

from app.domain.evidence.light_table import Composed, Composition, Enclosure, Progress
from app.evidence.archive import declare, embed, saved
from app.evidence.enclosed import EnclosedFile, EnclosedPage
from app.evidence.sheets import Place, place_on


def run(order: Composition, progress: Progress) -> Composed:
    """Compose the pack; the same order gives the same bytes.

    Raises Refusal where an enclosed file cannot be read: it was looked at before.
    """
    with ExitStack() as open_files:
        pack = open_files.enter_context(pikepdf.new())
        bookmarks = list(_own_pages(pack, order.own, open_files))
        notices = []
        if order.enclosures:  # without them the footers are a PDF without pages
            footers = open_files.enter_context(pikepdf.open(io.BytesIO(order.footers)))
            sheets = _Sheets(pack, order, footers, progress)
            for enclosure in order.enclosures:
                bookmarks.append((enclosure.title, len(pack.pages)))
                notices += sheets.enclose(enclosure)
        with pack.open_outline() as outline:
            outline.root.extend(OutlineItem(title, page) for title, page in bookmarks)
        _describe(pack, order)
        if order.embedded:
            embed(pack, order.embedded)
        tells_pages = bool(order.enclosures) or not order.embedded
        declare(pack, "3" if order.embedded else "2", tells_pages=tells_pages)
        return Composed(saved(pack), len(pack.pages), tuple(notices))


class _Sheets:
    """The sheets with footers that enclosed pages are put on, one after the other."""

    def __init__(self, pack: Pdf, order: Composition, footers: Pdf, progress: Progress) -> None:
        self._pack = pack
        self._order = order
        self._footers = footers
        self._progress = progress
        self._done = 0
        self._total = sum(len(enclosure.pages) for enclosure in order.enclosures)

    def enclose(self, enclosure: Enclosure) -> list[str]:
        """Put a file's pages on sheets; what had to be drawn is said in a sentence."""
        _, _, width, height = map(float, self._footers.pages[0].mediabox)
        place = place_on((width, height), self._order.footer_height)
        drawn = []
        file = EnclosedFile(enclosure, self._pack, self._order, place)
        for choice in enclosure.pages:
            enclosed = file.page(choice)
            self._pack.pages.append(self._footers.pages[self._done])
            _put(enclosed, self._pack.pages[-1], place)
            self._done += 1
            self._progress(self._done, self._total)
            if enclosed.drawn:
                drawn.append(choice.number)
        file.close()
        return [_notice(enclosure.title, drawn, self._order.dpi)] if drawn else []


def _own_pages(
    pack: Pdf, files: Iterable[bytes], open_files: ExitStack
) -> Iterator[tuple[str, int]]:
    """Append our own PDFs; yields the title of each and where it begins."""
    for content in files:
        own = open_files.enter_context(pikepdf.open(io.BytesIO(content)))  # read when saved
        yield str(own.docinfo.get(Name.Title, "")), len(pack.pages)
        pack.pages.extend(own.pages)


def _put(enclosed: EnclosedPage, sheet: Page, place: Place) -> None:
    """Draw a page on its sheet, under the footer that stands there."""
    scale = place.scale(enclosed.size, enclosed.largest)
    fit = place.fitted(enclosed.size, scale)
    names = [Name(f"/P{number}") for number in range(len(enclosed.figures))]
    drawing = b"\n".join(
        b"q %b cm %b Do Q" % ((figure.at @ fit).encode(), str(name).encode())
        for name, figure in zip(names, enclosed.figures, strict=True)
    )
    figures = Dictionary()
    for name, figure in zip(names, enclosed.figures, strict=True):
        figures[name] = figure.image
    sheet.obj.Resources = Dictionary(Font=sheet.obj.Resources.Font, XObject=figures)
    sheet.contents_add(drawing + b"\n", prepend=True)


def _describe(pack: Pdf, order: Composition) -> None:
    date = encode_pdf_date(order.made_at)
    for name, text in (
        (Name.Title, order.title),
        (Name.Creator, "Chartproof"),
        (Name.Producer, "Chartproof"),
        (Name.CreationDate, date),
        (Name.ModDate, date),
    ):
        pack.docinfo[name] = String(text)
    pack.Root.Lang = String("en-US")
    pack.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _notice(title: str, numbers: Sequence[int], dpi: int) -> str:
    if len(numbers) == 1:
        return f"“{title}”: page {numbers[0]} goes as a picture at {dpi} dpi."
    return f"“{title}”: pages {_ranges(numbers)} go as pictures at {dpi} dpi."


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in words, neighbors joined: 1–3, 7."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
