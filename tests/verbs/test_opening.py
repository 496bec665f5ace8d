"""`open --pms`: what is read before any window, and the exit codes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import bootstrap
from app.cli import main
from app.domain.incoming import Arrival
from app.interchange.bridges import NO_FILE, NOTHING
from app.services.records.arrivals import unpacked
from app.verbs.console import DONE, UNREADABLE


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | None, bytes]]:
    """What the window was opened with; the window itself has its own tests."""
    seen: list[tuple[str | None, bytes]] = []

    def run_window(theme: str | None, arrival: bytes) -> int:
        seen.append((theme, arrival))
        return DONE

    monkeypatch.setattr(bootstrap, "run_window", run_window)
    return seen


def test_a_program_link_reaches_the_window(opened: list[tuple[str | None, bytes]]) -> None:
    code = main(["--theme", "dark", "open", "--pms", "--lname", "Testwell", "FName=Marisol"])
    assert code == DONE
    ((theme, message),) = opened
    assert (theme, unpacked(message)) == ("dark", Arrival("Marisol", "Testwell"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["LName=[LName]", "FName=[FName]"], NOTHING),
        (["nowhere.ini"], NO_FILE),
        ([], NOTHING),
    ],
)
def test_nobody_named_is_said_and_no_window_opens(
    arguments: list[str],
    said: str,
    opened: list[tuple[str | None, bytes]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["open", "--pms", *arguments]) == UNREADABLE
    assert capsys.readouterr().err == said + "\n"
    assert opened == []


def test_a_date_nobody_can_read_is_said_and_the_window_opens_all_the_same(
    opened: list[tuple[str | None, bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["open", "--pms", "PatNum=12", "LName=Testwell", "Birthdate=30/04/1961"]) == DONE
    assert len(opened) == 1
    said = capsys.readouterr().err
    assert said.startswith("Date of birth: ")
    assert "Testwell" not in said


def test_nothing_of_the_patient_is_left_on_the_disk(tmp_path: Path) -> None:
    program = (
        "import sys, os\nfrom app import bootstrap\nfrom app.ui.window.application import Program\n"
        "Program.show_door = lambda self: os._exit(0)\n"
        "from app.cli import main\nmain(sys.argv[1:])\n"
    )
    environ = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "CHARTPROOF_HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    command = [sys.executable, "-c", program, "open", "--pms", "LName=Canarywell", "FName=Theo"]
    assert subprocess.run(command, env=environ, check=False).returncode == 0
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"Canarywell" in path.read_bytes() for path in left)
