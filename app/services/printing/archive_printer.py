"""Prints documents as PDF/A: what the layout made goes through the light table's archive.

Bootstrap joins `app.pdf` and `app.evidence` with it; the services take it as their `Printer`.
"""

import datetime as dt
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.blocks import Document, Numbering, PageSize, StampedFooter
from app.services.ports.light_table import LightTable
from app.services.printing.printing import Layout, Printed


@dataclass(frozen=True, slots=True)
class Archived:
    """A finished PDF/A file; see `printing.Printed`."""

    data: bytes
    pages: int
    unprintable: tuple[str, ...]


class ArchivePrinter:
    """A printer whose every file is PDF/A-2b, or PDF/A-3b where it carries data.

    May be used from any thread; one document is laid out at a time, because the fonts are shared.
    """

    def __init__(self, layout: Layout, table: LightTable) -> None:
        self._layout = layout
        self._table = table
        self._turn = threading.Lock()

    def render_pdf(
        self,
        document: Document,
        *,
        made_at: dt.datetime,
        numbering: Numbering | None = None,
        embedded: bytes = b"",
    ) -> Printed:
        """The document as PDF/A: the same document and moment give the same bytes."""
        with self._turn:
            laid = self._layout.render_pdf(document, made_at=made_at, numbering=numbering)
        data = self._table.archive(laid.data, embedded)
        return Archived(data, laid.pages, laid.unprintable)

    def render_footers(
        self, footers: Sequence[StampedFooter], size: PageSize, *, made_at: dt.datetime
    ) -> bytes:
        """Empty sheets with one footer each; they are stamped over pages, never kept alone."""
        with self._turn:
            return self._layout.render_footers(footers, size, made_at=made_at)
