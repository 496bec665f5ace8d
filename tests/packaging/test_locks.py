"""The locks name exact packages with hashes, no server, and belong to the project file."""

import re
import tomllib
from pathlib import Path

import pytest

from environment import Environment, Level

ROOT = Path(__file__).parents[2]
ENVIRONMENT = Environment(ROOT)
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; (.+?))? \\$", re.MULTILINE)


def pinned(level: Level) -> dict[str, str]:
    text = ENVIRONMENT.lock(level).read_text(encoding="utf-8")
    return {name: version for name, version, _ in PINNED.findall(text)}


@pytest.mark.parametrize("level", Level)
def test_every_line_is_an_exact_package_a_hash_or_the_header(level: Level) -> None:
    shape = re.compile(r"[a-z0-9-]+==\S+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    header, *lines = ENVIRONMENT.lock(level).read_text(encoding="utf-8").splitlines()
    assert header.startswith("# Made by `python3 packaging/bootstrap.py lock`")
    assert [line for line in lines if not shape.fullmatch(line)] == []


@pytest.mark.parametrize("level", Level)
def test_no_server_is_named(level: Level) -> None:
    text = ENVIRONMENT.lock(level).read_text(encoding="utf-8")
    assert not re.search(r"://|index-url|find-links|trusted-host| @ ", text)


def test_the_development_lock_holds_the_other_whole() -> None:
    run, development = pinned(Level.RUN), pinned(Level.DEV)
    assert run.items() <= development.items()


def test_everything_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + project["build-system"]["requires"]
    development = project["project"]["optional-dependencies"]["dev"]
    assert {package_name(line) for line in asked} <= pinned(Level.RUN).keys()
    assert {package_name(line) for line in development} <= pinned(Level.DEV).keys()


def package_name(requirement: str) -> str:
    """`PySide6_Addons==6.11.3` -> `pyside6-addons`, as the lock spells it."""
    name = re.match(r"[\w.-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()
