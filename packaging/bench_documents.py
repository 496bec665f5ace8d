"""Times the window while documents come in: how long it leaves anybody waiting.

Called by benchmarks.py. Twenty scans are dropped on an open note of a real program, looked at by
the real light table and kept on the disk; a timer of 5 ms notes how late it comes. Then the pages
of a long one are shown.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtCore import QEventLoop, Qt, QTimer

from app import bootstrap
from app.crypto import Cost
from app.services.access import Access
from app.services.office import Office
from app.storage.folder import EmbeddedFolder
from app.ui.fields.evidence_control import EvidenceControl
from app.ui.main_window import MainWindow
from app.ui.pages.document_page import DocumentPage
from measured import Measured

CHEAP = Cost(passes=1, memory_kib=128, lanes=1)
FILES, PAGES, LONG = 20, 3, 40
TICK_MS = 5


def measure() -> Iterator[Measured]:
    """Every figure."""
    with tempfile.TemporaryDirectory() as scratch:
        files = [_scan(Path(scratch) / f"{n}.pdf", LONG if n == 0 else PAGES) for n in range(FILES)]
        program, _ = bootstrap.make_program(
            "light", Path(scratch) / "data", Path(scratch) / "logs", CHEAP
        )
        window = program.open_office(_practice(Path(scratch) / "data"))
        window.new_note(_patient(window), "D9997")
        try:
            yield from _measure(window, files)
        finally:
            program.close()


def _measure(window: MainWindow, files: list[Path]) -> Iterator[Measured]:
    page = window.note_page
    assert page is not None, "opened just now"
    gaps: list[float] = []
    with _late(gaps):
        rested = time.perf_counter()
        _until(lambda: time.perf_counter() - rested > 1)
    yield Measured("longest wait for the window while nothing happens", max(gaps), "ms")
    gaps.clear()
    with _late(gaps):
        began = time.perf_counter()
        page.take_documents(files)
        control = next(c for c in page.form.findChildren(EvidenceControl) if c.isVisible())
        _until(lambda: not control.intake.is_busy)
        took = time.perf_counter() - began
        _until(lambda: page.support.desk.pictures.is_idle)
    assert len(control.intake.rows) == FILES, "all were taken in"
    yield Measured(f"{FILES} scans taken in, each", took / FILES * 1000, "ms")
    yield Measured("  longest wait for the window meanwhile", max(gaps), "ms", 50)
    gaps.clear()
    with _late(gaps):
        control.intake.rows[0].title.click()
        shown = window.records.page
        assert isinstance(shown, DocumentPage), "opened just now"
        _until(lambda: shown.pictures.is_idle)
        for at in range(0, LONG, 5):
            shown.strip.choose(at)
            _until(lambda: shown.view.is_settled)
        _until(lambda: shown.pictures.is_idle)
    yield Measured(
        f"longest wait while {LONG} pages are shown and turned over", max(gaps), "ms", 50
    )


@contextmanager
def _late(gaps: list[float]) -> Iterator[None]:
    """Note milliseconds between the ticks of a timer of 5 ms while the block runs."""
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1000)
        last = now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(TICK_MS)
    yield
    timer.stop()


def _practice(data: Path) -> Office:
    new, _ = Access(EmbeddedFolder(data), CHEAP).begin("an invented phrase for benchmarks")
    assert new is not None, "the phrase is good"
    new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
    store, stock = new.create(), bootstrap.Stock()
    bootstrap.fill_with_samples(stock, store)
    return bootstrap.make_office(stock, store)


def _patient(window: MainWindow) -> str:
    row = window.notes_page.table.model().index(0, 0)
    return str(row.data(Qt.ItemDataRole.UserRole).patient_id)


def _scan(path: Path, pages: int) -> Path:
    """A gray scan of letter size at 150 dpi, with some noise as paper has."""
    sheets = []
    for number in range(pages):
        noise = Image.frombytes("L", (319, 412), os.urandom(319 * 412)).resize((1275, 1650))
        sheet = Image.blend(Image.new("L", (1275, 1650), 255), noise, 0.06)
        for line in range(40):
            ImageDraw.Draw(sheet).text((100, 100 + 36 * line), f"Line {line} of {number}", fill=0)
        sheets.append(sheet)
    sheets[0].save(path, "PDF", resolution=150, save_all=True, append_images=sheets[1:])
    return path


def _until(holds: Callable[[], bool]) -> None:
    loop, tick = QEventLoop(), QTimer()
    tick.timeout.connect(lambda: loop.quit() if holds() else None)
    tick.start(TICK_MS)
    loop.exec()
    tick.stop()
