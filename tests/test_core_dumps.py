"""A program that crashes leaves none of its memory behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows writes no core files")

ALLOWED = """
import resource
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
"""
TOLD = """
import ctypes, resource, sys
print(resource.getrlimit(resource.RLIMIT_CORE))
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == "linux" else 0)
"""
CRASH = "\nname = 'Quillfeather' * 1000\nimport os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n"


def ran(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_limit_is_nothing_and_stays_so(tmp_path: Path) -> None:
    done = ran(f"{ALLOWED}\nfrom app.core_dumps import forbid\nforbid()\n{TOLD}", tmp_path)
    assert done.stdout.split("\n")[:2] == ["(0, 0)", "0"], done.stderr


def test_a_crash_writes_no_file(tmp_path: Path) -> None:
    done = ran(f"{ALLOWED}\nfrom app.core_dumps import forbid\nforbid()\n{CRASH}", tmp_path)
    assert done.returncode == -signal.SIGSEGV
    assert list(tmp_path.iterdir()) == []


def test_every_verb_begins_with_it(tmp_path: Path) -> None:
    done = ran(f"{ALLOWED}\nfrom app.cli import main\nmain(['guides', 'list'])\n{TOLD}", tmp_path)
    assert done.stdout.rstrip().split("\n")[-2:] == ["(0, 0)", "0"], done.stderr
