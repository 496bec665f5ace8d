"""Times a pack of 50 scanned pages against plain pikepdf, page pictures against plain pypdfium2.

Called by benchmarks.py. Both sides do the same work: pages merged, a footer stamped on each, the
file saved; pages drawn and encoded. Ours does it in a child, whose start is not counted, and takes
everything out of the pages that must not travel on. The peak memory is that of a process without a
window and of its child together, for 200 pages.
"""

import gc
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2

from app import paths
from app.documents.blocks import (
    FOOTER_HEIGHT,
    Block,
    Document,
    PageBreak,
    Paragraph,
    StampedFooter,
)
from app.domain.evidence.evidence import PageChoice
from app.domain.evidence.light_table import Composition, Enclosure, ImageOrder
from app.evidence.table import SafeLightTable
from app.pdf.renderer import Renderer
from measured import Measured
from pdfa_packs import MADE_AT, page, pdf

ROUNDS = 7
PAGES, MANY_PAGES = 50, 200
DPI = 200
PEAK_SCRIPT = Path(__file__).with_name("bench_pack_peak.py")


def order_of(content: bytes, count: int) -> Composition:
    """A pack of one page of our own and a scan."""
    renderer = Renderer(paths.fonts_folder())
    own = renderer.render_pdf(Document("Own", (Paragraph("Own page"),)), made_at=MADE_AT)
    feet = [
        StampedFooter("CP-000123 M.T.", "Hospital summary", f"Page {place} of {count + 1}")
        for place in range(2, count + 2)
    ]
    return Composition(
        own=(own.data,),
        enclosures=(Enclosure(content, pages_of(count), title="Hospital summary"),),
        footers=renderer.render_footers(feet, "letter", made_at=MADE_AT),
        footer_height=FOOTER_HEIGHT,
        title="Claim attachment",
        made_at=MADE_AT,
        dpi=DPI,
    )


def pages_of(count: int) -> tuple[PageChoice, ...]:
    """All pages of a file."""
    return tuple(PageChoice(number=number) for number in range(1, count + 1))


def scan(count: int) -> bytes:
    """A scan: color, gray and fax pages in turn, at 200 dpi."""
    sheets = [page(mode) for mode in ("RGB", "L", "1")]
    return pdf(*(sheets[place % 3] for place in range(count)))


def text(count: int) -> bytes:
    """A long report, its pages full of words."""
    page_full = Paragraph("Words of a long report. " * 230)
    blocks: list[Block] = [page_full]
    for _ in range(count - 1):
        blocks += [PageBreak(), page_full]
    document = Document("Report", tuple(blocks))
    return Renderer(paths.fonts_folder()).render_pdf(document, made_at=MADE_AT).data


def merged(order: Composition) -> bytes:
    """The same merge, stamp and save by pikepdf."""
    with (
        pikepdf.new() as pack,
        pikepdf.open(io.BytesIO(order.own[0])) as own,
        pikepdf.open(io.BytesIO(order.enclosures[0].content)) as scanned,
        pikepdf.open(io.BytesIO(order.footers)) as footers,
    ):
        pack.pages.extend(own.pages)
        pack.pages.extend(scanned.pages)
        for sheet, footer in zip(list(pack.pages)[1:], footers.pages, strict=True):
            sheet.add_overlay(footer, pikepdf.Rectangle(*map(float, footer.mediabox)))
        written = io.BytesIO()
        pack.save(written, deterministic_id=True)
        return written.getvalue()


def pictures(content: bytes) -> list[bytes]:
    """The same pictures by pypdfium2 and its usual way to Pillow."""
    document, found = pypdfium2.PdfDocument(content), []
    for sheet in document:
        written = io.BytesIO()
        sheet.render(scale=DPI / 72).to_pil().convert("RGB").save(
            written, "JPEG", quality=85, dpi=(DPI, DPI)
        )
        found.append(written.getvalue())
    document.close()
    return found


def in_turn(*works: Callable[[], object]) -> list[float]:
    """Median milliseconds of each, taken in turn; the first round is not counted."""
    taken: list[list[float]] = [[] for _ in works]
    gc.collect()
    for _ in range(ROUNDS):
        for times, work in zip(taken, works, strict=True):
            start = time.perf_counter_ns()
            work()
            times.append((time.perf_counter_ns() - start) / 1e6)
    return [statistics.median(times[1:]) for times in taken]


def peak(content: bytes, count: int) -> float:
    """Most memory (MiB) that a process and its child hold while they compose."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scan.pdf"
        path.write_bytes(content)
        command = [sys.executable, str(PEAK_SCRIPT), str(path), str(count)]
        done = subprocess.run(command, capture_output=True, check=True)
    peaks: dict[str, float] = json.loads(done.stdout)
    return sum(peaks.values())


def measure() -> Iterator[Measured]:
    """Times, ratios and memory."""
    order, table = order_of(scan(PAGES), PAGES), SafeLightTable()
    try:
        composed = table.compose(order)  # starts the child
        ours, plain = in_turn(lambda: table.compose(order), lambda: merged(order))
        yield Measured(f"pack of {PAGES} scanned pages", ours, "ms")
        yield Measured("the same merge, stamp and save by pikepdf", plain, "ms")
        yield Measured("  ratio", ours / plain, "x", 3)
        few = table.compose(order_of(scan(9), 9)).data
        ours, plain = in_turn(
            lambda: table.page_images(few, ImageOrder(dpi=DPI)), lambda: pictures(few)
        )
        yield Measured("ten pages as JPEG pictures", ours, "ms")
        yield Measured("the same by pypdfium2", plain, "ms")
        yield Measured("  ratio", ours / plain, "x", 1.3)
        assert composed.pages == PAGES + 1
    finally:
        table.close()
    scanned = peak(scan(MANY_PAGES), MANY_PAGES)
    yield Measured(f"peak memory, {MANY_PAGES} scanned pages", scanned, "MiB", 300)
    drawn = peak(text(MANY_PAGES), MANY_PAGES)
    yield Measured(f"peak memory, {MANY_PAGES} pages of text to be drawn", drawn, "MiB", 300)
