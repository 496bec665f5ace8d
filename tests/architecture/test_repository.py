"""What holds for the repository as a whole: one version, no loose ends, no server's name."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import app

ROOT = Path(__file__).parents[2]
FOLDERS = (".ci", "app", "packaging", "resources", "tests")
TEXT = {"", ".cfg", ".json", ".lock", ".md", ".py", ".svg", ".toml", ".txt", ".yaml", ".yml"}

# Written in two halves, or this file would find itself.
LOOSE_END = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b")
REGISTRY = re.compile(r"pypi\." r"org|python" r"hosted|registry\." r"npmjs|deb\." r"debian")


def texts() -> Iterator[tuple[str, str]]:
    """Every text file of the project, with its path below the root."""
    paths = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in FOLDERS:
        paths += (path for path in (ROOT / folder).rglob("*") if path.is_file())
    for path in paths:
        if path.suffix in TEXT and "__pycache__" not in path.parts:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[?(\d+\.\d+\.\d+)", changes, re.MULTILINE)
    assert newest, "CHANGELOG.md has no heading such as `## 0.1.0`"
    assert project["version"] == app.__version__ == newest[1]


def test_nothing_is_left_for_later() -> None:
    assert [name for name, text in texts() if LOOSE_END.search(text)] == []


def test_no_registry_is_named() -> None:
    assert [name for name, text in texts() if REGISTRY.search(text)] == []


def test_the_packaging_folder_stays_a_folder_of_scripts() -> None:
    # A package of that name would hide the library `packaging` that build tools import.
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_files_are_asked_for_in_one_place() -> None:
    # Elsewhere a dialog would begin in whatever folder the program was started from.
    asks = [name for name, text in texts() if name.startswith("app/") and "QFileDialog" in text]
    assert asks == ["app/ui/file_dialogs.py"]
