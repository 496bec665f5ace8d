"""Starting: nothing heavy before the door is painted; the self test; Qt calls that keep None."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.paths import HOME_VARIABLE

HEAVY = ("app.domain", "sqlalchemy", "alembic", "yaml", "reportlab", "pydantic")

PAINT_THE_DOOR = """
import sys
from app import bootstrap, paths
program, run = bootstrap.make_program("light", paths.data_folder(), paths.log_folder())
door = program.show_door()
heavy = HEAVY
def painted():
    found = [name for name in sys.modules if name.startswith(heavy)]
    print("painted", type(door.page).__name__, *found)
    program.close()
    sys.stdout.flush()
    import os
    os._exit(0)
door.painted.disconnect()
door.painted.connect(painted)
run()
"""


def test_nothing_heavy_is_imported_before_the_door_is_painted(tmp_path: Path) -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", HOME_VARIABLE: str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PAINT_THE_DOOR.replace("HEAVY", repr(HEAVY))],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["painted", "WelcomePage"]


def test_the_self_test_opens_a_note_and_prints_it_and_leaves_nothing(tmp_path: Path) -> None:
    environ = {**os.environ, "TMPDIR": str(tmp_path), HOME_VARIABLE: str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-m", "app", "--self-test"],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "OK\n"
    assert list(tmp_path.iterdir()) == []


def test_qt_calls_that_return_nothing_keep_their_reference_to_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 on Python before 3.12 lost one at each call (see decisions/001)."""
    thing = QObject(qapp)
    before = sys.getrefcount(None)
    for _ in range(20_000):
        thing.setObjectName("a name")
    assert sys.getrefcount(None) > before - 1_000
    thing.deleteLater()
