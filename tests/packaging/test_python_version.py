"""An unsuitable Python gets one sentence with what to do; a suitable one gets none."""

import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap import NEWEST, OLDEST, refusal

SCRIPT = Path(__file__).parents[2] / "packaging" / "bootstrap.py"


@pytest.mark.parametrize("minor", range(OLDEST[1], NEWEST[1] + 1))
def test_every_python_of_the_range_is_taken(minor: int) -> None:
    assert refusal(3, minor, "") == ""


@pytest.mark.parametrize(("major", "minor"), [(2, 7), (3, 6), (3, 10), (3, 15), (4, 0)])
def test_others_are_refused_with_the_command_that_helps(major: int, minor: int) -> None:
    sentence = refusal(major, minor, "")
    assert f"this is Python {major}.{minor}." in sentence
    assert "apt-get install python3.11 python3.11-venv" in sentence


def test_a_suitable_one_on_the_machine_is_named() -> None:
    assert refusal(3, 9, "python3.12").endswith("python3.12 packaging/bootstrap.py run")


def test_usage_and_exit_code_for_an_unknown_verb() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "dance"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "run      start the program" in done.stderr
