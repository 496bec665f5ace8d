"""Times the window while documents come in: how long it leaves anybody waiting.

Called by benchmarks.py. Twenty scans are dropped on an open note of a real program, looked at by
the real light table and kept on the disk; a timer of 5 ms notes how late it comes. Then the pages
of a long one are shown.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt

from app import bootstrap
from app.ui.fields.evidence_control import EvidenceControl
from app.ui.pages.documents.document_page import DocumentPage
from app.ui.window.main_window import MainWindow
from bench_office import CHEAP, late, practice, scan, until
from measured import Measured

FILES, PAGES, LONG = 20, 3, 40


def measure() -> Iterator[Measured]:
    """Every figure."""
    with tempfile.TemporaryDirectory() as scratch:
        files = [scan(Path(scratch) / f"{n}.pdf", LONG if n == 0 else PAGES) for n in range(FILES)]
        program, _ = bootstrap.make_program(
            "light", Path(scratch) / "data", Path(scratch) / "logs", CHEAP
        )
        window = program.open_office(practice(Path(scratch) / "data"))
        window.new_note(_patient(window), "D9997")
        try:
            yield from _measure(window, files)
        finally:
            program.close()


def _measure(window: MainWindow, files: list[Path]) -> Iterator[Measured]:
    page = window.note_page
    assert page is not None, "opened just now"
    gaps: list[float] = []
    with late(gaps):
        rested = time.perf_counter()
        until(lambda: time.perf_counter() - rested > 1)
    yield Measured("longest wait for the window while nothing happens", max(gaps), "ms")
    gaps.clear()
    with late(gaps):
        began = time.perf_counter()
        page.take_documents(files)
        control = next(c for c in page.form.findChildren(EvidenceControl) if c.isVisible())
        until(lambda: not control.intake.is_busy)
        took = time.perf_counter() - began
        until(lambda: page.support.desk.pictures.is_idle)
    assert len(control.intake.rows) == FILES, "all were taken in"
    yield Measured(f"{FILES} scans taken in, each", took / FILES * 1000, "ms")
    yield Measured("  longest wait for the window meanwhile", max(gaps), "ms", 50)
    gaps.clear()
    with late(gaps):
        control.intake.rows[0].title.click()
        shown = window.records.page
        assert isinstance(shown, DocumentPage), "opened just now"
        until(lambda: shown.pictures.is_idle)
        for at in range(0, LONG, 5):
            shown.strip.choose(at)
            until(lambda: shown.view.is_settled)
        until(lambda: shown.pictures.is_idle)
    yield Measured(
        f"longest wait while {LONG} pages are shown and turned over", max(gaps), "ms", 50
    )


def _patient(window: MainWindow) -> str:
    row = window.notes_page.table.model().index(0, 0)
    return str(row.data(Qt.ItemDataRole.UserRole).patient_id)
