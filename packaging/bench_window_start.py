"""One start of the program, measured from inside; bench_window.py runs it in a process of its own.

Arguments: the data folder, the note to open, when the process was started (seconds since 1970).
Prints the seconds to each stage and the peak memory in MiB as JSON. Imports nothing early.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.bootstrap import make_program

PHRASE = "an invented phrase for benchmarks"


class Start:
    """Goes through the door, opens a note, and leaves."""

    def __init__(self, data: Path, note_id: str, began: float) -> None:
        self._note_id = note_id
        self._began = began
        self._program, self._run = make_program("light", data, data.parent / "logs")
        self._times: dict[str, float] = {}

    def run(self) -> None:
        """Everything."""
        door = self._program.show_door()
        door.painted.disconnect(self._program.warm_up)  # the clock is read before it begins
        door.painted.connect(self._on_painted)
        self._run()

    def _on_painted(self) -> None:
        self._times["door"] = time.time() - self._began
        from PySide6.QtWidgets import QLineEdit

        program = self._program
        program.warm_up()
        self._until(lambda: program.is_warm)
        door = program.door
        assert door is not None, "it was painted"
        door.page.findChildren(QLineEdit)[0].setText(PHRASE)
        entered = time.perf_counter()
        door.page.advanced.emit()
        self._until(lambda: program.window is not None)
        window = program.window
        assert window is not None, "waited for"
        window.grab()
        self._times["enter"] = time.perf_counter() - entered
        self._times["cold"] = time.time() - self._began
        opened = time.perf_counter()
        window.open_note(self._note_id)
        window.grab()
        self._times["open"] = time.perf_counter() - opened
        self._tell()
        window.close()

    def _tell(self) -> None:
        import json
        import resource

        self._times["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(self._times), flush=True)

    @staticmethod
    def _until(holds: Callable[[], bool]) -> None:
        from PySide6.QtCore import QEventLoop, QTimer

        loop, tick = QEventLoop(), QTimer()
        tick.timeout.connect(lambda: loop.quit() if holds() else None)
        tick.start(0)
        loop.exec()
        tick.stop()


if __name__ == "__main__":
    Start(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])).run()
