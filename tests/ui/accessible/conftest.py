"""What is wrong with the screens of the program, found once for all tests."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
_MOST_SECONDS = 900  # a minute on a machine that has nothing else to do


@dataclass(frozen=True)
class Examined:
    """Offenders of each check by its name, how many screens were seen, and kinds of stops."""

    found: dict[str, list[str]]
    screens: int
    kinds: int


@pytest.fixture(scope="session")
def examined(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    """The tour, taken by a program of its own."""
    told = tmp_path_factory.mktemp("tour") / "told.json"
    paths = os.pathsep.join((str(ROOT), str(ROOT / "packaging")))
    around = {**os.environ, "PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.ui.accessible.examiner", str(told)]
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env=around,
        capture_output=True,
        text=True,
        timeout=_MOST_SECONDS,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return Examined(**json.loads(told.read_text(encoding="utf-8")))
