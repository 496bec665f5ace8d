"""A running program for benchmarks: the sample practice, scans for it, and how late the window is.

The benchmarks of the window while documents come in and while packs are laid out use it.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtCore import QEventLoop, Qt, QTimer

from app import bootstrap
from app.crypto import Cost
from app.services.office.office import Office
from app.services.people.access import Access
from app.stock import Stock
from app.storage.folder import EmbeddedFolder

CHEAP = Cost(passes=1, memory_kib=128, lanes=1)
TICK_MS = 5


@contextmanager
def late(gaps: list[float]) -> Iterator[None]:
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


def practice(data: Path) -> Office:
    """The sample practice in a new folder, opened."""
    new, _ = Access(EmbeddedFolder(data), CHEAP).begin("an invented phrase for benchmarks")
    assert new is not None, "the phrase is good"
    new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
    store, stock = new.create(), Stock()
    bootstrap.fill_with_samples(stock, store)
    return bootstrap.make_office(stock, store)


def scan(path: Path, pages: int) -> Path:
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


def until(holds: Callable[[], bool]) -> None:
    """Let the program run until something holds."""
    loop, tick = QEventLoop(), QTimer()
    tick.timeout.connect(lambda: loop.quit() if holds() else None)
    tick.start(TICK_MS)
    loop.exec()
    tick.stop()
