"""A practice of this computer as verbs find it: its folder named, its passphrase typed."""

import getpass
import shutil
from pathlib import Path

import pytest

from app.paths import HOME_VARIABLE
from tests.office_desk import PASSPHRASE, make_practice


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice that the tests of a module copy; modules with more in theirs make their own."""
    folder = tmp_path_factory.mktemp("made") / "practice"
    make_practice(folder)
    return folder


@pytest.fixture
def practice(tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, which the verbs of this test find and open."""
    folder = shutil.copytree(made, tmp_path / "home")
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: PASSPHRASE)
    return folder
