"""Times the window while a pack of 50 pages is laid out: how long it leaves anybody waiting.

Called by benchmarks.py. The pack page of a real program lays out 50 scanned pages with the real
light table, once as a PDF and once as pictures; a timer of 5 ms notes how late it comes.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app import bootstrap
from app.domain.finding.listing import NoteQuery
from app.domain.notes.note import Note
from app.services.documents.documents import Taken
from app.services.office.office import Office
from app.ui.pages.packs.pack_page import PackPage
from bench_office import CHEAP, late, practice, scan, until
from measured import Measured

PAGES = 50


def measure() -> Iterator[Measured]:
    """Every figure."""
    with tempfile.TemporaryDirectory() as scratch:
        program, _ = bootstrap.make_program(
            "light", Path(scratch) / "data", Path(scratch) / "logs", CHEAP
        )
        office = practice(Path(scratch) / "data")
        window = program.open_office(office)
        note = _note(office)
        taken = office.documents.take_in(
            scan(Path(scratch) / "scan.pdf", PAGES), note.patient_id, office.charting.user
        )
        assert isinstance(taken, Taken), "our own scan"
        window.open_note(note.id)
        gaps: list[float] = []
        try:
            with late(gaps):
                window.show_pack()
                page = window.packs.page
                assert page is not None, "shown just now"
                until(lambda: page.plan.trial is not None)
            yield Measured("longest wait while the pack page opens", max(gaps), "ms", 50)
            yield from _measure(page, taken.record.id)
        finally:
            program.close()


def _measure(page: PackPage, document: str) -> Iterator[Measured]:
    """Wish for the document first, then for a channel that takes pictures only."""
    choice = page.plan.choice
    wish = choice.wish.model_copy(update={"documents": (document,)})

    def pick_pictures() -> None:
        choice.channels.setCurrentIndex(choice.channels.findData("claimconnect"))

    wishes: tuple[tuple[str, Callable[[], None]], ...] = (
        (f"{PAGES} scanned pages laid out as a PDF", lambda: page.plan.outcome.mended.emit(wish)),
        (f"{PAGES} scanned pages laid out as pictures", pick_pictures),
    )
    for words, act in wishes:
        gaps: list[float] = []
        with late(gaps):
            began = time.perf_counter()
            act()
            until(lambda: page.plan.trial is not None)
            took = time.perf_counter() - began
            end = time.perf_counter() + 1  # for the preview to paint
            until(lambda end=end: time.perf_counter() > end)  # type: ignore[misc] # bound now
        yield Measured(words, took, "s")
        yield Measured("  longest wait for the window meanwhile", max(gaps), "ms", 50)


def _note(office: Office) -> Note:
    """The signed sample note of a consultation."""
    with office.store.reading() as found:
        rows = found.notes.page(NoteQuery()).rows
    return office.charting.stored(next(row.id for row in rows if row.code == "D9311"))
