"""The stamp says "whole" only when it is, and an interrupted or changed install is mended."""

import hashlib
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from environment import (
    Environment,
    Level,
    SetupError,
    alone,
    is_ready,
    prepare,
    taken,
    write_stamp,
)

PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "sample-clinic"
version = "1.0"
"""

METADATA = "Metadata-Version: 2.1\nName: {}\nVersion: 1.0\n"
WHEEL = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"

# A build backend without dependencies: its editable wheel says the package's name, no more.
BACKEND = f"""
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "sample_clinic-1.0-py3-none-any.whl"
    with zipfile.ZipFile(folder + "/" + name, "w") as wheel:
        wheel.writestr("sample_clinic-1.0.dist-info/METADATA", {METADATA.format("sample-clinic")!r})
        wheel.writestr("sample_clinic-1.0.dist-info/WHEEL", {WHEEL!r})
        wheel.writestr("sample_clinic-1.0.dist-info/RECORD", "")
    return name
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Environment:
    environment = Environment(tmp_path / "checkout")
    (environment.root / "packaging").mkdir(parents=True)
    (environment.root / "pyproject.toml").write_text(PROJECT)
    (environment.root / "backend.py").write_text(BACKEND)
    for level in Level:
        environment.lock(level).write_text(f"# the packages to {level}\n")
    return environment


def stamped(environment: Environment, level: Level) -> Environment:
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    write_stamp(environment, level)
    return environment


def test_a_stamped_environment_is_ready_for_what_it_was_made_for(checkout: Environment) -> None:
    assert not is_ready(checkout, Level.RUN)
    stamped(checkout, Level.RUN)
    assert is_ready(checkout, Level.RUN)
    assert not is_ready(checkout, Level.DEV)


def test_one_made_for_development_also_runs_the_program(checkout: Environment) -> None:
    stamped(checkout, Level.DEV)
    assert is_ready(checkout, Level.RUN)
    assert is_ready(checkout, Level.DEV)


@pytest.mark.parametrize(
    "change",
    [
        lambda checkout: checkout.lock(Level.RUN).write_text("# another package\n"),
        lambda checkout: (checkout.root / "pyproject.toml").write_text(PROJECT + "# changed\n"),
        lambda checkout: checkout.python.unlink(),
        lambda checkout: checkout.stamp.unlink(),
        lambda checkout: checkout.stamp.write_text("home"),
        lambda checkout: shutil.rmtree(checkout.folder),
    ],
    ids=["lock", "project file", "no interpreter", "no stamp", "cut stamp", "no folder"],
)
def test_any_change_asks_for_an_install(
    checkout: Environment, change: Callable[[Environment], object]
) -> None:
    change(stamped(checkout, Level.RUN))
    assert not is_ready(checkout, Level.RUN)


def test_a_moved_checkout_is_not_ready_for_scripts_name_the_old_place(
    checkout: Environment,
) -> None:
    stamped(checkout, Level.RUN)
    moved = Environment(checkout.root.rename(checkout.root.with_name("moved")))
    assert not is_ready(moved, Level.RUN)


def test_only_one_start_installs_at_a_time(checkout: Environment) -> None:
    with alone(checkout.busy), checkout.busy.open("a") as second:
        assert not taken(second)
    with checkout.busy.open("a") as third:
        assert taken(third)


def test_a_half_install_is_made_anew_and_a_wrong_hash_is_refused(
    checkout: Environment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wheel = tmp_path / "tooth_chart-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        about = "tooth_chart-1.0.dist-info"
        packed.writestr("tooth_chart.py", "TEETH = 32\n")
        packed.writestr(f"{about}/METADATA", METADATA.format("tooth-chart"))
        packed.writestr(f"{about}/WHEEL", WHEEL)
        packed.writestr(f"{about}/RECORD", "")
    right = hashlib.sha256(wheel.read_bytes()).hexdigest()
    checkout.lock(Level.RUN).write_text(f"{wheel.as_uri()} --hash=sha256:{right}\n")
    leftover = checkout.folder / "half-unpacked"
    leftover.mkdir(parents=True)

    prepare(checkout, Level.RUN)

    assert not leftover.exists()
    program = "import tooth_chart; print(tooth_chart.TEETH)"
    shown = subprocess.run([checkout.python, "-c", program], capture_output=True, check=True)
    assert shown.stdout.strip() == b"32"
    assert "Installing" in capsys.readouterr().out
    prepare(checkout, Level.RUN)
    assert capsys.readouterr().out == ""  # the second start does nothing

    wheel.write_bytes(wheel.read_bytes() + b" ")
    checkout.lock(Level.RUN).write_text(f"{wheel.as_uri()} --hash=sha256:{right} # again\n")
    with pytest.raises(SetupError, match="not the one that was locked"):
        prepare(checkout, Level.RUN)
    assert not checkout.stamp.exists()
    assert "DO NOT MATCH THE HASHES" in checkout.log.read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_gets_a_sentence(checkout: Environment) -> None:
    checkout.busy.mkdir()
    with pytest.raises(SetupError, match=r"\.venv\.lock cannot be written"):
        prepare(checkout, Level.RUN)
