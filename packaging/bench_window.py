"""Times the start: process to painted door, Enter to filled window, a note among 10,000.

Called by benchmarks.py. Starts are whole processes, taken in turn with those of a bare window of
the same toolkit; Argon2id is left out by a passphrase that costs next to nothing to check.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.bootstrap import make_office
from app.crypto import Cost
from app.domain.finding.listing import NoteSummary
from app.domain.practice.people import Patient, PersonName
from app.services.people.access import Access
from app.services.people.first_records import begin_empty
from app.stock import Stock
from app.storage.folder import EmbeddedFolder
from measured import Measured

ROOT = Path(__file__).resolve().parent.parent
STARTED = Path(__file__).with_name("bench_window_start.py")
PHRASE = "an invented phrase for benchmarks"
CHEAP = Cost(passes=1, memory_kib=128, lanes=1)
NOTES = 10_000
ROUNDS = 7

BARE = """
import os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)
def painted():
    print(time.time() - float(sys.argv[1]), flush=True)
    app.quit()
window = Window()
window.resize(520, 640)
window.show()
app.exec()
"""


def measure() -> Iterator[Measured]:
    """Every figure of the start and of opening."""
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        note_id = _practice(data)
        bare, doors, enters, colds, opens, peaks = [], [], [], [], [], []
        environ = _environ(Path(scratch))
        _run(data, note_id, environ)  # the first start of all writes the byte code
        for _ in range(ROUNDS):
            bare.append(_bare(environ))
            run = _run(data, note_id, environ)
            doors.append(run["door"])
            enters.append(run["enter"])
            colds.append(run["cold"])
            opens.append(run["open"])
            peaks.append(run["peak"])
        floor = statistics.median(bare)
        yield Measured("bare window, process start to painted", floor * 1000, "ms")
        door, enter = statistics.median(doors), statistics.median(enters)
        yield Measured("process start to painted door", door * 1000, "ms")
        yield Measured("  against the bare window", door / floor, "x", 1.6)
        yield Measured("Enter to filled main window, warmed, Argon2id apart", enter * 1000, "ms")
        yield Measured("  against the bare window", enter / floor, "x", 1.5)
        yield Measured("cold: process start to filled window", statistics.median(colds) * 1e3, "ms")
        opened = statistics.median(opens) * 1000
        yield Measured(f"opening a note among {NOTES:,}", opened, "ms", 100)
        yield Measured("peak memory with a note open", statistics.median(peaks), "MiB")


def _practice(data: Path) -> str:
    """A practice with 10,000 notes of 100 patients; returns the id of one in the middle."""
    new, _ = Access(EmbeddedFolder(data), CHEAP).begin(PHRASE)
    assert new is not None, "the phrase is good"
    new.confirm_group(new.asked, new.recovery_key.groups[new.asked])
    store = new.create()
    begin_empty(store, "Sampleton Dental", "Ada", "Samplemann", "DDS", is_dentist=True)
    office = make_office(Stock(), store)
    with store.writing() as found:
        for number in range(100):
            name = PersonName(given=f"Given{number:02}", family="Testwell")
            found.patients.save(Patient(id=f"p{number:02}", name=name))
    note = office.charting.new_note("p00", "D9997").note
    with store.writing() as found:
        for number in range(NOTES):
            each = replace(note, id=f"n{number:05}", patient_id=f"p{number % 100:02}")
            found.notes.save(each, NoteSummary(20, 10, "Something"), office.clock.utc())
    office.close()
    return f"n{NOTES // 2:05}"


def _environ(scratch: Path) -> dict[str, str]:
    """As a user starts the program: with byte code kept from one start to the next."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(scratch / "code")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return environ


def _bare(environ: dict[str, str]) -> float:
    """Seconds from the start of a process to a bare window, painted."""
    return float(_output(["-c", BARE, str(time.time())], environ))


def _run(data: Path, note_id: str, environ: dict[str, str]) -> dict[str, float]:
    """One start of the program in a process of its own; seconds from its start, and MiB."""
    arguments = [str(STARTED), str(data), note_id, str(time.time())]
    found: dict[str, float] = json.loads(_output(arguments, environ))
    return found


def _output(arguments: list[str], environ: dict[str, str]) -> bytes:
    done = subprocess.run(
        [sys.executable, *arguments],
        check=True,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    return done.stdout
