"""The pages of a pack: our papers numbered, documents dealt out to PDFs, pages as pictures.

`pack_making` calls it once for each pack.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.documents.blocks import FOOTER_HEIGHT, Document, Numbering, StampedFooter
from app.documents.notes.note_view import initials
from app.domain.evidence.evidence import PageChoice
from app.domain.evidence.light_table import (
    Composition,
    Enclosure,
    ImageOrder,
    Progress,
    Stop,
    never,
    quietly,
)
from app.domain.packs.pack import LETTER, FileRole, PackWish
from app.files import usable_name
from app.services.packs import pack_paper
from app.services.packs.pack_material import Attached, PackMaterial
from app.services.ports.light_table import LightTable
from app.services.printing.printing import (
    Paper,
    Printed,
    Printer,
    build_document,
    unprintable_words,
)

EnclosedPage = tuple[Attached, PageChoice]
Run = tuple[Attached, tuple[PageChoice, ...]]
"""Neighboring pages of one document."""


@dataclass(frozen=True, slots=True)
class Laid:
    """One file in memory. `sources` are the SHA-256 of the originals it shows."""

    name: str
    role: FileRole
    content: bytes
    pages: int = 0
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """What one composed PDF holds; its footers are those of the enclosed pages."""

    own: tuple[bytes, ...]
    own_pages: int
    runs: tuple[Run, ...]
    footers: tuple[StampedFooter, ...]


@dataclass
class Sheets:
    """Makes the pages of one pack. `notices` grows while it works."""

    printer: Printer
    table: LightTable
    material: PackMaterial
    wish: PackWish
    chosen: Sequence[Attached]
    number: str
    progress: Progress = quietly
    stop: Stop = never
    notices: list[str] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """How the names of the files begin; nothing in it says who the patient is."""
        own = f"{self.material.view.note.code}-{self.material.made_at:%y%m%d}"
        return usable_name(self.number or own)

    def files(self) -> Iterator[Laid]:
        """The composed PDFs, the pictures of their pages, or both."""
        parts, place = self._parts(), 0
        for index, part in enumerate(parts, 1):
            made = self.table.compose(self._order(part), self.progress, self.stop)
            self.notices += [each for each in made.notices if each not in self.notices]
            if self.wish.as_pdf:
                name = pack_paper.part_name(self.stem, index, len(parts))
                sources = tuple(dict.fromkeys(each.sha256 for each, _ in part.runs))
                yield Laid(name, "pack", made.data, made.pages, sources)
            if self.wish.as_images:
                owners: list[tuple[str, ...]] = [()] * part.own_pages
                owners += [(each.sha256,) for each, pages in part.runs for _ in pages]
                for owner, image in zip(owners, self._images(made.data), strict=True):
                    place += 1
                    name = pack_paper.page_name(self.stem, place, self.wish.image_type)
                    yield Laid(name, "page", image, 1, owner)

    def pictures(self, document: Document) -> Iterator[Laid]:
        """A document of our own as pictures: the narrative for channels that want it so."""
        printed = self.print(document)
        for place, image in enumerate(self._images(printed.data), 1):
            name = pack_paper.narrative_image_name(self.stem, place, self.wish.image_type)
            yield Laid(name, "narrative_image", image, 1)

    def print(self, document: Document, numbering: Numbering | None = None) -> Printed:
        """One of our documents, made at the pack's moment."""
        printed = self.printer.render_pdf(
            document, made_at=self.material.made_at, numbering=numbering
        )
        notice = unprintable_words(printed.unprintable)
        if notice and notice not in self.notices:
            self.notices.append(notice)
        return printed

    def _parts(self) -> tuple[_Part, ...]:
        enclosed = [(each, page) for each in self.chosen for page in sent_pages(each)]
        papers = [self._paper(each) for each in self.wish.papers]
        lengths = [self.print(document).pages for document in papers]
        own_pages = sum(lengths)
        total = own_pages + len(enclosed)
        starts = [1 + sum(lengths[:index]) for index in range(len(lengths))]
        own = tuple(
            self.print(document, Numbering(start, total)).data
            for document, start in zip(papers, starts, strict=True)
        )
        found, at = [], own_pages + 1
        for index, pages in enumerate(_dealt(enclosed, self.wish.parts)):
            footers = self._footers(pages, at, total)
            mine = (own, own_pages) if index == 0 else ((), 0)
            found.append(_Part(*mine, _runs(pages), footers))
            at += len(pages)
        return tuple(part for part in found if part.own or part.runs)

    def _paper(self, name: str) -> Document:
        """One of our papers. Raises ValueError for a letter that was not handed in."""
        if name != LETTER:
            return build_document(Paper(name), self.material.view)
        if self.material.letter is None:
            raise ValueError("this pack has a letter, and none is here")
        return self.material.letter

    def _footers(
        self, pages: Sequence[EnclosedPage], first: int, total: int
    ) -> tuple[StampedFooter, ...]:
        patient = initials(self.material.view.known("patient.name"))
        left = " ".join(part for part in (self.number, patient) if part)
        return tuple(
            StampedFooter(left, each.title, f"Page {place} of {total}")
            for place, (each, _) in enumerate(pages, first)
        )

    def _order(self, part: _Part) -> Composition:
        made_at = self.material.made_at
        paper = self.material.view.paper
        return Composition(
            own=part.own,
            enclosures=tuple(self._enclosure(*run) for run in part.runs),
            footers=self.printer.render_footers(part.footers, paper, made_at=made_at),
            footer_height=FOOTER_HEIGHT,
            title=f"Claim attachment {self.number}".rstrip(),
            made_at=made_at,
            dpi=self.wish.dpi,
            gray=self.wish.gray,
        )

    def _enclosure(self, attached: Attached, pages: tuple[PageChoice, ...]) -> Enclosure:
        password = attached.record.password if attached.record else ""
        content = self.material.read(attached.sha256)
        return Enclosure(content, pages, password, attached.title)

    def _images(self, pdf: bytes) -> Sequence[bytes]:
        order = ImageOrder(self.wish.image_type, self.wish.dpi, self.wish.gray)
        return self.table.page_images(pdf, order, self.progress, self.stop)


def sent_pages(attached: Attached) -> tuple[PageChoice, ...]:
    """The pages of a document that are sent; none while nobody has looked at it."""
    return attached.record.sent_pages if attached.record else ()


def _dealt(pages: Sequence[EnclosedPage], parts: int) -> Iterator[Sequence[EnclosedPage]]:
    """The pages in runs of equal length, as many as parts were asked for; at least one run."""
    length = max(1, -(-len(pages) // parts))
    yield pages[:length]
    for start in range(length, len(pages), length):
        yield pages[start : start + length]


def _runs(pages: Sequence[EnclosedPage]) -> tuple[Run, ...]:
    found: list[tuple[Attached, list[PageChoice]]] = []
    for each, page in pages:
        if not found or found[-1][0] is not each:
            found.append((each, []))
        found[-1][1].append(page)
    return tuple((each, tuple(run)) for each, run in found)
